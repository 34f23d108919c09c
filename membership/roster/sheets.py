"""A named trade: a pasted list, a CSV or an Excel file as rows of text, with everything that could not be read.

Pure: bytes or text in, rows and row errors out. Nothing in a file is ever calculated or run.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time

MOST_BYTES = 10 * 1024 * 1024
MOST_ROWS = 5000
MOST_COLUMNS = 60
LONGEST_CELL = 1000
# An Excel file is a ZIP archive: what it would unpack to is bounded before anything is unpacked.
MOST_UNPACKED = 120 * 1024 * 1024
MOST_RATIO = 250
MOST_PARTS = 2000
ZIP, OLD_EXCEL, PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"
CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060\ufeff\ud800-\udfff]"
)
MACROS = ("vbaproject.bin", "macrosheets/")


class SheetError(ValueError):
    """The whole file can't be read; `code` says why, `detail` where."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code, self.detail = code, detail


@dataclass(frozen=True)
class RowError:
    """A row or cell that could not be read as it stands; `code` says why."""

    line: int
    code: str
    column: int | None = None


@dataclass(frozen=True)
class Line:
    """One row of the list and the number it has there."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """What a list holds; empty rows are left out, numbers are those of the list."""

    lines: list[Line]
    errors: list[RowError] = field(default_factory=list)
    kind: str = "text"


def read_paste(text: str) -> Sheet:
    """A list pasted from a spreadsheet or a text file. Raises SheetError."""
    if len(text.encode("utf-8", "replace")) > MOST_BYTES:
        raise SheetError("too_large")
    return _bounded(_read_text(text), "paste")


def read_file(content: bytes, name: str = "") -> Sheet:
    """An uploaded file; its kind is told by its content. Raises SheetError."""
    if len(content) > MOST_BYTES:
        raise SheetError("too_large")
    if not content.strip():
        raise SheetError("empty")
    if name.lower().endswith((".xlsm", ".xltm", ".xlam")):
        raise SheetError("macro")
    if content.startswith(ZIP):
        return _read_excel(content)
    if content.startswith(OLD_EXCEL):
        raise SheetError("old_excel")
    if content.startswith(PDF):
        raise SheetError("not_a_list")
    return _bounded(_read_text(decode(content)), "csv")


def decode(content: bytes) -> str:
    """The text of a file in UTF-8 (with or without BOM), UTF-16 with BOM, or CP932. Raises SheetError."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif content.startswith(b"\xef\xbb\xbf"):
        encodings = ["utf-8-sig"]
    else:
        encodings = ["utf-8", "cp932"]
    failure: UnicodeDecodeError | None = None
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError as wrong:
            failure = wrong
        else:
            if text.count("\x00") > len(text) // 50:
                raise SheetError("not_a_list")
            return text
    raise SheetError("encoding", str(content[: failure.start].count(b"\n") + 1 if failure else 1))


def _read_text(text: str) -> Iterator[tuple[int, list[object]]]:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    begun = 1
    try:
        for cells in reader:
            yield begun, list(cells)
            begun = reader.line_num + 1
    except csv.Error:
        raise SheetError("broken", str(begun)) from None


def _delimiter(text: str) -> str:
    """Tab where there is one, as spreadsheets copy; else the comma, the semicolon or the Japanese comma."""
    head = text[:20000]
    for mark in "\t,;":
        if mark in head:
            return mark
    return "、" if "、" in head else ","


def _read_excel(content: bytes) -> Sheet:
    has_formulas = _inspect(content)
    shown = list(_excel_rows(content, data_only=True))
    errors = []
    if has_formulas:
        errors = list(_unreckoned(_excel_rows(content, data_only=False), shown))
    sheet = _bounded(shown, "xlsx")
    return Sheet(sheet.lines, [*sheet.errors, *errors], "xlsx")


def _inspect(content: bytes) -> bool:
    """Refuse archives that would unpack to too much, hold macros or entities; whether there are formulas."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            _refuse_bombs(parts, len(content))
            names = [part.filename.lower() for part in parts]
            if any(mark in name for name in names for mark in MACROS):
                raise SheetError("macro")
            if "xl/workbook.xml" not in names:
                raise SheetError("not_a_list")
            has_formulas = False
            for part in parts:
                if part.filename.lower().endswith((".xml", ".rels")):
                    text = archive.read(part)
                    if b"<!DOCTYPE" in text or b"<!ENTITY" in text or b"\x00" in text[:64]:
                        raise SheetError("broken", part.filename[:60])
                    has_formulas = has_formulas or b"<f>" in text or b"<f " in text
            return has_formulas
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as failure:
        if isinstance(failure, SheetError):
            raise
        raise SheetError("broken") from None
    except Exception:  # a damaged stream may fail inside the decompressor in its own way
        raise SheetError("broken") from None


def _refuse_bombs(parts: list[zipfile.ZipInfo], size: int) -> None:
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or unpacked > max(size, 1024) * MOST_RATIO:
        raise SheetError("bomb")


def _excel_rows(content: bytes, *, data_only: bool) -> Iterator[tuple[int, list[object]]]:
    from openpyxl import load_workbook  # noqa: PLC0415 -- slow library

    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=data_only, keep_links=False)
        try:
            sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
            if not sheets:
                raise SheetError("empty")
            sheets[0].reset_dimensions()
            rows = sheets[0].iter_rows(max_col=MOST_COLUMNS, values_only=True)
            for number, row in enumerate(rows, start=1):
                if number > MOST_ROWS * 4:
                    raise SheetError("too_many_rows")
                yield number, list(row)
        finally:
            book.close()
    except SheetError:
        raise
    except Exception:  # whatever a damaged file makes the library say
        raise SheetError("broken") from None


def _unreckoned(
    formulas: Iterable[tuple[int, list[object]]], shown: list[tuple[int, list[object]]]
) -> Iterator[RowError]:
    """Cells with a formula whose result the file does not hold: we never calculate."""
    for (number, written), (_number, seen) in zip(formulas, shown, strict=False):
        for column, cell in enumerate(written):
            is_formula = isinstance(cell, str) and cell.startswith("=")
            if is_formula and (column >= len(seen) or seen[column] is None):
                yield RowError(number, "formula", column)


def _bounded(rows: Iterable[tuple[int, list[object]]], kind: str) -> Sheet:
    lines, errors = [], []
    for number, raw in rows:
        cells = [_text(cell) for cell in raw]
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        if len(cells) > MOST_COLUMNS:
            errors.append(RowError(number, "too_many_cells"))
            cells = cells[:MOST_COLUMNS]
        for column, cell in enumerate(cells):
            if len(cell) > LONGEST_CELL:
                errors.append(RowError(number, "cell_too_long", column))
                cells[column] = cell[:LONGEST_CELL]
        lines.append(Line(number, tuple(cells)))
        if len(lines) > MOST_ROWS + 20:
            raise SheetError("too_many_rows")
    if not lines:
        raise SheetError("empty")
    return Sheet(lines, errors, kind)


def _text(cell: object) -> str:
    """A cell as text: whole numbers without a point, days as 2026-04-01, nothing that can't be stored."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d}" if cell.time() == time() else f"{cell:%Y-%m-%d %H:%M}"
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return CONTROL.sub("", str(cell)).replace("\n", " ").strip()
