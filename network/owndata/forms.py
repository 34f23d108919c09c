"""Forms of own data: which file, the password again, and what the desk decides."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from network.owndata.choices import Reason
from network.people.models import Account


class PasswordAgainForm(forms.Form):
    """The password once more, so that nobody at an open screen asks for it."""

    password = forms.CharField(
        label=_("Your password"),
        help_text=_("We ask for it again, so that nobody else does this on your screen."),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account

    def clean_password(self) -> str:
        password = self.cleaned_data["password"]
        if not self.account.check_password(password):
            raise forms.ValidationError(_("This is not your password. Please type it again."))
        return password


class ErasingForm(forms.Form):
    """Why somebody is erased, and that the one at the desk has read what goes."""

    reason = forms.ChoiceField(label=_("Why"), choices=Reason)
    is_read = forms.BooleanField(
        label=_("I have read what goes and what stays. It can't be undone."),
        error_messages={"required": _("Please read the list above and set this mark.")},
    )
