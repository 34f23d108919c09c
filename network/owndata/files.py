"""A named trade: everything the site keeps of somebody as a file: JSON, or a ZIP of CSV files."""

import io
import json
import zipfile
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Field, ForeignKey, Model
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from network.owndata.registry import Part, Subject, parts
from network.spreadsheets import csv_bytes
from network.worklists.sheet import in_words

# Columns whose tables don't say what they are called.
LABELS = {
    "pk": pgettext_lazy("own data", "Number"),
    "subject_id": pgettext_lazy("own data", "Number"),
    "accepted_at": gettext_lazy("Accepted"),
    "action": gettext_lazy("Deed"),
    "cells": gettext_lazy("Cells"),
    "created_at": gettext_lazy("Made"),
    "made_at": gettext_lazy("Made"),
    "decided_at": gettext_lazy("Decided"),
    "event": gettext_lazy("Event"),
    "expires_at": gettext_lazy("Good until"),
    "group": gettext_lazy("Role"),
    "label": gettext_lazy("Called"),
    "last_seen_at": gettext_lazy("Last seen"),
    "login_name": gettext_lazy("Login name"),
    "noted_at": gettext_lazy("Noted"),
    "organisation": gettext_lazy("Organisation"),
    "outcome": gettext_lazy("What came of it"),
    "page": gettext_lazy("Page"),
    "purpose": gettext_lazy("What for"),
    "query": gettext_lazy("Narrowed to"),
    "record": gettext_lazy("Words"),
    "resolved_at": gettext_lazy("Resolved"),
    "sent_at": gettext_lazy("Sent"),
    "sequence": gettext_lazy("Sequence"),
    "since": gettext_lazy("Since"),
    "text": gettext_lazy("Text"),
    "tier": gettext_lazy("Membership tier"),
    "type": gettext_lazy("Kind"),
}


def as_json(subject: Subject, *, now: datetime) -> bytes:
    """One JSON file in UTF-8: every declared table, with nothing in it too, its purpose, its fate, and its rows."""
    tables = [
        {
            "table": part.model._meta.label_lower,
            "title": capfirst(part.title),
            "why": str(part.why),
            "when_erased": str(part.fate.label),
            "rows": [dict(zip(heading_of(part), row, strict=True)) for row in rows_of(part, subject)],
        }
        for part in parts()
    ]
    whole = {"made_at": in_words(now), "tables": tables}
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()


def as_zip(subject: Subject, *, now: datetime) -> bytes:
    """A ZIP of one CSV file per table that holds something, with a list of all tables before them."""
    made = io.BytesIO()
    overview: list[list[Any]] = []
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, part in enumerate(parts(), start=1):
            rows = list(rows_of(part, subject))
            name = f"{number:03d}-{part.model._meta.label_lower}.csv" if rows else ""
            overview.append([name, capfirst(part.title), len(rows), part.why, part.fate.label])
            if rows:
                archive.writestr(name, csv_bytes(heading_of(part), rows))
        heading = [_("File"), _("Table"), _("Rows"), _("What for"), _("When erased")]
        archive.writestr("000-index.csv", csv_bytes(heading, overview))
    return made.getvalue()


def heading_of(part: Part) -> list[str]:
    """What its columns are called, in the reader's language."""
    return [_label(part.model, column) for column in part.columns]


def rows_of(part: Part, subject: Subject) -> Iterable[list[str]]:
    """The rows about somebody in plain words. One query."""
    related = [column for column in part.columns if isinstance(_field(part.model, column), ForeignKey)]
    for row in part.rows(subject).select_related(*related).iterator(chunk_size=500):
        yield [_cell(row, column) for column in part.columns]


def _cell(row: Model, column: str) -> str:
    if _field(type(row), column).choices:
        return in_words(getattr(row, f"get_{_field(type(row), column).name}_display")())
    value = getattr(row, column)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else in_words(value)


def _label(model: type[Model], column: str) -> str:
    return capfirst(str(LABELS.get(column) or _field(model, column).verbose_name))


def _field(model: type[Model], column: str) -> Field:
    return model._meta.pk if column == "pk" else model._meta.get_field(column)
