"""Reads of events: the public list, one event's page, calendar entries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from events.calendar import itip
from events.programme import rules, wording
from events.programme.choices import EventFormat, EventKind, EventStatus
from events.programme.models import Event, EventPart, Theme
from network.association.queries import current, sending_address
from network.regions.queries import bureaus

PER_PAGE = 50
FEED_KEEPS_CANCELLED_DAYS = 60


@dataclass(frozen=True)
class SeatLine:
    """How registration stands: a code for the eye, words for the reader."""

    code: str
    text: str
    left: int | None
    capacity: int | None


@dataclass(frozen=True)
class EventCard:
    """An event as a list shows it. Times are aware."""

    id: int
    slug: str
    url: str
    title: str
    summary: str
    starts_at: datetime
    ends_at: datetime
    kind_label: str
    format: str
    format_label: str
    place: str
    bureau_name: str
    host_name: str
    themes: list[str]
    leg_label: str
    is_sample: bool
    seat: SeatLine


@dataclass(frozen=True)
class Seats:
    """What the registration room counted for an event; None capacity: no limit."""

    capacity: int | None
    left: int | None
    waiting: int
    by_kind: tuple[tuple[str, int | None], ...] = ()


def summed(lines: Sequence[Any]) -> Seats | None:
    """Pools of one event (with capacity, free, waiting) taken together; a seat somebody waits for is not left.

    None: no pools, the event takes no registrations here.
    """
    if not lines:
        return None
    waiting = sum(line.waiting for line in lines)
    by_kind = tuple((line.kind, 0 if line.waiting else line.free) for line in lines)
    if any(line.capacity is None for line in lines):
        return Seats(capacity=None, left=None, waiting=waiting, by_kind=by_kind)
    return Seats(
        capacity=sum(line.capacity for line in lines),
        left=sum(line.free for line in lines if not line.waiting),
        waiting=waiting,
        by_kind=by_kind,
    )


def public_events() -> QuerySet[Event]:
    """Published events with all that a card needs, by beginning. Archived ones are left to their address."""
    return (
        Event.objects.filter(live=True)
        .exclude(state__status=EventStatus.ARCHIVED)
        .select_related("state", "municipality__bureau", "bureau", "host", "leg__series")
        .prefetch_related("themes")
        .order_by("starts_at", "pk")
    )


def filtered(
    events: QuerySet[Event], *, bureau: str = "", theme: str = "", kind: str = ""
) -> QuerySet[Event]:
    """Narrow a list; a value nobody knows finds nothing rather than everything."""
    if "\x00" in bureau + theme + kind:  # PostgreSQL refuses to look for it
        return events.none()
    if bureau:
        unplaced = Q(municipality__isnull=True, bureau_id=bureau)
        events = events.filter(Q(municipality__bureau_id=bureau) | unplaced)
    if theme:
        events = events.filter(themes__slug=theme)
    if kind:
        events = events.filter(kind=kind)
    return events


def coming(events: QuerySet[Event], *, now: datetime) -> QuerySet[Event]:
    """Events that are not over yet, the next one first."""
    return events.filter(ends_at__gte=now)


def past(events: QuerySet[Event], *, now: datetime) -> QuerySet[Event]:
    """Events that are over, the latest first."""
    return events.filter(ends_at__lt=now).order_by("-starts_at", "-pk")


def page_of(events: QuerySet[Event], number: Any) -> Page:
    """One page of a list; an impossible page number becomes the nearest possible one."""
    return Paginator(events, PER_PAGE).get_page(number)


def in_month(events: QuerySet[Event], first: date, after_last: date) -> QuerySet[Event]:
    """Events that touch a month in Japan."""
    zone = timezone.get_default_timezone()
    begin = datetime(first.year, first.month, first.day, tzinfo=zone)
    end = datetime(after_last.year, after_last.month, after_last.day, tzinfo=zone)
    return events.filter(starts_at__lt=end, ends_at__gte=begin)


def published(slug: str) -> Event | None:
    """One published event with all that its page needs, or None."""
    return (
        Event.objects.filter(live=True, slug=slug)
        .select_related("state", "municipality__bureau", "bureau", "host", "leg__series")
        .prefetch_related("themes", Prefetch("parts", EventPart.objects.order_by("sort_order", "pk")))
        .first()
    )


def phase_of(event: Event, *, now: datetime) -> rules.Phase:
    """What phase the event is in."""
    return rules.phase_of(
        event.state.status, starts_at=event.starts_at, registers_until=event.registers_until, now=now
    )


def facts_of(event: Event) -> rules.Facts:
    """What people plan by."""
    place = rules.place_of(event.format, venue_name=event.venue_name, venue_address=event.venue_address)
    return rules.Facts(starts_at=event.starts_at, ends_at=event.ends_at, place=place)


def card_of(event: Event, seats: Seats | None, *, now: datetime) -> EventCard:
    """Make a card; `seats` None: the event takes no registrations here."""
    return EventCard(
        id=event.pk,
        slug=event.slug,
        url=reverse("events:detail", args=[event.slug]),
        title=event.local_title,
        summary=(translation.get_language() == "en" and event.summary_en) or event.summary,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        kind_label=event.get_kind_display(),
        format=event.format,
        format_label=event.get_format_display(),
        place=wording.place(event),
        bureau_name=bureau_name(event),
        host_name=event.host.name if event.host_id else "",
        themes=[str(theme) for theme in event.themes.all()],
        leg_label=wording.leg(event),
        is_sample=event.is_sample,
        seat=seat_line(event, seats, now=now),
    )


def bureau_name(event: Event) -> str:
    """The bureau of the event's municipality, else the one named for it."""
    bureau = event.municipality.bureau if event.municipality_id else event.bureau
    return str(bureau) if bureau else ""


