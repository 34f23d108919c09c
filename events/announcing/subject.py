"""A named trade: an event as something that can be announced, and earlier participants as people to write to."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.announcing.queries import (
    earlier_events,
    event_numbered,
    own_events,
    registered_organisations,
    registered_people,
    to_announce,
    took_part,
)
from events.fees.wording import cost_in_words
from events.programme import wording
from events.programme.choices import EventFormat, EventStatus
from events.programme.models import Event
from events.programme.queries import absolute, facts_of
from events.registration.queries import pools_of
from network.association.dates import long_date
from network.broadcasts.choices import Hindrance
from network.broadcasts.registry import Candidate, Circle
from network.mail.choices import MailKind

EVENT, EARLIER = "event", "earlier"


class EventSubject:
    """Announcing an event."""

    kind = MailKind.EVENTS
    template = "events/announcing/event"

    def candidates(self, *, now: datetime) -> Sequence[Candidate]:
        return [Candidate(event.pk, event.local_title, event.starts_at) for event in to_announce(now)]

    def titles(self, pks: Collection[int]) -> Mapping[int, str]:
        return {pk: event.local_title for pk, event in Event.objects.in_bulk(pks).items()}

    def facts(self, pk: int) -> dict[str, Any]:
        event = event_numbered(pk)
        if event is None:
            return {}
        english = get_language() == "en"
        is_online = event.format == EventFormat.ONLINE
        where = _("Online") if is_online else event.venue_name or wording.place(event)
        place = where if is_online else facts_of(event).place or where
        return {
            "title": event.local_title,
            "summary": (english and event.summary_en) or event.summary,
            "starts_at": event.starts_at,
            "ends_at": event.ends_at,
            "where": where,
            "place": place,
            "is_hybrid": event.format == EventFormat.HYBRID,
            "target": (english and event.target_en) or event.target,
            "cost": _cost(event),
            "registers_until": event.registers_until,
            "contact": event.contact,
            "url": absolute(reverse("events:detail", args=[event.slug])),
        }

    def hindrance(self, pk: int, *, now: datetime) -> Hindrance | None:
        event = event_numbered(pk)
        if event is None:
            return Hindrance.GONE
        if not event.live:
            return Hindrance.UNPUBLISHED
        if event.state.status == EventStatus.CANCELLED:
            return Hindrance.CANCELLED
        if event.ends_at <= now:
            return Hindrance.OVER
        return Hindrance.CLOSED if event.registers_until <= now else None

    def own_among(self, account: Any, pks: Collection[int]) -> set[int]:
        return own_events(account, pks)

    def people_who_answered(self, pk: int) -> QuerySet:
        return registered_people(pk)

    def organisations_that_answered(self, pk: int) -> QuerySet:
        return registered_organisations(pk)

    def desk_url(self, pk: int) -> str:
        return reverse("event_announcements:event", args=[pk])


def _cost(event: Event) -> str:
    return cost_in_words(
        pools_of(event), {part.key: part.local_title for part in event.parts.all()}, event.cost
    )


def earlier_participants() -> Circle:
    """Who took part before: in any event of the last two years, or in one of them."""
    return Circle(name=EARLIER, position=20, options=_options, label=_label, people=_people)


def _options(now: datetime) -> Sequence[tuple[str, str]]:
    language = get_language()
    single = [
        (
            f"{EARLIER}:{event.pk}",
            _("Participants of %(title)s (%(day)s)")
            % {"title": event.local_title, "day": long_date(event.starts_at, language)},
        )
        for event in earlier_events(now)
    ]
    return [(EARLIER, _("Participants of the last two years")), *single] if single else []


def _label(key: str) -> str:
    number = _number(key)
    event = event_numbered(number) if number is not None else None
    if event is None:
        return _("participants of earlier events")
    return _("participants of “%(title)s”") % {"title": event.local_title}


def _people(key: str, now: datetime) -> QuerySet:
    return took_part(now, event_id=_number(key))


def _number(key: str) -> int | None:
    detail = key.partition(":")[2]
    return int(detail) if detail else None
