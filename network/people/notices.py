"""A named trade: letters to an account's owner about the account, each with a way to say "it was not me"."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import override

from network.mail import actions as mail
from network.mail import links
from network.mail.choices import LinkPurpose
from network.people.models import Account
from network.people.queries import recipient_of

ALARM_LASTS = timedelta(days=14)


def tell(account: Account, template: str, context: dict[str, Any], *, now: datetime) -> None:
    """Tells an account's owner what changed; at the contact address where the mailbox is shared, else not at all."""
    to = recipient_of(account)
    if to is None:
        return
    with override(to.language):
        link = links.make_link(LinkPurpose.ALARM, account.pk, expires_at=now + ALARM_LASTS)
    mail.queue(
        key=f"{template}:{uuid.uuid4()}",
        to=to,
        template=template,
        context={**context, "action_url": link.url, "action_code": link.code},
    )
