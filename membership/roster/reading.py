"""A named trade: the rows of a list, read cell by cell under the chosen columns. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from membership.roster.cells import Cell, Known, kind_of_name, read_cell
from membership.roster.choices import Column
from membership.roster.rules import shared_addresses
from network.people.rules import fold_name

PARTS = {
    Column.NAME: (Column.SURNAME, Column.GIVEN),
    Column.KANA: (Column.SURNAME_KANA, Column.GIVEN_KANA),
}


@dataclass(frozen=True)
class ReadRow:
    """One row: its cells, the values to be stored, and why it can't be, if so."""

    line: int
    cells: list[Cell]
    values: dict[str, str]
    refusal: str = ""


@dataclass(frozen=True)
class Context:
    """What rows are read against: cells' references, organisations by folded name (their municipalities), the day
    from which a membership without a date counts."""

    known: Known
    organisations: Mapping[str, Sequence[str]] = field(default_factory=dict)
    first_day: str = ""


def read_rows(
    lines: Iterable[tuple[int, Sequence[str]]],
    columns: Mapping[str, int],
    context: Context,
    broken: Mapping[int, str] | None = None,
) -> list[ReadRow]:
    """Every row of the list; `broken` names rows that could not be read whole, and why."""
    rows = [_read_row(line, cells, columns, context, (broken or {}).get(line, "")) for line, cells in lines]
    shared = shared_addresses(row.values for row in rows)
    return [_with_shared_mailbox(row, shared) for row in rows]


def _read_row(
    line: int, typed: Sequence[str], columns: Mapping[str, int], context: Context, broken: str
) -> ReadRow:
    cells = [
        read_cell(column, typed[place] if place < len(typed) else "", context.known)
        for column, place in columns.items()
    ]
    values = {cell.column: cell.value for cell in cells if cell.value}
    for whole, parts in PARTS.items():
        pieces = [values.pop(part, "") for part in parts]
        if whole not in values and any(pieces):
            values[whole.value] = " ".join(piece for piece in pieces if piece)
    cells += _added(cells, values, context)
    refusal = broken or next((cell.note for cell in cells if cell.is_refused), "")
    if not refusal and not values.get(Column.NAME):
        refusal = "name_missing"
    return ReadRow(line, cells, values, refusal)


def _added(cells: list[Cell], values: dict[str, str], context: Context) -> list[Cell]:
    """What the list does not say and we take instead, said beside what it does say."""
    added = []
    organisation = values.get(Column.ORGANISATION)
    if organisation:
        added.append(_organisation(organisation, values, context))
    if values.get(Column.TIER) and not values.get(Column.SINCE) and not _is_refused(cells, Column.SINCE):
        values[Column.SINCE.value] = context.first_day
        added.append(Cell(Column.SINCE, "", context.first_day, "since_assumed"))
    return added


def _organisation(name: str, values: dict[str, str], context: Context) -> Cell:
    places = context.organisations.get(fold_name(name), ())
    if len(places) > 1 and values.get(Column.MUNICIPALITY, "") not in places:
        return Cell(
            Column.ORGANISATION, name, "", "organisation_ambiguous", str(len(places)), is_refused=True
        )
    if places:
        return Cell(Column.ORGANISATION, name, name, "organisation_known")
    values.setdefault(Column.KIND.value, kind_of_name(name).value)
    return Cell(Column.ORGANISATION, name, name, "organisation_new", values[Column.KIND])


def _is_refused(cells: list[Cell], column: Column) -> bool:
    return any(cell.column == column and cell.is_refused for cell in cells)


def _with_shared_mailbox(row: ReadRow, shared: frozenset[str]) -> ReadRow:
    address = row.values.get(Column.EMAIL, "").lower()
    is_section = any(cell.note == "section_mailbox" for cell in row.cells)
    if address in shared and not is_section:
        cells = [
            replace(cell, note="shared_in_list") if cell.column == Column.EMAIL else cell
            for cell in row.cells
        ]
        return replace(row, cells=cells)
    return row
