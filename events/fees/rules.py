"""Decisions about fees: what is due when, what is given back, what a choice costs. Knows no database."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from events.fees.choices import FeeWay, Outcome

# A municipality's accounts office needs a fortnight; whoever registers late pays before the day.
DAYS_TO_PAY = timedelta(days=14)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Price:
    """What a seat costs: whole yen with tax, and until which day, that day included, it is given back."""

    amount: int
    way: str = FeeWay.TRANSFER
    tax_class: str = "none"
    refund_until: date | None = None


def due_on(way: str, *, today: date, event_day: date) -> date:
    """By when: at the door on the day; else a fortnight from now, at the latest the day before, never in the past."""
    if way == FeeWay.DOOR:
        return max(today, event_day)
    return max(today, min(today + DAYS_TO_PAY, event_day - DAY))


def is_given_back(refund_until: date | None, *, today: date, event_day: date) -> bool:
    """Whether giving the place up today frees of the fee. No day said: until the day of the event itself."""
    return today <= (refund_until or event_day)


def outcome_of(given_back: Iterable[int], kept: Iterable[int]) -> Outcome:
    """What to tell somebody who gave a place up: paid sums that come back, and open or paid sums that stay."""
    back = list(given_back)
    if list(kept):
        return Outcome.KEPT
    if not back:
        return Outcome.NOTHING
    return Outcome.TO_PAY_BACK if any(back) else Outcome.TAKEN_BACK


def total_of(prices: Sequence[Price]) -> int:
    """What a choice costs together, in yen."""
    return sum(price.amount for price in prices)


def key_of(registration_id: int, pool_id: int, times: int) -> str:
    """Names the claim: a seat charged twice stays one charge, a seat taken anew is a new one."""
    return f"seat:{registration_id}:{pool_id}:{times}"
