"""Charges follow seats: made once when a seat is somebody's, given back when it is given up in time."""

from datetime import date, timedelta

import pytest

from events.fees.actions import charge_seats
from events.fees.choices import FeeWay, Outcome
from events.fees.models import SeatCharge
from events.fees.queries import fees_of
from events.registration import actions
from events.registration.choices import Letter, Refusal, RegistrationState
from events.registration.models import Registration
from membership.invoices.models import Slip
from membership.ledger.models import Charge
from membership.ledger.queries import credit_of, credits_of, open_of
from membership.ledger.rules import Payer
from membership.receipts.actions import issue_receipts
from membership.receipts.queries import without_payment
from network.jobs.models import Job
from network.mail.models import OutboxMessage
from tests.events.fees.scene import (
    LECTURE,
    PARTY,
    amounts,
    charges,
    comes,
    leaves,
    party_of,
    pay,
    with_fee,
)
from tests.events.registration.scene import TYPED
from tests.factories.events import NOW, meeting
from tests.factories.network import PersonFactory
from tests.membership.ledger.books import check_books
from tests.membership.reminders.books import with_bank_account

pytestmark = [pytest.mark.django_db, pytest.mark.capability("M16")]
CONFIRMED, WAITING = RegistrationState.CONFIRMED, RegistrationState.WAITING


def letters(registration):
    rows = OutboxMessage.objects.filter(to_address=registration.person.email).order_by("pk")
    return [row.template.rpartition("/")[2] for row in rows]


def newest(registration):
    return OutboxMessage.objects.filter(to_address=registration.person.email).latest("pk")


def test_seat_and_part_when_they_cost_something():
    with_bank_account()
    pool = with_fee(meeting())
    party = party_of(pool)

    row = comes(pool, party)

    lecture, gathering = charges(row)
    assert (lecture.amount, lecture.tax_class, lecture.kind, lecture.fiscal_year) == (
        1000,
        "none",
        "event",
        2026,
    )
    assert (gathering.amount, gathering.tax_class) == (4000, "trust")
    assert {lecture.person_id, gathering.person_id} == {row.person_id}
    assert gathering.wording == f"{pool.event.title}　懇親会"
    assert lecture.due_on == date(2026, 12, 2)
    [slip] = Slip.objects.all()
    assert (slip.total, slip.person_id) == (5000, row.person_id)
    told = newest(row).context["fee"]
    assert (told["total"], told["to_transfer"], told["reference"]) == ("¥5,000", "¥5,000", slip.reference)
    assert told["bank"]["holder"] == "ミホンノカイ"
    check_books()


def test_event_when_nothing_costs_anything():
    row = comes(meeting())

    assert not Charge.objects.exists()
    assert "fee" not in newest(row).context


def test_waiting_people_when_seats_cost_something_are_charged_once_promoted():
    pool = with_fee(meeting(seats=1))
    first, second = comes(pool), comes(pool)
    assert (second.state, amounts(second)) == (WAITING, [])

    leaves(first)

    second.refresh_from_db()
    assert (second.state, amounts(second)) == (CONFIRMED, [LECTURE])
    assert newest(second).context["fee"]["total"] == "¥1,000"
    assert amounts(first) == []
    check_books()


def test_place_at_a_part_when_promoted_later_stands_on_one_new_slip():
    pool = with_fee(meeting(seats=None))
    party = party_of(pool, seats=1)
    first, second = comes(pool, party), comes(pool, party)
    assert amounts(second) == [LECTURE]
    alone = Slip.objects.get(person=second.person_id)

    leaves(first)

    alone.refresh_from_db()
    assert amounts(second) == [LECTURE, PARTY]
    assert alone.withdrawn_at is not None
    assert Slip.objects.get(person=second.person_id, withdrawn_at=None).total == 5000


def test_visitor_when_the_address_is_confirmed():
    pool = with_fee(meeting())
    guest = actions.Guest(name=TYPED["name"], email=TYPED["email"])
    held = actions.register_guest(pool.event_id, guest=guest, wish=actions.Wish(), now=NOW)
    assert not SeatCharge.objects.exists()

    row = actions.confirm_address(held, now=NOW)

    assert amounts(row) == [LECTURE]
    assert newest(row).context["fee"]["total"] == "¥1,000"


