"""The only writer of events and their state."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.crypto import get_random_string

from events.calendar import itip
from events.programme import rules
from events.programme.choices import EventStatus
from events.programme.models import Event, EventPart, EventState
from events.programme.queries import facts_of
from network.association.queries import sender_address
from network.audit.actions import record

RANDOM_SLUG = "abcdefghjkmnpqrstuvwxyz23456789"


class EventActionError(Exception):
    """A refused change; `code` says why: "already_cancelled", "not_cancelled"."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def free_slug(starts_at: datetime) -> str:
    """An address nobody has to think of: the day and four letters, e.g. 20261203-k7mp."""
    return f"{starts_at:%Y%m%d}-{get_random_string(4, RANDOM_SLUG)}"


@transaction.atomic
def create_event(*, actor_id: int | None, join_url: str = "", **words: object) -> Event:
    """Create an unpublished event with its state. `words` are the event's fields; a slug is made if none is given.

    Writes the audit log. Tells nobody; the first draft revision is the desk's to save.
    """
    event = Event(live=False, **words)
    if not event.slug:
        event.slug = free_slug(event.starts_at)
    event.full_clean(exclude=["latest_revision", "live_revision"])
    event.save()
    lay_state(event, join_url=join_url)
    record(actor_id=actor_id, verb="created", subject="event", subject_id=event.pk)
    return event


# What the next meeting takes over from an earlier one. No names of people, no join link, no leg, no state.
COPIED = [
    "kind",
    "title_en",
    "summary",
    "summary_en",
    "description",
    "description_en",
    "venue_address",
    "venue_access",
    "municipality",
    "bureau",
    "host",
    "audience",
    "target",
    "target_en",
    "bring",
    "cost",
]


@transaction.atomic
def copy_event(source: Event, *, actor_id: int | None, **words: Any) -> Event:
    """Create an unpublished event from an earlier one; `words` are what is new. Its programme moves along (E11).

    Who registered, who spoke, whom to ask and the join link stay behind.
    """
    kept = {name: getattr(source, name) for name in COPIED}
    event = create_event(actor_id=actor_id, **(kept | words))
    shift = event.starts_at - source.starts_at
    if source.deadline:
        event.deadline = source.deadline + shift
    event.themes.set(source.themes.all())
    event.parts.set([_moved_part(part, shift) for part in source.parts.all()])
    event.save()
    return event


def _moved_part(part: EventPart, shift: timedelta) -> EventPart:
    return EventPart(
        title=part.title,
        title_en=part.title_en,
        starts_at=part.starts_at and part.starts_at + shift,
        ends_at=part.ends_at and part.ends_at + shift,
        place=part.place,
        is_optional=part.is_optional,
        sort_order=part.sort_order,
    )


def lay_state(event: Event, *, join_url: str = "") -> EventState:
    """Give an event its state and its calendar identity; does nothing where it has them."""
    domain = sender_address().rpartition("@")[2]
    state, _created = EventState.objects.get_or_create(
        event=event, defaults={"calendar_uid": itip.new_uid(domain), "join_url": join_url}
    )
    return state


@transaction.atomic
def note_publication(event: Event, *, registered: int, actor_id: int | None) -> EventState:
    """Compare what is published now with what people were last told; never touches state or seats otherwise.

    With nobody registered the new facts simply hold. With people registered, a change of time or place marks a
    pending notice (the desk asks about telling them); a changed beginning makes the state "moved" and keeps the
    first one. A cancelled event stays cancelled whatever draft is published, and like one that is over asks nothing.
    """
    lay_state(event)
    state = EventState.objects.select_for_update().get(event=event)
    if state.status in (EventStatus.PLANNED, EventStatus.MOVED):
        _compare_with_told(state, facts_of(event), registered=registered)
        state.save()
    record(actor_id=actor_id, verb="published", subject="event", subject_id=event.pk)
    return state


def _compare_with_told(state: EventState, facts: rules.Facts, *, registered: int) -> None:
    if rules.needs_notice(facts, state.told, registered=registered):
        state.notice_pending = True
        _note_move(state, facts)
    elif not rules.differs_from_told(facts, state.told) or registered == 0:
        state.notice_pending = False
        state.told = facts.as_told()
        if state.previous_start == facts.starts_at:
            _forget_move(state)


def _note_move(state: EventState, facts: rules.Facts) -> None:
    told_start = datetime.fromisoformat(state.told["starts_at"])
    if told_start != facts.starts_at:
        state.status = EventStatus.MOVED
        if state.previous_start in (None, facts.starts_at):
            state.previous_start = told_start


def _forget_move(state: EventState) -> None:
    """The beginning is again what it first was, and nobody had been told otherwise."""
    state.previous_start = None
    if state.status == EventStatus.MOVED:
        state.status = EventStatus.PLANNED


@transaction.atomic
def note_told(event: Event, *, actor_id: int | None) -> EventState:
    """People have been told what holds now: raises the event's calendar number and clears the pending notice."""
    state = EventState.objects.select_for_update().get(event=event)
    state.told = facts_of(event).as_told()
    state.notice_pending = False
    state.revision_number += 1
    state.save(update_fields=["told", "notice_pending", "revision_number", "changed_at"])
    record(actor_id=actor_id, verb="told_change", subject="event", subject_id=event.pk)
    return state


@transaction.atomic
def note_untold(event: Event, *, actor_id: int | None) -> EventState:
    """The desk has decided to tell nobody: what holds now counts as known. Raises EventActionError("nothing_to_tell").

    Calendars keep their number: no message goes out.
    """
    state = EventState.objects.select_for_update().get(event=event)
    if not state.notice_pending:
        raise EventActionError("nothing_to_tell")
    state.told = facts_of(event).as_told()
    state.notice_pending = False
    state.save(update_fields=["told", "notice_pending", "changed_at"])
    record(actor_id=actor_id, verb="left_untold", subject="event", subject_id=event.pk)
    return state


@transaction.atomic
def mark_cancelled(event: Event, *, reason: str, actor_id: int | None) -> EventState:
    """Cancel: the page stays and says so. Raises EventActionError("already_cancelled")."""
    state = EventState.objects.select_for_update().get(event=event)
    if state.status == EventStatus.CANCELLED:
        raise EventActionError("already_cancelled")
    state.status = EventStatus.CANCELLED
    state.reason = reason
    state.notice_pending = False
    state.revision_number += 1
    state.save(update_fields=["status", "reason", "notice_pending", "revision_number", "changed_at"])
    record(actor_id=actor_id, verb="cancelled", subject="event", subject_id=event.pk)
    return state


@transaction.atomic
def mark(event: Event, status: EventStatus, *, actor_id: int | None) -> EventState:
    """Mark as held or archived (or planned again). A cancelled event can't be revived this way."""
    state = EventState.objects.select_for_update().get(event=event)
    if state.status == EventStatus.CANCELLED:
        raise EventActionError("already_cancelled")
    state.status = status
    state.save(update_fields=["status", "changed_at"])
    record(actor_id=actor_id, verb=f"marked_{status}", subject="event", subject_id=event.pk)
    return state


@transaction.atomic
def set_join_url(event: Event, join_url: str, *, actor_id: int | None) -> EventState:
    """Keep the link to the online meeting; it is shown at the gate only."""
    state = EventState.objects.select_for_update().get(event=event)
    state.join_url = join_url
    state.save(update_fields=["join_url", "changed_at"])
    record(actor_id=actor_id, verb="set_join_link", subject="event", subject_id=event.pk)
    return state
