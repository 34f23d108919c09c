"""A named trade: what the board's log tells the public, by quarter. Pure: whoever has the log gets the same figures.

A small number could point at somebody, so numbers from 1 to 4 are not told; nor is a second one from which the first
could be worked out (ADR 60).
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

SMALL = 5
MONTHS = 3
# Told with a reason, so that their sum is the sum of the other table.
WITH_REASON = ("ask_to_rephrase", "redact", "reject", "hide", "remove")
# In the order of the page; `hide` counts twice, by what hid the post.
DEEDS = (
    "approve",
    "hold",
    "ask_to_rephrase",
    "redact",
    "reject",
    "hide_by_flag",
    "hide",
    "restore",
    "remove",
    "uphold",
    "block",
    "unblock",
    "withdraw",
)


@dataclass(frozen=True, order=True)
class Quarter:
    """Three months of a calendar year, 1 to 4: fiscal years begin with the second."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> "Quarter":
        """The quarter of a day."""
        return cls(day.year, (day.month - 1) // MONTHS + 1)

    @property
    def first_day(self) -> date:
        return date(self.year, (self.number - 1) * MONTHS + 1, 1)

    @property
    def last_day(self) -> date:
        return self.next().first_day - timedelta(days=1)

    def next(self) -> "Quarter":
        """The one after it."""
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)

    def __str__(self) -> str:
        return f"{self.year}-{self.number}"


@dataclass(frozen=True)
class Decided:
    """One entry of the log, without its post: the day, the deed, who decided (nobody: the clock), and the reason."""

    on: date
    verb: str
    by_clock: bool
    reason: str = ""


@dataclass(frozen=True)
class Cell:
    """One number of the report; None where it is too small to be told, `share` in percent of the longest."""

    key: str
    number: int | None
    share: int


@dataclass(frozen=True)
class Report:
    """What was decided in a quarter, by deed and by reason."""

    quarter: Quarter
    deeds: list[Cell]
    reasons: list[Cell]


def report(entries: Iterable[Decided], quarter: Quarter, *, reasons: Iterable[str]) -> Report:
    """The figures of a quarter. Entries of the clock bear the Monday of their week, and count where it falls."""
    within = [entry for entry in entries if quarter.first_day <= entry.on <= quarter.last_day]
    deeds = Counter(_deed(entry) for entry in within)
    why = Counter(entry.reason for entry in within if entry.reason)
    return Report(
        quarter,
        _cells(_told_deeds(deeds)),
        _cells(told({key: why[key] for key in reasons})),
    )


def finished(first: date | None, today: date) -> list[Quarter]:
    """Quarters that are over, from the first entry's on, the latest first."""
    if first is None:
        return []
    quarters, quarter = [], Quarter.of(first)
    while quarter.last_day < today:
        quarters.append(quarter)
        quarter = quarter.next()
    return quarters[::-1]


def told(numbers: Mapping[str, int]) -> dict[str, int | None]:
    """Numbers without the small ones. One that is hidden alone takes the smallest other with it: where a sum is known
    elsewhere, the two still hide each other."""
    small = {key for key, number in numbers.items() if 0 < number < SMALL}
    others = [key for key, number in numbers.items() if number >= SMALL]
    if len(small) == 1 and others:
        small.add(min(others, key=lambda key: (numbers[key], key)))
    return {key: None if key in small else number for key, number in numbers.items()}


def _deed(entry: Decided) -> str:
    return "hide_by_flag" if entry.verb == "hide" and entry.by_clock else entry.verb


def _told_deeds(deeds: Mapping[str, int]) -> dict[str, int | None]:
    """Deeds with a reason hide among themselves: the reasons tell their sum, so another kind would hide nothing."""
    shown = {}
    for has_reason in (True, False):
        shown |= told({key: deeds[key] for key in DEEDS if (key in WITH_REASON) is has_reason})
    return {key: shown[key] for key in DEEDS}


def _cells(shown: Mapping[str, int | None]) -> list[Cell]:
    longest = max((number for number in shown.values() if number), default=0)
    return [
        Cell(key, number, round(100 * number / longest) if number else 0) for key, number in shown.items()
    ]