def test_charging_when_asked_for_twice():
    pool = with_fee(meeting())
    row = comes(pool)
    row.event.has_fees = True

    assert charge_seats(pool.event, [row], now=NOW) == 0
    assert (comes(pool, person=row.person).pk, amounts(row)) == (row.pk, [LECTURE])


def test_fee_when_it_changes_concerns_who_comes_from_then_on():
    pool = with_fee(meeting())
    before = comes(pool)
    with_fee(pool, 1500)

    assert (amounts(before), amounts(comes(pool))) == ([1000], [1500])


def test_fee_when_it_is_taken_off_is_still_given_back():
    pool = with_fee(meeting())
    row = comes(pool)
    actions.set_fee(pool, None, actor_id=None)

    leaves(row)

    assert amounts(row) == []
    assert newest(row).context["fee_outcome"] == Outcome.TAKEN_BACK


def test_cancelling_when_nothing_is_paid():
    row = comes(with_fee(meeting()))

    leaves(row)

    [charge] = charges(row, living=False)
    assert open_of([charge.pk]) == {charge.pk: 0}
    assert not Slip.objects.filter(withdrawn_at=None).exists()
    assert newest(row).context["fee_outcome"] == Outcome.TAKEN_BACK
    check_books()


def test_cancelling_when_it_is_paid_leaves_a_deposit_to_pay_back():
    row = comes(with_fee(meeting()))
    pay(row)

    leaves(row)

    [credit] = credits_of(Payer(person_id=row.person_id))
    assert credit.left == 1000
    assert newest(row).context["fee_outcome"] == Outcome.TO_PAY_BACK
    assert check_books()["event-fees"] == 0


def test_cancelling_after_the_day_until_which_fees_are_given_back():
    row = comes(with_fee(meeting(), until=date(2026, 11, 20)))
    pay(row)

    leaves(row)

    assert amounts(row) == [LECTURE]
    assert newest(row).context["fee_outcome"] == Outcome.KEPT
    assert check_books()["event-fees"] == -1000


def test_cancelling_when_only_the_party_is_past_its_day():
    pool = with_fee(meeting())
    party = party_of(pool, until=date(2026, 11, 20))
    row = comes(pool, party)
    pay(row)

    leaves(row)

    assert amounts(row) == [PARTY]
    [credit] = credits_of(Payer(person_id=row.person_id))
    assert credit.left == 1000
    balances = check_books()
    assert (balances["in-trust"], balances["event-fees"]) == (-4000, 0)


def test_coming_back_after_giving_up():
    pool = with_fee(meeting())
    row = comes(pool)
    leaves(row)

    again = comes(pool, person=row.person)

    assert (amounts(row), amounts(again)) == ([], [LECTURE])


def test_parts_when_changed_after_paying():
    pool = with_fee(meeting())
    party = party_of(pool)
    row = comes(pool, party)
    receipt = issue_receipts(credit_of(pay(row)), one_each=False, made_by=None, now=NOW)[0]

    actions.change_parts(row, part_keys=[], now=NOW)

    assert amounts(row) == [LECTURE]
    assert open_of([charges(row)[0].pk]) == {charges(row)[0].pk: 0}
    assert credits_of(Payer(person_id=row.person_id)).get().left == 4000
    assert list(without_payment()) == [receipt]
    assert letters(row)[-1] == Letter.PARTS
    check_books()


def test_parts_when_joined_later():
    pool = with_fee(meeting())
    party = party_of(pool)
    row = comes(pool)

    actions.change_parts(row, part_keys=[party.part_key], now=NOW, agreed=4000)

    assert amounts(row) == [LECTURE, PARTY]
    assert Slip.objects.get(withdrawn_at=None).total == 5000
    assert newest(row).context["parts"] == ["懇親会"]


def test_parts_when_left_and_joined_again():
    pool = meeting()
    party = party_of(pool, amount=None)
    row = comes(pool, party)

    for keys in ([], [party.part_key]):
        actions.change_parts(row, part_keys=keys, now=NOW + timedelta(seconds=len(keys)))

    assert [place.state for place in row.part_places.all()] == [CONFIRMED]


def test_parts_when_nothing_changes():
    row = comes(meeting())

    actions.change_parts(row, part_keys=[], now=NOW)

    assert letters(row) == [Letter.CONFIRMED]


