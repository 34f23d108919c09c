"""The desk's pages of cash: taken by whoever runs the event, signed off by whoever keeps the money."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cms.desk.queries import tasks_for
from events.cash.actions import take_cash
from events.cash.models import CashSheet, CashTaking
from events.fees.choices import FeeWay
from membership.invoices.models import Slip
from membership.papers.models import Paper
from network.mail.models import OutboxMessage
from network.people.choices import Role
from tests.events.fees.scene import amounts, comes, with_fee
from tests.events.registration.scene import coming
from tests.factories.network import account_with_role

pytestmark = [pytest.mark.django_db, pytest.mark.capability("M16")]
SHEET_QUERIES = 13


@pytest.fixture
def pool():
    return with_fee(coming(seats=None), 3000, way=FeeWay.DOOR)


@pytest.fixture
def treasurer(db):
    return account_with_role(Role.TREASURER)


def url(name, pool, *arguments):
    return reverse(f"event_cash:{name}", args=[pool.event_id, *arguments])


def gives(row, amount=3000, **more):
    return take_cash(row, amount=amount, key=f"k{row.pk}", taken_by=None, now=timezone.now(), **more)


def test_organiser_takes_cash_and_counts(at_desk, organiser, pool):
    row = comes(pool, now=timezone.now())
    desk = at_desk(organiser)
    form = desk.get(url("take", pool, row.pk)).context["form"]
    typed = {"key": form["key"].value(), "amount": form["amount"].value(), "receipt_number": ""}

    for _ in range(2):
        desk.post(url("take", pool, row.pk), typed)
    desk.post(url("count", pool), {"counted": "3000", "reason": ""})

    [taking] = CashTaking.objects.all()
    assert (taking.amount, taking.taken_by) == (3000, organiser.pk)
    assert CashSheet.objects.get().counted == 3000
    page = desk.get(url("sheet", pool)).content.decode()
    assert row.person.name in page
    assert "締めて記帳する" not in page


def test_treasurer_signs_off_and_issues_receipts(at_desk, treasurer, pool):
    gives(comes(pool, now=timezone.now()))
    desk = at_desk(treasurer)
    assert pool.event.title in desk.get(reverse("event_cash:index")).content.decode()
    assert [task.name for task in tasks_for(treasurer, now=timezone.now())] == ["cash"]
    desk.post(url("count", pool), {"counted": "3000", "reason": ""})

    desk.post(url("sign", pool))
    desk.post(url("receipts", pool))

    assert CashSheet.objects.get().signed_by == treasurer.pk
    assert Paper.objects.get().amount == 3000
    assert pool.event.title not in desk.get(reverse("event_cash:index")).content.decode()


def test_signing_off_when_nobody_has_counted(at_desk, treasurer, pool):
    gives(comes(pool, now=timezone.now()))

    answer = at_desk(treasurer).post(url("sign", pool), follow=True)

    assert "先に現金を数えてください" in answer.content.decode()


def test_counting_when_it_is_no_number(at_desk, organiser, pool):
    gives(comes(pool, now=timezone.now()))

    answer = at_desk(organiser).post(url("count", pool), {"counted": "三千"})

    assert answer.status_code == 422
    assert CashSheet.objects.get().counted is None


def test_taking_when_it_is_no_sum(at_desk, organiser, pool):
    row = comes(pool, now=timezone.now())

    answer = at_desk(organiser).post(url("take", pool, row.pk), {"key": "k", "amount": "0"})

    assert answer.status_code == 422
    assert not CashTaking.objects.exists()


def test_cash_when_struck_out(at_desk, organiser, pool):
    taking = gives(comes(pool, now=timezone.now()))

    at_desk(organiser).post(url("give_back", pool, taking.pk))

    taking.refresh_from_db()
    assert taking.returned_at is not None


def test_everything_when_signed_off(at_desk, treasurer, pool):
    row = comes(pool, now=timezone.now())
    taking = gives(row)
    desk = at_desk(treasurer)
    desk.post(url("count", pool), {"counted": "3000"})
    desk.post(url("sign", pool))

    answers = [
        desk.post(url("take", pool, row.pk), {"key": "late", "amount": "1"}, follow=True),
        desk.post(url("give_back", pool, taking.pk), follow=True),
        desk.post(url("count", pool), {"counted": "1"}, follow=True),
    ]

    assert all("締められています" in answer.content.decode() for answer in answers)


@pytest.mark.parametrize("people", [1, 3])
def test_sheet_takes_the_same_queries_for_one_person_and_for_three(
    at_desk, treasurer, pool, people, django_assert_num_queries
):
    for _ in range(people):
        gives(comes(pool, now=timezone.now()))
    desk = at_desk(treasurer)
    desk.get(url("sheet", pool))

    with django_assert_num_queries(SHEET_QUERIES):
        answer = desk.get(url("sheet", pool))

    assert len(answer.context["found"].rows) == people


def test_whoever_did_not_pay_is_asked_to_transfer_or_let_off(at_desk, treasurer, pool):
    paid, absent, excused = (comes(pool, now=timezone.now()) for _ in range(3))
    gives(paid)
    desk = at_desk(treasurer)
    desk.post(url("count", pool), {"counted": "3000"})
    desk.post(url("sign", pool))
    assert excused.person.name in desk.get(url("free", pool, excused.pk)).content.decode()

    desk.post(url("free", pool, excused.pk))
    for _ in range(2):
        desk.post(url("ask", pool))

    assert amounts(excused) == []
    [slip] = Slip.objects.filter(withdrawn_at=None)
    assert (slip.person_id, slip.total) == (absent.person_id, 3000)
    assert slip.due_on == timezone.localdate() + timedelta(days=14)
    [letter] = OutboxMessage.objects.filter(template="events/registration/fee_asked")
    assert letter.context["fee"]["reference"] == slip.reference
    assert "請求はありません" in desk.get(url("free", pool, excused.pk)).content.decode()
