"""Reads of fees: what a registration owes and has paid, as its owner, its letter and the desk see it."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Sum
from django.utils.timezone import localdate

from events.fees.choices import FeeWay, Outcome
from events.fees.models import SeatCharge
from events.fees.rules import is_given_back, outcome_of
from events.programme.models import Event
from membership.invoices.models import Slip
from membership.invoices.wording import on_page
from membership.ledger.models import Allocation, Charge
from membership.ledger.queries import open_of
from membership.papers.choices import RECEIPTS
from membership.papers.models import Paper
from membership.papers.queries import bank_account
from membership.papers.rules import typed_name, yen
from membership.receipts.models import ReceiptLine
from membership.selfservice.models import PayerName


@dataclass(frozen=True)
class FeeLine:
    """One fee of a registration, in whole yen; `open_amount` is what is still to be paid."""

    words: str
    amount: int
    open_amount: int
    way: str
    due_on: date

    @property
    def how(self) -> str:
        """How it is paid, in words."""
        return str(FeeWay(self.way).label)


@dataclass(frozen=True)
class Fees:
    """What a registration costs; `slip` asks for what is to be transferred, None when nothing is.

    `typed` is what the payer types as the sender's name.
    """

    lines: Sequence[FeeLine]
    slip: Slip | None
    typed: str = ""
    receipts: Sequence[Paper] = ()

    @property
    def total(self) -> int:
        return sum(line.amount for line in self.lines)

    @property
    def to_transfer(self) -> int:
        """What is open of what is paid by transfer."""
        return sum(line.open_amount for line in self.lines if line.way == FeeWay.TRANSFER)

    @property
    def at_door(self) -> int:
        """What is open of what is paid at the door."""
        return sum(line.open_amount for line in self.lines if line.way == FeeWay.DOOR)


def living(registration_ids: Iterable[int]) -> QuerySet[SeatCharge]:
    """Charges of seats that were not given back."""
    return SeatCharge.objects.filter(
        registration__in=list(registration_ids), returned_at__isnull=True
    ).select_related("charge__beneficiary", "pool")


def has_fees(event: Event) -> bool:
    """Whether any seat of the event costs, or ever cost, something. One query; under the lock it is known already."""
    return event.pools.filter(fee__isnull=False).exists()


def fees_of(registration_id: int) -> Fees | None:
    """What a registration costs and what is open of it; None when it was not charged. Five queries at most."""
    rows = list(living([registration_id]))
    if not rows:
        return None
    still_open = open_of([row.charge_id for row in rows])
    slip = _slip([row.charge for row in rows if still_open[row.charge_id] > 0])
    return Fees(
        lines=[
            FeeLine(
                on_page(row.charge),
                row.charge.amount,
                max(still_open[row.charge_id], 0),
                row.way,
                row.charge.due_on,
            )
            for row in rows
        ],
        slip=slip,
        typed=typed_name(slip.reference, kana_of(slip)) if slip else "",
        receipts=list(receipts_of(registration_id)),
    )


def prospect_of(registration_id: int, event: Event, *, now: datetime) -> Outcome:
    """What would become of the fees if the place were given up now. Two queries."""
    today, day = localdate(now), localdate(event.starts_at)
    rows = list(living([registration_id]))
    still_open = open_of([row.charge_id for row in rows])
    back, kept = [], []
    for row in rows:
        is_back = is_given_back(row.pool.refund_until, today=today, event_day=day)
        (back if is_back else kept).append(row.charge.amount - still_open[row.charge_id])
    return outcome_of(back, kept)


def receipts_of(registration_id: int) -> QuerySet[Paper]:
    """Valid receipts that confirm fees of this registration and nothing else, so that its link may show them."""
    mine = SeatCharge.objects.filter(registration=registration_id).values("charge")
    lines = ReceiptLine.objects.filter(paper=OuterRef("pk"))
    return Paper.objects.filter(
        Exists(lines.filter(allocation__charge__in=mine)),
        ~Exists(lines.exclude(allocation__charge__in=mine)),
        series__in=RECEIPTS,
        voided_on__isnull=True,
    ).order_by("pk")


def received_of(registration_id: int) -> int:
    """What has come in by transfer for the living fees of a registration, in yen: money only, nothing waived."""
    mine = living([registration_id]).filter(way=FeeWay.TRANSFER).values("charge")
    paid = Allocation.objects.filter(charge__in=mine, entry__posted=True, entry__reversal__isnull=True)
    return paid.aggregate(total=Sum("amount"))["total"] or 0


def slip_to_pay(registration_id: int) -> Slip | None:
    """The slip that asks for what is open of a registration."""
    fees = fees_of(registration_id)
    return fees.slip if fees else None


def _slip(charges: Sequence[Charge]) -> Slip | None:
    """The newest slip that holds and asks for one of these charges."""
    return (
        Slip.objects.filter(lines__charge__in=charges, withdrawn_at__isnull=True)
        .order_by("-made_at", "-pk")
        .first()
        if charges
        else None
    )


def letter_words(registration_id: int) -> dict[str, Any] | None:
    """What a letter says about paying, as plain values in the active language; None when there is nothing to pay."""
    fees = fees_of(registration_id)
    if fees is None:
        return None
    words: dict[str, Any] = {
        "lines": [{"words": line.words, "amount": yen(line.amount), "how": line.how} for line in fees.lines],
        "total": yen(fees.total),
        "at_door": yen(fees.at_door) if fees.at_door else "",
        "to_transfer": "",
    }
    if fees.slip is None or not fees.to_transfer:
        return words
    bank = bank_account()
    return words | {
        "to_transfer": yen(fees.to_transfer),
        "due_on": fees.slip.due_on,
        "reference": fees.slip.reference,
        "typed": fees.typed,
        "bank": asdict(bank) if bank else None,
    }


def kana_of(slip: Slip) -> str:
    """The name the payer of a slip said to pay under, empty when nothing was said."""
    said = PayerName.objects.filter(person=slip.person_id, organisation=slip.organisation_id)
    return said.values_list("kana", flat=True).first() or ""
