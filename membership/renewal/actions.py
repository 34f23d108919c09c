"""Bills a year's dues to every membership that owes them, with a slip for each: as a job that may be killed and resumed."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from membership.invoices.actions import make_slips
from membership.invoices.models import Slip
from membership.ledger.actions import bill
from membership.ledger.choices import ChargeKind
from membership.ledger.rules import NewCharge, Payer
from membership.members.models import Membership
from membership.renewal.models import RenewalRun
from membership.renewal.queries import Line, batches, key_of, line_of
from network.association.dates import FiscalYear
from network.jobs.actions import enqueue, progress


@transaction.atomic
def start_renewal(fiscal_year: int, *, on: date, made_by: int | None, now: datetime) -> RenewalRun:
    """Has a year billed in the background; as often as one likes, whoever is billed is passed over."""
    run = RenewalRun.objects.create(fiscal_year=fiscal_year, on=on, made_by=made_by, made_at=now)
    run.job_id = enqueue("membership.renew", run_id=run.pk).pk
    run.save(update_fields=["job_id"])
    return run


def renew(run_id: int, *, job_id: UUID | str = "") -> int:
    """Does a run, batch by batch, each all or nothing; how many were billed just now. Nobody is told.

    Killed, it is begun again and goes on where it was: what is billed is known by its key. Says how far it is.
    """
    run = RenewalRun.objects.get(pk=run_id)
    done, billed, total = 0, 0, Membership.objects.count()
    for lines in batches(run.fiscal_year, on=run.on):
        billed += len(
            bill_lines(lines, fiscal_year=run.fiscal_year, on=run.on, made_by=run.made_by, now=run.made_at)
        )
        done += len(lines)
        if job_id:
            progress(job_id, done=done, total=total)
    _finish(run, billed)
    return billed


@transaction.atomic
def bill_membership(
    membership: Membership, *, fiscal_year: int, on: date, made_by: int | None, now: datetime
) -> Slip | None:
    """Bills one membership's dues of a year, for somebody who joins: the slip, or None when nothing is owed or billed."""
    line = line_of(membership, fiscal_year, on=on)
    slips = bill_lines([line], fiscal_year=fiscal_year, on=on, made_by=made_by, now=now)
    return slips[0] if slips else None


@transaction.atomic
def bill_lines(
    lines: Sequence[Line], *, fiscal_year: int, on: date, made_by: int | None, now: datetime
) -> list[Slip]:
    """Charges and slips of the memberships that owe; those that somebody else billed meanwhile are passed over."""
    wanted = [_new_charge(line, fiscal_year) for line in lines if line.verdict.is_billed]
    if not wanted:
        return []
    made = bill(wanted, on=on, made_by=made_by, now=now)
    return make_slips(
        [
            ([charge], Payer(charge.person_id, charge.organisation_id), charge.due_on, charge.key)
            for charge in made
        ],
        made_by=made_by,
        now=now,
    )


def _new_charge(line: Line, fiscal_year: int) -> NewCharge:
    membership, dues = line.membership, line.verdict.dues
    year = FiscalYear(fiscal_year)
    return NewCharge(
        kind=ChargeKind.DUES,
        key=key_of(membership.pk, fiscal_year),
        fiscal_year=fiscal_year,
        amount=dues.amount,
        payer=Payer(membership.person_id, membership.organisation_id),
        due_on=dues.due_on,
        membership_id=membership.pk,
        tier_id=membership.tier_id,
        beneficiary_id=membership.person_id,
        wording=f"{year.label('ja')} {membership.tier.name} 会費",
        wording_en=f"Dues {year.label('en')}, {membership.tier.name_en}",
    )


def _finish(run: RenewalRun, billed: int) -> None:
    run.billed += billed
    run.finished_at = timezone.now()
    run.save(update_fields=["billed", "finished_at"])
