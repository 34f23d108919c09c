"""A year's dues: who is billed and why, once, whatever happens on the way."""

import threading
import time
from datetime import UTC, date, datetime

import pytest
from django.db import connection, connections, transaction

from membership.invoices.models import Slip, SlipLine
from membership.ledger import actions as ledger
from membership.ledger.models import Charge, Entry, LedgerAccount, Leg
from membership.members.models import Membership
from membership.renewal.actions import bill_membership, renew, start_renewal
from membership.renewal.choices import Reason
from membership.renewal.models import RenewalRun
from membership.renewal.queries import counts, line_of, preview
from membership.renewal.rules import Candidate, Verdict, judge
from membership.tiers.models import PeriodPolicy, Tier
from membership.tiers.rules import Policy, YearsDues
from network.jobs.models import Job
from network.organisations.models import Organisation
from network.people.models import Person
from tests.factories.membership import MembershipFactory, OfficeMembershipFactory, TierFactory, TierFeeFactory
from tests.membership.ledger.books import check_books

NOW = datetime(2026, 4, 1, 0, 0, tzinfo=UTC)
APRIL = date(2026, 4, 1)
BY = {"made_by": 7, "now": NOW}
KNOWN = {"membership_id": 1, "since": date(2022, 10, 13), "state": "member", "fee": 2000}


@pytest.mark.capability("M3")
@pytest.mark.parametrize(
    ("known", "verdict"),
    [
        ({}, Verdict("renews", YearsDues(2000, date(2026, 6, 30)))),
        ({"since": date(2026, 4, 1)}, Verdict("renews", YearsDues(2000, date(2026, 6, 30)))),
        ({"since": date(2026, 9, 1)}, Verdict("first_year", YearsDues(2000, date(2026, 10, 1)))),
        ({"since": date(2027, 1, 1)}, Verdict("nothing_owed")),
        ({"since": date(2027, 4, 1)}, Verdict("not_yet")),
        ({"state": "on_leave"}, Verdict("on_leave")),
        ({"state": "left"}, Verdict("ended")),
        ({"state": "lost"}, Verdict("ended")),
        ({"state": "expelled"}, Verdict("ended")),
        ({"fee": None}, Verdict("no_fee")),
        ({"fee": 0}, Verdict("nothing_owed")),
        ({"is_billed": True, "state": "left"}, Verdict("already_billed")),
    ],
    ids=str,
)
def test_judge(known, verdict):
    policy = Policy("free_late", free_from_month=1)

    found = judge(Candidate(**(KNOWN | known)), policy=policy, fiscal_year=2026)

    assert (found, found.is_billed) == (verdict, verdict.dues is not None)


@pytest.fixture
def circle(db):
    """Members of every kind: twelve that owe, five that do not."""
    tier = TierFeeFactory().tier
    office = TierFeeFactory(tier=TierFactory(coverage="everybody"), amount=5000).tier
    for _member in range(9):
        MembershipFactory(tier=tier)
    for _office in range(2):
        OfficeMembershipFactory(tier=office)
    MembershipFactory(tier=tier, since=date(2026, 4, 2))
    MembershipFactory(tier=tier, until=date(2026, 3, 31))
    MembershipFactory(tier=tier, since=date(2027, 4, 1))
    MembershipFactory()
    for kind in ("on_leave", "lost"):
        MembershipFactory(tier=tier).decisions.create(kind=kind, on=APRIL, made_at=NOW)


def run_now():
    return renew(RenewalRun.objects.create(fiscal_year=2026, on=APRIL, made_by=7, made_at=NOW).pk)


def outcome():
    return (
        list(Charge.objects.order_by("key").values_list("key", "amount", "person", "organisation", "due_on")),
        list(Slip.objects.order_by("key").values_list("key", "reference", "total", "due_on")),
        sorted(SlipLine.objects.values_list("slip__key", "charge__key", "amount")),
        sorted(Leg.objects.values_list("account__code", "amount", "charge__key"), key=str),
        Entry.objects.count(),
    )


