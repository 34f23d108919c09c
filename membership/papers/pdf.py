"""Trade of printing a record as PDF, by Typst with our own fonts; nothing of the machine's, nothing from elsewhere."""

import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import typst

from membership.papers.glyphs import FONTS, missing_letters
from membership.papers.rules import MissingLetterError, Record

LAYOUTS = Path(__file__).parent / "typst"
LAYOUT_OF = {
    "請求書": "invoice.typ",
    "領収書": "receipt.typ",
    "お振込みのご案内": "slip.typ",
    "お支払いのお願い": "reminder.typ",
}


def check_letters(record: Record) -> None:
    """Raises MissingLetterError when a letter of the record has no glyph."""
    missing = missing_letters(record.texts())
    if missing:
        raise MissingLetterError(missing)


def print_pdf(record: Record, *, made_at: datetime, note: str = "") -> bytes:
    """The PDF of a record; the same record, moment and note give the same bytes.

    `note` stands beside the title (再発行, 無効). Raises MissingLetterError rather than leaving a letter out.
    """
    check_letters(Record(record.title, {**record.fields, "note": note}))
    content = typst.compile(
        str(LAYOUTS / LAYOUT_OF[record.title]),
        root=str(LAYOUTS),
        font_paths=_fonts(),
        sys_inputs={"record": json.dumps({**record.fields, "title": record.title, "note": note})},
        pdf_standards="ua-1",
        timestamp=made_at.astimezone(UTC).replace(microsecond=0),
    )
    return content if isinstance(content, bytes) else content[0]


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
