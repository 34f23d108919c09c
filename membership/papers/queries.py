"""Reads of papers: the register of numbers, whose paper one is, who issues."""

from django.db.models import QuerySet
from django.utils.translation import override

from membership.papers.choices import Series
from membership.papers.models import NumberSeries, Paper
from membership.papers.pdf import print_pdf
from membership.papers.rules import BankAccount, Issuer, Record, paper_date
from network.association.queries import current

BY_HAND_NOTE = "手書きの控え"


def register() -> QuerySet[Paper]:
    """Every paper with whom it belongs to, the newest number of each series first."""
    return Paper.objects.select_related("person", "organisation")


def papers_of(*, person_id: int | None = None, organisation_id: int | None = None) -> QuerySet[Paper]:
    """What was issued to one payer, the newest first; nothing for nobody."""
    if person_id is not None:
        return Paper.objects.filter(person=person_id).order_by("-issued_at", "-pk")
    if organisation_id is not None:
        return Paper.objects.filter(organisation=organisation_id).order_by("-issued_at", "-pk")
    return Paper.objects.none()


def gaps() -> list[tuple[str, int]]:
    """Series and years whose papers are not exactly 1, 2, 3 … up to the counter; an empty list when all are whole."""
    wrong = []
    for series in NumberSeries.objects.order_by("fiscal_year", "series"):
        serials = list(
            Paper.objects.filter(series=series.series, fiscal_year=series.fiscal_year)
            .order_by("serial")
            .values_list("serial", flat=True)
        )
        if serials != list(range(1, series.last + 1)):
            wrong.append((series.series, series.fiscal_year))
    return wrong


def record_of(paper: Paper) -> Record:
    """The words of a paper as they were issued."""
    return Record(paper.title, paper.record)


def note_of(paper: Paper) -> str:
    """What a copy printed now must say beside its title; empty for the first print."""
    if paper.series == Series.HANDWRITTEN and not paper.voided_on:
        return BY_HAND_NOTE
    if paper.voided_on:
        return f"無効　{paper_date(paper.voided_on)}"
    return f"再発行　{paper_date(paper.reissued_on)}" if paper.reissued_on else ""


def pdf_of(paper: Paper) -> bytes:
    """The PDF of an issued paper, with what a copy must say now."""
    return print_pdf(record_of(paper), made_at=paper.issued_at, note=note_of(paper))


def file_name(paper: Paper) -> str:
    """receipt-R8-000123.pdf; plain letters, since mail filters and old browsers spoil others."""
    return f"{paper.series}-{paper.number}.pdf"


def issuer() -> Issuer:
    """The association as papers name it, from its settings."""
    association = current()
    return Issuer(
        name=association.name,
        address=association.address,
        phone=association.phone,
        email=association.email,
        representative_title=association.representative_title,
        representative=association.representative_name,
        responsible=association.responsible_name,
        in_charge=association.person_in_charge,
        registration_number=association.registration_number,
    )


def bank_account() -> BankAccount | None:
    """Where payers transfer to, as papers say it; None while the settings name no account."""
    association = current()
    if not association.has_bank_account:
        return None
    with override("ja"):
        kind = association.get_account_kind_display()
    return BankAccount(
        bank=_with_code(association.bank_name, association.bank_code),
        branch=_with_code(association.branch_name, association.branch_code),
        kind=kind,
        number=association.account_number,
        holder=association.account_holder,
    )


def _with_code(name: str, code: str) -> str:
    return f"{name}（{code}）" if code else name
