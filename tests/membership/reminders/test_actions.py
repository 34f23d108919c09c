"""Letters that ask again: to whom, once per level, with the reference; never to those who paid or shall have peace."""

import threading
from datetime import date, timedelta

import pytest
from django.db import connection, connections

from membership.invoices.actions import bundle, make_slip
from membership.ledger import actions as ledger
from membership.ledger.actions import bill, hand_over, receive
from membership.ledger.models import Charge
from membership.ledger.queries import account, open_charges
from membership.ledger.rules import Payer, Share
from membership.payments.models import TransferFee
from membership.reminders.actions import Sent, lift_stop, send_reminders, stop_reminding
from membership.reminders.choices import StopReason
from membership.reminders.letters import paper_letter
from membership.reminders.models import Reminder, ReminderStop
from membership.reminders.queries import preview
from membership.reminders.rules import ReminderError
from membership.tiers.choices import Coverage
from network.mail.models import OutboxMessage, Suppression
from network.mail.rendering import render
from network.mail.rules import Recipient
from tests.factories.membership import (
    MembershipFactory,
    NamedCoverFactory,
    OfficeMembershipFactory,
    StatementLineFactory,
    dues,
    new_charge,
)
from tests.factories.network import (
    AffiliationFactory,
    ContactAddressFactory,
    OrganisationFactory,
    PersonFactory,
)
from tests.membership.reminders.books import APRIL, BY, NOW, TODAY, owing, with_bank_account

pytestmark = [pytest.mark.django_db, pytest.mark.capability("M8")]


@pytest.fixture(autouse=True)
def bank_account():
    with_bank_account()


def reason_of(slip, on=TODAY) -> str:
    [line] = [line for line in preview(on) if line.slip == slip]
    return line.reason.value


def due(on=TODAY) -> dict[int, int]:
    return {line.slip.pk: line.level.value for line in preview(on) if line.level}


def ask(on=TODAY) -> Sent:
    return send_reminders(due(on), on=on, **BY)


def charge_of(slip) -> Charge:
    return slip.lines.get().charge


def payer_of(slip) -> Payer:
    return Payer(slip.person_id, slip.organisation_id)


def test_letter_says_reference_and_amount_in_the_readers_language():
    japanese = owing(MembershipFactory(person=PersonFactory(email="hanako@person.example")))
    english = owing(
        MembershipFactory(person=PersonFactory(email="jo@person.example", language="en")), amount=2500
    )

    assert ask() == Sent(2, 0, 0)

    mails = {mail.to_address: mail for mail in OutboxMessage.objects.all()}
    assert {mail.key for mail in mails.values()} == {f"reminder:{japanese.pk}:1", f"reminder:{english.pk}:1"}
    words = {
        address: render(mail.template, mail.context, Recipient(address, mail.to_name, mail.language))
        for address, mail in mails.items()
    }
    hanako, jo = words["hanako@person.example"], words["jo@person.example"]
    assert hanako.subject == "お支払いのお願い（¥2,000）"
    assert f"{japanese.reference} オナマエ" in hanako.text
    assert "お振込金額：¥2,000" in hanako.text
    assert jo.subject == "Request for payment: ¥2,500"
    assert english.reference in jo.text
    assert "督促" not in hanako.text + hanako.html


def test_levels_follow_a_month_apart_and_end_after_three():
    slip = owing()
    days = [TODAY + timedelta(days=30 * month) for month in range(5)]

    reasons = []
    for day in days:
        reasons.append(reason_of(slip, day))
        ask(day)

    assert reasons == ["first", "second", "last", "all_sent", "all_sent"]
    assert list(Reminder.objects.order_by("level").values_list("level", "on")) == [
        (1, days[0]),
        (2, days[1]),
        (3, days[2]),
    ]
    assert OutboxMessage.objects.filter(template__startswith="membership/reminders/").count() == 3


def test_send_when_pressed_twice_writes_once():
    owing()
    chosen = due()

    first = send_reminders(chosen, on=TODAY, **BY)
    again = send_reminders(chosen, on=TODAY, **BY)

    assert (first, again) == (Sent(1, 0, 0), Sent(0, 0, 1))
    assert (Reminder.objects.count(), OutboxMessage.objects.count()) == (1, 1)


