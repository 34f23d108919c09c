"""A named trade: does with each declared table what its declaration says, and masks words that stand in others' rows."""

from datetime import datetime

from network.owndata.choices import Fate
from network.owndata.naming import naming
from network.owndata.registry import Part, Subject, instead_in, parts


def erase_parts(subject: Subject, *, now: datetime) -> None:
    """Go through every table; rows that hold others up go before those they point to, so the order is from the top down."""
    for part in reversed(parts()):
        if part.erase is not None:
            part.erase(part, subject, now)
        elif part.fate is Fate.GOES:
            rows = part.model._base_manager.filter(part.about(subject))
            part.model._base_manager.filter(pk__in=list(rows.values_list("pk", flat=True))).delete()
        elif part.blank:
            part.model._base_manager.filter(part.about(subject)).update(**part.blank)
    for part in parts():
        if part.scrub:
            scrub(part, subject)


def scrub(part: Part, subject: Subject) -> None:
    """Put the number in place of the name, the addresses and the login wherever they stand in a table's columns."""
    spared = part.model._base_manager.filter(part.spares(subject)).values("pk")
    for row in naming(part.model, part.scrub, subject).exclude(pk__in=spared).iterator(chunk_size=200):
        part.model._base_manager.filter(pk=row.pk).update(**instead_in(row, part.scrub, subject))
