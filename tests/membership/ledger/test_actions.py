"""Money: owed, arrived, applied, paid back, undone."""

from datetime import date, timedelta

import pytest
from django.utils.translation import override

from membership.ledger import actions, queries
from membership.ledger.models import Allocation, Charge, Entry, LedgerAccount, LedgerYear, Leg
from membership.ledger.posting import post
from membership.ledger.queries import balances, credit_of, credits_left, credits_of, left_of, open_of
from membership.ledger.rules import LedgerError, Line, Payer, Share, Stamp
from membership.signals import invoice_settled
from network.audit.models import AuditEntry
from network.audit.queries import head, verify
from tests.factories.membership import dues, new_charge
from tests.factories.network import OrganisationFactory, PersonFactory

from .books import check_books
from .conftest import MAY, NOW

pytestmark = pytest.mark.usefixtures("guarded")
MARCH, APRIL = date(2026, 3, 20), date(2026, 4, 1)
BY = {"made_by": 7, "now": NOW}


@pytest.fixture
def payer():
    return Payer(person_id=PersonFactory().pk)


@pytest.fixture
def charge(payer):
    return billed(new_charge(2000, payer=payer))


@pytest.fixture
def settled():
    heard = []

    def hear(sender, charge_id, about, **news):
        heard.append((charge_id, about))

    invoice_settled.connect(hear)
    yield heard
    invoice_settled.disconnect(hear)


def billed(new, on=MAY):
    [made] = actions.bill([new], on=on, **BY)
    return made


def credit(bank, amount, payer, *, on=MAY, key="line:1"):
    return credit_of(actions.receive(bank, amount=amount, on=on, payer=payer, key=key, **BY))


def codes(entry):
    return {(leg.account.code, leg.amount) for leg in entry.legs.select_related("account")}


def refused(wanted, call, /, *args, **kwargs):
    before = Leg.objects.count()
    with pytest.raises(LedgerError) as refusal:
        call(*args, **kwargs)
    assert refusal.value.code == wanted
    assert Leg.objects.count() == before
    check_books()


def test_bill_is_memo_only(payer):
    charge = billed(dues(amount=2000))

    assert codes(Entry.objects.get()) == {("memo-open", 2000), ("memo-billed", -2000)}
    assert open_of([charge.pk]) == {charge.pk: 2000}
    assert list(queries.open_charges()) == [charge]
    assert list(queries.entries_of(charge)) == [Entry.objects.get()]
    assert balances(2026)["dues"] == 0


def test_bill_when_key_is_known(payer):
    one, two = new_charge(payer=payer), new_charge(payer=payer)
    billed(one)

    assert [made.key for made in actions.bill([one, two, two], on=MAY, **BY)] == [two.key]
    assert actions.bill([one], on=MAY, **BY) == []
    assert Charge.objects.count() == 2


def test_bill_when_nothing_is_asked(payer):
    refused("not_positive", actions.bill, [new_charge(0, payer=payer)], on=MAY, **BY)


def test_receive_makes_a_credit(bank, payer):
    entry = actions.receive(bank, amount=2500, on=MAY, payer=payer, key="line:1", note="n", **BY)
    again = actions.receive(bank, amount=2500, on=MAY, payer=payer, key="line:1", **BY)

    assert entry == again
    assert codes(entry) == {("bank", 2500), ("deposits", -2500)}
    assert [(leg.left, leg.person_id) for leg in credits_of(payer)] == [(2500, payer.person_id)]
    assert AuditEntry.objects.count() == 1


@pytest.mark.parametrize(
    ("kind", "year", "tax", "account"),
    [
        ("other", 2026, "none", "other-income"),
        ("event", 2026, "rate_10", "event-fees"),
        ("event", 2026, "trust", "in-trust"),
        ("event", 2027, "none", "advance"),
        ("event", 2027, "trust", "in-trust"),
        ("event", 2025, "none", "event-fees"),
    ],
)
def test_receive_with_shares_goes_where_it_belongs(bank, payer, settled, kind, year, tax, account):
    charge = billed(
        new_charge(2000, kind=kind, fiscal_year=year, tax_class=tax, payer=payer, about="event:3")
    )

    actions.receive(bank, amount=2000, on=MAY, payer=payer, key="k", shares=[Share(charge.pk, 2000)], **BY)

    stand = check_books()
    assert (stand[account], stand["bank"], stand["memo-open"]) == (-2000, 2000, 0)
    assert settled == [(charge.pk, "event:3")]
    assert queries.settled_on([charge.pk]) == {charge.pk: MAY}


