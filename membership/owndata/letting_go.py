"""A named trade: takes names of erased people out of papers whose years are over. Numbers, sums and dates stay."""

from datetime import datetime

from django.utils.timezone import localdate

from membership.invoices.models import Invoice
from membership.papers.models import Paper
from membership.payments.models import StatementLine
from network.association.dates import FiscalYear
from network.owndata.naming import naming
from network.owndata.registry import Part, Subject
from network.owndata.rules import erased_name, last_year_let_go, masked

# A key of a paper's record that no layout prints.
MARK = "erased"


def mark_papers(part: Part, subject: Subject, now: datetime) -> None:
    """Note on every paper that names somebody erased, whoever it was made out to, which words go when its years are over."""
    for paper in naming(Paper, ("record",), subject).iterator(chunk_size=200):
        said = [word for word in subject.words if masked(paper.record, [word], "") != paper.record]
        words = paper.record.get(MARK, {}) | {str(subject.person_id): said}
        Paper.objects.filter(pk=paper.pk).update(record=paper.record | {MARK: words})


def let_go_of_papers(now: datetime) -> int:
    """Receipts and invoices: the number stands in their words instead of the name; printed anew they show it."""
    changed = 0
    year = last_year_let_go(localdate(now))
    for paper in Paper.objects.filter(fiscal_year__lte=year, record__has_key=MARK):
        record = {key: value for key, value in paper.record.items() if key != MARK}
        for person_id, words in paper.record[MARK].items():
            record = masked(record, words, erased_name(int(person_id)))
        paper.record, paper.void_reason = record, ""
        paper.save(update_fields=["record", "void_reason"])
        changed += 1
    return changed


def let_go_of_invoices(now: datetime) -> int:
    """What the desk typed over an invoice."""
    changed = 0
    year = last_year_let_go(localdate(now))
    for invoice in Invoice.objects.filter(fiscal_year__lte=year, person__erased_at__isnull=False):
        if invoice.addressee != erased_name(invoice.person_id):
            invoice.addressee, invoice.subject = erased_name(invoice.person_id), ""
            invoice.save(update_fields=["addressee", "subject"])
            changed += 1
    return changed


def let_go_of_lines(now: datetime) -> int:
    """Lines of the bank that were booked for somebody who is erased: day and amount stay."""
    last_day = FiscalYear(last_year_let_go(localdate(now))).last_day
    old = StatementLine.objects.filter(on__lte=last_day, entry__legs__person__erased_at__isnull=False)
    ids = set(old.exclude(payer="", memo="", edi="").values_list("pk", flat=True))
    return StatementLine.objects.filter(pk__in=ids).update(payer="", memo="", edi="")
