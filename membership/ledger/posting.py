"""A named trade: puts balanced entries into the books, under the lock of their year.

Only `actions` calls it. Locks are always taken in the same order: year, charges, credits; each by number.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from membership.ledger.choices import EntryKind
from membership.ledger.models import Allocation, Charge, Entry, LedgerAccount, LedgerYear, Leg
from membership.ledger.queries import claims, living_credits
from membership.ledger.rules import Claim, LedgerError, Line, Stamp, Use, check_balanced
from membership.ledger.seals import SEAL, SUBJECT, seals
from network.association.queries import fiscal_year_of
from network.audit.actions import record


def lock_year(on: date) -> int:
    """The fiscal year of a day, locked for whoever books into it. Raises LedgerError year_closed."""
    fiscal_year = fiscal_year_of(on).starting_year
    if lock_row_of_year(fiscal_year).closed_at is not None:
        raise LedgerError("year_closed")
    return fiscal_year


def lock_row_of_year(fiscal_year: int) -> LedgerYear:
    """The year's row, made where there is none yet."""
    LedgerYear.objects.get_or_create(fiscal_year=fiscal_year)
    return LedgerYear.objects.select_for_update().get(fiscal_year=fiscal_year)


def lock_claims(charge_ids: Iterable[int]) -> dict[int, Claim]:
    """Charges, locked, with what is open of them; unknown ids are left out."""
    ids = sorted(set(charge_ids))
    list(Charge.objects.select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk"))
    return claims(ids)


def lock_credit(credit: Leg, *, on: date) -> Leg:
    """A credit, locked, with what is `left` of it, to be used on a day. Raises LedgerError: not_a_credit, before_credit."""
    list(Leg.objects.select_for_update().filter(pk=credit.pk).values_list("pk"))
    found = living_credits().filter(pk=credit.pk).first()
    if found is None:
        raise LedgerError("not_a_credit")
    if on < found.entry.on:
        raise LedgerError("before_credit")
    return found


def booked_before(key: str | None) -> Entry | None:
    """The entry of this key; ask under the lock."""
    return Entry.objects.filter(key=key).first() if key else None


def post(
    kind: EntryKind,
    lines: Sequence[Line],
    *,
    on: date,
    fiscal_year: int,
    stamp: Stamp,
    uses: Sequence[Use] = (),
    key: str | None = None,
    code: str = "",
    note: str = "",
) -> Entry:
    """A posted entry. Raises LedgerError: unbalanced, unknown_account."""
    check_balanced(lines)
    accounts = dict(LedgerAccount.objects.values_list("code", "pk"))
    if any(line.account not in accounts for line in lines):
        raise LedgerError("unknown_account")
    entry = _draft(kind, on=on, fiscal_year=fiscal_year, stamp=stamp, key=key or None, code=code, note=note)
    Leg.objects.bulk_create(
        Leg(
            entry=entry,
            account_id=accounts[line.account],
            amount=line.amount,
            charge_id=line.charge_id,
            person_id=line.payer.person_id,
            organisation_id=line.payer.organisation_id,
        )
        for line in lines
    )
    Allocation.objects.bulk_create(
        Allocation(entry=entry, credit_id=use.credit_id, charge_id=use.charge_id, amount=use.amount)
        for use in uses
    )
    return _seal(entry)


def post_mirror(entry: Entry, *, on: date, fiscal_year: int, stamp: Stamp, code: str, note: str) -> Entry:
    """A posted reversal: the same legs with their signs turned."""
    reversal = _draft(
        EntryKind.REVERSAL,
        on=on,
        fiscal_year=fiscal_year,
        stamp=stamp,
        code=code,
        note=note,
        reverses=entry,
    )
    Leg.objects.bulk_create(
        Leg(
            entry=reversal,
            account_id=leg.account_id,
            amount=-leg.amount,
            charge_id=leg.charge_id,
            person_id=leg.person_id,
            organisation_id=leg.organisation_id,
        )
        for leg in entry.legs.order_by("pk")
    )
    return _seal(reversal)


def write_down(entries: Iterable[Entry]) -> None:
    """Writes entries down in the audit log, each with its seal: last of all, since then everybody else's note waits."""
    written = list(entries)
    sealed = seals([entry.pk for entry in written])
    for entry in written:
        record(
            actor_id=entry.made_by,
            verb=entry.kind,
            subject=SUBJECT,
            subject_id=entry.pk,
            details={"on": entry.on.isoformat(), SEAL: sealed[entry.pk]},
        )


def _draft(kind: EntryKind, *, stamp: Stamp, **fields: object) -> Entry:
    return Entry.objects.create(kind=kind, made_by=stamp.made_by, made_at=stamp.now, **fields)


def _seal(entry: Entry) -> Entry:
    """Post it; from here on the database lets nobody change it."""
    Entry.objects.filter(pk=entry.pk).update(posted=True)
    entry.posted = True
    return entry
