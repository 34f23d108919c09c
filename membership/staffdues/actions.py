"""The only writer of dues taken over: an organisation's contact puts staff on one slip, and takes them off again."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db import transaction

from membership.invoices.actions import bundle, make_slips, withdraw_slip
from membership.invoices.models import Slip
from membership.ledger.actions import hand_over_all
from membership.ledger.models import Charge
from membership.ledger.queries import open_of
from membership.ledger.rules import Payer
from membership.staffdues.queries import takeable
from membership.tiers.queries import policy_of
from network.association.queries import fiscal_year_of
from network.organisations.models import Organisation


class StaffDuesError(Exception):
    """Dues can't be taken over or given back like this; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def take_over(
    organisation: Organisation,
    charge_ids: Collection[int],
    *,
    token: str,
    on: date,
    made_by: int | None,
    now: datetime,
) -> Slip:
    """One slip, with one reference, for the charges a contact ticked; the organisation owes them from now on.

    `token` names the form: sent twice, the first slip comes back. Locks the charges and looks again, so that of two
    contacts one is refused. Due with the last of them, and not before who joins late has to pay. Nobody is told.
    Raises StaffDuesError: nothing_ticked; changed (one is paid, taken over or not for this organisation to pay).
    """
    key = f"staff:{organisation.pk}:{token}"
    if first := Slip.objects.filter(key=key).first():
        return first
    wanted = set(charge_ids)
    if not wanted:
        raise StaffDuesError("nothing_ticked")
    _locked(wanted)
    if first := Slip.objects.filter(key=key).first():
        return first
    charges = [charge for charge in takeable(organisation, on=on) if charge.pk in wanted]
    if len(charges) != len(wanted):
        raise StaffDuesError("changed")
    return bundle(
        charges,
        payer=Payer(organisation_id=organisation.pk),
        due_on=_due_on(charges, on=on),
        made_by=made_by,
        now=now,
        key=key,
    )


@transaction.atomic
def give_back(slip: Slip, *, made_by: int | None, now: datetime) -> list[Slip]:
    """Undo a slip for staff as long as nothing of it is paid: everybody owes their own dues again, with a slip each.

    The old reference is never used again. Nobody is told. Returns the new slips; none when it was undone before.
    Raises StaffDuesError paid: some of it is paid, waived or somebody else's by now.
    """
    lines = list(slip.lines.select_related("charge__membership").order_by("charge"))
    held = {row.pk: row for row in _locked([line.charge_id for line in lines])}
    if not withdraw_slip(slip, made_by=made_by, now=now):
        return []
    still_open = open_of(list(held))
    if any(
        still_open[line.charge_id] != line.amount
        or held[line.charge_id].organisation_id != slip.organisation_id
        for line in lines
    ):
        raise StaffDuesError("paid")
    owners = {line.charge_id: _owner(line.charge) for line in lines}
    for owner in sorted(set(owners.values()), key=lambda payer: payer.person_id or 0):
        theirs = [held[pk] for pk in held if owners[pk] == owner]
        hand_over_all(theirs, to=owner, made_by=made_by, now=now)
    return make_slips(
        [([held[pk]], owners[pk], held[pk].due_on, f"back:{slip.pk}:{pk}") for pk in held],
        made_by=made_by,
        now=now,
    )


def _due_on(charges: list[Charge], *, on: date) -> date:
    days = policy_of(fiscal_year_of(on).starting_year).days_to_pay
    return max(on + timedelta(days=days), *(charge.due_on for charge in charges))


def _locked(ids: Collection[int]) -> list[Charge]:
    return list(Charge.objects.select_for_update().filter(pk__in=ids).order_by("pk"))


def _owner(charge: Charge) -> Payer:
    """Whose dues these are when nobody pays for somebody else; what is no dues stays where it is."""
    if charge.membership_id is None:
        return Payer(charge.person_id, charge.organisation_id)
    return Payer(charge.membership.person_id, charge.membership.organisation_id)
