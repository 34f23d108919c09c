"""Words about events for people, in the language that is active; no database."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

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
