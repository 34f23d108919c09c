"""How allauth meets this house: no open sign-up, and its mails leave through our outbox."""

import uuid
from datetime import timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from network.mail import actions as mail
from network.mail.rules import Recipient
from network.people.models import Account
from network.people.queries import account_by_login, recipient_of

# allauth's name for a mail -> ours, and what of its context ours needs. Others can't be reached here.
MAILS = {
    "account/email/password_reset_code": ("network/people/password_reset_code", ["code"]),
    "account/email/unknown_account": ("network/people/unknown_account", []),
    "account/email/password_changed": ("network/people/password_changed", ["changed_at", "action_url"]),
    "account/email/password_reset": ("network/people/password_changed", ["changed_at", "action_url"]),
}


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come by invitation only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

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
        recipient = recipient_of(user)
        if recipient and template_prefix in MAILS:
            news = {
                "changed_at": timezone.now(),
                "action_url": f"{settings.SITE_URL}{reverse('account_reset_password')}",
            }
            template, wanted = MAILS[template_prefix]
            mail.queue(
                key=f"{template}:{uuid.uuid4()}",
                to=recipient,
                template=template,
                context={name: news[name] for name in wanted},
            )


def _recipient(email: str) -> Recipient:
    account = account_by_login(email)
    known = account and recipient_of(account, email)
    return known or Recipient(email, "", get_language() or settings.LANGUAGE_CODE)
