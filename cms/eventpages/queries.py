"""Reads for pages around events: where the baton is, and the route so far."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from events.relay.queries import LegView, legs_of, present_baton

from events.programme.models import Event
from events.relay.models import Leg, Series
from network.association import dates


@dataclass(frozen=True)
class RouteLeg:
    """One leg along the route, with the address of its event once there is one."""

    number_label: str
    place: str
    when_text: str
    state: str
    host: str
    reason: str
    url: str


@dataclass(frozen=True)
class BatonNow:
    """Where a series' baton is today, and the route so far."""

    holder: str
    place: str
    since_text: str
    next_label: str
    next_url: str
    bureau_code: str
    route: list[RouteLeg]


def relay_now() -> BatonNow | None:
    """The baton of the relay; None while no series hands one on."""
    series = Series.objects.filter(hands_over=True).first()
    return baton_now(series) if series else None


def baton_now(series: Series) -> BatonNow | None:
    """The baton of one series; None while nobody holds it. A constant number of queries."""
    baton = present_baton(series)
    events = dict(Event.objects.filter(leg__series=series, live=True).values_list("leg__number", "slug"))
    route = [_route_leg(leg, events) for leg in legs_of(series)]
    if baton is None:
        return None
    coming = next((leg for leg in route if leg.state == "next"), None)
    return BatonNow(
        holder=baton.holder,
        place=baton.place,
        since_text=_("since %(day)s") % {"day": dates.long_date(baton.since, get_language())},
        next_label=f"{coming.number_label} {coming.place}" if coming else "",
        next_url=coming.url if coming else "",
        bureau_code=baton.bureau_key,
        route=route,
    )


def _route_leg(leg: LegView, events: dict[int, str]) -> RouteLeg:
    slug = events.get(leg.number)
    return RouteLeg(
        number_label=leg.number_label,
        place=leg.place,
        when_text=leg.when_text,
        state=leg.state,
        host=leg.host,
        reason=leg.note,
        url=reverse("events:detail", args=[slug]) if slug else "",
    )


def legs_by_bureau(series: Series) -> dict[str, str]:
    """Numbers of the legs held in each bureau, by the bureau's key on the map, e.g. {"ishikari": "1, 6"}."""
    held: dict[str, list[str]] = {}
    rows = Leg.objects.filter(series=series, state="held", municipality__isnull=False).order_by("number")
    for number, name in rows.values_list("number", "municipality__bureau__name_en"):
        held.setdefault(name.lower(), []).append(str(number))
    return {key: ", ".join(numbers) for key, numbers in held.items()}