@pytest.mark.parametrize(
    ("code", "prepare"),
    [
        pytest.param(Refusal.NO_PLACE, lambda row, party: leaves(row), id="the place was given up"),
        pytest.param(
            Refusal.PRICE_CHANGED, lambda row, party: with_fee(party, 5000), id="the fee has changed"
        ),
    ],
)
def test_parts_when_refused(code, prepare):
    pool = meeting()
    party = party_of(pool)
    row = comes(pool)
    prepare(row, party)

    with pytest.raises(actions.RegistrationRefusedError) as refused:
        actions.change_parts(row, part_keys=[party.part_key], now=NOW, agreed=4000)

    assert refused.value.code == code


@pytest.mark.parametrize(
    ("code", "after"),
    [
        pytest.param(Refusal.DEADLINE, timedelta(days=2), id="registration is closed"),
        pytest.param(Refusal.OVER, timedelta(days=30), id="the event has begun"),
    ],
)
def test_parts_when_too_late(code, after):
    pool = meeting(deadline=NOW + timedelta(days=1))
    party = party_of(pool)
    row = comes(pool)

    with pytest.raises(actions.RegistrationRefusedError) as refused:
        actions.change_parts(row, part_keys=[party.part_key], now=NOW + after)

    assert refused.value.code == code


def test_parts_when_left_after_the_deadline():
    pool = meeting(deadline=NOW + timedelta(days=1))
    row = comes(pool, party_of(pool))

    actions.change_parts(row, part_keys=[], now=NOW + timedelta(days=2))

    assert amounts(row) == []


def test_registering_when_the_fee_is_another_than_shown():
    pool = with_fee(meeting())

    with pytest.raises(actions.RegistrationRefusedError) as refused:
        comes(pool, agreed=900)

    assert refused.value.code == Refusal.PRICE_CHANGED
    assert not Registration.objects.exists()


def test_event_when_cancelled_gives_everything_back():
    pool = with_fee(meeting(), until=date(2026, 11, 1))
    stays, late = comes(pool), comes(pool)
    pay(stays)
    leaves(late)
    assert amounts(late) == [LECTURE]

    actions.cancel_event(pool.event, reason="大雪のため", actor_id=None)
    job = Job.objects.get(name="events.give_fees_back")
    given = actions.give_fees_back(**job.arguments | {"now": NOW})
    again = actions.give_fees_back(**job.arguments | {"now": NOW})
    actions.tell_registered(pool.event_id, letter=Letter.EVENT_CANCELLED, now=NOW)

    assert (given, again) == (2, 0)
    assert credits_of(Payer(person_id=stays.person_id)).get().left == 1000
    assert (amounts(stays), amounts(late)) == ([], [])
    assert newest(stays).context["had_fees"] is True
    check_books()


def test_money_when_it_arrives_is_told_once():
    pool = with_fee(meeting())
    row = comes(pool, party_of(pool))
    pay(row)
    jobs = [job.arguments for job in Job.objects.filter(name="events.tell_fee_received")]

    told = [actions.tell_fee_received(**arguments, now=NOW) for arguments in jobs]

    assert told == [True, True]
    assert letters(row) == [Letter.CONFIRMED, Letter.FEE_RECEIVED]
    assert newest(row).context["received"] == "¥5,000"


def test_money_when_a_fee_was_taken_back_is_not_told():
    row = comes(with_fee(meeting()))
    leaves(row)
    [job] = Job.objects.filter(name="events.tell_fee_received")

    assert actions.tell_fee_received(**job.arguments, now=NOW) is False


def test_registration_when_claimed_takes_open_fees_along():
    pool = with_fee(meeting())
    row = comes(pool)
    owner = PersonFactory()

    actions.claim(row, person=owner, now=NOW)

    assert charges(row)[0].person_id == owner.pk
    assert Slip.objects.get(withdrawn_at=None).person_id == owner.pk


def test_fee_at_the_door_needs_no_slip():
    row = comes(with_fee(meeting(), way=FeeWay.DOOR))

    assert not Slip.objects.exists()
    assert (fees_of(row.pk).at_door, charges(row)[0].due_on) == (1000, date(2026, 12, 3))
    assert newest(row).context["fee"]["at_door"] == "¥1,000"


def test_fees_when_there_are_none():
    assert fees_of(comes(meeting()).pk) is None
