"""Filters that show dates and times as Japanese clocks and calendars do, in the page's language."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django import template
from django.utils.translation import get_language

from network.association import dates

register = template.Library()


@register.filter
def day_of(value: date) -> dict[str, str]:
    """A day in pieces: iso, year, month, number, weekday (brief in English), month_and_year, weekday_name."""
    return _pieces(value, _language())


@register.filter
def with_days(events: Iterable[Any]) -> Iterator[tuple[Any, dict[str, str], str, bool]]:
    """For a long list: each event with the pieces of its day, its times, and whether it begins another year."""
    language, year = _language(), ""
    for event in events:
        day = _pieces(event.starts_at, language)
        yield event, day, dates.time_range(event.starts_at, event.ends_at, language), day["year"] != year
        year = day["year"]


@lru_cache(maxsize=2048)
def _pieces(value: date, language: str) -> dict[str, str]:
    """Kept, since lists show the same days again and again."""
    day = dates.local_day(value)
    name = dates.weekday_name(day, language)
    return {
        "iso": day.isoformat(),
        "year": dates.year_name(day, language),
        "month": dates.month_name(day, language),
        "number": str(day.day),
        "weekday": name if language == "ja" else dates.weekday(day, language),
        "month_and_year": dates.month_and_year(day, language),
        "weekday_name": name,
    }


@register.filter
def day_number(value: date) -> int:
    """3, to be set large."""
    return dates.local_day(value).day


@register.filter
def weekday(value: date) -> str:
    """木 or Thu."""
    return dates.weekday(value, _language())


@register.filter
def month(value: date) -> str:
    """12月 or Dec."""
    return dates.month_name(value, _language())


@register.filter
def month_and_year(value: date) -> str:
    """2026年12月 or Dec 2026."""
    return dates.month_and_year(value, _language())


@register.filter
def iso_day(value: date) -> str:
    """2026-12-03, for the datetime attribute of a day."""
    return dates.local_day(value).isoformat()


@register.filter
def iso_moment(value: datetime) -> str:
    """2026-12-03T14:00:00+09:00, for the datetime attribute of a moment."""
    return dates.local(value).isoformat()


@register.filter
def date_long(value: date) -> str:
    """2026年12月3日(木) or Thu 3 Dec 2026."""
    return dates.long_date(value, _language())


@register.filter
def date_era(value: date) -> str:
    """2026年(令和8年)12月3日(木) or Thu 3 Dec 2026."""
    return dates.era_date(value, _language())


@register.filter
def time_range(starts_at: datetime | None, ends_at: datetime | None = None) -> str:
    """14:00〜16:30; nothing where no time is set yet."""
    if starts_at is None:
        return ""
    return dates.time_range(starts_at, ends_at, _language())


@register.filter
def clock(value: datetime) -> str:
    """14:00."""
    return dates.clock(value)


@register.filter
def when_text(starts_at: datetime, ends_at: datetime | None = None) -> str:
    """2026年12月3日(木) 14:00〜16:30 or Thu 3 Dec 2026, 14:00–16:30; without an end the start alone."""
    return dates.when(starts_at, ends_at or starts_at, _language())


@register.filter
def fiscal_year(value: date) -> str:
    """2026年度（令和8年度） or FY2026."""
    return dates.FiscalYear.of(value).label(_language())


def _language() -> str:
    return get_language() or "ja"
