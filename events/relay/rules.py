"""Decisions about legs: what a date of some precision covers, and which leg comes next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from events.relay.choices import DatePrecision, LegState

NEXT = "next"


@dataclass(frozen=True)
class Milestone:
    """A leg as these rules see it."""

    number: int
    state: str
    date: date | None
    precision: str


def last_day(day: date | None, precision: str) -> date | None:
    """The last day that a date of this precision may mean; None while it is open."""
    if day is None or precision == DatePrecision.OPEN:
        return None
    if precision == DatePrecision.MONTH:
        return (day.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    if precision == DatePrecision.YEAR:
        return date(day.year, 12, 31)
    if precision == DatePrecision.FISCAL_YEAR:
        return date(day.year + (day.month >= 4), 3, 31)
    return day


def next_number(legs: Iterable[Milestone], *, today: date) -> int | None:
    """The number of the leg that comes next: the lowest one planned whose time is not over."""
    coming = [leg.number for leg in legs if leg.state == LegState.PLANNED and not _is_over(leg, today)]
    return min(coming, default=None)


def shown_state(leg: Milestone, next_leg: int | None) -> str:
    """held, cancelled, next or planned."""
    return NEXT if leg.number == next_leg else str(leg.state)


def _is_over(leg: Milestone, today: date) -> bool:
    last = last_day(leg.date, leg.precision)
    return last is not None and last < today
