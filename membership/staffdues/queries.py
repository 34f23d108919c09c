"""Reads of dues an organisation may pay for its staff, and of the slips by which it does."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from membership.invoices.models import Slip, SlipLine
from membership.invoices.wording import on_page
from membership.ledger.choices import ChargeKind
from membership.ledger.models import Charge
from membership.ledger.queries import open_charges, with_open
from membership.members.models import NamedCover
from network.organisations.models import Organisation
from network.people.models import Person
from network.people.queries import affiliations_on


@dataclass(frozen=True)
class Payable:
    """One charge that may go on the slip; `open_amount` in yen, `person` is None for the organisation's own."""

    charge_id: int
    person: Person | None
    words: str
    open_amount: int
    due_on: date


@dataclass(frozen=True)
class TakenOver:
    """A slip by which an organisation pays for staff; `total` is what is open of it, in yen."""

    slip: Slip
    people: Sequence[Person]
    total: int
    is_untouched: bool


def takeable(organisation: Organisation, *, on: date) -> QuerySet[Charge]:
    """Open charges one slip could ask of an organisation, each with `open_amount`.

    Dues of whoever works there or is named under its membership that day, of whatever year, as long as that person is
    the one to pay; and its own charges that stand on no slip for staff. Fees for meetings stay with whoever went.
    """
    staff = affiliations_on(on).filter(organisation=organisation).values("person")
    named = NamedCover.objects.filter(
        Q(until__isnull=True) | Q(until__gte=on), since__lte=on, membership__organisation=organisation
    ).values("person")
    theirs = Q(kind=ChargeKind.DUES) & (Q(person__in=staff) | Q(person__in=named))
    on_staff_slip = SlipLine.objects.filter(charge=OuterRef("pk"), slip__in=staff_slips(organisation))
    own = Q(organisation=organisation) & ~Exists(on_staff_slip)
    return (
        open_charges()
        .filter(theirs | own)
        .select_related("person", "beneficiary", "tier", "membership")
        .order_by(F("person__kana").asc(nulls_first=True), "person_id", "due_on", "pk")
    )


def payables(organisation: Organisation, *, on: date) -> list[Payable]:
    """What an organisation's contact may tick, its own charges first. One query."""
    return [
        Payable(charge.pk, charge.person, on_page(charge), charge.open_amount, charge.due_on)
        for charge in takeable(organisation, on=on)
    ]


def staff_slips(organisation: Organisation) -> QuerySet[Slip]:
    """Slips that hold by which an organisation pays dues of memberships that are people's own."""
    staff_line = SlipLine.objects.filter(slip=OuterRef("pk"), charge__membership__person__isnull=False)
    return Slip.objects.filter(Exists(staff_line), organisation=organisation, withdrawn_at__isnull=True)


def taken_over(organisation: Organisation) -> list[TakenOver]:
    """Slips for staff of which something is open, the newest first. Three queries, however many there are."""
    slips = list(staff_slips(organisation).annotate(size=Count("lines")).order_by("-made_at", "-pk"))
    charges = with_open(
        Charge.objects.filter(slip_lines__slip__in=slips, organisation=organisation).distinct()
    )
    by_id = {charge.pk: charge for charge in charges.select_related("membership__person")}
    lines: dict[int, list[SlipLine]] = {slip.pk: [] for slip in slips}
    for line in SlipLine.objects.filter(slip__in=slips, charge__in=by_id).order_by("slip_id", "pk"):
        lines[line.slip_id].append(line)
    found = [
        TakenOver(
            slip,
            _people([by_id[line.charge_id] for line in lines[slip.pk]]),
            sum(max(by_id[line.charge_id].open_amount, 0) for line in lines[slip.pk]),
            len(lines[slip.pk]) == slip.size
            and all(by_id[line.charge_id].open_amount == line.amount for line in lines[slip.pk]),
        )
        for slip in slips
    ]
    return [entry for entry in found if entry.total > 0]


def _people(charges: Sequence[Charge]) -> list[Person]:
    people = (charge.membership.person for charge in charges if charge.membership_id)
    return list({person.pk: person for person in people if person is not None}.values())