def seat_line(event: Event, seats: Seats | None, *, now: datetime) -> SeatLine:
    """How registration stands, in a code and in words."""
    phase = phase_of(event, now=now)
    if seats is None:
        if phase in (rules.Phase.CANCELLED, rules.Phase.PAST):
            code, text = wording.seats(phase, capacity=None, left=None, waiting=0)
            return SeatLine(code, text, None, None)
        return SeatLine("none", _("No registration needed"), None, None)
    if len(seats.by_kind) > 1 and phase is rules.Phase.OPEN:
        code, text = wording.seats_by_kind(seats.by_kind)
        return SeatLine(code, text, seats.left, seats.capacity)
    code, text = wording.seats(phase, capacity=seats.capacity, left=seats.left, waiting=seats.waiting)
    return SeatLine(code, text, seats.left, seats.capacity)


@dataclass(frozen=True)
class Choice:
    """One value of a filter."""

    value: str
    label: str
    selected: bool


def filter_choices(*, bureau: str, theme: str, kind: str) -> dict[str, list[Choice]]:
    """What the list can be narrowed by, and what is chosen now."""
    return {
        "bureaus": [Choice(row.code, str(row), row.code == bureau) for row in bureaus()],
        "themes": [Choice(row.slug, str(row), row.slug == theme) for row in Theme.objects.all()],
        "kinds": [Choice(value, label, value == kind) for value, label in EventKind.choices],
    }


def absolute(path: str) -> str:
    """The full address of a path on this site."""
    return f"{settings.SITE_URL}{path}"


def calendar_entry(event: Event, *, with_themes: bool = True) -> itip.CalendarEvent:
    """The event as calendars know it, in the active language. Never holds the join link: only the gate's address.

    Themes become categories, which is right in a feed; in an invitation they would sort a person's own calendar.
    """
    association = current()
    page = absolute(reverse("events:detail", args=[event.slug]))
    lines = [(translation.get_language() == "en" and event.summary_en) or event.summary]
    if event.format != EventFormat.VENUE:
        gate = absolute(reverse("events:join", args=[event.slug]))
        lines.append(_("To take part online, sign in here: %(gate)s") % {"gate": gate})
    lines.append(_("Details and changes: %(page)s") % {"page": page})
    place = facts_of(event).place or _("Online")
    return itip.CalendarEvent(
        uid=event.state.calendar_uid,
        summary=event.local_title,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        location=place,
        description="\n".join(line for line in lines if line),
        url=page,
        organizer_name=association.name,
        organizer_address=sending_address(),
        categories=tuple(str(theme) for theme in event.themes.all()) if with_themes else (),
        cancelled=event.state.status == EventStatus.CANCELLED,
    )


def feed_events(*, now: datetime, bureau: str = "", theme: str = "") -> QuerySet[Event]:
    """Events of the public feed: coming ones, and cancelled ones for 60 days after they were to begin."""
    since = now - timedelta(days=FEED_KEEPS_CANCELLED_DAYS)
    wanted = Q(ends_at__gte=now) | Q(state__status=EventStatus.CANCELLED, starts_at__gte=since)
    return filtered(public_events().filter(wanted), bureau=bureau, theme=theme)


def copyable_events(limit: int = 10) -> Sequence[Event]:
    """The latest events, for "copy the last one"."""
    return Event.objects.order_by("-starts_at")[:limit]
