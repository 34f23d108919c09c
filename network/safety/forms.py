"""Forms of the second step: codes in any width, each code of the app once, names of passkeys."""

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from struct import error
from typing import Any

from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from cryptography.exceptions import InvalidSignature
from django import forms
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

LONGEST_NAME = 60


def plain(typed: str) -> str:
    """A code as it is compared: half-width, without spaces."""
    return "".join(unicodedata.normalize("NFKC", typed).split())


def is_first_use(account_id: int, code: str) -> bool:
    """Whether a code of the app is used for the first time, over the whole time in which it would fit."""
    steps = 2 * app_settings.TOTP_TOLERANCE + 1
    key = f"second-step:{account_id}:{''.join(filter(str.isalnum, code))}"
    return cache.add(key, 1, timeout=steps * app_settings.TOTP_PERIOD)


class CodeField:
    """The one field of a form that takes a code."""

    code_label = _("Code from the app")
    code_help = _("6 digits from the app, or 8 digits from your list. Full-width digits and spaces are fine.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = forms.CharField(
            label=self.code_label,
            help_text=self.code_help,
            max_length=40,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
            error_messages={"required": _("Please type the code.")},
        )

    def clean_code(self) -> str:
        self.cleaned_data["code"] = plain(self.cleaned_data["code"])
        return super().clean_code()


class OneUse(CodeField):
    """A code of the app that worked does not work again, for as long as it would fit."""

    def clean_code(self) -> str:
        code = super().clean_code()
        if self.authenticator.type == Authenticator.Type.TOTP and not is_first_use(self.user.pk, code):
            raise get_adapter().validation_error("incorrect_code")
        return code


class SignInForm(OneUse, AuthenticateForm):
    """The second step of a sign-in."""


class AgainForm(OneUse, ReauthenticateForm):
    """The second step, to show that it is still you."""


class AppForm(CodeField, ActivateTOTPForm):
    """The first code of a new app."""

    code_label = _("Code that the app shows now")
    code_help = _("6 digits. Full-width digits and spaces are fine.")

    def clean_code(self) -> str:
        code = super().clean_code()
        is_first_use(self.user.pk, code)  # the sign-in that follows takes another one
        return code


class Answer:
    """What a passkey answered; whatever else was sent is refused, and not with a broken page."""

    def clean_credential(self) -> Authenticator:
        with refusing_nonsense():
            return super().clean_credential()


class PasskeySignInForm(Answer, AuthenticateWebAuthnForm):
    """A passkey as the second step of a sign-in."""


class PasskeyAgainForm(Answer, ReauthenticateWebAuthnForm):
    """A passkey, to show that it is still you."""


@contextmanager
def refusing_nonsense() -> Iterator[None]:
    """The parsers of passkeys trip over what no browser sends, each in its own way."""
    try:
        yield
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, error, InvalidSignature):
        raise get_adapter().validation_error("passkey_refused") from None


class PasskeyForm(AddWebAuthnForm):
    """A new passkey's name; the browser adds the rest."""

    field_order = ["credential", "name"]

    def clean(self) -> dict[str, Any]:
        with refusing_nonsense():
            return super().clean()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name_field(self.fields["name"])


class PasskeyNameForm(EditWebAuthnForm):
    """Another name for a passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name_field(self.fields["name"])


def _name_field(field: forms.Field) -> None:
    field.label = _("Name of the passkey")
    field.help_text = _("So that you can tell several apart, for example: office PC.")
    field.max_length = LONGEST_NAME
    field.validators.append(forms.fields.validators.MaxLengthValidator(LONGEST_NAME))
    field.widget.attrs["maxlength"] = LONGEST_NAME
