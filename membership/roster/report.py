"""A named trade: rows of a list as pages show them, and the result as a file. Reads only."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from membership.roster.choices import Column, Decision, Verdict
from membership.roster.models import RosterRow
from membership.roster.rules import CHOICES
from membership.roster.wording import changes_in_words, differences, note, shown_cell, tier_names
from network.people.models import Person
from network.spreadsheets import csv_bytes


@dataclass(frozen=True)
class ShownRow:
    """One row of the dry run or of the result."""

    id: int
    line: int
    name: str
    verdict: str
    verdict_label: str
    reason: str
    changes: str
    differs: list[dict[str, str]]
    candidate: Person | None
    cells: list[dict[str, Any]]
    decision: str
    choices: list[tuple[str, str]]
    outcome: str
    outcome_label: str
    person: Person | None
    is_undone: bool
    kept_because: str


def shown(rows: Iterable[RosterRow]) -> list[ShownRow]:
    """Rows in the order given, in words. One query for the tiers' names."""
    tiers = tier_names()
    return [_shown(row, tiers) for row in rows]


def _shown(row: RosterRow, tiers: dict[str, str]) -> ShownRow:
    cells = [shown_cell(cell, tiers) for cell in row.cells]
    return ShownRow(
        id=row.pk,
        line=row.line,
        name=row.values.get("name", ""),
        verdict=row.verdict,
        verdict_label=row.get_verdict_display(),
        reason=_reason(row, cells),
        changes=changes_in_words(row.finding),
        differs=differences(row.finding),
        candidate=row.candidate,
        cells=[cell for cell in cells if cell["typed"] or cell["value"]],
        decision=row.decision,
        choices=_choices(row),
        outcome=row.outcome,
        outcome_label=row.get_outcome_display() if row.outcome else "",
        person=row.person,
        is_undone=row.undone_at is not None,
        kept_because=note(row.kept_because),
    )


def _reason(row: RosterRow, cells: list[dict[str, Any]]) -> str:
    """Why a row is as it is; where a cell says so itself it is not said twice."""
    if any(cell["is_refused"] for cell in cells):
        return ""
    return note(row.reason, row.finding.get("detail", ""))


def _choices(row: RosterRow) -> list[tuple[str, str]]:
    possible = [(decision.value, str(decision.label)) for decision in CHOICES[Verdict(row.verdict)]]
    if row.verdict == Verdict.ASK:
        return [("", _("please decide")), *possible]
    return possible


def result_file(rows: Iterable[RosterRow]) -> bytes:
    """How every row ended, as a CSV file: to be kept, or to mend the list by."""
    header = [
        _("Row"),
        _("Name"),
        _("Organisation"),
        _("E-mail"),
        _("Found"),
        _("Outcome"),
        _("Reason"),
        _("Cells"),
        _("Taken back"),
    ]
    return csv_bytes(header, (_line(row, shown_row) for row, shown_row in _paired(rows)))


def _paired(rows: Iterable[RosterRow]) -> Iterable[tuple[RosterRow, ShownRow]]:
    kept = list(rows)
    return zip(kept, shown(kept), strict=True)


def _line(row: RosterRow, told: ShownRow) -> list[object]:
    remarks = [
        f"{cell['label']}: {cell['typed']} → {cell['value'] or '–'} ({cell['note']})"
        for cell in told.cells
        if cell["note"]
    ]
    return [
        told.line,
        told.name,
        row.values.get(Column.ORGANISATION, ""),
        row.values.get(Column.EMAIL, ""),
        told.verdict_label,
        told.outcome_label or (Decision(told.decision).label if told.decision else ""),
        told.reason,
        " / ".join(remarks),
        _("taken back") if told.is_undone else told.kept_because,
    ]


# What an empty list to fill in has as headings, with two invented people.
EXAMPLE = (
    (
        "氏名",
        "フリガナ",
        "所属",
        "市町村コード",
        "部署",
        "職種",
        "メールアドレス",
        "電話番号",
        "会員区分",
        "入会日",
    ),
    (
        "見本 花子",
        "ミホン ハナコ",
        "見本市役所",
        "",
        "福祉課",
        "相談支援員",
        "hanako@mihon.example",
        "011-000-0000",
        "個人会員",
        "2026/4/1",
    ),
    ("見本 太郎", "ミホン タロウ", "NPO法人見本の家", "", "", "", "taro@mihon.example", "", "", ""),
)


def example_file() -> bytes:
    """A list with headings that are recognised, to be filled in."""
    return csv_bytes(EXAMPLE[0], EXAMPLE[1:])
