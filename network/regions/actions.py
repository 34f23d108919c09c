"""Writes bureaus and municipalities from the data file."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Model

from network.regions.importing import read_regions
from network.regions.models import Bureau, Municipality

BUREAU_FIELDS = ["name", "name_en", "area"]
MUNICIPALITY_FIELDS = ["name", "kana", "kind", "bureau_id", "has_welfare_office"]


@dataclass(frozen=True)
class Laid:
    """How many rows were written."""

    added: int
    changed: int


@transaction.atomic
def lay_regions() -> Laid:
    """Brings both tables to what the data file says; nobody is told, and nothing is ever deleted.

    Rows that agree already are left alone: a second run only reads.
    """
    regions = read_regions()
    bureaus = _lay(Bureau, regions.bureaus, BUREAU_FIELDS)
    municipalities = _lay(Municipality, regions.municipalities, MUNICIPALITY_FIELDS)
    return Laid(bureaus.added + municipalities.added, bureaus.changed + municipalities.changed)


def _lay(model: type[Model], wanted: list[Model], fields: list[str]) -> Laid:
    present = model._default_manager.in_bulk()
    new = [row for row in wanted if row.pk not in present]
    stale = [row for row in wanted if row.pk in present and _differs(row, present[row.pk], fields)]
    if new:
        model._default_manager.bulk_create(new)
    if stale:
        columns = [field.removesuffix("_id") for field in fields]
        model._default_manager.bulk_update(stale, columns)
    return Laid(len(new), len(stale))


def _differs(wanted: Model, present: Model, fields: list[str]) -> bool:
    return any(getattr(wanted, field) != getattr(present, field) for field in fields)
