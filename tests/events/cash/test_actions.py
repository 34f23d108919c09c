"""Cash at the door: noted, counted, signed off, booked once; receipts from the same register."""

from datetime import date, timedelta

import pytest

from events.cash.actions import count_cash, give_cash_back, issue_door_receipts, sign_off, take_cash
from events.cash.models import CashSheet, CashTaking
from events.cash.queries import sheet_of
from events.cash.rules import CashError
from events.fees.choices import FeeWay
from membership.ledger.models import Entry
from membership.ledger.queries import credits_of, open_of
from membership.ledger.rules import Payer
from membership.papers.choices import Series
from membership.papers.models import Paper
from membership.papers.queries import gaps, note_of
from membership.papers.rules import PaperError
from membership.receipts.queries import waiting
from tests.events.fees.scene import charges, comes, party_of, pay, with_fee
from tests.factories.events import STARTS, meeting
from tests.membership.ledger.books import check_books

pytestmark = [pytest.mark.django_db, pytest.mark.capability("M16")]
DOOR = STARTS - timedelta(minutes=20)
EVENT_DAY = date(2026, 12, 3)
BY = {"made_by": 7, "now": STARTS + timedelta(hours=3)}


@pytest.fixture
def pool():
    return with_fee(meeting(seats=None), 3000, way=FeeWay.DOOR, tax="trust")


def gives(row, amount=3000, **more):
    return take_cash(row, **{"amount": amount, "key": f"form:{row.pk}", "taken_by": 7, "now": DOOR, **more})


def counts(pool, counted, reason=""):
    return count_cash(pool.event, counted=counted, reason=reason, **BY)


def test_cash_when_taken_is_noted_once_and_not_booked(pool):
    row = comes(pool)

    first, again = gives(row), gives(row)

    assert (first.pk, first.amount, first.taken_by) == (again.pk, 3000, 7)
    assert not Entry.objects.filter(kind="received").exists()
    [owing] = sheet_of(pool.event).rows
    assert (owing.owed, owing.taken, owing.left) == (3000, 3000, 0)


def test_sheet_when_signed_off_is_booked_in_one_step(pool):
    rows = [comes(pool) for _ in range(3)]
    for row in rows[:2]:
        gives(row)
    counts(pool, 6000)

    sheet = sign_off(pool.event, **BY)
    assert sign_off(pool.event, **BY).signed_at == sheet.signed_at

    assert (sheet.signed_by, sheet.counted_by) == (7, 7)
    assert list(Entry.objects.filter(kind="received").values_list("on", flat=True)) == [EVENT_DAY] * 2
    assert [open_of([charges(row)[0].pk])[charges(row)[0].pk] for row in rows] == [0, 0, 3000]
    balances = check_books()
    assert (balances["cash"], balances["in-trust"]) == (6000, -6000)


@pytest.mark.parametrize(
    ("counted", "account", "balance"),
    [
        pytest.param(2500, "other-expense", 500, id="less"),
        pytest.param(3200, "other-income", -200, id="more"),
    ],
)
def test_difference_when_it_is_named(pool, counted, account, balance):
    gives(comes(pool))
    counts(pool, counted, "釣銭の渡し間違い")

    sign_off(pool.event, **BY)

    balances = check_books()
    assert (balances["cash"], balances[account]) == (counted, balance)


def test_difference_when_nobody_says_why(pool):
    gives(comes(pool))
    counts(pool, 2500)

    with pytest.raises(CashError) as refused:
        sign_off(pool.event, **BY)

    assert refused.value.code == "not_explained"
    assert not Entry.objects.filter(kind="received").exists()


def test_count_when_cash_is_taken_afterwards(pool):
    gives(comes(pool))
    counts(pool, 3000)
    gives(comes(pool))

    with pytest.raises(CashError) as refused:
        sign_off(pool.event, **BY)

    assert refused.value.code == "not_counted"


def test_cash_when_struck_out(pool):
    taking = gives(comes(pool))

    assert give_cash_back(taking, **BY) is True
    assert give_cash_back(taking, **BY) is False
    assert sheet_of(pool.event).taken == 0


