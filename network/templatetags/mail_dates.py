"""Filters for moments in mails: whether they come as moments or as the text that JSON made of them."""

from datetime import datetime

from django import template
from django.utils.translation import get_language

from network.association import dates

register = template.Library()


@register.filter
def moment(value: datetime | str) -> datetime:
    """The moment itself, for the filters of `dates`."""
    return datetime.fromisoformat(value) if isinstance(value, str) else value


@register.filter
def when(starts_at: datetime | str, ends_at: datetime | str | None = None) -> str:
    """2026年12月3日(木) 14:00〜16:30 or Thu 3 Dec 2026, 14:00–16:30; without an end the start alone."""
    start = moment(starts_at)
    return dates.when(start, moment(ends_at) if ends_at else start, get_language() or "ja")
