"""A named trade: the seal of an entry over all its numbers, as the audit log keeps it, and entries that no longer fit theirs.

Sums are guarded by triggers; whoever owns the database can drop these, and then the seals in the chained log tell.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import QuerySet

from membership.ledger.models import Allocation, Entry, Leg
from membership.ledger.rules import seal_of
from network.audit.models import AuditEntry

SUBJECT, SEAL = "membership.entry", "seal"
AT_ONCE = 500
ENTRY = ("pk", "kind", "on", "fiscal_year", "reverses_id")
LEG = ("entry_id", "account_id", "amount", "charge_id", "person_id", "organisation_id")
USE = ("entry_id", "credit_id", "charge_id", "amount")


class BookFlaw(StrEnum):
    """What is wrong with an entry of the books, compared with the log."""

    ALTERED = "altered"
    MISSING = "missing from the books"
    NOT_NOTED = "not in the audit log"


@dataclass(frozen=True)
class BrokenEntry:
    """An entry that does not fit the log."""

    entry_id: int
    flaw: BookFlaw


def seals(entry_ids: Collection[int]) -> dict[int, str]:
    """The seal of each entry as it stands in the database now. Three queries."""
    legs, uses = _by_entry(Leg.objects, LEG, entry_ids), _by_entry(Allocation.objects, USE, entry_ids)
    return {
        pk: seal_of(
            {
                "kind": kind,
                "on": on.isoformat(),
                "fiscal_year": fiscal_year,
                "reverses": reverses,
                "legs": legs[pk],
                "uses": uses[pk],
            }
        )
        for pk, kind, on, fiscal_year, reverses in Entry.objects.filter(pk__in=entry_ids).values_list(*ENTRY)
    }


def broken_entries() -> Iterator[BrokenEntry]:
    """Every entry that was altered, is gone, or was written past the log; five hundred at a time.

    Entries older than seals are noted without one: of these only their being there is looked at.
    """
    noted = _noted()
    yield from _not_as_noted(noted)
    posted = Entry.objects.filter(posted=True).order_by("pk").values_list("pk", flat=True)
    for pk in posted.iterator(chunk_size=AT_ONCE):
        if pk not in noted:
            yield BrokenEntry(pk, BookFlaw.NOT_NOTED)


def _noted() -> dict[int, str]:
    """What the log says of each entry: its seal, empty where it has none."""
    rows = AuditEntry.objects.filter(subject=SUBJECT).order_by("pk").values_list("subject_id", "details")
    return {int(pk): details.get(SEAL, "") for pk, details in rows.iterator(chunk_size=2000)}


def _not_as_noted(noted: dict[int, str]) -> Iterator[BrokenEntry]:
    ids = sorted(noted)
    for start in range(0, len(ids), AT_ONCE):
        part = ids[start : start + AT_ONCE]
        now = seals(part)
        for pk in part:
            if pk not in now:
                yield BrokenEntry(pk, BookFlaw.MISSING)
            elif noted[pk] and noted[pk] != now[pk]:
                yield BrokenEntry(pk, BookFlaw.ALTERED)


def _by_entry(rows: QuerySet, columns: tuple[str, ...], entry_ids: Collection[int]) -> dict[int, list]:
    """Values of the rows of each entry, in the order they were made, without the entry's own number."""
    found: dict[int, list] = defaultdict(list)
    for entry_id, *values in rows.filter(entry__in=entry_ids).order_by("pk").values_list(*columns):
        found[entry_id].append(values)
    return found
