"""Forms of the first run, a page each: code, association, account and year, mail, administrator."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import password_validators_help_text_html, validate_password
from django.utils.translation import gettext_lazy as _

from network.association.forms import BankFields
from network.association.models import Association
from network.firstrun.rules import typed_code
from network.people.models import Account
from network.people.rules import WrongLoginNameError, clean_login_name

NEW_PASSWORD = {"autocomplete": "new-password"}
REAL_ADDRESS = _("This does not look like an e-mail address. Example: name@example.jp")


class SetupCodeForm(forms.Form):
    """The code that a command on the server printed."""

    code = forms.CharField(
        label=_("Set-up code"),
        max_length=60,
        help_text=_("Sixteen digits. Spaces, hyphens and full-width digits are fine."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": 24}),
        error_messages={"required": _("Please enter the code that the server printed.")},
    )

    def clean_code(self) -> str:
        code = typed_code(self.cleaned_data["code"])
        if not code:
            raise forms.ValidationError(
                _("The code has sixteen digits. Please compare it with the server's.")
            )
        return code


class WhoForm(forms.ModelForm):
    """Step 1: who runs this site and how to reach them."""

    class Meta:
        model = Association
        fields = (
            "name",
            "name_en",
            "short_name",
            "address",
            "phone",
            "email",
            "contact_hours",
            "contact_hours_en",
        )
        labels = {
            "name": _("Name of the association"),
            "name_en": _("Name in English"),
            "short_name": _("Nickname"),
            "address": _("Postal address"),
            "phone": _("Telephone"),
            "email": _("Contact address (e-mail)"),
            "contact_hours": _("Contact hours"),
            "contact_hours_en": _("Contact hours in English"),
        }
        help_texts = {
            "name": _("Stands at the top of every page and at the end of every mail."),
            "short_name": _("A short name, where the long one has no room."),
            "email": _("Shown to visitors. A shared mailbox of the secretariat is fine."),
        }
        error_messages = {
            "name": {"required": _("Please enter the association's name.")},
            "email": {"invalid": REAL_ADDRESS},
        }


class MoneyForm(BankFields, forms.ModelForm):
    """Step 2: where dues are transferred to, and when the year begins. May stay empty."""

    bank_code = forms.CharField(
        label=_("Bank code"), max_length=20, required=False, help_text=_("Four digits.")
    )
    branch_code = forms.CharField(
        label=_("Branch code"), max_length=20, required=False, help_text=_("Three digits.")
    )
    account_number = forms.CharField(
        label=_("Account number"),
        max_length=20,
        required=False,
        help_text=_(
            "Up to seven digits. Japan Post Bank: the branch and number for transfers from other banks."
        ),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    field_order = (
        "fiscal_year_begins",
        "bank_name",
        "bank_code",
        "branch_name",
        "branch_code",
        "account_kind",
        "account_number",
        "account_holder",
    )

    class Meta:
        model = Association
        fields = ("fiscal_year_begins", "bank_name", "branch_name", "account_kind", "account_holder")
        labels = {
            "fiscal_year_begins": _("The fiscal year begins in"),
            "bank_name": _("Bank"),
            "branch_name": _("Branch"),
            "account_kind": _("Kind of account"),
            "account_holder": _("Account holder (kana)"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("bank_code", "branch_code", "account_number"):
            self.fields[name].initial = getattr(self.instance, name)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name in ("bank_code", "branch_code", "account_number"):
            setattr(self.instance, name, cleaned.get(name, ""))
        return cleaned


class SenderForm(forms.ModelForm):
    """Step 3: who mails come from."""

    class Meta:
        model = Association
        fields = ("sender_name", "sender_email")
        labels = {"sender_name": _("Sender's name"), "sender_email": _("Sender's address")}
        error_messages = {"sender_email": {"invalid": REAL_ADDRESS}}


class TestMailForm(forms.Form):
    """Where the test mail goes."""

    to_address = forms.EmailField(
        label=_("Send a test mail to"),
        max_length=254,
        required=False,  # only the button that sends needs it
        error_messages={"invalid": REAL_ADDRESS},
    )

    def clean_to_address(self) -> str:
        if not self.cleaned_data["to_address"]:
            raise forms.ValidationError(_("Please enter an address you can read."))
        return self.cleaned_data["to_address"]


class AdministratorForm(forms.Form):
    """Step 4: the first person who may do everything."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Please enter your name.")},
    )
    email = forms.EmailField(
        label=_("Your own e-mail address"),
        max_length=254,
        help_text=_("An address that only you read: a forgotten password is mended through it."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": _("Please enter an e-mail address."), "invalid": REAL_ADDRESS},
    )
    login_name = forms.CharField(
        label=_("Login name"),
        max_length=100,
        help_text=_("3 to 30 letters, digits, dots or hyphens."),
        widget=forms.TextInput(attrs={"autocomplete": "username"}),
        error_messages={"required": _("Please choose a login name.")},
    )
    password = forms.CharField(
        label=_("Password"),
        help_text=password_validators_help_text_html,
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs=NEW_PASSWORD),
    )
    password_again = forms.CharField(
        label=_("Password once more"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs=NEW_PASSWORD),
    )

    def clean_login_name(self) -> str:
        try:
            return clean_login_name(self.cleaned_data["login_name"])
        except WrongLoginNameError:
            raise forms.ValidationError(
                _("Please use 3 to 30 letters, digits, dots or hyphens, beginning with a letter or digit.")
            ) from None

    def clean_password(self) -> str:
        about = Account(
            username=self.cleaned_data.get("login_name", ""), email=self.cleaned_data.get("email", "")
        )
        validate_password(self.cleaned_data["password"], about)
        return self.cleaned_data["password"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        first, again = cleaned.get("password"), cleaned.get("password_again")
        if first and again and first != again:
            self.add_error("password_again", _("The two passwords differ. Please type the same one twice."))
        return cleaned
