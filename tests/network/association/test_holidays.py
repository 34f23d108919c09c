"""Days on which offices are closed, against the calendar as the Cabinet Office publishes it."""

from datetime import UTC, date, datetime

import pytest

from network.association.dates import TOKYO
from network.association.holidays import is_day_off, next_office_morning, public_holidays

PUBLISHED = {
    2026: "0101 0112 0211 0223 0320 0429 0503 0504 0505 0506 0720 0811 0921 0922 0923 1012 1103 1123",
    2027: "0101 0111 0211 0223 0321 0322 0429 0503 0504 0505 0719 0811 0920 0923 1011 1103 1123",
}


@pytest.mark.parametrize("year", PUBLISHED)
def test_public_holidays(year):
    days = {date(year, int(day[:2]), int(day[2:])) for day in PUBLISHED[year].split()}

    assert public_holidays(year) == days


@pytest.mark.parametrize(
    ("day", "closed"),
    [
        pytest.param(date(2026, 12, 3), False, id="a Thursday"),
        pytest.param(date(2026, 12, 5), True, id="a Saturday"),
        pytest.param(date(2026, 12, 6), True, id="a Sunday"),
        pytest.param(date(2026, 12, 28), False, id="the last day of work"),
        pytest.param(date(2026, 12, 29), True, id="the turn of the year"),
        pytest.param(date(2027, 1, 3), True, id="its last day"),
        pytest.param(date(2026, 5, 6), True, id="a substitute holiday"),
        pytest.param(date(2026, 9, 22), True, id="a day between two holidays"),
        pytest.param(
            datetime(2026, 12, 4, 15, 30, tzinfo=UTC), True, id="Saturday in Japan, Friday elsewhere"
        ),
    ],
)
def test_is_day_off(day, closed):
    assert is_day_off(day) is closed


@pytest.mark.parametrize(
    ("now", "morning"),
    [
        pytest.param((2026, 12, 3, 7, 59), (2026, 12, 3), id="before nine: today"),
        pytest.param((2026, 12, 3, 9, 0), (2026, 12, 4), id="at nine: tomorrow"),
        pytest.param((2026, 12, 4, 18, 0), (2026, 12, 7), id="on Friday evening: Monday"),
        pytest.param((2026, 12, 28, 10, 0), (2027, 1, 4), id="over the turn of the year"),
    ],
)
def test_next_office_morning(now, morning):
    assert next_office_morning(datetime(*now, tzinfo=TOKYO)) == datetime(*morning, 9, 0, tzinfo=TOKYO)
