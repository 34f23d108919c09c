"""How allauth meets this house: no open sign-up, its mails leave through our outbox, its limits say when and whom to call."""

import time
import unicodedata
import uuid
from datetime import timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context as allauth_context
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from network.association.queries import current
from network.mail import actions as mail
from network.mail.rules import Recipient
from network.people.limits import LOCKED, locked_out
from network.people.models import Account
from network.people.notices import tell
from network.people.queries import account_by_login, recipient_of

# allauth's name for a mail that somebody waits for -> ours, and what of its context ours needs.
MAILS = {
    "account/email/password_reset_code": ("network/people/password_reset_code", ["code"]),
    "account/email/unknown_account": ("network/people/unknown_account", []),
}
# allauth's name for news about an account -> our template, and what changed. Others can't be reached here.
NEWS = {
    "account/email/password_changed": ("network/people/password_changed", ""),
    "account/email/password_reset": ("network/people/password_changed", ""),
    "mfa/email/totp_activated": ("network/safety/second_step", "app_added"),
    "mfa/email/totp_deactivated": ("network/safety/second_step", "app_removed"),
    "mfa/email/webauthn_added": ("network/safety/second_step", "passkey_added"),
    "mfa/email/webauthn_removed": ("network/safety/second_step", "passkey_removed"),
    "mfa/email/recovery_codes_generated": ("network/safety/second_step", "codes_made"),
}
# Who signed in or confirmed so recently is not asked for the password again.
STILL_THERE = timedelta(minutes=5)
WAYS = {
    "reauthenticate": _("With your password"),
    "mfa_reauthenticate": _("With a code from the app, or a recovery code"),
    "mfa_reauthenticate:webauthn": _("With your passkey"),
}


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come by invitation only."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": _("This code does not fit. Please look at the newest one and type it again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def validation_error(self, code: str, *args: Any) -> ValidationError:
        """A refusal; who tried too often reads when to go on and whom to call."""
        if code not in ("too_many_login_attempts", "rate_limited"):
            return super().validation_error(code, *args)
        return ValidationError(locked_out(LOCKED, now=timezone.now(), phone=current().phone), code=code)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whether a change to one's account asks for the password again: not within minutes of signing in with it."""
        request = allauth_context.request
        known = get_authentication_records(request, request.user)
        if known and time.time() - known[-1]["at"] < STILL_THERE.total_seconds():
            return False
        return super().is_reauthentication_required(app=app, **kwargs)

    def get_reauthentication_methods(self, user: Account) -> list[dict]:
        ways = super().get_reauthentication_methods(user)
        return [{**way, "description": WAYS[way["id"]]} for way in ways]

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Writes the mail into the outbox, in the language of whoever owns the address."""
        template, wanted = MAILS[template_prefix]
        lasts = timedelta(seconds=settings.ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT)
        mail.queue(
            key=f"{template}:{uuid.uuid4()}",
            to=_recipient(email),
            template=template,
            context={name: context[name] for name in wanted},
            secrets_until=timezone.now() + lasts if "code" in wanted else None,
        )

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Account,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tells the account's owner what changed; at the person's contact address where the mailbox is shared."""
        if template_prefix not in NEWS:
            return
        template, change = NEWS[template_prefix]
        now = timezone.now()
        news = {"changed_at": now} | ({"change": change} if change else {})
        tell(user, template, news, now=now)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Attempts are counted per account, however its name is typed: capitals, full-width letters, the address."""
        typed = credentials.get("username") or credentials.get("email") or ""
        login = unicodedata.normalize("NFKC", typed).strip().lower()
        account = account_by_login(login)
        return f"account:{account.pk}" if account else salted_hmac("login", login).hexdigest()


def _recipient(email: str) -> Recipient:
    account = account_by_login(email)
    known = account and recipient_of(account, email)
    return known or Recipient(email, "", get_language() or settings.LANGUAGE_CODE)
