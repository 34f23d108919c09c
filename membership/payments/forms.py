"""Forms of payments: a file with its account, and what to do with a line."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from membership.payments.queries import bank_accounts, counter_accounts
from membership.payments.reading import MOST_BYTES
from membership.payments.wording import FILES

LARGEST_FEE = 5000


class StatementForm(forms.Form):
    """A file from the bank; it is read in the background, so only its size is looked at here."""

    account = forms.ModelChoiceField(label=_("Bank account"), queryset=None, empty_label=None)
    file = forms.FileField(
        label=_("File from the bank"),
        help_text=_(
            "A transfer file (全銀, 200 bytes) or a CSV of Japan Post Bank, MUFG, Rakuten or an ANSER bank, up to 10 MB. "
            "Please give it as it came; the same file twice adds nothing."
        ),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account"].queryset = bank_accounts()

    def clean_file(self) -> object:
        """Refuses what is too large before a byte of it is read."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(FILES["too_large"], code="too_large")
        return file


class CloseForm(forms.Form):
    """As what a line that is no dues is booked."""

    against = forms.ModelChoiceField(label=_("Book as"), queryset=None)
    note = forms.CharField(
        label=_("Note"), required=False, max_length=100, help_text=_("No names: it can't be erased later.")
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["against"].queryset = counter_accounts()


class FindForm(forms.Form):
    """Open charges by name or reference."""

    q = forms.CharField(label=_("Name, reading or reference"), required=False, max_length=60)


class TransferFeeForm(WagtailAdminModelForm):
    """A usual fee of banks."""

    def clean_amount(self) -> int:
        amount = self.cleaned_data["amount"]
        if not 1 <= amount <= LARGEST_FEE:
            raise forms.ValidationError(_("Please enter a fee between 1 and 5,000 yen."))
        return amount


class CsvProfileForm(WagtailAdminModelForm):
    """How a bank's CSV is headed: amounts in two columns, or in one with a sign."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        two, one = [cleaned.get("came_in"), cleaned.get("went_out")], cleaned.get("signed")
        if one and any(two):
            self.add_error("signed", _("Please name either one column with sign, or one for each direction."))
        elif not one and not all(two):
            self.add_error(
                "came_in", _("Please name the columns of deposits and of withdrawals, or one with sign.")
            )
        return cleaned


class TryForm(forms.Form):
    """A file to try a description with; nothing of it is stored."""

    file = forms.FileField(
        label=_("A file of this bank"), help_text=_("It is read once and shown here; nothing is stored.")
    )

    def clean_file(self) -> object:
        """Refuses what is too large before a byte of it is read."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(FILES["too_large"], code="too_large")
        return file
