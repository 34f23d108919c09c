"""How allauth's second step meets this house: names people know, secrets that no copy of the database gives away."""

import base64
import secrets
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from network.association.queries import current
from network.people.models import Account

SALT = "network.safety.secrets"


class SecondStepAdapter(DefaultMFAAdapter):
    """TOTP, passkeys and recovery codes."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _(
            "This code does not fit. Codes of the app change every 30 seconds, and each works once:"
            " please type the newest one."
        ),
        "passkey_refused": _("The passkey did not answer as it should. Please try again, or type a code."),
        "cannot_generate_recovery_codes": _("Please set up an app or a passkey first."),
    }

    def get_totp_issuer(self) -> str:
        return self._get_site_name()

    def _get_site_name(self) -> str:
        association = current()
        return association.short_name or association.name

    def generate_authenticator_name(self, user: Account, type: Authenticator.Type) -> str:  # noqa: A002 -- allauth's
        count = Authenticator.objects.filter(user=user, type=type).count()
        return gettext("Passkey %(number)s") % {"number": count + 1}

    def encrypt(self, text: str) -> str:
        return _vault().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret; where the site's key was changed without its old one, a value that nothing fits."""
        try:
            return _vault().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return base64.b32encode(secrets.token_bytes(20)).decode()

    def get_public_key_credential_user_entity(self, user: Account) -> dict[str, Any]:
        return {**super().get_public_key_credential_user_entity(user), "display_name": user.get_full_name()}


def _vault() -> MultiFernet:
    """Locks with the site's key, opens with its old ones too."""
    return MultiFernet([_fernet(key) for key in [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]])


def _fernet(key: str) -> Fernet:
    digest = salted_hmac(SALT, "", secret=key, algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(digest))
