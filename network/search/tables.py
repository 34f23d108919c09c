"""A named trade: reads the tables of spellings and synonyms, which people of the field may correct. Knows no Django."""

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

DATA = Path(__file__).parent / "data"
BOTH_WAYS = "="


class Spelling(NamedTuple):
    """A character that is written for another. `old` forms are replaced before words are cut; `shared` ones, which
    are ordinary words too (斉 in 一斉), after."""

    variant: str
    standard: str
    kind: str
    source: str


@cache
def spellings() -> tuple[Spelling, ...]:
    """The table of characters written for one another."""
    return tuple(Spelling(**row) for row in _rows("spellings.csv"))


@cache
def synonyms() -> dict[str, tuple[str, ...]]:
    """What else is looked for when a term is asked for; the term itself is not repeated."""
    also: dict[str, list[str]] = {}
    for row in _rows("synonyms.csv"):
        also.setdefault(row["asked"], []).append(row["also"])
        if row["relation"] == BOTH_WAYS:
            also.setdefault(row["also"], []).append(row["asked"])
    return {term: tuple(dict.fromkeys(others)) for term, others in also.items()}


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))
