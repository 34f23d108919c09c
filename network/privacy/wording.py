"""A named trade: the word lists of the check, and the dictionary that moderators may add to. Knows no Django."""

import json
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"
_REGIONS = DATA.parent.parent / "regions" / "data" / "hokkaido.json"


@dataclass(frozen=True)
class Words:
    """What a moderator may teach the check; everything is compared in folded form.

    `allowed` phrases are never marked, `names` and `facilities` always, `replacements` are (wording, neutral wording).
    """

    allowed: frozenset[str] = field(default_factory=frozenset)
    names: frozenset[str] = field(default_factory=frozenset)
    facilities: frozenset[str] = field(default_factory=frozenset)
    replacements: tuple[tuple[str, str], ...] = ()


DEFAULT = Words()


@cache
def listed(name: str) -> frozenset[str]:
    """A word list of this room; lines that begin with # explain it."""
    lines = (DATA / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@cache
def phrases(name: str) -> frozenset[str]:
    """A list whose entries may hold spaces: one a line."""
    lines = (DATA / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def one_of(words: frozenset[str] | list[str]) -> str:
    """A pattern for any of these words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


@cache
def municipalities() -> dict[str, dict[str, str]]:
    """Rows of the table of municipalities by full name: 江別市, 大樹町."""
    table = json.loads(_REGIONS.read_text(encoding="utf-8"))
    areas = {row["name"]: row["area"] for row in table["bureaus"]}
    return {row["name"]: {**row, "area": areas[row["bureau"]]} for row in table["municipalities"]}


@cache
def bare_places() -> frozenset[str]:
    """Names of municipalities without 市, 町, 村."""
    return frozenset(name[:-1] for name in municipalities())
