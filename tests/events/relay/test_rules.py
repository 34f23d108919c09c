"""What a date of some precision covers, and which leg is next."""

from datetime import date

import pytest

from events.relay.choices import DatePrecision, LegState
from events.relay.rules import Milestone, last_day, next_number, shown_state

TODAY = date(2026, 11, 21)


def leg(number, state=LegState.PLANNED, day=None, precision=DatePrecision.OPEN):
    return Milestone(number, state, day, precision)


@pytest.mark.parametrize(
    ("day", "precision", "last"),
    [
        pytest.param(
            date(2018, 9, 5), DatePrecision.DAY, date(2018, 9, 5), id="a day is over when it is over"
        ),
        pytest.param(date(2018, 9, 1), DatePrecision.MONTH, date(2018, 9, 30), id="a month has its last day"),
        pytest.param(date(2024, 2, 1), DatePrecision.MONTH, date(2024, 2, 29), id="so has a leap February"),
        pytest.param(date(2018, 12, 1), DatePrecision.MONTH, date(2018, 12, 31), id="so has December"),
        pytest.param(date(2019, 1, 1), DatePrecision.YEAR, date(2019, 12, 31), id="a year ends in December"),
        pytest.param(
            date(2020, 4, 1), DatePrecision.FISCAL_YEAR, date(2021, 3, 31), id="a fiscal year ends in March"
        ),
        pytest.param(
            date(2021, 2, 1), DatePrecision.FISCAL_YEAR, date(2021, 3, 31), id="whatever day names it"
        ),
        pytest.param(None, DatePrecision.OPEN, None, id="an open date never ends"),
        pytest.param(None, DatePrecision.DAY, None, id="no date never ends"),
    ],
)
def test_last_day(day, precision, last):
    assert last_day(day, precision) == last


@pytest.mark.parametrize(
    ("legs", "number"),
    [
        pytest.param([], None, id="no legs, no next one"),
        pytest.param([leg(7, LegState.CANCELLED), leg(8), leg(9)], 8, id="the lowest planned number"),
        pytest.param(
            [leg(8, day=date(2026, 11, 20), precision=DatePrecision.DAY), leg(9)],
            9,
            id="not one that is over",
        ),
        pytest.param(
            [leg(8, day=date(2026, 11, 1), precision=DatePrecision.MONTH), leg(9)],
            8,
            id="a month is not over before its end",
        ),
        pytest.param([leg(1, LegState.HELD)], None, id="nothing planned"),
    ],
)
def test_next_number(legs, number):
    assert next_number(legs, today=TODAY) == number


@pytest.mark.parametrize(
    ("milestone", "shown"),
    [
        pytest.param(leg(8), "next", id="the next one"),
        pytest.param(leg(9), "planned", id="planned, but later"),
        pytest.param(leg(7, LegState.CANCELLED), "cancelled", id="cancelled"),
        pytest.param(leg(6, LegState.HELD), "held", id="held"),
    ],
)
def test_shown_state(milestone, shown):
    assert shown_state(milestone, 8) == shown
