"""The only writer of calendar sequences and of the secrets of personal feeds."""

import secrets
from datetime import datetime

from django.db import transaction

from events.calendar.choices import Happening
from events.calendar.models import CalendarSequence, FeedToken
from events.calendar.rules import Numbering, number_after
from network.once import insert_once


@transaction.atomic(savepoint=False)
def next_sequence(
    event_id: int, recipient_key: str, *, happening: Happening, now: datetime, event_number: int = 0
) -> Numbering:
    """Give the next message to one recipient about one event its SEQUENCE and DTSTAMP, and remember them.

    `event_number` is the event's own number, which a message to somebody who waits (PUBLISH) carries.
    Nothing is sent. A number given in a transaction that fails is given again. One statement the first time.
    """
    first = number_after(None, happening=happening, now=now, event_number=event_number)
    row = CalendarSequence(
        event_id=event_id, recipient_key=recipient_key, sequence=first.sequence, stamped_at=first.stamp
    )
    if insert_once(row, unique=["event", "recipient_key"]):
        return first
    row = CalendarSequence.objects.select_for_update().get(event_id=event_id, recipient_key=recipient_key)
    last = Numbering(row.sequence, row.stamped_at) if row.stamped_at else None
    given = number_after(last, happening=happening, now=now, event_number=event_number)
    row.sequence, row.stamped_at = given.sequence, given.stamp
    row.save(update_fields=["sequence", "stamped_at"])
    return given


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
