"""A named trade: what every statement file becomes, whatever bank wrote it. Pure."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from membership.payments.choices import Format, Refusal
from membership.payments.kana import letters

KEY_VERSION = "v1"


class StatementError(ValueError):
    """A file of which nothing is taken: `code` says why, `line` and `byte` (both from 1) where, `told` what was there."""

    def __init__(self, code: Refusal, line: int = 1, byte: int = 1, told: str = "") -> None:
        super().__init__(f"{code.value} in line {line}, byte {byte}")
        self.code, self.line, self.byte, self.told = code, line, byte, told


@dataclass(frozen=True)
class BankLine:
    """One line of a statement. `amount` in whole yen: what came in is positive; `reverses` takes back an earlier line."""

    on: date
    amount: int
    payer: str
    memo: str = ""
    edi: str = ""
    origin: str = ""  # bank and branch that sent it
    payer_code: str = ""
    number: str = ""
    value_on: date | None = None
    reverses: bool = False
    balance: int | None = None
    line: int = field(default=0, compare=False)


@dataclass(frozen=True)
class StatementAccount:
    """The lines of one bank account; numbers are empty where the file does not say them."""

    lines: tuple[BankLine, ...]
    bank: str = ""
    branch: str = ""
    kind: str = ""
    number: str = ""
    holder: str = ""
    opening: int | None = None
    closing: int | None = None


@dataclass(frozen=True)
class Statement:
    """A file that was read whole."""

    format: Format
    accounts: tuple[StatementAccount, ...]
    profile: str = ""
    made_on: date | None = None


def line_keys(account: str, lines: Iterable[BankLine]) -> list[str]:
    """One key per line: the same line of another file has the same, two equal lines of a day have two.

    Only what every format tells goes in (day, amount, the payer's letters), so that a bank's CSV and its transfer
    file of the same days agree. The version stands in front, since a key once stored is never computed anew.
    """
    seen: Counter[str] = Counter()
    keys = []
    for line in lines:
        told = "|".join([account, line.on.isoformat(), str(line.amount), letters(line.payer)])
        seen[told] += 1
        keys.append(f"{KEY_VERSION}:{hashlib.sha256(told.encode()).hexdigest()[:40]}:{seen[told]}")
    return keys
