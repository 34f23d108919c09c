"""Numbers without gaps, and papers that keep theirs."""

import threading
from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, connection, connections, transaction
from django.db.models import QuerySet

from membership.papers.actions import issue, reissue, void
from membership.papers.choices import Series
from membership.papers.models import NumberSeries, Paper
from membership.papers.queries import gaps, note_of, papers_of, record_of
from membership.papers.rules import Issuer, Line, MissingLetterError, PaperError, ReceiptWords, receipt_record
from network.association.dates import FiscalYear
from network.audit.models import AuditEntry
from tests.factories.network import PersonFactory

pytestmark = pytest.mark.capability("M4")

NOW = datetime(2026, 4, 1, 3, 0, tzinfo=UTC)
DAY = date(2026, 4, 1)
YEAR = FiscalYear(2026)
WRITERS, EACH = 8, 25


def receipt(name="見本 花子　様"):
    words = ReceiptWords(name, [Line("2026年度会費", 2000)], Issuer("見本の会"), DAY, "2026年度会費")
    return lambda number: receipt_record(words, number)


def issued(series=Series.RECEIPT, year=YEAR, **more):
    return issue(series, year=year, words=receipt(), amount=2000, made_by=7, now=NOW, **more)


@transaction.atomic
def issue_and_fail():
    issued()
    raise ZeroDivisionError


@pytest.mark.django_db
def test_numbers_count_by_series_and_year():
    numbers = [
        issued().number,
        issued().number,
        issued(Series.INVOICE).number,
        issued(year=FiscalYear(2027)).number,
        issued().number,
    ]

    assert numbers == ["R8-000001", "R8-000002", "R8-000001", "R9-000001", "R8-000003"]
    assert gaps() == []


@pytest.mark.django_db
def test_issue_keeps_words_owner_and_a_trace_without_names():
    person = PersonFactory()

    paper = issued(person_id=person.pk)

    assert list(papers_of(person_id=person.pk)) == [paper]
    assert record_of(Paper.objects.get()) == receipt()("R8-000001")
    trace = AuditEntry.objects.get()
    assert (trace.verb, trace.subject, trace.subject_id) == ("issued", "membership.paper", str(paper.pk))
    assert trace.details == {"series": "receipt", "amount": 2000}


@pytest.mark.django_db
def test_issue_when_a_letter_is_missing_uses_no_number():
    with pytest.raises(MissingLetterError):
        issue(Series.RECEIPT, year=YEAR, words=receipt("\U0002a6d6　様"), amount=2000, made_by=7, now=NOW)

    assert issued().number == "R8-000001"


@pytest.mark.django_db
def test_issue_when_its_transaction_fails_leaves_the_number_to_the_next():
    issued()
    with pytest.raises(ZeroDivisionError):
        issue_and_fail()

    assert issued().number == "R8-000002"
    assert gaps() == []


@pytest.mark.django_db
def test_void_and_reissue_keep_the_number():
    first, second = issued(), issued()

    again = reissue(first, on=date(2026, 5, 1), made_by=7)
    gone = void(second, reason="宛名違い", on=date(2026, 5, 2), made_by=7)
    third = issued()

    assert (again.number, note_of(again)) == ("R8-000001", "再発行　2026年（令和8年）5月1日")
    assert (gone.number, note_of(gone)) == ("R8-000002", "無効　2026年（令和8年）5月2日")
    assert (third.number, note_of(third)) == ("R8-000003", "")
    with pytest.raises(PaperError, match="void"):
        reissue(gone, on=date(2026, 5, 3), made_by=7)


@pytest.mark.django_db
def test_void_when_done_twice_keeps_the_first_day():
    paper = issued()
    void(paper, reason="宛名違い", on=date(2026, 5, 2), made_by=7)
    void(paper, reason="another", on=date(2026, 6, 2), made_by=7)

    kept = Paper.objects.get()
    assert (kept.voided_on, kept.void_reason) == (date(2026, 5, 2), "宛名違い")
    assert AuditEntry.objects.filter(verb="voided").count() == 1


@pytest.mark.django_db
def test_gaps_when_a_paper_is_missing_names_its_series():
    issued()
    issued()
    Paper.objects.filter(serial=1).delete()

    assert gaps() == [("receipt", 2026)]


def write(numbers, *, fails, each=EACH):
    """Issue papers over a connection of one's own; every fifth transaction is rolled back."""
    try:
        for turn in range(each):
            try:
                with transaction.atomic():
                    paper = issued()
                    if fails and turn % 5 == 0:
                        raise ZeroDivisionError
                numbers.append(paper.serial)
            except ZeroDivisionError:
                continue
    finally:
        connections.close_all()


def eight_writers(*, fails, each=EACH):
    numbers: list[int] = []
    threads = [
        threading.Thread(target=write, args=(numbers,), kwargs={"fails": fails, "each": each})
        for _ in range(WRITERS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(numbers)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="on SQLite a transaction is alone anyway")
@pytest.mark.parametrize(
    ("fails", "each"),
    [
        pytest.param(False, EACH, id="all commit"),
        pytest.param(True, EACH, id="some roll back"),
        pytest.param(True, 500, id="a whole association's year", marks=pytest.mark.full),
    ],
)
def test_numbers_when_eight_write_at_once_have_no_gap(fails, each, prove_figure):
    numbers = eight_writers(fails=fails, each=each)

    kept = WRITERS * (each - each // 5 if fails else each)
    assert numbers == list(range(1, kept + 1))
    assert gaps() == []
    assert NumberSeries.objects.get().last == kept
    prove_figure(f"8 writers at once, every fifth rolled back: numbers 1 to {kept} without a gap")


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="on SQLite a transaction is alone anyway")
def test_eight_writers_without_the_lock_do_collide(monkeypatch):
    """The proof bites: a counter read without its lock gives a number twice, and the register refuses it."""
    monkeypatch.setattr(QuerySet, "select_for_update", lambda self, **kwargs: self)
    refused: list[str] = []

    def collide():
        try:
            write([], fails=False)
        except IntegrityError as error:
            refused.append(str(error))

    threads = [threading.Thread(target=collide) for _ in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert any("paper_number_once" in text for text in refused)
