"""Tables as files that spreadsheet programs open without harm: nothing runs as a formula, zeros stay in front."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

BOM = "\ufeff"
# A cell that begins like this would be calculated, or would slip into the next cell.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


# What no XML file may hold.
UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
SHEET_TITLE = re.compile(r"[\[\]:*?/\\]")


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A CSV file in UTF-8 with its mark; every cell stands in quotes, so that 0123 stays as it is written."""
    return (BOM + csv_text(header, rows)).encode()


def csv_text(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """The text of a CSV file, for whoever encodes it."""
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([harmless(cell) for cell in header])
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return text.getvalue()


def xlsx_bytes(title: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """An Excel file with one sheet; every cell is text, so that Excel leaves 0123 alone as well."""
    from openpyxl import Workbook  # noqa: PLC0415 -- slow library
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 -- slow library

    book = Workbook(write_only=True)
    sheet = book.create_sheet(SHEET_TITLE.sub(" ", title)[:31])
    sheet.freeze_panes = "A2"
    for row in [header, *rows]:
        cells = []
        for cell in row:
            written = WriteOnlyCell(sheet, value=UNSEEN.sub("", harmless(cell)))
            written.data_type, written.number_format = "s", "@"
            cells.append(written)
        sheet.append(cells)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def harmless(cell: object) -> str:
    """The cell's text; an apostrophe goes before what a spreadsheet program would calculate."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(DANGEROUS) else text
