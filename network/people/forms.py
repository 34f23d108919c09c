"""Forms of people: accepting an invitation."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import password_validators_help_text_html, validate_password
from django.utils.translation import gettext_lazy as _

from network.people.models import Account
from network.people.queries import account_by_login
from network.people.rules import WrongLoginNameError, clean_login_name

NEW_PASSWORD = {"autocomplete": "new-password"}


class InvitationForm(forms.Form):
    """A password, and a login name for those who share a mailbox."""

    login_name = forms.CharField(
        label=_("Login name"),
        help_text=_(
            "Your mailbox is shared, so please choose a name of your own:"
            " 3 to 30 letters, digits, dots or hyphens."
        ),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "username"}),
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

    def __init__(self, *args: Any, account: Account, asks_login_name: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account
        if not asks_login_name:
            del self.fields["login_name"]

    def clean_login_name(self) -> str:
        try:
            name = clean_login_name(self.cleaned_data["login_name"])
        except WrongLoginNameError:
            raise forms.ValidationError(
                _("Please use 3 to 30 letters, digits, dots or hyphens, beginning with a letter or digit.")
            ) from None
        if account_by_login(name) is not None:
            raise forms.ValidationError(_("This login name is taken. Please choose another one."))
        return name

    def clean_password(self) -> str:
        self.account.username = self.cleaned_data.get("login_name") or self.account.username
        validate_password(self.cleaned_data["password"], self.account)
        return self.cleaned_data["password"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        first, again = cleaned.get("password"), cleaned.get("password_again")
        if first and again and first != again:
            self.add_error("password_again", _("The two passwords differ. Please type the same one twice."))
        return cleaned
