"""A named trade: many published events at once, for demos and trials; what a single publication leaves, they have too."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from events.programme.choices import EventStatus
from events.programme.models import Event, EventPart, EventState, Theme
from events.programme.queries import facts_of
from network.audit.actions import record_all
from network.audit.rules import Deed

AT_ONCE = 500


@dataclass(frozen=True)
class Plan:
    """An event to be published, with its themes and parts and what its state says."""

    event: Event
    calendar_uid: str
    status: EventStatus = EventStatus.PLANNED
    reason: str = ""
    join_url: str = ""
    themes: Sequence[Theme] = ()
    parts: Sequence[EventPart] = field(default_factory=list)


@transaction.atomic
def publish_all(plans: Sequence[Plan], *, actor_id: int | None, now: datetime) -> None:
    """Write events as published, with their states, and enter each deed in the audit log. Tells nobody.

    The events get their keys. No drafts are kept of them, and the search index is the caller's to fill.
    """
    for plan in plans:
        plan.event.live, plan.event.has_unpublished_changes = True, False
        plan.event.first_published_at = plan.event.last_published_at = now
    Event.objects.bulk_create((plan.event for plan in plans), batch_size=AT_ONCE)
    EventState.objects.bulk_create(map(_state, plans), batch_size=AT_ONCE)
    chosen = Event.themes.through
    chosen.objects.bulk_create(
        (chosen(event=plan.event, theme=theme) for plan in plans for theme in plan.themes), batch_size=AT_ONCE
    )
    for plan in plans:
        for part in plan.parts:
            part.event = plan.event
    EventPart.objects.bulk_create((part for plan in plans for part in plan.parts), batch_size=AT_ONCE)
    record_all(_deeds(plans, actor_id=actor_id, now=now))


def _state(plan: Plan) -> EventState:
    return EventState(
        event=plan.event,
        calendar_uid=plan.calendar_uid,
        status=plan.status,
        reason=plan.reason,
        join_url=plan.join_url,
        told=facts_of(plan.event).as_told(),
        revision_number=int(plan.status == EventStatus.CANCELLED),
    )


def _deeds(plans: Sequence[Plan], *, actor_id: int | None, now: datetime) -> Iterator[Deed]:
    for plan in plans:
        verbs = ["created", "published"]
        if plan.status == EventStatus.CANCELLED:
            verbs.append("cancelled")
        elif plan.status != EventStatus.PLANNED:
            verbs.append(f"marked_{plan.status}")
        for verb in verbs:
            yield Deed(now, actor_id, verb, "event", str(plan.event.pk), {})