def test_dues_are_income_of_the_year_they_arrive_in_and_tell_nobody(bank, settled):
    charge = billed(dues(fiscal_year=2025))
    payer = Payer(charge.person_id)

    actions.apply_credit(credit(bank, 2000, payer), shares=[Share(charge.pk, 2000)], **BY)

    assert balances(2026)["dues"] == -2000
    assert settled == []


def test_split_and_overpay(bank, payer):
    first, second = billed(new_charge(2000, payer=payer)), billed(new_charge(500, payer=payer))
    money = credit(bank, 3000, payer)

    shares = [Share(first.pk, 2000), Share(second.pk, 400)]
    actions.apply_credit(money, shares=shares, key="match:1", **BY)
    again = actions.apply_credit(money, shares=shares, key="match:1", **BY)

    assert again.key == "match:1"
    assert (left_of(money), open_of([first.pk, second.pk])) == (600, {first.pk: 0, second.pk: 100})
    assert queries.settled_on([first.pk, second.pk]) == {first.pk: MAY, second.pk: None}
    assert check_books()["deposits"] == -600


@pytest.mark.parametrize(
    ("shares", "code"),
    [
        ([], "shares_differ"),
        ([(0, 100), (0, 100)], "shares_differ"),
        ([(0, 0)], "not_positive"),
        ([(0, 2001)], "over_open"),
        ([(0, 2000)], "over_credit"),
        ([(999, 5)], "unknown_charge"),
    ],
    ids=lambda value: str(value),
)
def test_apply_credit_refuses(bank, payer, charge, shares, code):
    named = [Share(charge.pk + ahead, amount) for ahead, amount in shares]

    refused(code, actions.apply_credit, credit(bank, 1999, payer), shares=named, **BY)


def test_apply_credit_before_the_money_came(bank, payer, charge):
    money = credit(bank, 2000, payer)

    day_before = MAY - timedelta(days=1)
    refused("before_credit", actions.apply_credit, money, shares=[Share(charge.pk, 1)], on=day_before, **BY)


def test_apply_credit_when_it_is_none(bank, payer, charge):
    entry = actions.receive(bank, amount=5, on=MAY, payer=payer, key="k", **BY)
    debit = entry.legs.get(amount=5)

    assert left_of(debit) == 0
    refused("not_a_credit", actions.apply_credit, debit, shares=[Share(charge.pk, 1)], **BY)


def test_dues_of_next_year_wait_until_april(bank):
    charge = billed(dues(fiscal_year=2026), on=MARCH)
    actions.apply_credit(
        credit(bank, 2000, Payer(charge.person_id), on=MARCH), shares=[Share(charge.pk, 2000)], **BY
    )
    before = (balances(2025)["dues-advance"], balances(2025)["dues"])

    refused("not_begun", actions.recognise, 2026, on=MARCH, **BY)
    entry = actions.recognise(2026, on=APRIL, **BY)
    again = actions.recognise(2026, on=APRIL, **BY)

    assert before == (-2000, 0)
    assert codes(entry) == {("dues-advance", 2000), ("dues", -2000)}
    assert again is None
    assert (balances(2026)["dues-advance"], balances(2026)["dues"]) == (0, -2000)
    assert (balances(2025)["dues-advance"], balances(2025)["dues"]) == (-2000, 0)
    check_books()


def test_reverse_after_recognition_takes_the_income_back(bank):
    charge = billed(dues(fiscal_year=2026), on=MARCH)
    money = credit(bank, 2000, Payer(charge.person_id), on=MARCH)
    applied = actions.apply_credit(money, shares=[Share(charge.pk, 2000)], **BY)
    recognised = actions.recognise(2026, on=APRIL, **BY)

    refused("is_recognition", actions.reverse, recognised, on=MAY, code="wrong", **BY)
    actions.reverse(applied, on=MAY, code="wrong", **BY)

    assert (balances(2026)["dues-advance"], balances(2026)["dues"]) == (0, 0)
    assert (left_of(money), open_of([charge.pk])) == (2000, {charge.pk: 2000})
    check_books()


def test_accept_fee(bank, payer, charge):
    entry = actions.accept_fee(credit(bank, 1560, payer), charge_id=charge.pk, fee=440, **BY)

    assert codes(entry) >= {("deposits", 1560), ("transfer-fees", 440), ("other-income", -2000)}
    assert open_of([charge.pk]) == {charge.pk: 0}
    assert list(credits_left()) == []
    check_books()


