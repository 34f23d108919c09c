"""Letters about registrations: what each says, and the calendar message it carries.

A trade of this room's actions: called inside their transactions, it only writes outbox rows.
"""

import hashlib
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from events.calendar import itip
from events.calendar.actions import next_sequence
from events.calendar.choices import Happening
from events.fees.queries import letter_words
from events.programme import wording
from events.programme.models import Event
from events.programme.queries import absolute, calendar_entry, facts_of
from events.registration.choices import Letter, PoolKind, RegistrationState
from events.registration.models import PartPlace, Registration
from events.registration.queries import part_titles
from network.mail.actions import queue
from network.mail.choices import LinkPurpose
from network.mail.links import make_link
from network.mail.queries import is_queued
from network.mail.rendering import Words, render
from network.mail.rules import CalendarPart, Recipient

LINK_OUTLIVES_EVENT = timedelta(days=30)
ADDRESS_LINK_LASTS = timedelta(hours=24)

HAPPENING = {
    Letter.CONFIRMED: Happening.CONFIRMED,
    Letter.PROMOTED: Happening.CONFIRMED,
    Letter.WAITING: Happening.WAITING,
    Letter.CANCELLED: Happening.WITHDRAWN,
    Letter.EVENT_CANCELLED: Happening.CANCELLED,
    Letter.EVENT_CHANGED: Happening.MOVED,
}
TELLS_FEES = (Letter.CONFIRMED, Letter.PROMOTED, Letter.PART_PROMOTED, Letter.PARTS, Letter.FEE_ASKED)


def write(
    letter: Letter,
    registration: Registration,
    event: Event,
    *,
    now: datetime,
    with_calendar: bool = True,
    again: str = "",
    **extra: Any,
) -> None:
    """Queue one letter to the registered person; people without an address get none.

    The key makes it once per happening: per arrival number, per change of the event, and per `again`.
    `event` was locked, or has its state and `has_fees`; `registration.person` must be loaded; `extra` joins the template's context as plain values.
    """
    person = registration.person
    if not person.email:
        return
    with translation.override(registration.language):
        queue(
            key=_key(letter, registration, event, again),
            to=Recipient(
                address=person.email, name=person.name, language=registration.language, person_id=person.pk
            ),
            template=f"events/registration/{letter}",
            context=_facts(event, registration)
            | _links(letter, registration, event, now=now)
            | _fees(letter, registration, event)
            | ({"parts": part_titles(registration, event)} if letter is Letter.PARTS else {})
            | extra,
            calendar=_calendar_part(letter, registration, event, now=now) if with_calendar else None,
            secrets_until=_link_ends(letter, event, now=now),
        )


def was_written(letter: Letter, registration: Registration, event: Event) -> bool:
    """Whether this letter stands in the outbox already: asked by work that may run twice."""
    return is_queued(_key(letter, registration, event))


def _key(letter: Letter, registration: Registration, event: Event, again: str = "") -> str:
    return (
        f"registration:{letter}:{registration.pk}:{registration.number}:{event.state.revision_number}:{again}"
    )


def write_part(place: PartPlace, event: Event, *, now: datetime) -> None:
    """Tell somebody that a seat at an optional part has become theirs."""
    part = next((part for part in event.parts.all() if part.key == place.pool.part_key), None)
    english = place.registration.language == "en"
    write(
        Letter.PART_PROMOTED,
        place.registration,
        event,
        now=now,
        again=str(place.pool.part_key),
        part_title=((english and part.title_en) or part.title) if part else "",
    )


def preview(letter: Letter, registration: Registration, event: Event) -> Words:
    """What a letter will say, for the desk to read before it goes; makes no link, queues nothing, names nobody."""
    with translation.override(registration.language):
        somebody = _("(name)")
        context = _facts(event, registration) | {
            "name": somebody,
            "link": absolute(reverse("mypage:home")),
            "code": "",
        }
    recipient = Recipient(address="", name=somebody, language=registration.language)
    return render(f"events/registration/{letter}", context, recipient)