@pytest.mark.capability("M3")
def test_preview_names_every_membership_and_reason(circle):
    lines = preview(2026, on=APRIL)

    assert {line.membership.pk for line in lines} == set(Membership.objects.values_list("pk", flat=True))
    assert counts(lines) == {
        Reason.RENEWS: 11,
        Reason.FIRST_YEAR: 1,
        Reason.ALREADY_BILLED: 0,
        Reason.NOT_YET: 1,
        Reason.ENDED: 2,
        Reason.ON_LEAVE: 1,
        Reason.NO_FEE: 1,
        Reason.NOTHING_OWED: 0,
    }
    assert not Charge.objects.exists()
    assert not Slip.objects.exists()


@pytest.mark.capability("M3")
def test_renew_does_what_the_preview_said(circle):
    said = {
        line.membership.pk: line.verdict.dues for line in preview(2026, on=APRIL) if line.verdict.is_billed
    }

    assert run_now() == len(said) == 12

    found = {row.membership_id: YearsDues(row.amount, row.due_on) for row in Charge.objects.all()}
    assert found == said
    assert check_books()["memo-open"] == sum(dues.amount for dues in said.values())
    assert Slip.objects.count() == 12
    assert (
        Charge.objects.filter(person__isnull=False)
        .first()
        .wording.startswith("2026年度（令和8年度） 見本会員")
    )


@pytest.mark.capability("M3")
def test_renew_again_writes_nothing(circle):
    run_now()
    before = outcome()

    assert run_now() == 0
    assert outcome() == before
    assert counts(preview(2026, on=APRIL))[Reason.ALREADY_BILLED] == 12


def test_cancelled_dues_are_not_billed_again(circle):
    run_now()
    ledger.cancel(Charge.objects.first(), on=APRIL, code="mistake", **BY)

    assert run_now() == 0


class Killed(BaseException):
    """The process ends here."""


def killed_at(statement):
    """Ends the process at the n-th statement it sends."""
    sent = iter(range(1, 10_000))

    def wrapper(execute, sql, params, many, context):
        if next(sent) == statement:
            raise Killed
        return execute(sql, params, many, context)

    return connection.execute_wrapper(wrapper)


@pytest.mark.capability("M3")
def test_renew_when_killed_anywhere_and_begun_again(circle, monkeypatch):
    monkeypatch.setattr("membership.renewal.queries.BATCH", 4)
    sent = []
    savepoint = transaction.savepoint()
    with connection.execute_wrapper(lambda execute, *call: sent.append(1) or execute(*call)):
        run_now()
    whole = outcome()
    transaction.savepoint_rollback(savepoint)
    # The association's settings are remembered for seconds: a run may ask for them or not.
    points = [1 + number * (len(sent) - 4) // 20 for number in range(20)]

    for point in points:
        savepoint = transaction.savepoint()
        with pytest.raises(Killed), killed_at(point):
            run_now()
        run = RenewalRun.objects.first() or RenewalRun.objects.create(
            fiscal_year=2026, on=APRIL, made_by=7, made_at=NOW
        )
        renew(run.pk)
        assert outcome() == whole, point
        transaction.savepoint_rollback(savepoint)

    assert len(set(points)) == 20


@pytest.mark.capability("M3")
@pytest.mark.django_db(transaction=True, serialized_rollback=False)
def test_renew_twice_at_once(request):
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("threads need a database file; SQLite lets one writer in at a time anyway")
    ledger.lay_accounts()
    PeriodPolicy.objects.get_or_create(from_year=2022)
    request.getfixturevalue("circle")
    runs = [RenewalRun.objects.create(fiscal_year=2026, on=APRIL, made_at=NOW).pk for _run in range(2)]
    billed, failures, barrier = [], [], threading.Barrier(2)

    def work(run_id):
        barrier.wait()
        try:
            billed.append(renew(run_id))
        except Exception as failure:
            failures.append(failure)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=(run_id,)) for run_id in runs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (failures, sum(billed)) == ([], 12)
    assert (Charge.objects.count(), Slip.objects.count(), SlipLine.objects.count()) == (12, 12, 12)
    check_books()


