"""Tables as files that spreadsheet programs open without harm: UTF-8 with BOM, nothing that runs as a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

BOM = "\ufeff"
# A cell that begins like this would be calculated, or would slip into the next cell.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A CSV file; every cell stands in quotes, so that 0123 stays as it is written."""
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([harmless(cell) for cell in header])
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return (BOM + text.getvalue()).encode()


def harmless(cell: object) -> str:
    """The cell's text; an apostrophe goes before what a spreadsheet program would calculate."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(DANGEROUS) else text
