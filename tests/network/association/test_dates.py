"""Dates are worded as a Japanese secretariat words them, and fiscal years begin on 1 April."""

from datetime import UTC, date, datetime, timedelta

import pytest

from network.association import dates
from network.association.dates import FiscalYear

AFTERNOON = datetime(2026, 12, 3, 5, 0, tzinfo=UTC)
EVENING = datetime(2026, 12, 3, 7, 30, tzinfo=UTC)
NEXT_DAY = datetime(2026, 12, 4, 7, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param(date(2026, 12, 3), "令和8年", id="an ordinary year"),
        pytest.param(date(2019, 5, 1), "令和元年", id="the first day of Reiwa"),
        pytest.param(date(2019, 12, 31), "令和元年", id="the last day of its first year"),
        pytest.param(date(2020, 1, 1), "令和2年", id="the second year begins in January"),
        pytest.param(date(2019, 4, 30), "平成31年", id="the last day of Heisei"),
        pytest.param(date(1989, 1, 8), "平成元年", id="the first day of Heisei"),
        pytest.param(date(1989, 1, 7), "昭和64年", id="the last day of Showa"),
        pytest.param(date(1926, 12, 24), "", id="before Showa nothing is said"),
    ],
)
def test_era_year(day, expected):
    assert dates.era_year(day) == expected


def test_days_are_counted_in_japan_when_the_moment_is_late_in_utc():
    late = datetime(2026, 12, 3, 15, 0, tzinfo=UTC)

    assert dates.local_day(late) == date(2026, 12, 4)
    assert dates.clock(late) == "00:00"
    assert dates.weekday(late, "ja") == "金"


def test_weekdays_are_written_out_where_there_is_room():
    assert dates.weekday_name(AFTERNOON, "ja") == "木曜日"
    assert dates.weekday_name(AFTERNOON, "en") == "Thursday"


@pytest.mark.parametrize(
    ("language", "long", "with_era", "month", "month_of_year"),
    [
        pytest.param(
            "ja", "2026年12月3日(木)", "2026年(令和8年)12月3日(木)", "12月", "2026年12月", id="Japanese"
        ),
        pytest.param("en", "Thu 3 Dec 2026", "Thu 3 Dec 2026", "Dec", "Dec 2026", id="English"),
        pytest.param("en-gb", "Thu 3 Dec 2026", "Thu 3 Dec 2026", "Dec", "Dec 2026", id="another English"),
    ],
)
def test_dates_are_worded_in_the_language(language, long, with_era, month, month_of_year):
    assert dates.long_date(AFTERNOON, language) == long
    assert dates.era_date(AFTERNOON, language) == with_era
    assert dates.month_name(AFTERNOON, language) == month
    assert dates.month_and_year(AFTERNOON, language) == month_of_year


def test_years_are_headings_between_rows():
    assert dates.year_name(AFTERNOON, "ja") == "2026年"
    assert dates.year_name(AFTERNOON, "en") == "2026"


def test_a_date_before_the_known_eras_is_written_without_one():
    assert dates.era_date(date(1900, 1, 1), "ja") == "1900年1月1日(月)"


@pytest.mark.parametrize(
    ("ends_at", "language", "expected"),
    [
        pytest.param(EVENING, "ja", "14:00〜16:30", id="same day"),
        pytest.param(EVENING, "en", "14:00–16:30", id="same day in English"),
        pytest.param(NEXT_DAY, "ja", "14:00〜12月4日(金) 16:30", id="over two days"),
        pytest.param(NEXT_DAY, "en", "14:00 – Fri 4 Dec, 16:30", id="over two days in English"),
        pytest.param(None, "ja", "14:00〜", id="the end is open"),
        pytest.param(AFTERNOON, "ja", "14:00", id="a single moment"),
    ],
)
def test_time_range(ends_at, language, expected):
    assert dates.time_range(AFTERNOON, ends_at, language) == expected


@pytest.mark.parametrize(
    ("days", "ja", "en"),
    [
        pytest.param(1, "2022年10月13日(木)", "Thu 13 Oct 2022", id="one day is told by its date"),
        pytest.param(
            2,
            "2022年10月13日(木)〜2022年10月14日(金)",
            "Thu 13 Oct 2022 – Fri 14 Oct 2022",
            id="two days by first and last",
        ),
    ],
)
def test_whole_days_have_no_times(days, ja, en):
    begin = datetime(2022, 10, 13, tzinfo=dates.TOKYO)
    end = begin + timedelta(days=days)

    assert (dates.when(begin, end, "ja"), dates.when(begin, end, "en")) == (ja, en)
    assert dates.time_range(begin, end, "ja") == ""


def test_when_joins_day_and_time():
    assert dates.when(AFTERNOON, EVENING, "ja") == "2026年12月3日(木) 14:00〜16:30"
    assert dates.when(AFTERNOON, EVENING, "en") == "Thu 3 Dec 2026, 14:00–16:30"


@pytest.mark.parametrize(
    ("value", "starting_year"),
    [
        pytest.param(date(2026, 3, 31), 2025, id="31 March still belongs to the old year"),
        pytest.param(date(2026, 4, 1), 2026, id="1 April begins the new one"),
        pytest.param(datetime(2026, 3, 31, 15, 0, tzinfo=UTC), 2026, id="midnight in Japan counts"),
    ],
)
def test_fiscal_year_of(value, starting_year):
    assert FiscalYear.of(value) == FiscalYear(starting_year)


def test_fiscal_year_bounds():
    year = FiscalYear(2026)

    assert (year.first_day, year.last_day) == (date(2026, 4, 1), date(2027, 3, 31))
    assert year.contains(date(2026, 4, 1))
    assert year.contains(date(2027, 3, 31))
    assert not year.contains(date(2027, 4, 1))
    assert (year.previous(), year.next()) == (FiscalYear(2025), FiscalYear(2027))
    assert FiscalYear(2025) < year


@pytest.mark.parametrize(
    ("starting_year", "expected"),
    [
        pytest.param(2026, "2026年度（令和8年度）", id="this year"),
        pytest.param(2019, "2019年度（令和元年度）", id="the year in which Reiwa began"),
        pytest.param(2018, "2018年度（平成30年度）", id="the last year of Heisei"),
        pytest.param(1988, "1988年度（昭和63年度）", id="the last year of Showa"),
        pytest.param(1900, "1900年度", id="before the known eras"),
    ],
)
def test_fiscal_year_label(starting_year, expected):
    assert str(FiscalYear(starting_year)) == expected


def test_fiscal_year_label_in_english():
    assert FiscalYear(2026).label("en") == "FY2026"


@pytest.mark.parametrize(
    ("month", "day", "first", "last"),
    [
        (4, date(2026, 3, 31), date(2025, 4, 1), date(2026, 3, 31)),
        (1, date(2026, 1, 1), date(2026, 1, 1), date(2026, 12, 31)),
        (10, date(2026, 9, 30), date(2025, 10, 1), date(2026, 9, 30)),
    ],
)
def test_fiscal_year_when_the_association_begins_in_another_month(month, day, first, last):
    year = FiscalYear.of(day, month)

    assert (year.first_day, year.last_day) == (first, last)
    assert year.next().first_day.month == year.previous().first_day.month == month
