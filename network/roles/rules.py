"""Decisions about roles: whether somebody must look at one this fiscal year, and what may not be taken away."""

from datetime import date


def is_due(*, since: date | None, confirmed_on: date | None, year_begins: date) -> bool:
    """Whether a role waits for its yearly look: neither given nor confirmed since the first of April."""
    looked_at = [day for day in (since, confirmed_on) if day is not None]
    return not looked_at or max(looked_at) < year_begins


def leaves_nobody(*, administrators: set[int], without: int) -> bool:
    """Whether the site would be without an administrator once this account is none any more."""
    return without in administrators and not administrators - {without}
