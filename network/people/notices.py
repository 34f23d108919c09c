"""A named trade: letters to an account's owner about the account, each with a way to say "it was not me"."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import get_language, override

from network.mail import actions as mail
from network.mail import links
from network.mail.choices import LinkPurpose
from network.mail.rules import Recipient
from network.people.models import Account

ALARM_LASTS = timedelta(days=14)


def owner_of(account: Account, address: str) -> Recipient:
    """The recipient behind an account's address, in their language."""
    if account.person is None:
        return Recipient(address, account.username, get_language() or "ja")
    return Recipient(address, account.person.name, account.person.language, account.person.pk)


def tell(account: Account, template: str, context: dict[str, Any], *, now: datetime) -> None:
    """Tells an account's owner what changed; at the contact address where the mailbox is shared, else not at all."""
    address = account.email or (account.person.email if account.person else "")
    if not address:
        return
    to = owner_of(account, address)
    with override(to.language):
        link = links.make_link(LinkPurpose.ALARM, account.pk, expires_at=now + ALARM_LASTS)
    mail.queue(
        key=f"{template}:{uuid.uuid4()}",
        to=to,
        template=template,
        context={**context, "action_url": link.url, "action_code": link.code},
    )