@pytest.mark.parametrize(
    "deed",
    [
        pytest.param(lambda row, taking: gives(row, key="late"), id="taking"),
        pytest.param(lambda row, taking: give_cash_back(taking, **BY), id="striking out"),
        pytest.param(lambda row, taking: counts(row.pool, 1), id="counting"),
    ],
)
def test_sheet_when_signed_off_stays_as_it_is(pool, deed):
    row = comes(pool)
    taking = gives(row)
    counts(pool, 3000)
    sign_off(pool.event, **BY)

    with pytest.raises(CashError) as refused:
        deed(row, taking)

    assert refused.value.code == "signed_off"


def test_cash_when_it_is_no_sum(pool):
    with pytest.raises(CashError) as refused:
        gives(comes(pool), 0)

    assert refused.value.code == "not_positive"


def test_receipts_when_some_were_written_by_hand(pool):
    by_hand, printed = comes(pool), comes(pool)
    gives(by_hand, receipt_number="手-0012")
    gives(printed)
    counts(pool, 6000)
    sign_off(pool.event, **BY)

    made = issue_door_receipts(pool.event, **BY)

    entered = Paper.objects.get(series=Series.HANDWRITTEN)
    assert (entered.number, entered.serial, entered.person_id) == ("手-0012", 1, by_hand.person_id)
    assert entered.record["paid_by"] == "現金"
    assert note_of(entered) == "手書きの控え"
    assert [(paper.number, paper.person_id) for paper in made] == [("R8-000001", printed.person_id)]
    assert made[0].record["date"] == "2026年（令和8年）12月3日"
    assert made[0].record["lines"][0]["tax"] == "預り金"
    assert (list(waiting()), gaps(), issue_door_receipts(pool.event, **BY)) == ([], [], [])


def test_receipt_number_when_the_sheet_has_it_already(pool):
    gives(comes(pool), receipt_number="12")

    with pytest.raises(CashError) as refused:
        gives(comes(pool), receipt_number="12 ")

    assert refused.value.code == "number_taken"


def test_receipt_number_when_another_event_had_it_books_nothing(pool):
    other = with_fee(meeting(seats=None), way=FeeWay.DOOR)
    for one in (pool, other):
        gives(comes(one), 1000, receipt_number="12")
        counts(one, 1000)
    sign_off(pool.event, **BY)

    with pytest.raises(PaperError) as refused:
        sign_off(other.event, **BY)

    assert refused.value.code == "number_taken"
    assert CashSheet.objects.get(event=other.event).signed_at is None
    assert check_books()["cash"] == 1000


def test_receipts_before_the_sheet_is_signed_off(pool):
    gives(comes(pool))

    with pytest.raises(CashError) as refused:
        issue_door_receipts(pool.event, **BY)

    assert refused.value.code == "not_signed"


def test_cash_when_it_is_more_than_is_owed_stays_a_deposit(pool):
    row = comes(pool)
    gives(row, 5000)
    counts(pool, 5000)

    sign_off(pool.event, **BY)

    assert credits_of(Payer(person_id=row.person_id)).get().left == 2000


def test_cash_when_a_transfer_was_forgotten_pays_the_door_first():
    pool = with_fee(meeting(seats=None))
    row = comes(pool, party_of(pool, way=FeeWay.DOOR))
    gives(row, 4500)
    counts(pool, 4500)

    sign_off(pool.event, **BY)

    transfer, door = charges(row)
    assert open_of([transfer.pk, door.pk]) == {transfer.pk: 500, door.pk: 0}


def test_cash_when_it_was_transferred_meanwhile(pool):
    row = comes(pool)
    gives(row)
    pay(row)
    counts(pool, 3000)

    sign_off(pool.event, **BY)

    assert credits_of(Payer(person_id=row.person_id)).get().left == 3000
    assert CashTaking.objects.get().entry is not None
    check_books()


def test_sheet_of_an_event_without_fees():
    assert sheet_of(meeting().event).rows == []