def test_accept_fee_on_several(bank, payer):
    made = [billed(new_charge(amount, payer=payer)) for amount in (2000, 300, 200)]
    shares = [Share(charge.pk, charge.amount) for charge in made]
    money = credit(bank, 2170, payer)

    refused("shares_differ", actions.accept_fee_on, money, shares=shares[:2], fee=330, **BY)
    entry = actions.accept_fee_on(money, shares=shares, fee=330, **BY)

    uses = [(use.charge_id, use.amount) for use in entry.allocations.all()]
    assert uses == [(made[0].pk, 2000), (made[1].pk, 170)]
    check_books()


def test_refund(bank, cash, payer):
    money = credit(bank, 3000, payer)
    actions.refund(money, account=cash, amount=1000, on=MAY, key="refund:1", **BY)
    actions.refund(money, account=cash, amount=1000, on=MAY, key="refund:1", **BY)

    assert (left_of(money), check_books()["cash"]) == (2000, -1000)
    refused("over_credit", actions.refund, money, account=bank, amount=2001, on=MAY, **BY)
    refused("not_positive", actions.refund, money, account=bank, amount=0, on=MAY, **BY)
    refused("not_money", actions.refund, money, account=queries.account("dues"), amount=1, on=MAY, **BY)


def test_move_credit(bank, payer):
    money, other = credit(bank, 3000, Payer()), Payer(organisation_id=OrganisationFactory().pk)
    actions.move_credit(money, to=payer, amount=1000, on=MAY, **BY)
    actions.move_credit(money, to=other, on=MAY, **BY)

    assert [leg.left for leg in credits_of(payer)] == [1000]
    assert [leg.left for leg in credits_of(other)] == [2000]
    refused("not_positive", actions.move_credit, money, to=payer, on=MAY, **BY)
    check_books()


def test_close_as(bank, payer):
    money, interest = credit(bank, 12, Payer()), queries.account("interest")
    for code in ("memo-open", "deposits"):
        refused("not_counter_account", actions.close_as, money, account=queries.account(code), code="x", **BY)

    entry = actions.close_as(money, account=interest, code="interest", key="close:1", **BY)

    assert (entry.on, entry.code, codes(entry)) == (MAY, "interest", {("deposits", 12), ("interest", -12)})
    check_books()


def test_book_money_out(bank, cash):
    fees = queries.account("transfer-fees")
    for _time in range(2):
        actions.book(bank, against=fees, amount=-330, on=MAY, key="line:9", code="fee", **BY)

    assert (check_books()["bank"], check_books()["transfer-fees"]) == (-330, 330)
    refused("not_positive", actions.book, bank, against=fees, amount=0, on=MAY, key="x", code="fee", **BY)
    refused("not_money", actions.book, fees, against=cash, amount=5, on=MAY, key="x", code="fee", **BY)


def test_open_balance_once(bank):
    for _time in range(2):
        actions.open_balance(bank, amount=120_000, on=APRIL, **BY)

    assert check_books() == {"bank": 120_000, "net-assets": -120_000, "memo-open": 0, "memo-billed": 0, "deposits": 0}  # fmt: skip


def test_waive(charge, settled):
    actions.waive(charge, amount=500, on=MAY, code="hardship", **BY)
    refused("over_open", actions.waive, charge, amount=1501, on=MAY, code="hardship", **BY)
    entry = actions.waive(charge, on=MAY, code="hardship", **BY)

    refused("not_positive", actions.waive, charge, on=MAY, code="hardship", **BY)
    assert (open_of([charge.pk]), settled) == ({charge.pk: 0}, [(charge.pk, "")])
    actions.reverse(entry, on=MAY, code="wrong", **BY)
    assert open_of([charge.pk]) == {charge.pk: 1500}
    check_books()


def test_cancel(bank, payer, charge):
    other = billed(new_charge(700, payer=payer))
    actions.apply_credit(credit(bank, 1, payer), shares=[Share(charge.pk, 1)], **BY)

    refused("in_use", actions.cancel, charge, on=MAY, code="mistake", **BY)
    actions.cancel(other, on=MAY, code="mistake", **BY)

    assert open_of([other.pk]) == {other.pk: 0}


def test_hand_over(charge):
    office = Payer(organisation_id=OrganisationFactory().pk)

    held = actions.hand_over(charge, to=office, **BY)

    assert (held.person_id, held.organisation_id) == (None, office.organisation_id)
    refused("unknown_payer", actions.hand_over, charge, to=Payer(), **BY)


