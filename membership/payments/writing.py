"""A named trade: writes transfer files as banks do: what the demo offers to try, and what tests read back. Pure."""

import csv
import io
import unicodedata
from collections.abc import Mapping
from datetime import date

from membership.payments.choices import Format
from membership.payments.eras import era_digits
from membership.payments.kana import SMALL
from membership.payments.lines import BankLine, Statement, StatementAccount
from membership.payments.zengin import CORRECTION
from membership.payments.zenginfields import LAYOUTS, WIDE, Field

KINDS = {Format.ZENGIN_03: "03", Format.ZENGIN_01: "01"}
TRANSFER = "11"
# Half-width letters by their full-width ones; voiced marks are letters of their own.
HALF = {unicodedata.normalize("NFKC", chr(code)): chr(code) for code in range(0xFF61, 0xFFA0)} | {"ー": "-"}


def write_zengin(statement: Statement, *, line_end: bytes = b"\r\n", is_wide: bool = False) -> bytes:
    """A statement in records of 200 bytes. Names must be in half-width kana: nothing is converted."""
    kind = KINDS[statement.format]
    table = WIDE if is_wide else LAYOUTS
    records = [
        b"".join(_fixed(field, values) for field in table[kind, values["record"]])
        for values in _records(statement, kind)
    ]
    return line_end.join(records) + line_end


def write_zengin_csv(statement: Statement) -> bytes:
    """The same fields as CSV in CP932, without the filler at the end."""
    kind = KINDS[statement.format]
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    for values in _records(statement, kind):
        fields = [field for field in LAYOUTS[kind, values["record"]] if field.name != "_rest"]
        writer.writerow([values.get(field.name, "") for field in fields])
    return out.getvalue().encode("cp932")


def _fixed(field: Field, values: Mapping[str, str]) -> bytes:
    text = values.get(field.name, "").encode("cp932")
    if len(text) > field.width:
        raise ValueError(field.name)
    return text.rjust(field.width, b"0") if field.is_number else text.ljust(field.width)


def _records(statement: Statement, kind: str) -> list[dict[str, str]]:
    records = []
    for account in statement.accounts:
        records.append(_header(account, kind, statement.made_on))
        records += [_data(line, kind) for line in account.lines]
        records.append(_trailer(account, kind))
    end = {"record": "9"}
    if kind == "03":
        end |= {"records": str(len(records) + 1), "accounts": str(len(statement.accounts))}
    return [*records, end]


def _header(account: StatementAccount, kind: str, made_on: date | None) -> dict[str, str]:
    days = [line.on for line in account.lines]
    return {
        "record": "1",
        "kind": kind,
        "code": "0",
        "made_on": _day(made_on),
        "since": _day(min(days, default=None)),
        "until": _day(max(days, default=None)),
        "bank": account.bank,
        "branch": account.branch,
        "account_kind": account.kind,
        "account": account.number,
        "holder": account.holder,
        **_signed("opening", account.opening),
    }


def _data(line: BankLine, kind: str) -> dict[str, str]:
    values = {
        "record": "2",
        "number": line.number,
        "on": _day(line.on),
        "value_on": _day(line.value_on),
        "amount": str(abs(line.amount)),
        "payer_code": line.payer_code,
        "payer": line.payer,
        "from_bank": line.origin.partition(" ")[0],
        "from_branch": line.origin.partition(" ")[2],
        "memo": line.memo,
        "edi": line.edi,
    }
    if kind == "01":
        return values | {"cancelled": "1" if line.reverses else ""}
    return values | {
        "direction": "2" if line.amount < 0 else "1",
        "purpose": CORRECTION if line.reverses else TRANSFER,
    }


def _trailer(account: StatementAccount, kind: str) -> dict[str, str]:
    into = [line.amount for line in account.lines if line.amount >= 0]
    out = [-line.amount for line in account.lines if line.amount < 0]
    values = {
        "record": "8",
        "in_count": str(len(into)),
        "in_total": str(sum(into)),
        "out_count": str(len(out)),
        "out_total": str(sum(out)),
    }
    return (
        values
        | _signed("closing", account.closing)
        | ({"records": str(len(account.lines))} if kind == "03" else {})
    )


def _signed(name: str, balance: int | None) -> dict[str, str]:
    if balance is None:
        return {}
    return {name: str(abs(balance)), "overdrawn": "2" if balance < 0 else "1"}


def _day(day: date | None) -> str:
    return era_digits(day) if day else ""


def half_width(text: str) -> str:
    """A name in katakana as banks print it: half width, large kana, at most 48 bytes."""
    large = unicodedata.normalize("NFKC", text).translate(SMALL)
    parts = unicodedata.normalize("NFD", large)
    return (
        "".join(HALF.get(part, part) for part in parts)
        .encode("cp932")[:48]
        .decode("cp932", "ignore")
        .rstrip()
    )
