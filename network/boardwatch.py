"""A named trade: letters about the peer board's queue: to moderators that something waits, to the secretariat what is
overdue. At fixed hours only, never when something comes: the hour of a letter must not tell the hour of a post."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.urls import reverse

from network.association.dates import local, local_day
from network.association.holidays import is_day_off
from network.board.queue import Waiting, unanswered, waiting_things
from network.mail import actions as mail
from network.people.choices import Role
from network.people.models import Account
from network.people.queries import recipient_of

WAITS = "network/boardwatch/waits"
OVERDUE = "network/boardwatch/overdue"
# The secretariat hears once a day, after the moderators' first letter.
SECRETARIAT_HOUR = 16


def tell_what_waits(*, now: datetime) -> int:
    """Write to every moderator what waits, and at its hour to the secretariat what is overdue: numbers and days only.

    Nothing on days on which offices are closed, or when nothing waits. The same hour twice writes nothing. How many
    letters were written.
    """
    today, hour = local_day(now), local(now).hour
    if is_day_off(today):
        return 0
    waiting = waiting_things(today=today)
    late = [row for row in waiting if row.is_overdue]
    questions = len(unanswered(today=today))
    written = 0
    if waiting or questions:
        context = _facts(waiting, overdue=len(late), unanswered=questions)
        written += _write(WAITS, Role.MODERATOR, context, at=f"{today}:{hour}")
    if late and hour >= SECRETARIAT_HOUR:
        context = _facts(late, overdue=len(late), unanswered=questions)
        written += _write(OVERDUE, Role.SECRETARIAT, context, at=f"{today}")
    return written


def _facts(rows: Iterable[Waiting], **numbers: int) -> dict[str, object]:
    kept = list(rows)
    return {
        "waiting": len(kept),
        "days": max((row.days for row in kept), default=0),
        **numbers,
    }


def _write(template: str, role: Role, context: dict[str, object], *, at: str) -> int:
    """One letter to each who holds a role; moderators find the way to the queue in it, others have none."""
    way = f"{settings.SITE_URL}{reverse('moderation:index')}" if role == Role.MODERATOR else ""
    holders = Account.objects.filter(is_active=True, groups__name=role.value).select_related("person")
    written = 0
    for account in holders:
        recipient = recipient_of(account)
        if recipient is None:
            continue
        key = f"board:{template.rpartition('/')[2]}:{at}:{account.pk}"
        facts = context | {"action_url": way}
        written += mail.queue(key=key, to=recipient, template=template, context=facts) is not None
    return written