def test_merge_payers(bank, payer):
    target = Payer(person_id=PersonFactory().pk)
    still_open, paid = billed(new_charge(2000, payer=payer)), billed(new_charge(100, payer=payer))
    actions.apply_credit(credit(bank, 350, payer), shares=[Share(paid.pk, 100)], **BY)

    actions.merge_payers(payer, target, on=MAY, **BY)

    assert list(credits_of(payer)) == []
    assert [leg.left for leg in credits_of(target)] == [250]
    payers = dict(Charge.objects.values_list("pk", "person_id"))
    assert payers == {still_open.pk: target.person_id, paid.pk: payer.person_id}
    for wrong in (Payer(), target):
        refused("unknown_payer", actions.merge_payers, target, wrong, on=MAY, **BY)


def test_reverse_frees_credit_and_charge(bank, payer, charge):
    money = credit(bank, 2000, payer)
    applied = actions.apply_credit(money, shares=[Share(charge.pk, 2000)], **BY)

    mirror = actions.reverse(applied, on=MAY, code="wrong_match", **BY)

    assert (mirror.reverses, mirror.code) == (applied, "wrong_match")
    assert (left_of(money), open_of([charge.pk])) == (2000, {charge.pk: 2000})
    refused("already_reversed", actions.reverse, applied, on=MAY, code="x", **BY)
    refused("is_reversal", actions.reverse, mirror, on=MAY, code="x", **BY)
    actions.apply_credit(money, shares=[Share(charge.pk, 2000)], **BY)
    check_books()


def test_reverse_of_used_money(bank, payer, charge):
    entry = actions.receive(bank, amount=3000, on=MAY, payer=payer, key="k", **BY)
    actions.apply_credit(credit_of(entry), shares=[Share(charge.pk, 2000)], **BY)
    moved = actions.move_credit(credit_of(entry), to=Payer(), on=MAY, **BY)
    actions.refund(credit_of(moved), account=bank, amount=400, on=MAY, **BY)

    refused("in_use", actions.reverse, entry, on=MAY, code="x", **BY)
    actions.reverse(entry, on=MAY, code="x", with_uses=True, **BY)

    assert set(check_books().values()) <= {0, 2000, -2000}
    assert check_books()["bank"] == 0
    assert open_of([charge.pk]) == {charge.pk: 2000}
    assert verify() == []


def test_reverse_of_billing(bank, payer, charge):
    [entry] = Entry.objects.filter(kind="billed")
    applied = actions.apply_credit(credit(bank, 5, payer), shares=[Share(charge.pk, 5)], **BY)

    refused("in_use", actions.reverse, entry, on=MAY, code="x", **BY)
    actions.reverse(applied, on=MAY, code="x", **BY)
    actions.reverse(entry, on=MAY, code="x", **BY)

    assert open_of([charge.pk]) == {charge.pk: 0}


def test_reverse_before_it_happened(bank, payer):
    entry = actions.receive(bank, amount=5, on=MAY, payer=payer, key="k", **BY)

    refused("before_credit", actions.reverse, entry, on=MAY - timedelta(days=1), code="x", **BY)


def test_reverse_of_a_draft(bank):
    draft = Entry.objects.create(kind="booked", on=MAY, fiscal_year=2026, made_at=NOW)

    with pytest.raises(LedgerError, match="not_posted"):
        actions.reverse(draft, on=MAY, code="x", **BY)


def test_close_year(bank):
    charge = billed(dues(fiscal_year=2025), on=date(2024, 5, 1))
    money = credit(bank, 2000, Payer(charge.person_id), on=MARCH.replace(year=2025))
    actions.apply_credit(money, shares=[Share(charge.pk, 2000)], **BY)
    credit(bank, 10, Payer(), on=MARCH, key="line:2")

    refused("not_ended", actions.close_year, 2026, **BY)
    refused("years_open_before", actions.close_year, 2025, **BY)
    closed = [actions.close_year(year, **BY) for year in (2024, 2025)]

    assert [(year.closed_at, year.closed_by) for year in closed] == [(NOW, 7), (NOW, 7)]
    assert closed[1].audit_head == head()
    assert [queries.is_closed(year) for year in (2024, 2025, 2026)] == [True, True, False]
    assert (balances(2024)["dues-advance"], balances(2025)["dues-advance"]) == (-2000, 0)
    assert balances(2025)["dues"] == -2000
    refused("year_closed", actions.close_year, 2025, **BY)
    refused("year_closed", credit, bank, 5, Payer(), on=MARCH, key="line:3")
    assert str(LedgerYear.objects.get(fiscal_year=2025)) == "2025"


def test_post_when_it_is_wrong(bank):
    fields = {"on": MAY, "fiscal_year": 2026, "stamp": Stamp(7, NOW)}

    refused("unbalanced", post, "booked", [Line("bank", 5), Line("dues", -4)], **fields)
    refused("unknown_account", post, "booked", [Line("bank", 5), Line("nowhere", -5)], **fields)


