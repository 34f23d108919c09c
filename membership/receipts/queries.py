"""Reads of receipts: which payments have none yet, and which receipts have lost their payment."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, QuerySet

from membership.invoices.wording import on_paper
from membership.ledger.models import Allocation, Leg
from membership.papers.choices import Series
from membership.papers.models import Paper
from membership.receipts.models import ReceiptLine
from membership.receipts.rules import Use

RECEIPTS = (Series.RECEIPT, Series.HANDWRITTEN)


def waiting() -> QuerySet[Allocation]:
    """Living uses of payments for charges that no valid receipt confirms, the oldest money first."""
    confirmed = ReceiptLine.objects.filter(allocation=OuterRef("pk"), paper__voided_on__isnull=True)
    return (
        Allocation.objects.filter(charge__isnull=False, entry__posted=True, entry__reversal__isnull=True)
        .exclude(Exists(confirmed))
        .select_related(
            "credit__entry", "credit__person", "credit__organisation", "charge__tier", "charge__beneficiary"
        )
        .order_by("credit__entry__on", "credit_id", "pk")
    )


def waiting_credits() -> dict[Leg, list[Use]]:
    """Payments that wait for a receipt, each with what it paid. One query."""
    found: dict[Leg, list[Use]] = {}
    for allocation in waiting():
        found.setdefault(allocation.credit, []).append(use_of(allocation))
    return found


def uses_of(credit: Leg) -> list[Use]:
    """What of one payment waits for a receipt."""
    return [use_of(allocation) for allocation in waiting().filter(credit=credit)]


def use_of(allocation: Allocation) -> Use:
    """One use of a payment as a receipt says it."""
    charge = allocation.charge
    return Use(allocation.pk, on_paper(charge), allocation.amount, charge.tax_class, charge.beneficiary_id)


def without_payment() -> QuerySet[Paper]:
    """Valid receipts for money whose use was undone since: they have to be declared void and taken back."""
    undone = ReceiptLine.objects.filter(paper=OuterRef("pk"), allocation__entry__reversal__isnull=False)
    return Paper.objects.filter(Exists(undone), series__in=RECEIPTS, voided_on__isnull=True)


def charges_paid_by(papers: Iterable[Paper]) -> dict[int, list[int]]:
    """By receipt, the charges it confirms. One query."""
    rows = ReceiptLine.objects.filter(paper__in=list(papers)).values_list("paper", "allocation__charge")
    found: dict[int, list[int]] = {}
    for paper, charge in rows:
        found.setdefault(paper, []).append(charge)
    return found
