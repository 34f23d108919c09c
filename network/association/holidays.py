"""Trade of days off: weekends, the turn of the year, and public holidays as the Public Holidays Act names them.

Source: 国民の祝日に関する法律 (Act No. 178 of 1948) as in force since 2022, 行政機関の休日に関する法律 for the turn of
the year. Equinoxes are reckoned, as the almanac of the National Astronomical Observatory has them until 2099.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from network.association.dates import TOKYO, local, local_day

FIXED = ((1, 1), (2, 11), (2, 23), (4, 29), (5, 3), (5, 4), (5, 5), (8, 11), (11, 3), (11, 23))
# month, which Monday of it
MONDAYS = ((1, 2), (7, 3), (9, 3), (10, 2))
TURN_OF_THE_YEAR = {(12, 29), (12, 30), (12, 31), (1, 2), (1, 3)}
ONE_DAY = timedelta(days=1)
SATURDAY, SUNDAY = 5, 6
OFFICE_OPENS = time(9)


def is_day_off(value: date) -> bool:
    """Whether offices are closed on a day: Saturday, Sunday, a public holiday, 29 December to 3 January."""
    day = local_day(value)
    return (
        day.weekday() in (SATURDAY, SUNDAY)
        or (day.month, day.day) in TURN_OF_THE_YEAR
        or day in public_holidays(day.year)
    )


def next_office_morning(now: datetime) -> datetime:
    """Nine o'clock of the next day on which offices are open; today's, if it is still to come."""
    day = local(now).date()
    if local(now).time() >= OFFICE_OPENS:
        day += ONE_DAY
    while is_day_off(day):
        day += ONE_DAY
    return datetime.combine(day, OFFICE_OPENS, TOKYO)


@lru_cache(maxsize=32)
def public_holidays(year: int) -> frozenset[date]:
    """All public holidays of a year, substitute ones and days between two holidays included."""
    named = set(_named(year))
    days = set(named)
    for day in named:
        if day.weekday() == SUNDAY:
            substitute = day
            while substitute in named:
                substitute += ONE_DAY
            days.add(substitute)
    between = {
        day + ONE_DAY
        for day in named
        if day + 2 * ONE_DAY in named and day + ONE_DAY not in days and (day + ONE_DAY).weekday() != SUNDAY
    }
    return frozenset(days | between)


def _named(year: int) -> Iterator[date]:
    for month, day in FIXED:
        yield date(year, month, day)
    for month, which in MONDAYS:
        first = date(year, month, 1)
        yield first + timedelta(days=-first.weekday() % 7 + 7 * (which - 1))
    yield date(year, 3, _equinox(20.8431, year))
    yield date(year, 9, _equinox(23.2488, year))


def _equinox(base: float, year: int) -> int:
    since = year - 1980
    return int(base + 0.242194 * since - since // 4)
