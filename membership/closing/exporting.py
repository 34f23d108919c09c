"""A named trade: the journal of a year as files that accounting programs read.

`plain` has a heading and suits any program with a mapping screen. `yayoi` is the import form of 弥生会計: 25 columns
without heading, an identification number that tells whether an entry has one line or several, days with slashes.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from membership.closing.rules import JournalLine
from network.spreadsheets import csv_bytes

HEADING = ("伝票番号", "取引日", "借方勘定科目", "借方金額", "貸方勘定科目", "貸方金額", "摘要")
YAYOI_PART = {"single": "2000", "first": "2110", "middle": "2100", "last": "2101"}
NO_TAX = "対象外"
YAYOI_COLUMNS = 25


@dataclass(frozen=True)
class Unwritable:
    """A character that CP932 does not have, and the entry in which it stands."""

    number: int
    character: str


def plain(lines: Iterable[JournalLine]) -> bytes:
    """UTF-8 with BOM, one line for each pair of debit and credit."""
    return csv_bytes(
        HEADING,
        (
            [
                line.number,
                line.on.isoformat(),
                line.debit,
                line.debit_amount or "",
                line.credit,
                line.credit_amount or "",
                line.text,
            ]
            for line in lines
        ),
    )


def yayoi(lines: Iterable[JournalLine]) -> tuple[bytes, list[Unwritable]]:
    """CP932 as the program wants it, or nothing and what can't be written in it."""
    rows, unwritable = [], []
    for line in lines:
        unwritable += [Unwritable(line.number, sign) for sign in _row(line) if not _has_cp932(sign)]
        rows.append(_row(line))
    return (b"" if unwritable else "".join(rows).encode("cp932")), unwritable


def _row(line: JournalLine) -> str:
    cells = [
        YAYOI_PART[line.part],
        str(line.number),
        "",
        f"{line.on:%Y/%m/%d}",
        *_side(line.debit, line.debit_amount),
        *_side(line.credit, line.credit_amount),
        line.text,
        "",
        "",
        "0" if line.part == "single" else "3",
        "",
        "",
        "0",
        "0",
        "no",
    ]
    return ",".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in cells) + "\r\n"


def _side(account: str, amount: int) -> list[str]:
    """Account, sub-account, section, tax, amount, tax in it."""
    return [account, "", "", NO_TAX if account else "", str(amount) if account else "", ""]


def _has_cp932(sign: str) -> bool:
    try:
        sign.encode("cp932")
    except UnicodeEncodeError:
        return False
    return True
