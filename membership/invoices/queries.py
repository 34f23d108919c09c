"""Reads of slips: whose reference this is, what it still asks for, what one slip could ask of an organisation."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from membership.invoices.models import Slip, SlipLine
from membership.ledger.models import Charge
from membership.ledger.queries import open_charges, with_open
from membership.ledger.rules import Claim, Payer, Share, split_exactly
from network.organisations.models import Organisation
from network.people.queries import affiliations_on


def slip_of(reference: str) -> Slip | None:
    """The slip of a reference, withdrawn or not: a payer may still use an old paper."""
    return Slip.objects.filter(reference=reference).first()


def slips_of(payer: Payer) -> QuerySet[Slip]:
    """Slips that hold, of one payer, the newest first."""
    return Slip.objects.filter(
        person=payer.person_id, organisation=payer.organisation_id, withdrawn_at__isnull=True
    ).order_by("-made_at", "-pk")


def open_lines(slip: Slip) -> list[tuple[Charge, int]]:
    """The charges of a slip of which something is open now, with what is open of each, in the slip's order."""
    charges = with_open(Charge.objects.filter(slip_lines__slip=slip)).order_by("slip_lines__pk")
    return [(charge, charge.open_amount) for charge in charges if charge.open_amount > 0]


def open_total(slip: Slip) -> int:
    """What the slip still asks for, in yen."""
    return sum(amount for _charge, amount in open_lines(slip))


def payable(slip: Slip) -> bool:
    """Whether the slip holds and something of it is open."""
    return slip.withdrawn_at is None and open_total(slip) > 0


def proposal_for(slip: Slip, amount: int) -> list[Share] | None:
    """How a deposit of exactly what is open pays the slip; None for any other sum: a person decides."""
    claims = [
        Claim(charge.pk, charge.kind, charge.tax_class, charge.fiscal_year, still_open)
        for charge, still_open in open_lines(slip)
    ]
    return split_exactly(amount, claims)


def bundle_candidates(organisation: Organisation, *, on: date) -> QuerySet[Charge]:
    """Open charges one slip could ask of an organisation: its own, and those of whoever works there that day.

    Arrears of earlier years included, each with `open_amount`; who left is not among them.
    """
    staff = affiliations_on(on).filter(organisation=organisation).values("person")
    mine = Q(organisation=organisation) | Q(person__in=staff)
    return open_charges().filter(mine).select_related("person", "beneficiary", "tier")


def slips_within(charges: list[Charge]) -> QuerySet[Slip]:
    """Slips that hold and ask for nothing but these charges: one that asks for all of them makes them needless."""
    elsewhere = SlipLine.objects.filter(slip=OuterRef("pk")).exclude(charge__in=charges)
    return Slip.objects.filter(
        ~Exists(elsewhere), lines__charge__in=charges, withdrawn_at__isnull=True
    ).distinct()
