"""The relay as pages show it: dates of every precision, the next leg, the baton, the bureaus visited."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from events.relay.choices import DatePrecision, LegState
from events.relay.models import BatonHolding
from events.relay.queries import (
    legs_by_bureau,
    legs_of,
    present_baton,
    relay_today,
    series_today,
)
from network.regions.models import Municipality
from tests.factories.events import EventFactory, LegFactory, SeriesFactory
from tests.factories.network import OrganisationFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)


@pytest.fixture
def relay():
    return SeriesFactory(title="情報交換会", hands_over=True)


@pytest.fixture
def town():
    return Municipality.objects.get(name="江別市")


def hold(series, leg, holder, since=date(2026, 10, 1), until=None):
    return BatonHolding.objects.create(series=series, leg=leg, holder=holder, since=since, until=until)


@pytest.mark.parametrize(
    ("precision", "ja", "en"),
    [
        (DatePrecision.DAY, "2020年9月5日(土)", "Sat 5 Sep 2020"),
        (DatePrecision.MONTH, "2020年9月", "Sep 2020"),
        (DatePrecision.YEAR, "2020年", "2020"),
        (DatePrecision.FISCAL_YEAR, "2020年度（令和2年度）", "FY2020"),
    ],
)
def test_date_is_worded_as_precisely_as_it_is_known(relay, precision, ja, en):
    LegFactory(series=relay, number=1, date=date(2020, 9, 5), date_precision=precision)

    japanese = legs_of(relay, now=NOW)[0].when_text
    with translation.override("en"):
        english = legs_of(relay, now=NOW)[0].when_text

    assert (japanese, english) == (ja, en)


def test_leg_with_nothing_known_says_so(relay):
    LegFactory(series=relay, number=9, date_precision=DatePrecision.OPEN)

    with translation.override("en"):
        leg = legs_of(relay, now=NOW)[0]

    assert (leg.when_text, leg.place, leg.host, leg.url) == (
        "Date to be decided",
        "Place to be decided",
        "",
        "",
    )


def test_held_leg_without_a_place_is_told_by_what_it_was(relay):
    LegFactory(
        series=relay, number=2, state=LegState.HELD, title="研修後の懇親会", title_en="Social gathering"
    )
    LegFactory(series=relay, number=3, state=LegState.HELD)

    with translation.override("en"):
        places = [leg.place for leg in legs_of(relay, now=NOW)]

    assert places == ["Social gathering", "Place not recorded"]


def test_host_is_named_only_where_the_place_does_not_say_it(relay, town):
    LegFactory(series=relay, number=1, municipality=town, host=OrganisationFactory(name="江別市"))
    LegFactory(series=relay, number=2, place="みほん会館", host=OrganisationFactory(name="みほん市"))

    assert [(leg.place, leg.host) for leg in legs_of(relay, now=NOW)] == [
        ("江別市", ""),
        ("みほん会館", "みほん市"),
    ]


def test_cancelled_leg_keeps_its_number_and_reason(relay):
    LegFactory(series=relay, number=7, state=LegState.CANCELLED, note="見合わせ")
    LegFactory(series=relay, number=8)

    assert [(leg.number, leg.state, leg.reason) for leg in legs_of(relay, now=NOW)] == [
        (7, "cancelled", "見合わせ"),
        (8, "next", ""),
    ]


def test_leg_leads_to_its_published_event_only(relay):
    EventFactory(leg=LegFactory(series=relay, number=8), slug="leg-8")
    EventFactory(leg=LegFactory(series=relay, number=9), slug="leg-9", live=False)

    assert [leg.url for leg in legs_of(relay, now=NOW)] == ["/events/leg-8/", ""]


def test_present_baton_is_the_one_not_handed_on(relay):
    leg = LegFactory(series=relay, number=8)
    hold(relay, leg, OrganisationFactory(name="例示町"), date(2026, 4, 1), date(2026, 9, 30))
    hold(relay, leg, OrganisationFactory(name="みほん市", is_sample=True))

    baton = present_baton(relay)

    assert (baton.holder, baton.since, baton.leg_number, baton.is_sample) == (
        "みほん市",
        date(2026, 10, 1),
        8,
        True,
    )


def test_nobody_holds_the_baton(relay):
    assert present_baton(relay) is None
    assert series_today(relay, now=NOW).holder == ""


def test_relay_today_tells_holder_next_leg_and_bureau(relay, town):
    leg = LegFactory(
        series=relay, number=8, date=date(2026, 12, 3), municipality=town, date_precision=DatePrecision.DAY
    )
    EventFactory(leg=leg, slug="leg-8")
    hold(relay, leg, OrganisationFactory(name="みほん市"))

    with translation.override("en"):
        today = relay_today(now=NOW)

    assert (today.holder, today.since_text, today.next_label, today.next_url, today.bureau_code) == (
        "みほん市",
        "Since Thu 1 Oct 2026",
        "Leg 8 Thu 3 Dec 2026",
        "/en/events/leg-8/",
        "ishikari",
    )


def test_no_relay_where_no_series_hands_a_baton_on():
    SeriesFactory(hands_over=False)

    assert relay_today(now=NOW) is None


def test_bureaus_are_told_with_the_legs_held_there(relay, town):
    sorachi = Municipality.objects.get(name="岩見沢市").bureau
    LegFactory(series=relay, number=1, municipality=town, state=LegState.HELD)
    LegFactory(series=relay, number=5, bureau=sorachi, state=LegState.HELD)
    LegFactory(series=relay, number=6, municipality=town, state=LegState.HELD)
    LegFactory(series=relay, number=7, municipality=town, state=LegState.CANCELLED)

    assert legs_by_bureau(relay) == {"ishikari": "1, 6", "sorachi": "5"}


@pytest.mark.parametrize("legs", [1, 3])
def test_queries_do_not_grow_with_the_legs(relay, town, legs, django_assert_num_queries):
    for number in range(1, legs + 1):
        leg = LegFactory(series=relay, number=number, municipality=town, host=OrganisationFactory())
        EventFactory(leg=leg)
    hold(relay, leg, OrganisationFactory())

    with django_assert_num_queries(3):
        relay_today(now=NOW)
    with django_assert_num_queries(1):
        legs_by_bureau(relay)
