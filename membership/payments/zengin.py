"""A named trade: reads the transfer files of Japanese banks: 入出金取引明細 (03) and 振込入金通知 (01). Pure.

Bytes are cut first and decoded afterwards: single-byte kana are one byte each only before decoding.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from membership.payments.choices import Format, Refusal
from membership.payments.eras import day_without_era
from membership.payments.lines import BankLine, Statement, StatementAccount, StatementError
from membership.payments.zenginfields import LAYOUTS, RECORD, WIDE, Field

FORMATS = {"03": Format.ZENGIN_03, "01": Format.ZENGIN_01}
CORRECTION = "19"
NEXT = {"": "1", "1": "28", "2": "28", "8": "19", "9": ""}


@dataclass(frozen=True)
class Raw:
    """A record before its fields are known: its bytes, or its cells where the fields came as CSV."""

    line: int
    kind: str
    content: bytes = b""
    cells: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Record:
    """A record with its fields, and where each of them stands."""

    line: int
    kind: str
    values: Mapping[str, str]
    places: Mapping[str, int]

    def refuse(self, code: Refusal, name: str) -> StatementError:
        """What to raise about one of the fields."""
        return StatementError(code, self.line, self.places.get(name, 1), self.values.get(name, ""))

    def number(self, name: str) -> int:
        """Digits as a number; blanks are nought."""
        return int(self.values[name] or 0)

    def day(self, name: str, today: date) -> date:
        """A day that must be there. Raises StatementError: not_a_day."""
        found = day_without_era(self.values[name], today)
        if found is None:
            raise self.refuse(Refusal.NOT_A_DAY, name)
        return found

    def day_if_any(self, name: str, today: date) -> date | None:
        """A day that may be left out."""
        return self.day(name, today) if self.values[name].strip("0") else None


def looks_like_zengin(content: bytes) -> bool:
    """Whether the first bytes are those of a header of either kind, fixed or as CSV."""
    head = content[:12].replace(b'"', b"")
    return head[:3] in (b"101", b"103") or head[:4] in (b"1,01", b"1,03", b"1,1,", b"1,3,")


def parse(content: bytes, today: date) -> Statement:
    """A file in records of 200 bytes, with or without line ends. All of it or nothing.

    Raises StatementError, which names record and byte.
    """
    return assemble(list(_records(content)), today)


def _records(content: bytes) -> Iterator[Raw]:
    body = content.rstrip(b"\x1a\r\n")
    if not body:
        raise StatementError(Refusal.EMPTY)
    _refuse_other_encodings(body)
    pieces = (
        [piece.removesuffix(b"\r") for piece in body.split(b"\n")]
        if b"\n" in body
        else [body[start : start + RECORD] for start in range(0, len(body), RECORD)]
    )
    for line, piece in enumerate(pieces, start=1):
        if len(piece) != RECORD:
            code = Refusal.CUT if line == len(pieces) and len(piece) < RECORD else Refusal.RECORD_LENGTH
            raise StatementError(code, line, min(len(piece), RECORD) + 1, str(len(piece)))
        yield Raw(line, chr(piece[0]), piece)


def _refuse_other_encodings(body: bytes) -> None:
    if body[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise StatementError(Refusal.UTF16)
    if body[:3] == b"\xef\xbb\xbf":
        raise StatementError(Refusal.UTF8_RESAVE)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return
    for place, letter in enumerate(text):
        if "\uff61" <= letter <= "\uff9f":
            before = text[:place].encode()
            line = before.count(b"\n") + 1 if b"\n" in body else len(before) // RECORD + 1
            raise StatementError(Refusal.UTF8_RESAVE, line, len(before) - (before.rfind(b"\n") + 1) + 1)


def assemble(raw: Sequence[Raw], today: date) -> Statement:
    """Records in their order, as a statement. Raises StatementError."""
    _refuse_disorder(raw)
    kind = _kind_of(raw[0])
    try:
        return _statement(kind, [_cut(record, kind, LAYOUTS) for record in raw], today)
    except StatementError as usual:
        if kind != "01":
            raise
        # Amounts of twelve digits are tried; the trailer decides. What is wrong in both is told of the usual width.
        try:
            return _statement(kind, [_cut(record, kind, WIDE) for record in raw], today)
        except StatementError:
            raise usual from None


def _refuse_disorder(raw: Sequence[Raw]) -> None:
    before = ""
    for record in raw:
        if record.kind not in NEXT[before] or not record.kind:
            raise StatementError(Refusal.RECORD_KIND, record.line, 1, record.kind)
        before = record.kind
    if before != "9":
        raise StatementError(Refusal.CUT, raw[-1].line if raw else 1, RECORD)


def _kind_of(first: Raw) -> str:
    kind = first.content[1:3].decode("ascii", "replace") if first.cells is None else first.cells[1].zfill(2)
    if kind not in FORMATS:
        raise StatementError(Refusal.NOT_A_STATEMENT, first.line, 2, kind)
    return kind


def _cut(raw: Raw, kind: str, table: Mapping[tuple[str, str], tuple[Field, ...]]) -> Record:
    fields = table[kind, raw.kind]
    values = _from_bytes(raw, fields) if raw.cells is None else _from_cells(raw, fields)
    places = {
        field.name: field.start + 1 if raw.cells is None else place for place, field in enumerate(fields, 1)
    }
    record = Record(raw.line, raw.kind, values, places)
    for field in fields:
        text = values[field.name]
        is_digits = text.isascii() and text.isdecimal() and len(text) <= field.width
        if field.is_number and text and not is_digits:
            raise record.refuse(Refusal.NOT_A_NUMBER, field.name)
    return record


def _from_bytes(raw: Raw, fields: Sequence[Field]) -> dict[str, str]:
    values = {}
    for field in fields:
        if field.name.startswith("_") and not field.is_number:
            continue
        piece = raw.content[field.start : field.start + field.width]
        try:
            text = piece.decode("cp932")
        except UnicodeDecodeError as failure:
            place = field.start + failure.start + 1
            raise StatementError(Refusal.NOT_CP932, raw.line, place, field.name) from None
        values[field.name] = text.strip() if field.is_number else text.rstrip()
    return values | {field.name: "" for field in fields if field.name not in values}


def _from_cells(raw: Raw, fields: Sequence[Field]) -> dict[str, str]:
    told = [field for field in fields if field.name != "_rest"]
    if not len(told) <= len(raw.cells) <= len(fields):
        raise StatementError(Refusal.FIELD_COUNT, raw.line, len(raw.cells), str(len(raw.cells)))
    values = {field.name: cell.strip() for field, cell in zip(fields, raw.cells, strict=False)}
    for field in fields:
        is_day = field.is_number and field.width == 6 and field.name.endswith("on")
        if (is_day or field.name in ("since", "until")) and values.get(field.name):
            values[field.name] = values[field.name].zfill(6)
        if field.is_number and field.name in ("bank", "branch", "account"):
            values[field.name] = values[field.name].zfill(field.width)
    return values | {field.name: "" for field in fields if field.name not in values}


def _statement(kind: str, records: Sequence[Record], today: date) -> Statement:
    accounts, header, data = [], records[0], []
    for record in records:
        if record.kind == "1":
            header, data = record, []
            _refuse_header(record, kind, today)
        elif record.kind == "2":
            data.append(record)
        elif record.kind == "8":
            accounts.append(_account(kind, header, data, record, today))
    _refuse_end(kind, records[-1], len(records), len(accounts))
    return Statement(FORMATS[kind], tuple(accounts), made_on=records[0].day_if_any("made_on", today))


def _refuse_header(header: Record, kind: str, today: date) -> None:
    if header.values["kind"].zfill(2) != kind:
        raise header.refuse(Refusal.NOT_A_STATEMENT, "kind")
    if header.values["code"] == "1":
        raise header.refuse(Refusal.EBCDIC, "code")
    for name in ("made_on", "since", "until"):
        header.day_if_any(name, today)


def _line(record: Record, kind: str, header: Record, today: date) -> BankLine:
    on = record.day("on", today)
    since, until = header.day_if_any("since", today), header.day_if_any("until", today)
    if (since and on < since) or (until and on > until):
        raise record.refuse(Refusal.DAY_OUTSIDE, "on")
    is_out, reverses = _direction(record, kind)
    return BankLine(
        on=on,
        amount=-record.number("amount") if is_out else record.number("amount"),
        payer=record.values["payer"],
        memo=record.values.get("memo", ""),
        edi=record.values["edi"],
        origin=" ".join(filter(None, [record.values["from_bank"], record.values["from_branch"]])),
        payer_code=record.values["payer_code"],
        number=record.values["number"],
        value_on=record.day_if_any("value_on", today),
        reverses=reverses,
        line=record.line,
    )


def _direction(record: Record, kind: str) -> tuple[bool, bool]:
    """Whether money went out, and whether the line takes an earlier credit back."""
    if kind == "01":
        is_cancelled = record.values["cancelled"].strip("0 ") != ""
        return is_cancelled, is_cancelled
    if record.values["direction"] not in ("1", "2"):
        raise record.refuse(Refusal.DIRECTION, "direction")
    is_out = record.values["direction"] == "2"
    return is_out, is_out and record.values["purpose"] == CORRECTION


def _account(
    kind: str, header: Record, data: Sequence[Record], trailer: Record, today: date
) -> StatementAccount:
    lines = [_line(record, kind, header, today) for record in data]
    out = [record.number("amount") for record in data if _direction(record, kind)[0]]
    into = [record.number("amount") for record in data if not _direction(record, kind)[0]]
    told = {
        "in_count": len(into),
        "in_total": sum(into),
        "out_count": len(out),
        "out_total": sum(out),
    }
    if kind == "03":
        told["records"] = len(lines)
    for name, found in told.items():
        if trailer.number(name) != found:
            raise trailer.refuse(Refusal.TRAILER, name)
    opening, closing = _balances(kind, header, trailer, sum(into) - sum(out))
    return StatementAccount(
        lines=tuple(lines),
        bank=header.values["bank"],
        branch=header.values["branch"],
        kind=header.values["account_kind"],
        number=header.values["account"].lstrip("0").zfill(7),
        holder=header.values["holder"],
        opening=opening,
        closing=closing,
    )


def _balances(kind: str, header: Record, trailer: Record, change: int) -> tuple[int | None, int | None]:
    if kind == "01":
        return None, None
    opening, closing = _signed(header, "opening"), _signed(trailer, "closing")
    # Some banks leave both at nought.
    if (opening or closing) and opening + change != closing:
        raise trailer.refuse(Refusal.BALANCE, "closing")
    return opening, closing


def _signed(record: Record, name: str) -> int:
    return -record.number(name) if record.values["overdrawn"] == "2" else record.number(name)


def _refuse_end(kind: str, end: Record, records: int, accounts: int) -> None:
    if kind == "01":
        return
    if end.number("accounts") not in (0, accounts):
        raise end.refuse(Refusal.TRAILER, "accounts")
    # Banks differ in whether they count the last record.
    if end.number("records") not in (0, records, records - 1):
        raise end.refuse(Refusal.TRAILER, "records")
