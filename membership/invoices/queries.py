"""Reads of slips: whose reference this is, and what it still asks for."""

from django.db.models import QuerySet

from membership.invoices.models import Slip
from membership.ledger.models import Charge
from membership.ledger.queries import with_open
from membership.ledger.rules import Claim, Payer, Share, split_exactly


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
