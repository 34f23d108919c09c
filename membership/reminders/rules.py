"""Who is asked again, and with which letter; the first reason that holds decides. Knows no database."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

# Money takes days to arrive, and accounts offices of municipalities weeks to pay.
FIRST_AFTER = timedelta(days=14)
NEXT_AFTER = timedelta(days=30)
LAST = 3
LEVEL_OF = {"first": 1, "second": 2, "last": 3}
REASON_OF = {level: reason for reason, level in LEVEL_OF.items()}


class ReminderError(ValueError):
    """Letters can't be sent, or a stop can't be noted; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Case:
    """What the decision needs to know of what a slip still asks. Yen.

    `sums` are the amounts in which it may arrive: the total, each part, and all that the payer owes at once.
    """

    due_on: date
    sums: frozenset[int]
    charge_ids: frozenset[int]
    has_slip: bool = True
    is_asked_anew: bool = False
    is_paid_by_organisation: bool = False
    is_covered: bool = False
    is_stopped: bool = False
    credit: int = 0
    is_erased: bool = False
    comes_back: bool = False
    last_level: int = 0
    last_on: date | None = None


@dataclass(frozen=True)
class Waiting:
    """Money nobody has decided about: its amounts, the charges it is probably for, and fees banks deduct. Yen."""

    amounts: Collection[int] = frozenset()
    charge_ids: frozenset[int] = frozenset()
    fees: Collection[int] = frozenset()


@dataclass(frozen=True)
class Verdict:
    """Why, and the level of the letter; none where nobody is asked."""

    reason: str

    @property
    def level(self) -> int | None:
        return LEVEL_OF.get(self.reason)

    @property
    def is_asked(self) -> bool:
        return self.level is not None


def judge(case: Case, *, on: date, waiting: Waiting) -> Verdict:
    """The verdict on one slip on a day: `not_due` first, then whatever keeps a letter back, then which letter it is."""
    if on < case.due_on + FIRST_AFTER:
        return Verdict("not_due")
    return Verdict(_out_of_place(case) or _kept_from(case, waiting) or _by_level(case, on))


def _out_of_place(case: Case) -> str | None:
    """Reasons for which a letter would ask the wrong one, or for the wrong sum."""
    if case.is_paid_by_organisation:
        return "organisation_pays"
    if case.is_covered:
        return "covered"
    if case.is_erased:
        return "erased"
    if not case.has_slip:
        return "no_slip"
    return "asked_anew" if case.is_asked_anew else None


def _kept_from(case: Case, waiting: Waiting) -> str | None:
    """Reasons for which a letter would hurt, or could not arrive."""
    if case.is_stopped:
        return "stopped"
    if case.credit > 0:
        return "credit"
    if case.charge_ids & waiting.charge_ids or not case.sums.isdisjoint(waiting.amounts):
        return "line_waits"
    if any(amount + fee in case.sums for amount in waiting.amounts for fee in waiting.fees):
        return "fee_waits"
    return "mail_came_back" if case.comes_back else None


def _by_level(case: Case, on: date) -> str:
    if case.last_level >= LAST:
        return "all_sent"
    if case.last_on is not None and on < case.last_on + NEXT_AFTER:
        return "too_soon"
    return REASON_OF[case.last_level + 1]
