"""Writes slips: the payment page of one or several charges."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from django.db import transaction

from membership.invoices.models import ReferenceCounter, Slip, SlipLine
from membership.invoices.rules import FIRST, LAST, make_reference
from membership.ledger.models import Charge
from membership.ledger.queries import open_of
from membership.ledger.rules import LedgerError, Payer
from network.audit.actions import record


@transaction.atomic
def make_slip(
    charges: Sequence[Charge],
    *,
    payer: Payer,
    due_on: date,
    made_by: int | None,
    now: datetime,
    key: str | None = None,
) -> Slip:
    """One reference and one total for what is open of these charges now; nothing is sent, no older slip withdrawn.

    The same key again returns the first slip. Raises LedgerError: unknown_payer, nothing_open (of one of them).
    """
    [slip] = make_slips([(charges, payer, due_on, key)], made_by=made_by, now=now)
    return slip


@transaction.atomic
def make_slips(
    wanted: Sequence[tuple[Sequence[Charge], Payer, date, str | None]],
    *,
    made_by: int | None,
    now: datetime,
) -> list[Slip]:
    """As `make_slip`, for many at once: charges, payer, due day and key of each, in the order given."""
    known = Slip.objects.in_bulk([key for *_rest, key in wanted if key], field_name="key")
    fresh = [row for row in wanted if row[3] not in known]
    amounts = open_of({charge.pk for charges, *_rest in fresh for charge in charges})
    for charges, payer, _due_on, _key in fresh:
        if not payer.is_known:
            raise LedgerError("unknown_payer")
        if not charges or any(amounts[charge.pk] <= 0 for charge in charges):
            raise LedgerError("nothing_open")
    references = _draw_references(len(fresh)) if fresh else iter(())
    slips = Slip.objects.bulk_create(
        Slip(
            reference=next(references),
            key=key,
            person_id=payer.person_id,
            organisation_id=payer.organisation_id,
            total=sum(amounts[charge.pk] for charge in charges),
            due_on=due_on,
            made_at=now,
            made_by=made_by,
        )
        for charges, payer, due_on, key in fresh
    )
    SlipLine.objects.bulk_create(
        SlipLine(slip=slip, charge=charge, amount=amounts[charge.pk])
        for slip, (charges, *_rest) in zip(slips, fresh, strict=True)
        for charge in charges
    )
    made = iter(slips)
    return [known[row[3]] if row[3] in known else next(made) for row in wanted]


@transaction.atomic
def withdraw_slip(slip: Slip, *, made_by: int | None, now: datetime) -> bool:
    """Says that a slip is not to be paid any more; False when it was said before. Its reference is never used again."""
    withdrawn = Slip.objects.filter(pk=slip.pk, withdrawn_at__isnull=True).update(withdrawn_at=now)
    if withdrawn:
        record(actor_id=made_by, verb="withdrawn", subject="membership.slip", subject_id=slip.reference)
    return bool(withdrawn)


def _draw_references(count: int) -> Iterator[str]:
    """The next references, in order; whoever draws waits for whoever drew before. Raises LedgerError references_used_up."""
    ReferenceCounter.objects.get_or_create(pk=1, defaults={"last": FIRST - 1})
    counter = ReferenceCounter.objects.select_for_update().get(pk=1)
    drawn: list[str] = []
    while len(drawn) < count:
        counter.last += 1
        if counter.last > LAST:
            raise LedgerError("references_used_up")
        if reference := make_reference(counter.last):
            drawn.append(reference)
    counter.save(update_fields=["last"])
    return iter(drawn)
