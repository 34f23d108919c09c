"""Decisions about lists: what of an address is a filter, and what a file in an old encoding can't hold."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

# Parts of a list's address that narrow nothing.
FURNITURE = frozenset({"p", "take", "row", "all", "_w_filter_fragment", "next", "csrfmiddlewaretoken"})
# As many rows as one deed may concern; more are chosen in several goes.
MOST_ROWS = 500
# What Japanese keyboards write and CP932 has under a neighbouring number.
LOOKALIKES = str.maketrans({"〜": "～", "−": "－", "—": "―", "‖": "∥", "¢": "￠", "£": "￡", "¬": "￢"})


def narrowing(query: str) -> str:
    """What of a query string narrows or orders a list, in one order, so that the same choice reads the same."""
    pairs = [(name, value) for name, value in parse_qsl(query) if name not in FURNITURE and value]
    return urlencode(sorted(pairs))


@dataclass(frozen=True)
class Unwritable:
    """A cell with characters that an encoding lacks; rows count from 1 below the header."""

    row: int
    column: str
    characters: str


def unwritable(
    header: Sequence[str], rows: Iterable[Sequence[str]], *, encoding: str = "cp932"
) -> list[Unwritable]:
    """Every cell that an encoding can't hold as it is; empty when a file may be written."""
    found = []
    for number, row in enumerate(rows, start=1):
        for column, cell in zip(header, row, strict=True):
            lacking = "".join(dict.fromkeys(sign for sign in cell if not _fits(sign, encoding)))
            if lacking:
                found.append(Unwritable(number, column, lacking))
    return found


def _fits(sign: str, encoding: str) -> bool:
    try:
        sign.translate(LOOKALIKES).encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