def test_send_when_paid_after_the_page_was_shown_passes_over():
    slip, other = owing(), owing(amount=2100)
    chosen = due()
    receive(
        account("bank"),
        amount=2000,
        on=TODAY,
        payer=payer_of(slip),
        key="line:x",
        shares=[Share(charge_of(slip).pk, 2000)],
        **BY,
    )

    sent = send_reminders(chosen, on=TODAY, **BY)

    assert sent == Sent(1, 0, 1)
    assert Reminder.objects.get().slip == other


def test_send_without_a_bank_account_is_refused():
    owing()
    chosen = due()
    with_bank_account(account_number="")

    with pytest.raises(ReminderError, match="no_bank"):
        send_reminders(chosen, on=TODAY, **BY)
    assert not Reminder.objects.exists()


def test_credit_left_keeps_a_letter_back():
    slip = owing()
    assert reason_of(slip) == "first"

    receive(account("bank"), amount=300, on=TODAY, payer=payer_of(slip), key="line:y", **BY)

    assert reason_of(slip) == "credit"


def test_money_of_nobody_known_keeps_a_letter_of_that_amount_back():
    slip, other = owing(), owing(amount=2100)

    receive(account("bank"), amount=2000, on=TODAY, payer=Payer(), key="line:z", **BY)

    assert (reason_of(slip), reason_of(other)) == ("line_waits", "first")


@pytest.mark.parametrize("state", ["open", "later"])
def test_waiting_line_keeps_letters_of_that_amount_back(state):
    slip, other = owing(), owing(amount=2100)

    StatementLineFactory(amount=2000, state=state)

    assert (reason_of(slip), reason_of(other)) == ("line_waits", "first")


def test_line_that_was_decided_keeps_nothing_back():
    slip = owing()

    StatementLineFactory(amount=2000, state="closed")
    StatementLineFactory(amount=-2000)

    assert reason_of(slip) == "first"


def test_waiting_line_of_all_that_a_payer_owes_keeps_each_letter_back():
    membership = MembershipFactory()
    slips = [owing(membership), owing(membership, amount=2100, fiscal_year=2025, due_on=date(2026, 6, 30))]

    StatementLineFactory(amount=4100)

    assert [reason_of(slip) for slip in slips] == ["line_waits", "line_waits"]


def test_waiting_line_short_by_a_usual_fee_keeps_a_letter_back():
    slip, other = owing(), owing(amount=2100)
    TransferFee.objects.get_or_create(amount=330)

    StatementLineFactory(amount=1670)

    assert (reason_of(slip), reason_of(other)) == ("fee_waits", "first")


def test_address_that_is_suppressed_or_came_back_gets_nothing():
    suppressed, came_back, fine = (
        owing(MembershipFactory(person=PersonFactory(email=address)))
        for address in ("A@person.example", "b@person.example", "c@person.example")
    )
    Suppression.objects.create(address="a@person.example", reason="bounce")
    for number, (address, state) in enumerate(
        [("b@person.example", "bounced"), ("c@person.example", "bounced"), ("c@person.example", "sent")]
    ):
        OutboxMessage.objects.create(
            key=f"old:{number}",
            recipient_key=address,
            to_address=address,
            language="ja",
            template="t",
            message_id=f"<{number}@x>",
            state=state,
            next_try_at=NOW,
        )

    reasons = [reason_of(slip) for slip in (suppressed, came_back, fine)]

    assert reasons == ["mail_came_back", "mail_came_back", "first"]


def test_dues_of_whom_an_organisation_covers_are_not_asked():
    office = OfficeMembershipFactory()
    works_there = AffiliationFactory(organisation=office.organisation, until=None).person
    left = AffiliationFactory(organisation=office.organisation, until=date(2026, 8, 31)).person
    named = NamedCoverFactory(membership__tier__coverage=Coverage.NAMED).person
    slips = [owing(MembershipFactory(person=person)) for person in (works_there, named, left)]

    assert [reason_of(slip) for slip in slips] == ["covered", "covered", "first"]


def test_fee_of_an_event_is_asked_even_of_somebody_covered():
    office = OfficeMembershipFactory()
    person = AffiliationFactory(organisation=office.organisation).person
    [charge] = bill([new_charge(3000, kind="event", payer=Payer(person_id=person.pk))], on=APRIL, **BY)
    slip = make_slip([charge], payer=Payer(person_id=person.pk), due_on=charge.due_on, **BY)

    assert reason_of(slip) == "first"


