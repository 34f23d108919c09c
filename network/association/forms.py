"""Forms of the association's own settings: what a bank's form takes is checked as it is typed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from network.association.rules import WrongBankDetailError, clean_digits, clean_holder, clean_registration

WHAT_IS_WRONG = {
    "not_digits": _("Please use digits only."),
    "length": _("The number of digits is not right. Please compare it with the bank book."),
    "check_digit": _("A digit of this number is not right: its check digit does not fit. Please compare it."),
    "not_kana": _(
        "Please write the holder in katakana, as the bank book does; letters, digits and the marks ( ) - . / fit too."
    ),
}
# All or nothing: a payer who is told half an account can't transfer.
NEEDED_TOGETHER = ("bank_name", "branch_name", "account_number", "account_holder")


class BankFields:
    """What any form with the bank account checks."""

    def clean_bank_code(self) -> str:
        return self._digits("bank_code", 4, exactly=True)

    def clean_branch_code(self) -> str:
        return self._digits("branch_code", 3, exactly=True)

    def clean_account_number(self) -> str:
        return self._digits("account_number", 7)

    def clean_account_holder(self) -> str:
        try:
            return clean_holder(self.cleaned_data["account_holder"])
        except WrongBankDetailError as refusal:
            raise forms.ValidationError(WHAT_IS_WRONG[refusal.code]) from None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        present = [name for name in NEEDED_TOGETHER if cleaned.get(name)]
        for name in NEEDED_TOGETHER:
            if present and not cleaned.get(name) and name not in self.errors:
                self.add_error(
                    name,
                    _("Without this nobody can transfer. Please fill it in, or leave the account empty."),
                )
        return cleaned

    def _digits(self, name: str, most: int, *, exactly: bool = False) -> str:
        try:
            return clean_digits(self.cleaned_data[name], most, exactly=exactly)
        except WrongBankDetailError as refusal:
            raise forms.ValidationError(WHAT_IS_WRONG[refusal.code]) from None


class AssociationForm(BankFields, WagtailAdminModelForm):
    """Everything about the association, as the desk edits it."""

    # Full-width digits, spaces and hyphens are tidied up first, so more may be typed than is kept.
    bank_code = forms.CharField(
        label=_("bank code"), max_length=20, required=False, help_text=_("Four digits.")
    )
    branch_code = forms.CharField(
        label=_("branch code"), max_length=20, required=False, help_text=_("Three digits.")
    )
    registration_number = forms.CharField(
        label=_("registration number of the qualified invoice issuer"),
        max_length=30,
        required=False,
        help_text=_("T and 13 digits. Empty: papers are no qualified invoices."),
    )

    def clean_registration_number(self) -> str:
        try:
            return clean_registration(self.cleaned_data["registration_number"])
        except WrongBankDetailError as refusal:
            raise forms.ValidationError(WHAT_IS_WRONG[refusal.code]) from None
