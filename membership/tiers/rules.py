"""What a year's dues are and when they are due, by the association's own rule. Whole yen, whole days."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

QUARTERS, MONTHS_OF_A_QUARTER = 4, 3


@dataclass(frozen=True)
class Policy:
    """The rule of dues of a fiscal year: joining is "full", "free_late" or "quarterly"."""

    joining: str = "full"
    free_from_month: int | None = None
    due_month: int = 6
    due_day: int = 30
    days_to_pay: int = 30
    loss_after_years: int = 2
    first_month: int = 4


@dataclass(frozen=True)
class YearsDues:
    """What is owed for a year, and until when."""

    amount: int
    due_on: date


def dues_for(policy: Policy, *, fee: int, fiscal_year: int, joined_on: date) -> YearsDues | None:
    """Dues for the fiscal year that begins in this year; None where nothing is owed.

    A quarter that has begun counts whole; fractions of a yen are dropped. Who joins late has some days to pay.
    """
    first = date(fiscal_year, policy.first_month, 1)
    if joined_on >= date(fiscal_year + 1, policy.first_month, 1):
        return None
    amount = fee if joined_on <= first else _first_years_fee(policy, fee, joined_on)
    if amount <= 0:
        return None
    due_on = due_day(policy, fiscal_year)
    if joined_on > first:
        due_on = max(due_on, joined_on + timedelta(days=policy.days_to_pay))
    return YearsDues(amount, due_on)


def due_day(policy: Policy, fiscal_year: int) -> date:
    """The day on which a year's dues are due; a day its month does not have is its last."""
    year = fiscal_year + (policy.due_month < policy.first_month)
    last = calendar.monthrange(year, policy.due_month)[1]
    return date(year, policy.due_month, min(policy.due_day, last))


def _first_years_fee(policy: Policy, fee: int, joined_on: date) -> int:
    month = _months_into_year(joined_on.month, policy.first_month)
    if policy.joining == "quarterly":
        return fee * (QUARTERS - month // MONTHS_OF_A_QUARTER) // QUARTERS
    is_late = policy.free_from_month is not None and month >= _months_into_year(
        policy.free_from_month, policy.first_month
    )
    return 0 if policy.joining == "free_late" and is_late else fee


def _months_into_year(month: int, first_month: int) -> int:
    return (month - first_month) % 12
