"""Actions on invoices as papers: drafted without a number, looked at, issued, declared void. Sending is apart."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from membership.invoices.models import Invoice, InvoiceLine, Slip
from membership.invoices.wording import on_paper
from membership.ledger.models import Charge
from membership.ledger.rules import Payer
from membership.papers import actions as papers
from membership.papers.choices import Series
from membership.papers.models import Paper
from membership.papers.pdf import print_pdf
from membership.papers.queries import bank_account, issuer
from membership.papers.rules import (
    InvoiceWords,
    Line,
    PaperError,
    Record,
    WrongPaperError,
    addressed,
    invoice_record,
)
from network.association.dates import local_day
from network.association.queries import fiscal_year_of

DRAFT_NUMBER = "（未発行）"
DRAFT_NOTE = "下書き"


@dataclass(frozen=True)
class InvoiceForm:
    """How an invoice is to look: to whom, about what, dated when (None: left blank), with its set or alone."""

    addressee: str
    subject: str = ""
    issued_on: date | None = None
    with_set: bool = False


@transaction.atomic
def draft_invoice(
    charges: Sequence[Charge],
    *,
    payer: Payer,
    form: InvoiceForm,
    slip: Slip | None = None,
    made_by: int | None,
    now: datetime,
) -> Invoice:
    """An invoice for charges of one payer, without a number and known to nobody else.

    Raises WrongPaperError: nothing_on_it, another_payer.
    """
    if not charges:
        raise WrongPaperError("nothing_on_it")
    if any(Payer(charge.person_id, charge.organisation_id) != payer for charge in charges):
        raise WrongPaperError("another_payer")
    invoice = Invoice.objects.create(
        fiscal_year=charges[0].fiscal_year,
        slip=slip,
        person_id=payer.person_id,
        organisation_id=payer.organisation_id,
        addressee=form.addressee,
        subject=form.subject,
        issued_on=form.issued_on,
        with_set=form.with_set,
        made_at=now,
        made_by=made_by,
    )
    InvoiceLine.objects.bulk_create(
        InvoiceLine(invoice=invoice, charge=charge, amount=charge.amount) for charge in charges
    )
    return invoice


def preview(invoice: Invoice, *, now: datetime) -> bytes:
    """The PDF as it would be issued, marked as a draft. Uses no number; raises MissingLetterError."""
    return print_pdf(_words(invoice)(DRAFT_NUMBER), made_at=now, note=DRAFT_NOTE)


@transaction.atomic
def issue_invoice(invoice: Invoice, *, made_by: int | None, now: datetime) -> Paper:
    """Give a draft its number and keep its words; issued already, the same paper comes back. Nobody is told.

    The number belongs to the fiscal year of the day of issue. Raises MissingLetterError, and PaperError void.
    """
    locked = Invoice.objects.select_for_update().get(pk=invoice.pk)
    if locked.voided_at is not None:
        raise PaperError("void")
    if locked.number is not None:
        return locked.paper
    paper = papers.issue(
        Series.INVOICE,
        year=fiscal_year_of(local_day(now)),
        words=_words(locked),
        amount=sum(line.amount for line in locked.lines.all()),
        person_id=locked.person_id,
        organisation_id=locked.organisation_id,
        invoice_id=locked.pk,
        made_by=made_by,
        now=now,
    )
    locked.number = paper.number
    locked.save(update_fields=["number"])
    return paper


@transaction.atomic
def void_invoice(invoice: Invoice, *, reason: str, made_by: int | None, now: datetime) -> None:
    """Declare an invoice void; what was charged stays owed. A number it had stays in the register."""
    locked = Invoice.objects.select_for_update().get(pk=invoice.pk)
    if locked.voided_at is None:
        locked.voided_at = now
        locked.save(update_fields=["voided_at"])
        paper = Paper.objects.filter(invoice=locked).first()
        if paper is not None:
            papers.void(paper, reason=reason, on=local_day(now), made_by=made_by)


def _words(invoice: Invoice) -> Callable[[str], Record]:
    rows = invoice.lines.select_related("charge__tier", "charge__beneficiary")
    lines = [Line(on_paper(row.charge), row.amount, row.charge.tax_class) for row in rows]
    words = InvoiceWords(
        addressee=addressed(invoice.addressee, is_body=invoice.organisation_id is not None),
        lines=lines,
        issuer=issuer(),
        bank=bank_account(),
        issued_on=invoice.issued_on,
        due_on=invoice.slip.due_on if invoice.slip else None,
        reference=invoice.slip.reference if invoice.slip else "",
        subject=invoice.subject,
        with_set=invoice.with_set,
    )
    return lambda number: invoice_record(words, number)
