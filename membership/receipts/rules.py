"""Decisions about receipts: which uses of a payment stand on one, and what it is for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Use:
    """So many yen of a payment for one charge, and the person it is for where that is not the payer."""

    allocation_id: int
    words: str
    amount: int
    tax: str = "none"
    person_id: int | None = None


def grouped(uses: Iterable[Use], *, one_each: bool) -> list[list[Use]]:
    """One receipt for the payer, or one for each person paid for; what is nobody's stays together and comes first."""
    groups: dict[int | None, list[Use]] = {}
    for use in uses:
        groups.setdefault(use.person_id if one_each else None, []).append(use)
    return [groups[key] for key in sorted(groups, key=lambda person: (person is not None, person or 0))]


def purpose_of(uses: Sequence[Use]) -> str:
    """但し書き: what the first was paid for, and ほか where there is more."""
    first = uses[0].words
    return first if len(uses) == 1 else f"{first}ほか"