def test_every_deed_is_in_the_audit_log_by_number(bank, payer, charge):
    entry = actions.receive(
        bank, amount=2000, on=MAY, payer=payer, key="k", shares=[Share(charge.pk, 2000)], **BY
    )
    actions.reverse(entry, on=MAY, code="x", with_uses=True, **BY)

    noted = list(AuditEntry.objects.order_by("pk").values_list("actor_id", "verb", "subject"))
    assert noted == [
        (7, verb, "membership.entry") for verb in ("billed", "received", "applied", "reversal", "reversal")
    ]


def test_lay_accounts_once():
    assert actions.lay_accounts() == 0
    LedgerAccount.objects.all().delete()

    assert actions.lay_accounts() == 18
    assert [row.code for row in queries.accounts()][:2] == ["bank", "cash"]


def test_names_in_both_languages(bank, charge):

    with override("en"):
        assert bank.local_name == str(bank) == "Bank account"
    assert bank.local_name == "普通預金"
    entry = Entry.objects.get()
    assert str(charge) == charge.wording
    assert str(entry).startswith("2026-05-20")
    assert str(Leg(account=bank, amount=5)) == "普通預金 5"
    assert str(Allocation(credit_id=3, amount=5)) == "3 5"


BACK = {"on": MAY, "code": "given_up", **BY}


@pytest.mark.capability("M16")
def test_take_back_when_nothing_is_paid(charge):
    actions.take_back(charge, **BACK)

    assert open_of([charge.pk]) == {charge.pk: 0}
    assert queries.is_taken_back(charge)
    refused("nothing_open", actions.take_back, charge, **BACK)


@pytest.mark.capability("M16")
def test_take_back_when_paid_leaves_the_rest_of_the_payment(bank, payer, charge):
    other = billed(new_charge(500, payer=payer))
    paid = credit(bank, 2500, payer)
    actions.apply_credit(paid, shares=[Share(charge.pk, 2000), Share(other.pk, 500)], **BY)

    actions.take_back(charge, **BACK)

    assert open_of([charge.pk, other.pk]) == {charge.pk: 0, other.pk: 0}
    assert left_of(paid) == 2000
    assert -check_books()["other-income"] == 500


@pytest.mark.capability("M16")
def test_take_back_when_a_fee_was_borne_leaves_the_others_paid_out_of_the_money(bank, payer, charge):
    other = billed(new_charge(500, payer=payer))
    paid = credit(bank, 2280, payer)
    shares = [Share(charge.pk, 2000), Share(other.pk, 500)]
    actions.accept_fee_on(paid, shares=shares, fee=220, **BY)

    actions.take_back(charge, **BACK)

    assert open_of([charge.pk, other.pk]) == {charge.pk: 0, other.pk: 0}
    assert left_of(paid) == 1780
    assert check_books().get("transfer-fees", 0) == 0


@pytest.mark.capability("M16")
def test_take_back_when_the_money_does_not_cover_the_other_asks_for_the_fee_again(bank, payer):
    other, tiny, small = (billed(new_charge(amount, payer=payer)) for amount in (2000, 50, 100))
    paid = credit(bank, 1990, payer)
    shares = [Share(one.pk, one.amount) for one in (other, tiny, small)]
    actions.accept_fee_on(paid, shares=shares, fee=160, **BY)

    actions.take_back(small, **BACK)

    assert open_of([other.pk, tiny.pk, small.pk]) == {other.pk: 10, tiny.pk: 50, small.pk: 0}
    assert left_of(paid) == 0
    check_books()


@pytest.mark.capability("M16")
def test_take_back_when_waived_in_part_and_paid_twice(bank, payer, charge):
    actions.waive(charge, amount=300, on=MAY, code="board", **BY)
    for number, amount in enumerate((1000, 700)):
        paid = credit(bank, amount, payer, key=f"line:{number}")
        actions.apply_credit(paid, shares=[Share(charge.pk, amount)], **BY)

    actions.take_back(charge, **BACK)

    assert open_of([charge.pk]) == {charge.pk: 0}
    assert sum(one.left for one in credits_of(payer)) == 1700
    check_books()


@pytest.mark.capability("M16")
def test_take_back_when_the_year_of_the_day_is_closed(charge):
    LedgerYear.objects.update_or_create(fiscal_year=2025, defaults={"closed_at": NOW})

    refused("year_closed", actions.take_back, charge, **BACK | {"on": MARCH})
