"""Receipts for money that came in: once each, for whoever paid or for each person paid for."""

from datetime import UTC, date, datetime

import pytest

from membership.ledger import actions as ledger
from membership.ledger.queries import account, credit_of
from membership.ledger.rules import NewCharge, Payer, Share
from membership.papers.actions import void
from membership.papers.models import Paper
from membership.papers.queries import gaps, note_of
from membership.papers.rules import MissingLetterError, PaperError
from membership.papers.sending import send_paper
from membership.receipts.actions import enter_handwritten, issue_receipts
from membership.receipts.queries import waiting_credits, without_payment
from tests.factories.membership import MembershipFactory
from tests.factories.network import OrganisationFactory, PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.capability("M4")]

NOW = datetime(2026, 5, 11, 3, 0, tzinfo=UTC)
BILLED, PAID = date(2026, 4, 1), date(2026, 5, 8)


@pytest.fixture(autouse=True)
def accounts():
    ledger.lay_accounts()


def paid(payer, amounts, *, beneficiaries=(), key="line:1"):
    """Charges of a payer, paid by one transfer; the credit and the entry that used it."""
    beneficiaries = [*beneficiaries, *[None] * (len(amounts) - len(beneficiaries))]
    charges = ledger.bill(
        [
            NewCharge(
                kind="dues",
                key=f"{key}:{place}",
                fiscal_year=2026,
                amount=amount,
                payer=payer,
                due_on=date(2026, 6, 30),
                membership_id=MembershipFactory().pk,
                beneficiary_id=person.pk if person else None,
            )
            for place, (amount, person) in enumerate(zip(amounts, beneficiaries, strict=True))
        ],
        on=BILLED,
        made_by=7,
        now=NOW,
    )
    entry = ledger.receive(
        account("bank"), amount=sum(amounts), on=PAID, payer=payer, key=key, made_by=7, now=NOW
    )
    credit = credit_of(entry)
    used = ledger.apply_credit(
        credit, shares=[Share(charge.pk, charge.amount) for charge in charges], made_by=7, now=NOW
    )
    return credit, used


def test_receipt_names_payer_day_and_sum():
    person = PersonFactory(name="髙橋 花子")
    credit, _used = paid(Payer(person_id=person.pk), [2000])

    [paper] = issue_receipts(credit, one_each=False, made_by=7, now=NOW)

    assert (paper.number, paper.person, paper.amount) == ("R8-000001", person, 2000)
    assert paper.record["addressee"] == "髙橋 花子　様"
    assert paper.record["date"] == "2026年（令和8年）5月8日"
    assert paper.record["total"] == "¥2,000"
    assert paper.record["purpose"] == "2026年度会費"
    assert paper.record["paid_by"] == "銀行振込"


def test_receipt_when_asked_for_twice_is_issued_once():
    credit, _used = paid(Payer(person_id=PersonFactory().pk), [2000])
    issue_receipts(credit, one_each=False, made_by=7, now=NOW)

    assert issue_receipts(credit, one_each=False, made_by=7, now=NOW) == []
    assert Paper.objects.count() == 1
    assert waiting_credits() == {}


def test_receipts_for_each_person_an_organisation_paid_for():
    organisation = OrganisationFactory(name="見本市役所")
    staff = [PersonFactory(), PersonFactory()]
    payer = Payer(organisation_id=organisation.pk)
    credit, _used = paid(payer, [2000, 2000, 5000], beneficiaries=staff)

    papers = issue_receipts(credit, one_each=True, made_by=7, now=NOW)

    assert [(paper.person, paper.organisation, paper.amount) for paper in papers] == [
        (None, organisation, 5000),
        (staff[0], None, 2000),
        (staff[1], None, 2000),
    ]
    assert [paper.number for paper in papers] == ["R8-000001", "R8-000002", "R8-000003"]


def test_receipt_for_an_organisation_holds_every_line():
    organisation = OrganisationFactory(name="見本市役所")
    person = PersonFactory(name="見本 花子")
    payer = Payer(organisation_id=organisation.pk)
    credit, _used = paid(payer, [2000, 5000], beneficiaries=[person])

    [paper] = issue_receipts(credit, one_each=False, made_by=7, now=NOW)

    assert paper.record["addressee"] == "見本市役所　御中"
    assert paper.record["purpose"] == "2026年度会費　見本 花子ほか"
    assert [line["amount"] for line in paper.record["lines"]] == ["¥2,000", "¥5,000"]


def test_receipt_when_its_match_is_undone_is_named_and_a_void_one_frees_nothing():
    credit, used = paid(Payer(person_id=PersonFactory().pk), [2000])
    [paper] = issue_receipts(credit, one_each=False, made_by=7, now=NOW)
    ledger.reverse(used, on=PAID, made_by=7, now=NOW, code="wrong_match")

    assert list(without_payment()) == [paper]
    void(paper, reason="誤入金", on=date(2026, 5, 12), made_by=7)
    assert list(without_payment()) == []
    assert issue_receipts(credit, one_each=False, made_by=7, now=NOW) == []


