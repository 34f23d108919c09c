"""Can I come? What an event's page and the registration pages tell one visitor; assembles rules and wording."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from events.programme.choices import EventFormat, EventStatus
from events.programme.models import Event
from events.programme.queries import SeatLine
from events.registration import rules, seats, wording
from events.registration.choices import PoolKind, Refusal, RegistrationState
from events.registration.models import Registration
from events.registration.queries import MyPlace, candidate_of
from network.people.models import Person


def answer_for(
    event: Event,
    person: Person | None,
    mine: MyPlace | None,
    *,
    has_pools: bool,
    seat: SeatLine,
    now: datetime,
) -> wording.Answer:
    """What this visitor can do about the event now."""
    occasion = seats.occasion_of(event)
    closed = rules.may_register(occasion, _anybody(), now=now)
    if closed in (Refusal.CANCELLED, Refusal.OVER):
        return wording.refused(event, closed)
    if mine is not None:
        return _mine(event, mine)
    if not has_pools:
        return wording.Answer(
            "none", _("No registration needed"), _("You are welcome to come without signing up.")
        )
    if closed:
        return wording.refused(event, closed)
    refusal = rules.may_register(occasion, candidate_of(person, audience=event.audience, now=now), now=now)
    if refusal and refusal != Refusal.PRACTITIONERS_ONLY:
        return wording.refused(event, refusal)
    return wording.may_register(event, waiting=seat.code == "waiting", known=person is not None)


def _anybody() -> rules.Candidate:
    """Somebody to whom only the event itself can be closed."""
    return rules.Candidate(is_known=True, is_member=True, names_organisation=True)


def _mine(event: Event, mine: MyPlace) -> wording.Answer:
    if mine.state == RegistrationState.CONFIRMED:
        return wording.registered(event)
    return wording.waiting(event, mine.position or 1)


def my_summary(event: Event, mine: MyPlace | None, *, now: datetime) -> dict[str, Any] | None:
    """One's own registration on the event's page."""
    if mine is None:
        return None
    still = now < event.starts_at
    return {
        "state": mine.state,
        "state_text": state_text(mine.registration),
        "number": mine.number,
        "position": mine.position,
        "cancel_url": reverse("events:cancel_mine", args=[event.slug]) if still else "",
        "parts_url": reverse("events:parts_mine", args=[event.slug]) if still and _has_parts(event) else "",
        "join_url": reverse("events:join", args=[event.slug]) if may_join(mine.registration, event) else "",
    }


def _has_parts(event: Event) -> bool:
    """Asked where the programme is at hand; on a list of events it is not, and would be a query each."""
    fetched = getattr(event, "_prefetched_objects_cache", {})
    return "parts" in fetched and any(part.is_optional for part in event.parts.all())


def state_text(registration: Registration) -> str:
    """A registration's state in words."""
    return {
        RegistrationState.CONFIRMED: _("You are registered"),
        RegistrationState.WAITING: _("You are on the waiting list"),
        RegistrationState.CANCELLED: _("You have cancelled"),
        RegistrationState.LAPSED: _("The code was not entered in time"),
    }[RegistrationState(registration.state)]


def past_text(registration: Registration) -> str:
    """What became of a registration, in words for a list of what is over."""
    if registration.state == RegistrationState.CANCELLED:
        return _("Registration cancelled")
    if registration.event.state.status == EventStatus.CANCELLED:
        return _("The event was cancelled")
    if registration.state == RegistrationState.WAITING:
        return _("No seat became free")
    return _("You were registered")


def may_join(registration: Registration, event: Event) -> bool:
    """Who passes the gate to the online meeting: confirmed, by a confirmed address, where there is an online side."""
    return (
        registration.state == RegistrationState.CONFIRMED
        and registration.hold_until is None
        and event.format != EventFormat.VENUE
        and registration.pool.kind == PoolKind.ONLINE
        and event.state.status in ("planned", "moved")
    )
