"""A named trade: reads the CSV files of banks through profiles kept as data. Pure."""

import csv
import io
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from membership.payments.choices import Format, Refusal
from membership.payments.eras import read_day
from membership.payments.lines import BankLine, Statement, StatementAccount, StatementError

PROFILES = Path(__file__).parent / "data" / "bank_profiles.json"
HEADER_WITHIN = 15
FIRST_JAPANESE = "\u3000"
YEN = re.compile(r"[-+]?\d{1,15}")


@dataclass(frozen=True)
class Profile:
    """How one bank's CSV is headed, and which heading means what."""

    code: str
    name: str
    name_en: str
    headings: tuple[str, ...]
    columns: Mapping[str, str]


@dataclass(frozen=True)
class Row:
    """A row of a CSV, the line it begins in and how it was written there."""

    line: int
    cells: tuple[str, ...]
    written: str = ""
    encoding: str = "cp932"

    def refuse(self, code: Refusal, place: int) -> StatementError:
        """What to raise about one of the cells, with the byte it begins at."""
        told = self.cells[place] if place < len(self.cells) else ""
        return StatementError(code, self.line, len(self._before(place).encode(self.encoding)) + 1, told)

    def _before(self, place: int) -> str:
        """What stands in front of a cell as it was written, quotes and all."""
        commas, is_quoted = 0, False
        for position, letter in enumerate(self.written):
            if commas == place:
                return self.written[:position]
            if letter == '"':
                is_quoted = not is_quoted
            elif letter == "," and not is_quoted:
                commas += 1
        return self.written


@cache
def profiles() -> tuple[Profile, ...]:
    """Every profile of the data file, those with the most headings first: they say the most."""
    table = json.loads(PROFILES.read_text(encoding="utf-8"))["profiles"]
    told = [
        Profile(
            code=row.pop("code"),
            name=row.pop("name"),
            name_en=row.pop("name_en"),
            headings=tuple(_heading(heading) for heading in row.pop("headings")),
            columns={use: _heading(heading) for use, heading in row.items()},
        )
        for row in table
    ]
    return tuple(sorted(told, key=lambda profile: (-len(profile.headings), profile.code)))


def profile_of(code: str, name: str, columns: Mapping[str, str]) -> Profile:
    """A profile written at the desk: every heading it names must stand in the file (`columns`: use to heading)."""
    said = {use: _heading(heading) for use, heading in columns.items() if heading.strip()}
    return Profile(code, name, name, tuple(said.values()), said)


def parse(content: bytes, today: date, *, own: Sequence[Profile] = ()) -> Statement:
    """A bank's CSV, read by the profile whose headings stand in its first rows: one's `own` before ours. All or nothing.

    Raises StatementError.
    """
    rows = list(read_rows(content))
    profile, header = _find_profile(rows, [*own, *profiles()])
    place_of = {_heading(cell): place for place, cell in reversed(list(enumerate(rows[header].cells)))}
    lines = [_line(row, profile, place_of, today) for row in rows[header + 1 :] if any(row.cells)]
    if not lines:
        raise StatementError(Refusal.EMPTY, rows[header].line)
    return Statement(Format.CSV, (StatementAccount(tuple(_in_order(lines))),), profile.code)


def read_rows(content: bytes) -> Iterator[Row]:
    """The rows of a CSV in CP932, UTF-8 or UTF-16 with its mark. Raises StatementError: not_cp932, not_a_statement."""
    text, encoding = _decoded(content)
    written = list(io.StringIO(text, newline=""))
    reader = csv.reader(written, strict=False)
    begins = 0
    try:
        for cells in reader:
            whole = "".join(written[begins : reader.line_num])
            yield Row(begins + 1, tuple(cell.strip() for cell in cells), whole, encoding)
            begins = reader.line_num
    except csv.Error:
        raise StatementError(Refusal.NOT_A_STATEMENT, begins + 1) from None


