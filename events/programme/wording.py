"""Words about events for people, in the language that is active; no database."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from events.programme.choices import EventFormat, EventStatus
from events.programme.models import Event
from events.programme.rules import Phase

FEW = 5


def seats(phase: Phase, *, capacity: int | None, left: int | None, waiting: int) -> tuple[str, str]:
    """The state of registration as (code, words), e.g. ("few", "受付中 · 残り3席")."""
    if phase is not Phase.OPEN:
        return phase.value, _CLOSED[phase]()
    if left is None:
        return "open", _("Open for registration")
    if left == 0:
        return "waiting", _("Waiting list open")
    words = ngettext("Open · %(left)d seat left", "Open · %(left)d seats left", left) % {"left": left}
    return ("few" if left <= FEW else "open"), words


def seats_by_kind(by_kind: Sequence[tuple[str, int | None]]) -> tuple[str, str]:
    """The state where venue and online are counted apart, so that nobody takes the one's seats for the other's."""
    left = [free for _kind, free in by_kind]
    if all(free == 0 for free in left):
        return "waiting", _("Waiting list open")
    parts = [
        _("Open for registration"),
        *(_seats_of_kind(kind, free) for kind, free in by_kind if free is not None),
    ]
    few = any(free is not None and 0 < free <= FEW for free in left)
    return ("few" if few else "open"), " · ".join(parts)


def _seats_of_kind(kind: str, free: int) -> str:
    where = _("Online") if kind == EventFormat.ONLINE else pgettext("seats", "Venue")
    if free == 0:
        return _("%(where)s: waiting list") % {"where": where}
    return ngettext("%(where)s: %(left)d seat left", "%(where)s: %(left)d seats left", free) % {
        "where": where,
        "left": free,
    }


_CLOSED = {
    Phase.CLOSED: lambda: _("Registration closed"),
    Phase.CANCELLED: lambda: _("Cancelled"),
    Phase.PAST: lambda: _("Over"),
}


def leg(event: Event) -> str:
    """Which leg of which series the event is, or nothing."""
    if event.leg_id is None:
        return ""
    series = event.leg.series
    return _("%(series)s, leg %(number)d") % {"series": series.local_title, "number": event.leg.number}


def place(event: Event) -> str:
    """Where it is, in a few words."""
    if event.format == EventFormat.ONLINE:
        return _("Online")
    where = event.venue_name or (event.municipality.name if event.municipality_id else _no_venue(event))
    return _("%(venue)s and online") % {"venue": where} if event.format == EventFormat.HYBRID else where


def _no_venue(event: Event) -> str:
    state = getattr(event, "state", None)  # a preview of something never saved has none
    if state and state.status in (EventStatus.HELD, EventStatus.ARCHIVED):
        return _("Place not recorded")
    return _("Venue to be announced")
