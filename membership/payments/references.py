"""A named trade: references in what a payer typed. Pure; which numbers are references is told from outside."""

import re
import unicodedata
from collections.abc import Callable, Iterator

LENGTH = 7
RUN = re.compile(r"(?<![0-9])[0-9](?:[ .\-]?[0-9])*(?![0-9])")
DASHES = re.compile("[‐‑‒–—―−ーｰ─]")


def references_of(typed: str, is_reference: Callable[[str], bool]) -> tuple[str, ...]:
    """The references in a name or note, each once: seven digits on their own, perhaps with a dash or blank between."""
    found = [run for run in _runs(typed) if len(run) == LENGTH and is_reference(run)]
    return tuple(dict.fromkeys(found))


def near_references(typed: str) -> tuple[str, ...]:
    """What a payer may have meant: one digit wrong, left out, doubled, or two neighbours changed over."""
    near: dict[str, None] = {}
    for run in _runs(typed):
        if len(run) == LENGTH:
            near |= dict.fromkeys(_one_wrong(run))
        elif len(run) == LENGTH - 1:
            near |= dict.fromkeys(
                f"{run[:place]}{digit}{run[place:]}" for place in range(LENGTH) for digit in "0123456789"
            )
        elif len(run) == LENGTH + 1:
            near |= dict.fromkeys(run[:place] + run[place + 1 :] for place in range(LENGTH + 1))
    return tuple(near)


def _runs(typed: str) -> Iterator[str]:
    text = DASHES.sub("-", unicodedata.normalize("NFKC", typed))
    for found in RUN.finditer(text):
        whole = found[0]
        joined = re.sub(r"[ .\-]", "", whole)
        if len(joined) <= LENGTH + 1:
            yield joined
        if joined != whole:
            yield from re.split(r"[ .\-]", whole)


def _one_wrong(run: str) -> Iterator[str]:
    for place, right in enumerate(run):
        yield from (f"{run[:place]}{digit}{run[place + 1 :]}" for digit in "0123456789" if digit != right)
        if place + 1 < len(run):
            yield f"{run[:place]}{run[place + 1]}{right}{run[place + 2 :]}"
