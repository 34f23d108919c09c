"""Filters of dates speak the page's language and show Japan's clocks."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from django.utils import translation

from network.templatetags import dates

START = datetime(2026, 12, 31, 5, 0, tzinfo=UTC)
END = datetime(2026, 12, 31, 7, 30, tzinfo=UTC)
NEW_YEAR = datetime(2026, 12, 31, 15, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Meeting:
    starts_at: datetime
    ends_at: datetime


@pytest.mark.parametrize(
    ("language", "name", "expected"),
    [
        pytest.param("ja", "day_number", 31, id="day_number"),
        pytest.param("ja", "weekday", "木", id="weekday"),
        pytest.param("en", "weekday", "Thu", id="weekday in English"),
        pytest.param("ja", "month", "12月", id="month"),
        pytest.param("en", "month", "Dec", id="month in English"),
        pytest.param("ja", "month_and_year", "2026年12月", id="month_and_year"),
        pytest.param("ja", "iso_day", "2026-12-31", id="iso_day"),
        pytest.param("ja", "iso_moment", "2026-12-31T14:00:00+09:00", id="iso_moment"),
        pytest.param("ja", "clock", "14:00", id="clock"),
        pytest.param("ja", "date_long", "2026年12月31日(木)", id="date_long"),
        pytest.param("ja", "date_era", "2026年(令和8年)12月31日(木)", id="date_era"),
        pytest.param("ja", "when_text", "2026年12月31日(木) 14:00", id="when_text without an end"),
        pytest.param("ja", "fiscal_year", "2026年度（令和8年度）", id="fiscal_year"),
    ],
)
def test_filter(language, name, expected):
    with translation.override(language):
        assert getattr(dates, name)(START) == expected


def test_times_say_nothing_when_none_is_set():
    assert dates.time_range(None, None) == ""


@pytest.mark.parametrize(("language", "brief"), [("ja", "木曜日"), ("en", "Thu")])
def test_day_of_keeps_the_weekday_brief_where_space_is(language, brief):
    with translation.override(language):
        day = dates.day_of(START)

    assert (day["iso"], day["number"], day["weekday"]) == ("2026-12-31", "31", brief)


def test_with_days_tells_where_a_year_begins():
    meetings = [Meeting(START, END), Meeting(START, END), Meeting(NEW_YEAR, NEW_YEAR)]

    with translation.override("ja"):
        rows = [(day["year"], times, begins) for _meeting, day, times, begins in dates.with_days(meetings)]

    assert rows[:2] == [("2026年", "14:00〜16:30", True), ("2026年", "14:00〜16:30", False)]
    assert rows[2][0::2] == ("2027年", True)
