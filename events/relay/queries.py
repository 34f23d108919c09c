"""Reads of the relay: its legs, where the baton is, and which bureaus it has visited."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Min, Q, QuerySet
from django.urls import reverse
from django.utils.timezone import localdate

from events.relay import rules, wording
from events.relay.choices import LegState
from events.relay.models import BatonHolding, Leg, Series
from network.regions.models import Bureau


@dataclass(frozen=True)
class LegView:
    """A leg as lists show it. `state` is held, cancelled, next or planned; `host` is empty where the place says it."""

    number: int
    number_label: str
    title: str
    place: str
    host: str
    when_text: str
    state: str
    reason: str
    is_sample: bool
    url: str
    bureau_code: str


@dataclass(frozen=True)
class Baton:
    """Who holds the baton, since when, and for which leg."""

    holder: str
    since: date
    since_text: str
    leg_number: int
    is_sample: bool


@dataclass(frozen=True)
class SeriesToday:
    """A series at a glance: its route, who holds its baton, what comes next. `bureau_code` is the map's name."""

    holder: str = ""
    since_text: str = ""
    next_label: str = ""
    next_url: str = ""
    bureau_code: str = ""
    route: list[LegView] = field(default_factory=list)


def relay_today(*, now: datetime) -> SeriesToday | None:
    """The relay at a glance; None where no series hands a baton on. Three queries."""
    series = Series.objects.filter(hands_over=True).first()
    return series_today(series, now=now) if series else None


def series_today(series: Series, *, now: datetime) -> SeriesToday:
    """One series at a glance. Two queries, however many legs."""
    route = legs_of(series, now=now)
    baton = present_baton(series)
    coming = next((leg for leg in route if leg.state == rules.NEXT), None)
    carried = next((leg for leg in route if baton and leg.number == baton.leg_number), coming)
    return SeriesToday(
        holder=baton.holder if baton else "",
        since_text=baton.since_text if baton else "",
        next_label=f"{coming.number_label} {coming.when_text}" if coming else "",
        next_url=coming.url if coming else "",
        bureau_code=carried.bureau_code if baton and carried else "",
        route=route,
    )


def present_baton(series: Series) -> Baton | None:
    """Who holds the baton now; None where nobody does. One query."""
    holding = (
        BatonHolding.objects.filter(series=series, until__isnull=True).select_related("holder", "leg").first()
    )
    if holding is None:
        return None
    return Baton(
        holder=holding.holder.name,
        since=holding.since,
        since_text=wording.since(holding.since),
        leg_number=holding.leg.number,
        is_sample=holding.holder.is_sample,
    )


def legs_of(series: Series, *, now: datetime) -> list[LegView]:
    """All legs of a series by their numbers, each with its event's page where there is one. One query."""
    legs = list(_legs(series).select_related("host", "municipality__bureau", "bureau"))
    coming = rules.next_number((_milestone(leg) for leg in legs), today=localdate(now))
    return [_view(leg, coming) for leg in legs]


def legs_by_bureau(series: Series) -> dict[str, str]:
    """The numbers of the legs held in each bureau, by the bureau's name on the map: {"ishikari": "1, 6"}. One query."""
    numbers: dict[str, list[str]] = {}
    for leg in _legs(series).filter(state=LegState.HELD).select_related("municipality__bureau", "bureau"):
        if code := _bureau_code(leg):
            numbers.setdefault(code, []).append(str(leg.number))
    return {code: ", ".join(of_bureau) for code, of_bureau in numbers.items()}


def map_name(bureau: Bureau) -> str:
    """What the map calls a bureau: ishikari."""
    return bureau.name_en.lower()


def _legs(series: Series) -> QuerySet[Leg]:
    slug = Min("events__slug", filter=Q(events__live=True))
    return Leg.objects.filter(series=series).annotate(event_slug=slug).order_by("number")


def _milestone(leg: Leg) -> rules.Milestone:
    return rules.Milestone(leg.number, leg.state, leg.date, leg.date_precision)


def _view(leg: Leg, coming: int | None) -> LegView:
    place = wording.place(leg)
    host = leg.host.name if leg.host_id else ""
    return LegView(
        number=leg.number,
        number_label=wording.number(leg.number),
        title=wording.title(leg),
        place=place,
        host="" if host == place else host,
        when_text=wording.when(leg.date, leg.date_precision),
        state=rules.shown_state(_milestone(leg), coming),
        reason=wording.note(leg),
        is_sample=leg.is_sample,
        url=reverse("events:detail", args=[leg.event_slug]) if leg.event_slug else "",
        bureau_code=_bureau_code(leg),
    )


def _bureau_code(leg: Leg) -> str:
    bureau = leg.municipality.bureau if leg.municipality_id else leg.bureau
    return map_name(bureau) if bureau else ""
