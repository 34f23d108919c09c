"""Which SEQUENCE and DTSTAMP the next message about an event carries."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from events.calendar.choices import Happening

ONE_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Numbering:
    """What a calendar program compares to know which of two messages is the newer one."""

    sequence: int
    stamp: datetime


def number_after(
    last: Numbering | None, *, happening: Happening, now: datetime, event_number: int = 0
) -> Numbering:
    """The numbering of the next message to somebody whose last one was `last` (None: there was none)."""
    return Numbering(
        sequence=_sequence_after(last.sequence if last else None, happening, event_number),
        stamp=_stamp_after(last.stamp if last else None, now),
    )


def _sequence_after(last: int | None, happening: Happening, event_number: int) -> int:
    if happening is Happening.WAITING:
        return event_number if last is None else max(last, event_number)
    if last is None:
        return 0
    return last if happening is Happening.REWORDED else last + 1


def _stamp_after(last: datetime | None, now: datetime) -> datetime:
    """DTSTAMP counts whole seconds, so a second message within one has to borrow from the next."""
    second = now.replace(microsecond=0)
    return second if last is None else max(second, last + ONE_SECOND)
