"""One event as its page shows it; assembles what queries have read, no database of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.rich_text import expand_db_html

from events.fees.wording import PriceLine, price_lines
from events.programme.choices import EventStatus
from events.programme.models import Event, EventPart
from events.programme.queries import EventCard, card_of, summed


@dataclass(frozen=True)
class PartLine:
    """One part of the programme."""

    title: str
    starts_at: datetime | None
    ends_at: datetime | None
    place: str
    speaker: str
    capacity_text: str
    is_optional: bool


@dataclass(frozen=True)
class EventPage(EventCard):
    """A card, and all the rest. `description` is safe HTML."""

    description: str
    programme: list[PartLine]
    venue_name: str
    venue_address: str
    venue_access: str
    target_text: str
    bring_text: str
    cost_text: str
    fees: list[PriceLine]
    deadline: datetime | None
    host_contact: str
    cancelled_reason: str
    moved_from: datetime | None


def page_of_event(
    event: Event, pools: Sequence[Any], lines: Mapping[int, Any], *, now: datetime
) -> EventPage:
    """Make the page of an event from its pools and how they stand."""
    english = translation.get_language() == "en"
    main = [lines[pool.pk] for pool in pools if pool.part_key is None]
    return EventPage(
        **vars(card_of(event, summed(main), now=now)),
        description=SafeString(expand_db_html((english and event.description_en) or event.description)),
        programme=[_part(part, pools, lines) for part in event.parts.all()],
        venue_name=event.venue_name,
        venue_address=event.venue_address,
        venue_access=event.venue_access,
        target_text=(english and event.target_en) or event.target,
        bring_text=event.bring,
        cost_text=event.cost,
        fees=price_lines(pools, {part.key: part.local_title for part in event.parts.all()}),
        deadline=event.deadline,
        host_contact=event.contact,
        cancelled_reason=event.state.reason if event.state.status == EventStatus.CANCELLED else "",
        moved_from=event.state.previous_start if event.state.status == EventStatus.MOVED else None,
    )


def _part(part: EventPart, pools: Sequence[Any], lines: Mapping[int, Any]) -> PartLine:
    pool = next((pool for pool in pools if pool.part_key == part.key), None)
    line = lines[pool.pk] if pool else None
    return PartLine(
        title=part.local_title,
        starts_at=part.starts_at,
        ends_at=part.ends_at,
        place=part.place,
        speaker=part.speaker,
        capacity_text=_left(line) if line and line.capacity is not None else "",
        is_optional=part.is_optional,
    )


def _left(line: Any) -> str:
    if line.waiting or not line.free:
        return _("%(capacity)d seats, all taken") % {"capacity": line.capacity}
    return _("%(capacity)d seats, %(free)d left") % {"capacity": line.capacity, "free": line.free}