def _decoded(content: bytes) -> tuple[str, str]:
    """The text, and the encoding to count its bytes in."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        try:
            return content.decode("utf-16"), "utf-16-le"
        except UnicodeDecodeError:
            raise StatementError(Refusal.UTF16) from None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = ""
    # Two half-width kana in a row can look like one Western letter of UTF-8; Japanese text in UTF-8 lies above those.
    if text and (max(text) >= FIRST_JAPANESE or text.isascii()):
        return text, "utf-8"
    try:
        return content.decode("cp932"), "cp932"
    except UnicodeDecodeError as failure:
        before = content[: failure.start]
        place = failure.start - before.rfind(b"\n")
        raise StatementError(Refusal.NOT_CP932, before.count(b"\n") + 1, place) from None


def _heading(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _find_profile(rows: Sequence[Row], known: Sequence[Profile]) -> tuple[Profile, int]:
    for place, row in enumerate(rows[:HEADER_WITHIN]):
        headings = {_heading(cell) for cell in row.cells}
        for profile in known:
            if headings >= set(profile.headings):
                return profile, place
    if not rows:
        raise StatementError(Refusal.EMPTY)
    widest = max(rows[:HEADER_WITHIN], key=lambda row: len(row.cells))
    raise StatementError(Refusal.UNKNOWN_BANK, widest.line, 1, ",".join(widest.cells)[:120])


def _line(row: Row, profile: Profile, place_of: Mapping[str, int], today: date) -> BankLine:
    """One row. Raises StatementError where a column is missing or no day or amount."""
    places = {use: place_of[heading] for use, heading in profile.columns.items() if heading in place_of}
    needed = max(place_of[heading] for heading in profile.headings)
    if len(row.cells) <= needed:
        raise StatementError(Refusal.FIELD_COUNT, row.line, 1, str(len(row.cells)))

    def cell(use: str) -> str:
        place = places.get(use)
        return row.cells[place] if place is not None and place < len(row.cells) else ""

    on = read_day(cell("on"), today)
    if on is None:
        raise row.refuse(Refusal.NOT_A_DAY, places["on"])
    return BankLine(
        on=on,
        amount=_amount(row, places),
        payer=cell("payer"),
        memo=cell("memo"),
        origin=cell("origin"),
        number=cell("number"),
        value_on=read_day(cell("value_on"), today),
        balance=_yen(row, places["balance"]) if "balance" in places and cell("balance") else None,
        line=row.line,
    )


def _amount(row: Row, places: Mapping[str, int]) -> int:
    """What came in is positive, what went out negative; one of two columns must say it."""
    if "signed" in places:
        return _yen(row, places["signed"])
    into, out = row.cells[places["in"]], row.cells[places["out"]]
    came, went = (
        _yen(row, places["in"]) if into else 0,
        _yen(row, places["out"]) if out else 0,
    )
    if (not into and not out) or (came and went) or min(came, went) < 0:
        raise row.refuse(Refusal.DIRECTION, places["in"])
    return came - went


def _yen(row: Row, place: int) -> int:
    text = unicodedata.normalize("NFKC", row.cells[place])
    digits = text.translate(str.maketrans("", "", ",円¥\\ "))
    if not YEN.fullmatch(digits) or not digits.isascii():
        raise row.refuse(Refusal.NOT_A_NUMBER, place)
    return int(digits)


def _in_order(lines: list[BankLine]) -> list[BankLine]:
    """The oldest line first. Where the bank says balances, each must follow from the one before it."""
    is_newest_first = lines[0].on > lines[-1].on
    broken, broken_back = _broken(lines), _broken(lines[::-1])
    if is_newest_first or (lines[0].on == lines[-1].on and broken and not broken_back):
        lines, broken = lines[::-1], broken_back
    if broken:
        raise StatementError(Refusal.BALANCE, broken.line, 1, str(broken.balance))
    return lines


def _broken(lines: Sequence[BankLine]) -> BankLine | None:
    """The first line whose balance does not follow."""
    before: int | None = None
    for line in lines:
        if line.balance is not None and before is not None and before + line.amount != line.balance:
            return line
        before = line.balance
    return None
