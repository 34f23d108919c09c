"""The only writer of receipts: for money that came in and was applied, once each."""

from datetime import datetime

from django.db import transaction

from membership.ledger.models import Entry, Leg
from membership.papers import actions as papers
from membership.papers.choices import Series
from membership.papers.models import Paper
from membership.papers.queries import issuer
from membership.papers.rules import Line, PaperError, ReceiptWords, addressed, receipt_record
from membership.receipts.models import ReceiptLine
from membership.receipts.queries import uses_of
from membership.receipts.rules import Use, grouped, purpose_of
from network.association.dates import local_day
from network.association.queries import fiscal_year_of
from network.people.models import Person

PAID_BY = {"bank": "銀行振込", "cash": "現金"}


@transaction.atomic
def issue_receipts(credit: Leg, *, one_each: bool, made_by: int | None, now: datetime) -> list[Paper]:
    """Receipts for what a payment was used for and none confirms yet: one for its payer, or one per person paid for.

    A second call finds nothing left. Locks the payment's entry, so that two at once make one set. Nobody is told.
    Raises PaperError no_payer where nobody knows who paid, MissingLetterError; then none is issued.
    """
    Entry.objects.select_for_update().get(pk=credit.entry_id)
    return [
        _issue(credit, uses, for_person=uses[0].person_id if one_each else None, made_by=made_by, now=now)
        for uses in grouped(uses_of(credit), one_each=one_each)
    ]


@transaction.atomic
def enter_handwritten(credit: Leg, *, number: str, made_by: int | None, now: datetime) -> Paper | None:
    """Enter a receipt that was written by hand for a payment, under the number of its book; None when nothing waits.

    It confirms what the payment was used for, so that no second receipt is issued. Nobody is told. Raises PaperError:
    number_taken, no_payer; MissingLetterError.
    """
    Entry.objects.select_for_update().get(pk=credit.entry_id)
    uses = uses_of(credit)
    if not uses:
        return None
    return _issue(credit, uses, for_person=None, made_by=made_by, now=now, own_number=number)


def _issue(
    credit: Leg,
    uses: list[Use],
    *,
    for_person: int | None,
    made_by: int | None,
    now: datetime,
    own_number: str = "",
) -> Paper:
    person, organisation = credit.person, credit.organisation
    if for_person is not None:
        person, organisation = Person.objects.get(pk=for_person), None
    receiver = person or organisation
    if receiver is None:
        raise PaperError("no_payer")
    words = ReceiptWords(
        addressee=addressed(receiver.name, is_body=organisation is not None),
        lines=[Line(use.words, use.amount, use.tax) for use in uses],
        issuer=issuer(),
        received_on=credit.entry.on,
        purpose=purpose_of(uses),
        paid_by=_paid_by(credit),
    )
    paper = papers.issue(
        Series.HANDWRITTEN if own_number else Series.RECEIPT,
        own_number=own_number,
        year=fiscal_year_of(local_day(now)),
        words=lambda number: receipt_record(words, number),
        amount=sum(use.amount for use in uses),
        person_id=person.pk if person else None,
        organisation_id=organisation.pk if organisation else None,
        made_by=made_by,
        now=now,
    )
    ReceiptLine.objects.bulk_create(ReceiptLine(paper=paper, allocation_id=use.allocation_id) for use in uses)
    return paper


def _paid_by(credit: Leg) -> str:
    money = credit.entry.legs.filter(account__is_money=True).values_list("account__code", flat=True).first()
    return PAID_BY.get(money or "bank", PAID_BY["bank"])
