"""A named trade: a list as a file. Columns say how a row is read; an old encoding reports what it can't hold."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Model
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.coreutils import multigetattr

from network.spreadsheets import csv_bytes, csv_text, xlsx_bytes
from network.worklists.choices import FileKind
from network.worklists.rules import LOOKALIKES, Unwritable, unwritable

CONTENT_TYPES = {
    FileKind.CSV: "text/csv; charset=utf-8",
    FileKind.CP932: "text/csv; charset=shift_jis",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True)
class SheetColumn:
    """A column of a file: its heading, and where its value stands (a dotted path, or a function of the row)."""

    label: Any
    value: str | Callable[[Any], Any]

    def read(self, row: Any) -> str:
        """The cell's text."""
        found = self.value(row) if callable(self.value) else _along(row, self.value)
        return in_words(found)


@dataclass(frozen=True)
class Sheet:
    """A table ready to be written."""

    title: str
    header: list[str]
    rows: list[list[str]]


def sheet_of(title: str, columns: Sequence[SheetColumn], rows: Iterable[Any]) -> Sheet:
    """Read every row once."""
    header = [capfirst(str(column.label)) for column in columns]
    return Sheet(title, header, [[column.read(row) for column in columns] for row in rows])


def what_is_lacking(sheet: Sheet, kind: FileKind) -> list[Unwritable]:
    """Cells that this kind of file can't hold as they are."""
    return unwritable(sheet.header, sheet.rows) if kind is FileKind.CP932 else []


def written(sheet: Sheet, kind: FileKind) -> bytes:
    """The file; of CP932 only where `what_is_lacking` found nothing, else UnicodeEncodeError is raised."""
    if kind is FileKind.XLSX:
        return xlsx_bytes(sheet.title, sheet.header, sheet.rows)
    if kind is FileKind.CP932:
        return csv_text(sheet.header, sheet.rows).translate(LOOKALIKES).encode("cp932")
    return csv_bytes(sheet.header, sheet.rows)


def in_words(value: Any) -> str:
    """A value as people read it in a cell; days as 2026-04-01, so that they sort."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _along(row: Model, path: str) -> Any:
    """The value at the end of a dotted path; nothing where a step of it is empty."""
    first, _dot, rest = path.partition(".")
    found = multigetattr(row, first)
    if not rest or found is None:
        return found
    return _along(found, rest)