def _facts(event: Event, registration: Registration) -> dict[str, Any]:
    return {
        "name": registration.person.name,
        "title": event.local_title,
        "starts_at": event.starts_at,
        "ends_at": event.ends_at,
        "where": _where(event, registration),
        "place": _place(event, registration),
        "takes_part_online": registration.pool.kind == PoolKind.ONLINE,
        "number": registration.number,
        "reason": event.state.reason,
        "previous_start": event.state.previous_start,
        "contact": event.contact,
        "url": absolute(reverse("events:detail", args=[event.slug])),
    }


def _fees(letter: Letter, registration: Registration, event: Event) -> dict[str, Any]:
    """How to pay, where a seat has just become somebody's; and that fees come back, where the event is cancelled."""
    if not event.has_fees:
        return {}
    if letter in TELLS_FEES:
        return {"fee": letter_words(registration.pk)}
    if letter is Letter.EVENT_CANCELLED:
        return {"had_fees": registration.seat_charges.exists()}
    return {}


def _where(event: Event, registration: Registration) -> str:
    """Where this person takes part, short enough for a subject line."""
    if registration.pool.kind == PoolKind.ONLINE:
        return _("Online")
    return event.venue_name or wording.place(event)


def _place(event: Event, registration: Registration) -> str:
    """Where this person has to be, with the address."""
    where = _where(event, registration)
    return where if registration.pool.kind == PoolKind.ONLINE else facts_of(event).place or where


def _links(letter: Letter, registration: Registration, event: Event, *, now: datetime) -> dict[str, Any]:
    """Where the person manages the place: the own page with an account, else a link and its code."""
    if letter is Letter.ADDRESS:
        ends = _link_ends(letter, event, now=now)
        link = make_link(LinkPurpose.REGISTRATION_CONFIRM, registration.pk, expires_at=ends)
        return {"link": link.url, "code": link.code, "hold_until": registration.hold_until}
    if hasattr(registration.person, "account"):
        return {"link": absolute(reverse("mypage:home")), "code": ""}
    ends = _link_ends(letter, event, now=now)
    link = make_link(LinkPurpose.REGISTRATION_MANAGE, registration.pk, expires_at=ends)
    return {"link": link.url, "code": link.code}


def _link_ends(letter: Letter, event: Event, *, now: datetime) -> datetime:
    return now + ADDRESS_LINK_LASTS if letter is Letter.ADDRESS else event.ends_at + LINK_OUTLIVES_EVENT


def _calendar_part(
    letter: Letter, registration: Registration, event: Event, *, now: datetime
) -> CalendarPart | None:
    happening = HAPPENING.get(letter)
    if happening is None:
        return None
    if letter is Letter.EVENT_CHANGED and registration.state == RegistrationState.WAITING:
        happening = Happening.WAITING
    numbering = next_sequence(
        event.pk,
        _recipient_key(registration.person.email),
        happening=happening,
        now=now,
        event_number=event.state.revision_number,
    )
    entry = calendar_entry(event, with_themes=False)
    person = itip.Attendee(name=registration.person.name, address=registration.person.email)
    if happening is Happening.WAITING or registration.state == RegistrationState.WAITING:
        content = itip.publish(
            entry, sequence=numbering.sequence, stamp=numbering.stamp, tentative=not entry.cancelled
        )
        return CalendarPart(method="PUBLISH", content=content)
    make = {
        Happening.CONFIRMED: ("REQUEST", itip.request),
        Happening.MOVED: ("REQUEST", itip.request),
        Happening.WITHDRAWN: ("CANCEL", itip.withdraw),
        Happening.CANCELLED: ("CANCEL", itip.cancel_event),
    }
    method, build = make[happening]
    return CalendarPart(
        method=method, content=build(entry, person, sequence=numbering.sequence, stamp=numbering.stamp)
    )


def _recipient_key(address: str) -> str:
    """Numbers are kept per mailbox, since it is a mailbox whose calendar they order; the address itself is not kept."""
    return hashlib.sha256(address.strip().lower().encode()).hexdigest()