def test_receipt_when_the_first_is_void_may_be_issued_anew():
    credit, _used = paid(Payer(person_id=PersonFactory().pk), [2000])
    [first] = issue_receipts(credit, one_each=False, made_by=7, now=NOW)
    void(first, reason="宛名違い", on=date(2026, 5, 12), made_by=7)

    [second] = issue_receipts(credit, one_each=False, made_by=7, now=NOW)

    assert (first.number, second.number) == ("R8-000001", "R8-000002")


def test_receipts_when_one_name_cannot_be_printed_are_none_at_all():
    staff = [PersonFactory(), PersonFactory(name="見本 \U0002a6d6子")]
    payer = Payer(organisation_id=OrganisationFactory().pk)
    credit, _used = paid(payer, [2000, 2000], beneficiaries=staff)

    with pytest.raises(MissingLetterError):
        issue_receipts(credit, one_each=True, made_by=7, now=NOW)

    assert Paper.objects.count() == 0


def test_receipt_when_nobody_knows_who_paid_is_refused():
    person = PersonFactory()
    [charge] = ledger.bill(
        [NewCharge("other", "cup", 2026, 500, Payer(person_id=person.pk), BILLED, wording="資料代")],
        on=BILLED,
        made_by=7,
        now=NOW,
    )
    entry = ledger.receive(
        account("cash"), amount=500, on=PAID, payer=Payer(), key="cash:1", made_by=7, now=NOW
    )
    credit = credit_of(entry)
    ledger.apply_credit(credit, shares=[Share(charge.pk, 500)], made_by=7, now=NOW)

    with pytest.raises(PaperError, match="no_payer"):
        issue_receipts(credit, one_each=False, made_by=7, now=NOW)


def test_cash_is_named_on_the_receipt():
    payer = Payer(person_id=PersonFactory().pk)
    [charge] = ledger.bill(
        [NewCharge("other", "cup", 2026, 500, payer, BILLED, wording="資料代")], on=BILLED, made_by=7, now=NOW
    )
    entry = ledger.receive(
        account("cash"),
        amount=500,
        on=PAID,
        payer=payer,
        key="cash:1",
        shares=[Share(charge.pk, 500)],
        made_by=7,
        now=NOW,
    )

    [credit] = waiting_credits()
    [paper] = issue_receipts(credit, one_each=False, made_by=7, now=NOW)

    assert credit.entry == entry
    assert (paper.record["paid_by"], paper.record["purpose"]) == ("現金", "資料代")


@pytest.mark.parametrize("payments", [1, 3])
def test_waiting_credits_ask_once_however_many(payments, django_assert_num_queries):
    for place in range(payments):
        paid(Payer(person_id=PersonFactory().pk), [2000], key=f"line:{place}")

    with django_assert_num_queries(1):
        assert len(waiting_credits()) == payments


def test_handwritten_keeps_the_number_of_its_book():
    person = PersonFactory(name="髙橋 花子")
    credit, _used = paid(Payer(person_id=person.pk), [2000, 500])

    paper = enter_handwritten(credit, number="No-0123", made_by=7, now=NOW)

    assert (paper.series, paper.number, paper.serial, paper.amount) == ("hand", "No-0123", 1, 2500)
    assert paper.record["date"] == "2026年（令和8年）5月8日"
    assert note_of(paper) == "手書きの控え"
    assert (waiting_credits(), gaps()) == ({}, [])
    assert enter_handwritten(credit, number="No-0124", made_by=7, now=NOW) is None


def test_handwritten_does_not_touch_the_printed_numbers():
    for key, number in (("line:1", "0001"), ("line:2", "0002")):
        credit, _used = paid(Payer(person_id=PersonFactory().pk), [2000], key=key)
        enter_handwritten(credit, number=number, made_by=7, now=NOW)
    credit, _used = paid(Payer(person_id=PersonFactory().pk), [2000], key="line:3")

    [printed] = issue_receipts(credit, one_each=False, made_by=7, now=NOW)

    assert (printed.number, gaps()) == ("R8-000001", [])


def test_handwritten_when_the_number_is_taken():
    first, _used = paid(Payer(person_id=PersonFactory().pk), [2000])
    enter_handwritten(first, number="0123", made_by=7, now=NOW)
    second, _used = paid(Payer(person_id=PersonFactory().pk), [2000], key="line:2")

    with pytest.raises(PaperError, match="number_taken"):
        enter_handwritten(second, number="0123", made_by=7, now=NOW)

    assert (Paper.objects.count(), gaps(), len(waiting_credits())) == (1, [], 1)


def test_handwritten_is_not_sent_and_waits_again_when_void():
    credit, _used = paid(Payer(person_id=PersonFactory().pk), [2000])
    paper = enter_handwritten(credit, number="0123", made_by=7, now=NOW)

    with pytest.raises(PaperError, match="handwritten"):
        send_paper(paper, made_by=7, now=NOW)
    gone = void(paper, reason="書き損じ", on=PAID, made_by=7)

    assert note_of(gone).startswith("無効")
    assert len(waiting_credits()) == 1


def test_handwritten_whose_payment_was_undone_is_listed():
    credit, used = paid(Payer(person_id=PersonFactory().pk), [2000])
    paper = enter_handwritten(credit, number="0123", made_by=7, now=NOW)

    ledger.reverse(used, on=PAID, made_by=7, now=NOW, code="wrong")

    assert list(without_payment()) == [paper]
