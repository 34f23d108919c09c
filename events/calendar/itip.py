"""A named trade: builds iCalendar messages (iTIP) as bytes; no database."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from icalendar import Timezone

from events.calendar.lines import UnsafeValueError, identity, line, mailto, name_parameter, one_line, text

TOKYO = ZoneInfo("Asia/Tokyo")
OPENING = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Tasuki//Events//JA\r\nCALSCALE:GREGORIAN\r\n"
CLOSING = b"END:VCALENDAR\r\n"

REQUEST = "REQUEST"
CANCEL = "CANCEL"
PUBLISH = "PUBLISH"

CONFIRMED = "CONFIRMED"
TENTATIVE = "TENTATIVE"
CANCELLED = "CANCELLED"


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """What a calendar shows of one event; `url` is a page anybody may see, since people share calendars."""

    uid: str
    summary: str
    starts_at: datetime
    ends_at: datetime
    location: str
    description: str
    url: str
    organizer_name: str
    organizer_address: str
    categories: tuple[str, ...] = ()
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Attendee:
    """The one person a message is for."""

    name: str
    address: str


def new_uid(domain: str) -> str:
    """The name of an event in every calendar, given once and never changed."""
    return f"{uuid.uuid4()}@{domain}"


def request(event: CalendarEvent, attendee: Attendee, *, sequence: int, stamp: datetime) -> bytes:
    """Invite one person, or tell them what has changed.

    No alarm is set: people's calendars have a default of their own, and our reminders go by mail.
    """
    if event.cancelled:
        raise ValueError("an invitation would bring a cancelled event back to life")
    invited = _attendee(attendee, partstat="ACCEPTED")
    return _calendar(REQUEST, [_entry(event, sequence, stamp, CONFIRMED, invited)])


def cancel_event(event: CalendarEvent, attendee: Attendee, *, sequence: int, stamp: datetime) -> bytes:
    """Tell one person that the event does not take place."""
    invited = _attendee(attendee, partstat="ACCEPTED")
    return _calendar(CANCEL, [_entry(event, sequence, stamp, CANCELLED, invited)])


def withdraw(event: CalendarEvent, attendee: Attendee, *, sequence: int, stamp: datetime) -> bytes:
    """Take the event out of one person's calendar.

    It takes place for everybody else, so there is no STATUS to say that it does not.
    """
    leaving = _attendee(attendee, partstat="DECLINED")
    return _calendar(CANCEL, [_entry(event, sequence, stamp, None, leaving)])


def publish(event: CalendarEvent, *, sequence: int, stamp: datetime, tentative: bool = False) -> bytes:
    """One event for whoever wants it: the public file, or (tentative) the mail to somebody who waits."""
    return _calendar(PUBLISH, [vevent_bytes(event, sequence=sequence, stamp=stamp, tentative=tentative)])


def vevent_bytes(event: CalendarEvent, *, sequence: int, stamp: datetime, tentative: bool = False) -> bytes:
    """One event as it stands in a feed: the same values give the same bytes, so a caller may keep them."""
    status = TENTATIVE if tentative else CONFIRMED
    return _entry(event, sequence, stamp, CANCELLED if event.cancelled else status)


def feed(name: str, entries: Iterable[bytes], *, refresh: timedelta = timedelta(hours=1)) -> bytes:
    """A calendar to subscribe to, put together from what `vevent_bytes` made."""
    often = f"PT{int(refresh.total_seconds()) // 60}M"
    about = (
        line("NAME", one_line(name))
        + line("X-WR-CALNAME", one_line(name))
        + line("X-WR-TIMEZONE", TOKYO.key)
        + line("REFRESH-INTERVAL", often, VALUE="DURATION")
        + line("X-PUBLISHED-TTL", often)
    )
    return _calendar(PUBLISH, entries, about)


def _calendar(method: str, entries: Iterable[bytes], about: bytes = b"") -> bytes:
    return b"".join((OPENING, line("METHOD", method), about, _timezone(), *entries, CLOSING))


@cache
def _timezone() -> bytes:
    """Asia/Tokyo, without summer time since 1951: one STANDARD block says it all."""
    timezone = Timezone.from_tzid(TOKYO.key)
    timezone.pop("COMMENT", None)
    return timezone.to_ical()


def _entry(
    event: CalendarEvent, sequence: int, stamp: datetime, status: str | None, attendee: bytes = b""
) -> bytes:
    return b"".join(
        (
            b"BEGIN:VEVENT\r\n",
            line("UID", identity(event.uid)),
            line("SEQUENCE", str(sequence)),
            line("DTSTAMP", f"{_aware(stamp).astimezone(UTC):%Y%m%dT%H%M%SZ}"),
            line("DTSTART", _local(event.starts_at), TZID=TOKYO.key),
            line("DTEND", _local(event.ends_at), TZID=TOKYO.key),
            line("SUMMARY", one_line(event.summary)),
            line("STATUS", status) if status else b"",
            _organizer(event.organizer_name, event.organizer_address),
            attendee,
            line("LOCATION", one_line(event.location)) if event.location else b"",
            line("DESCRIPTION", text(event.description)) if event.description else b"",
            line("URL", identity(event.url)) if event.url else b"",
            line("CATEGORIES", ",".join(map(one_line, event.categories))) if event.categories else b"",
            b"END:VEVENT\r\n",
        )
    )


@lru_cache(maxsize=64)
def _organizer(name: str, address: str) -> bytes:
    return line("ORGANIZER", mailto(address), **_called(name))


def _attendee(attendee: Attendee, *, partstat: str) -> bytes:
    """Nobody reads replies, so none is asked for and the answer is given at once."""
    return line(
        "ATTENDEE",
        mailto(attendee.address),
        **_called(attendee.name),
        CUTYPE="INDIVIDUAL",
        ROLE="REQ-PARTICIPANT",
        PARTSTAT=partstat,
        RSVP="FALSE",
    )


def _called(name: str) -> dict[str, str]:
    shown = name_parameter(name)
    return {"CN": shown} if shown else {}


def _local(moment: datetime) -> str:
    return f"{_aware(moment).astimezone(TOKYO):%Y%m%dT%H%M%S}"


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise UnsafeValueError(f"a calendar needs the time zone of {moment!r}")
    return moment
