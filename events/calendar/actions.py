"""The only writer of calendar sequences and of the secrets of personal feeds."""

import secrets
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from events.calendar.choices import Happening
from events.calendar.models import CalendarSequence, FeedToken
from events.calendar.rules import Numbering, number_after


def next_sequence(
    event_id: int, recipient_key: str, *, happening: Happening, now: datetime, event_number: int = 0
) -> Numbering:
    """Give the next message to one recipient about one event its SEQUENCE and DTSTAMP, and remember them."""
    numberings = number_everyone(
        event_id, [recipient_key], happening=happening, now=now, event_number=event_number
    )
    return numberings[recipient_key]


@transaction.atomic
def number_everyone(
    event_id: int,
    recipient_keys: Iterable[str],
    *,
    happening: Happening,
    now: datetime,
    event_number: int = 0,
) -> dict[str, Numbering]:
    """Number one message to each recipient about one event, and remember the numbers.

    `event_number` is the event's own number, which a message to somebody who waits (PUBLISH) carries.
    Nothing is sent. A number given in a transaction that fails is given again.
    """
    keys = sorted(set(recipient_keys))
    CalendarSequence.objects.bulk_create(
        [CalendarSequence(event_id=event_id, recipient_key=key) for key in keys], ignore_conflicts=True
    )
    rows = CalendarSequence.objects.select_for_update().filter(event_id=event_id, recipient_key__in=keys)
    numbered = list(rows.order_by("recipient_key"))
    for row in numbered:
        numbering = number_after(_last(row), happening=happening, now=now, event_number=event_number)
        row.sequence, row.stamped_at = numbering.sequence, numbering.stamp
    CalendarSequence.objects.bulk_update(numbered, ["sequence", "stamped_at"])
    return {row.recipient_key: Numbering(row.sequence, row.stamped_at) for row in numbered}


def feed_token(person_id: int, *, now: datetime) -> str:
    """The secret in the address of a person's own feed; the first time it is asked for, it is made."""
    feed, _ = FeedToken.objects.get_or_create(
        person_id=person_id, defaults={"token": _secret(), "created_at": now}
    )
    return feed.token


def rotate_feed(person_id: int, *, now: datetime) -> str:
    """Give a person's feed a new address; the old one is dead as soon as this is committed."""
    feed, _ = FeedToken.objects.update_or_create(
        person_id=person_id, defaults={"token": _secret(), "created_at": now}
    )
    return feed.token


def _secret() -> str:
    return secrets.token_urlsafe(24)


def _last(row: CalendarSequence) -> Numbering | None:
    return Numbering(row.sequence, row.stamped_at) if row.stamped_at else None