def test_dues_an_organisation_took_over_are_asked_of_it_alone():
    taken, kept, doubled = owing(), owing(amount=2100), owing(amount=2200)
    organisation = OrganisationFactory()
    hand_over(charge_of(taken), to=Payer(organisation_id=organisation.pk), **BY)
    bill(
        [
            dues(
                MembershipFactory(person=PersonFactory()),
                payer=Payer(organisation_id=organisation.pk),
                beneficiary_id=doubled.person_id,
                amount=9000,
            )
        ],
        on=APRIL,
        **BY,
    )

    reasons = [reason_of(slip) for slip in (taken, kept, doubled)]

    assert reasons == ["organisation_pays", "first", "organisation_pays"]


def test_bundle_is_asked_once_of_the_organisations_mailbox():
    organisation = OrganisationFactory()
    ContactAddressFactory(organisation=organisation, email="soumu@office.example")
    slips = [owing(amount=2000 + place) for place in range(2)]
    charges = [charge_of(slip) for slip in slips]
    bundle(charges, payer=Payer(organisation_id=organisation.pk), due_on=date(2026, 7, 31), **BY)

    sent = ask()

    assert sent == Sent(1, 0, 0)
    mail = OutboxMessage.objects.get()
    assert (mail.to_address, mail.context["total"], len(mail.context["lines"])) == (
        "soumu@office.example",
        "¥4,001",
        2,
    )


def test_newer_slip_is_asked_and_levels_go_on():
    slip = owing()
    ask()
    newer = make_slip([charge_of(slip)], payer=payer_of(slip), due_on=slip.due_on, **BY)
    later = TODAY + timedelta(days=30)

    assert (reason_of(slip, later), reason_of(newer, later)) == ("asked_anew", "second")


def test_charge_without_a_slip_is_named():
    bill([new_charge()], on=APRIL, **BY)

    [line] = preview(TODAY)

    assert (line.reason.value, line.slip, line.total) == ("no_slip", None, 2000)


def test_due_day_that_was_moved_is_waited_for():
    slip = owing()
    Charge.objects.update(due_on=TODAY)

    assert reason_of(slip) == "not_due"


def test_stop_holds_until_its_day_and_until_taken_back():
    slip = owing()

    stop_reminding(payer_of(slip), reason=StopReason.AGREED, until=TODAY, **BY)
    on_the_day, after = reason_of(slip), reason_of(slip, TODAY + timedelta(days=1))
    stop = stop_reminding(payer_of(slip), reason=StopReason.OTHER, until=None, **BY)
    without_end = reason_of(slip, TODAY + timedelta(days=900))
    lifted = [lift_stop(stop, **BY), lift_stop(stop, **BY)]

    assert (on_the_day, after, without_end, reason_of(slip)) == ("stopped", "first", "stopped", "first")
    assert (lifted, ReminderStop.objects.count()) == ([True, False], 1)


def test_stop_of_nobody_is_refused():
    with pytest.raises(ReminderError, match="unknown_payer"):
        stop_reminding(Payer(), reason=StopReason.OTHER, until=None, **BY)


def test_letter_without_an_address_is_printed_as_long_as_something_is_open():
    slip = owing(MembershipFactory(person=PersonFactory(email="")))

    sent = ask()
    reminder = Reminder.objects.get()
    content = paper_letter(reminder)
    ledger.waive(charge_of(slip), on=TODAY, code="x", **BY)

    assert (sent, reminder.way, OutboxMessage.objects.count()) == (Sent(0, 1, 0), "print", 0)
    assert content.startswith(b"%PDF")
    assert paper_letter(reminder) is None


def test_erased_person_is_not_asked():
    slip = owing(MembershipFactory(person=PersonFactory(erased_at=NOW)))

    assert reason_of(slip) == "erased"


@pytest.mark.django_db(transaction=True, serialized_rollback=False)
def test_two_treasurers_at_once_send_each_letter_once():
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("threads need a database file; SQLite lets one writer in at a time anyway")
    ledger.lay_accounts()
    with_bank_account()
    for place in range(6):
        owing(amount=2000 + place)
    chosen = due()
    sent, failures, barrier = [], [], threading.Barrier(2)

    def work():
        barrier.wait()
        try:
            sent.append(send_reminders(chosen, on=TODAY, **BY))
        except Exception as failure:
            failures.append(failure)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _treasurer in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    assert sorted(one.mailed for one in sent) == [0, 6]
    assert (Reminder.objects.count(), OutboxMessage.objects.count(), open_charges().count()) == (6, 6, 6)
