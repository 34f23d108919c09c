"""A named trade: writes the relay's true route, and goes on from it with invented legs."""

from datetime import date, timedelta

from cms.sample.history import ONLINE_2021, RELAY, PastLeg, PastSeries
from cms.sample.meetings import LEG_8, LEG_9, Meeting
from events.relay.choices import DatePrecision
from events.relay.models import BatonHolding, Leg, Series
from network.association.dates import FiscalYear
from network.organisations.choices import OrganisationKind
from network.organisations.models import Organisation
from network.regions.models import Bureau, Municipality

HELD_FOR = timedelta(days=60)


def lay_route(bodies: dict[str, Organisation], *, today: date) -> dict[int, Leg]:
    """Write both series; returns the relay's legs that are still to come, by their numbers."""
    relay = _lay_series(RELAY)
    _lay_series(ONLINE_2021)
    coming = {
        leg.number: leg
        for leg in Leg.objects.bulk_create(
            [
                *(_leg_of(meeting, relay, bodies, today) for meeting in (LEG_8, LEG_9)),
                Leg(
                    series=relay,
                    number=10,
                    date=FiscalYear.of(LEG_9.day(today)).next().first_day,
                    date_precision=DatePrecision.FISCAL_YEAR,
                    is_sample=True,
                ),
            ]
        )
    }
    BatonHolding.objects.create(
        series=relay, leg=coming[8], holder=bodies[LEG_8.host], since=today - HELD_FOR
    )
    return coming


def _lay_series(past: PastSeries) -> Series:
    series = Series.objects.create(
        slug=past.slug, title=past.title, title_en=past.title_en, hands_over=past.hands_over
    )
    towns = {
        town.name: town for town in Municipality.objects.filter(name__in=[leg.town for leg in past.legs])
    }
    hosts = {name: _host(town) for name, town in towns.items()}
    Leg.objects.bulk_create(_past_leg(series, leg, towns, hosts) for leg in past.legs)
    return series


def _host(town: Municipality) -> Organisation:
    return Organisation.objects.get_or_create(
        name=town.name,
        municipality=town,
        kind=OrganisationKind.MUNICIPALITY,
        defaults={"kana": town.kana},
    )[0]


def _past_leg(
    series: Series, leg: PastLeg, towns: dict[str, Municipality], hosts: dict[str, Organisation]
) -> Leg:
    return Leg(
        series=series,
        number=leg.number,
        title=leg.title,
        title_en=leg.title_en,
        host=hosts.get(leg.town),
        municipality=towns[leg.town] if leg.town else None,
        place=leg.place,
        place_en=leg.place_en,
        date=leg.date,
        date_precision=leg.precision,
        state=leg.state,
        note=leg.note,
        note_en=leg.note_en,
    )


def _leg_of(meeting: Meeting, relay: Series, bodies: dict[str, Organisation], today: date) -> Leg:
    return Leg(
        series=relay,
        number=meeting.leg,
        host=bodies[meeting.host],
        place=meeting.venue[0],
        bureau=Bureau.objects.get(name_en=meeting.bureau),
        date=meeting.day(today),
        date_precision=DatePrecision.DAY,
        is_sample=True,
    )
