"""A named trade: lets go of the codes and links in mails that have done their work.

They are needed as long as the mail may have to go again: until the mail server has it and nothing more will be
heard of it, until the provider has confirmed it, or until they are out of date. The words stay for their month.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q

from network.mail.choices import MailState
from network.mail.models import OutboxMessage
from network.mail.rules import LET_GO, codes_in, context_without_secrets, without_secrets

# A provider that has reported nothing for so long reports no more.
REPORTS_COME_WITHIN = timedelta(days=1)
OPEN = (MailState.QUEUED, MailState.CLAIMED)


def nothing_more_is_heard() -> bool:
    """Whether a mail is settled once the server has it. The demo shows its mails whole: nobody gets them otherwise."""
    return not settings.MAIL_PROVIDER and not settings.DEMO


def words_without(message: OutboxMessage) -> dict[str, Any]:
    """The mail's fields with its secrets let go."""
    codes = codes_in(message.context)
    return {
        "text": without_secrets(message.text, codes),
        "html": without_secrets(message.html, codes),
        "context": context_without_secrets(message.context, codes),
        "secrets_until": None,
        "holds_secrets": False,
    }


def are_gone(message: OutboxMessage) -> bool:
    """Whether the mail, sent again, would lead nowhere."""
    return LET_GO in message.text or LET_GO in str(message.context)


def let_go(messages: Iterable[OutboxMessage]) -> None:
    """Let the secrets of these mails go; one that has been taken up again meanwhile keeps them."""
    for message in messages:
        OutboxMessage.objects.filter(pk=message.pk).exclude(state__in=OPEN).update(**words_without(message))


def let_go_of_old(now: datetime) -> None:
    """Secrets that are out of date, and those of mails about which the provider will say no more."""
    done = Q(secrets_until__lte=now) | Q(state=MailState.SENT, sent_at__lte=now - REPORTS_COME_WITHIN)
    if settings.DEMO:
        done = Q(secrets_until__lte=now)
    let_go(OutboxMessage.objects.filter(done, holds_secrets=True).exclude(state__in=OPEN).iterator())
