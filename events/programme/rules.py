"""Decisions about events: what phase one is in, and whether a change concerns those who registered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from events.programme.choices import EventFormat, EventStatus


class Phase(StrEnum):
    """What a visitor should see first about an event."""

    OPEN = "open"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    PAST = "past"


@dataclass(frozen=True)
class Facts:
    """What people plan their day by; only a change of these is worth a mail.

    Times are aware datetimes; `place` is the venue's name and address, or empty online.
    """

    starts_at: datetime
    ends_at: datetime
    place: str

    def as_told(self) -> dict[str, str]:
        """Plain values as they are kept beside the event."""
        return {
            "starts_at": self.starts_at.isoformat(),
            "ends_at": self.ends_at.isoformat(),
            "place": self.place,
        }


def phase_of(status: str, *, starts_at: datetime, registers_until: datetime, now: datetime) -> Phase:
    """Say what phase an event is in: a cancellation outranks the clock, the start outranks the deadline."""
    if status == EventStatus.CANCELLED:
        return Phase.CANCELLED
    if now >= starts_at or status in (EventStatus.HELD, EventStatus.ARCHIVED):
        return Phase.PAST
    if now >= registers_until:
        return Phase.CLOSED
    return Phase.OPEN


def place_of(event_format: str, *, venue_name: str, venue_address: str) -> str:
    """Where people have to be; online it is nowhere."""
    if event_format == EventFormat.ONLINE:
        return ""
    return " ".join(part for part in (venue_name, venue_address) if part)


def differs_from_told(facts: Facts, told: Mapping[str, str]) -> bool:
    """Whether what people were last told is no longer true. Nothing told yet: nothing differs."""
    if not told:
        return False
    return (
        datetime.fromisoformat(told["starts_at"]) != facts.starts_at
        or datetime.fromisoformat(told["ends_at"]) != facts.ends_at
        or told["place"] != facts.place
    )


def needs_notice(facts: Facts, told: Mapping[str, str], *, registered: int) -> bool:
    """Whether the desk must be asked about telling people: something they plan by changed, and somebody plans."""
    return registered > 0 and differs_from_told(facts, told)


WEEK = timedelta(days=7)
SATURDAY = 5
TIME_TO_INVITE = timedelta(days=14)


def next_day(day: date, *, today: date) -> date:
    """When the next meeting of the same habit would be: a month on, on the same weekday of the same week.

    Counted on from `day` until people have a fortnight to decide.
    """
    found = _month_on(day)
    while found < today + TIME_TO_INVITE:
        found = _month_on(found)
    return found


def working_day(day: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return day + timedelta(days=7 - day.weekday()) if day.weekday() >= SATURDAY else day


def _month_on(day: date) -> date:
    """The second Thursday after the second Thursday; a fifth becomes a fourth where there is none."""
    first = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    same_weekday = first + timedelta(days=(day.weekday() - first.weekday()) % 7)
    wanted = same_weekday + WEEK * ((day.day - 1) // 7)
    return wanted if wanted.month == first.month else wanted - WEEK