@pytest.mark.capability("M3")
def test_start_renewal_is_a_job_that_says_how_far_it_is(circle, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        run = start_renewal(2026, on=APRIL, **BY)

    run.refresh_from_db()
    job = Job.objects.get(pk=run.job_id)
    assert (run.billed, run.finished_at is not None, str(run)) == (12, True, "2026")
    assert (job.name, job.done, job.total) == ("membership.renew", 17, 17)


def test_bill_membership_of_somebody_who_joins(circle):
    membership = Membership.objects.order_by("pk").first()

    slip = bill_membership(membership, fiscal_year=2026, on=APRIL, **BY)
    again = bill_membership(membership, fiscal_year=2026, on=APRIL, **BY)

    assert (slip.total, slip.person_id, again) == (2000, membership.person_id, None)


@pytest.mark.full
@pytest.mark.capability("M3")
@pytest.mark.django_db
def test_renew_a_hundred_thousand(prove_figure):
    _fill(100_000)

    begun = time.perf_counter()
    assert run_now() == 100_000
    took = time.perf_counter() - begun
    bare = _bare_bulk_create()

    prove_figure(
        f"100,000 memberships on {connection.vendor}: {took:.1f} s, {took / bare:.2f} times"
        f" a bare bulk_create of the same rows ({bare:.1f} s)"
    )
    assert took <= 3 * bare


def _fill(number):
    tier = Tier.objects.get(code="individual")
    Person.objects.bulk_create((Person(name=f"見本 {n}") for n in range(number)), batch_size=1000)
    Membership.objects.bulk_create(
        (
            Membership(tier=tier, person_id=pk, since=date(2022, 10, 13))
            for pk in Person.objects.order_by("pk").values_list("pk", flat=True)
        ),
        batch_size=1000,
    )
    assert not Organisation.objects.exists()


def _bare_bulk_create():
    """The same rows once more, with keys of their own, in batches of the same size: nothing decided, nothing locked."""
    charges = list(Charge.objects.order_by("pk"))
    slips = list(Slip.objects.order_by("pk"))
    memo = LedgerAccount.objects.get(code="memo-open")
    begun = time.perf_counter()
    for start in range(0, len(charges), 500):
        with transaction.atomic():
            rows = charges[start : start + 500]
            for row in rows:
                row.pk, row.key = None, f"again:{row.key}"
            made = Charge.objects.bulk_create(rows)
            entry = Entry.objects.create(kind="billed", on=APRIL, fiscal_year=2026, made_at=NOW)
            Leg.objects.bulk_create(
                [Leg(entry=entry, account=memo, amount=row.amount, charge=row) for row in made]
            )
            papers = slips[start : start + 500]
            for paper in papers:
                paper.pk, paper.key, paper.reference = (
                    None,
                    f"again:{paper.key}",
                    f"0{int(paper.reference) // 10}",
                )
            Slip.objects.bulk_create(papers)
            SlipLine.objects.bulk_create(
                [
                    SlipLine(slip=paper, charge=row, amount=row.amount)
                    for paper, row in zip(papers, made, strict=True)
                ]
            )
    return time.perf_counter() - begun


@pytest.mark.django_db
@pytest.mark.capability("M3")
def test_preview_when_the_year_has_not_begun_leaves_out_who_goes_at_its_end():
    fee = TierFeeFactory(fiscal_year=2027)
    leaves, stays = (
        MembershipFactory(tier=fee.tier, until=until) for until in (date(2027, 3, 31), date(2027, 4, 1))
    )

    reasons = {line.membership.pk: line.reason for line in preview(2027, on=date(2027, 3, 15))}

    assert (reasons[leaves.pk], reasons[stays.pk]) == (Reason.ENDED, Reason.RENEWS)
    assert line_of(leaves, 2027, on=date(2027, 3, 15)).reason == Reason.ENDED
