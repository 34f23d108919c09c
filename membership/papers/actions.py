"""The only writer of numbered papers: issuing under the counter's lock, issuing again, voiding, sending."""

from collections.abc import Callable
from datetime import date, datetime

from django.db import transaction

from membership.papers.choices import Series
from membership.papers.models import NumberSeries, Paper
from membership.papers.pdf import check_letters
from membership.papers.rules import PaperError, Record, number_of
from network.association.dates import FiscalYear
from network.audit.actions import record as note
from network.once import insert_once

SUBJECT = "membership.paper"


@transaction.atomic
def issue(
    series: Series,
    *,
    year: FiscalYear,
    words: Callable[[str], Record],
    amount: int,
    person_id: int | None = None,
    organisation_id: int | None = None,
    invoice_id: int | None = None,
    made_by: int | None,
    now: datetime,
    own_number: str = "",
) -> Paper:
    """Give a paper the next number of its series and year, and keep its words. Nobody is told.

    `own_number` is what stands on a handwritten one. Raises PaperError number_taken where another one has it.

    `words` makes the record once the number is known. The counter's row stays locked until commit, so numbers have
    no gaps: whoever rolls back gives theirs to the next. Raises MissingLetterError, and then no number is used;
    and PaperError number_taken where the year has a paper of this series with that number.
    """
    serial = _next(series, year)
    number = own_number or number_of(year, serial)
    if (
        own_number
        and Paper.objects.filter(series=series, fiscal_year=year.starting_year, number=own_number).exists()
    ):
        raise PaperError("number_taken")
    record = words(number)
    check_letters(record)
    paper = Paper.objects.create(
        series=series,
        fiscal_year=year.starting_year,
        serial=serial,
        number=number,
        person_id=person_id,
        organisation_id=organisation_id,
        invoice_id=invoice_id,
        amount=amount,
        title=record.title,
        record=dict(record.fields),
        issued_at=now,
        issued_by=made_by,
    )
    note(
        actor_id=made_by,
        verb="issued",
        subject=SUBJECT,
        subject_id=paper.pk,
        details={"series": series.value, "amount": amount},
    )
    return paper


@transaction.atomic
def reissue(paper: Paper, *, on: date, made_by: int | None) -> Paper:
    """Let copies say from now on that they were issued again, and when; number and words stay.

    Raises PaperError: void.
    """
    locked = _locked(paper)
    if locked.voided_on:
        raise PaperError("void")
    locked.reissued_on = on
    locked.save(update_fields=["reissued_on"])
    note(actor_id=made_by, verb="reissued", subject=SUBJECT, subject_id=locked.pk)
    return locked


@transaction.atomic
def void(paper: Paper, *, reason: str, on: date, made_by: int | None) -> Paper:
    """Declare a paper void; its number stays in the register and is never given again. Twice changes nothing."""
    locked = _locked(paper)
    if locked.voided_on is None:
        locked.voided_on, locked.void_reason = on, reason
        locked.save(update_fields=["voided_on", "void_reason"])
        note(actor_id=made_by, verb="voided", subject=SUBJECT, subject_id=locked.pk)
    return locked


def _next(series: Series, year: FiscalYear) -> int:
    insert_once(
        NumberSeries(series=series, fiscal_year=year.starting_year, last=0), unique=["series", "fiscal_year"]
    )
    counter = NumberSeries.objects.select_for_update().get(series=series, fiscal_year=year.starting_year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return counter.last


def _locked(paper: Paper) -> Paper:
    return Paper.objects.select_for_update().get(pk=paper.pk)
