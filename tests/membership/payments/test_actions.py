"""Files become lines once, lines become payments once, and everything can be undone."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from membership.invoices.actions import make_slip
from membership.ledger.actions import bill
from membership.ledger.models import Entry
from membership.ledger.queries import account, balances, open_of
from membership.ledger.rules import LedgerError, Payer
from membership.payments import actions
from membership.payments.choices import LineState
from membership.payments.lines import BankLine, Statement, StatementAccount
from membership.payments.models import PayingName, StatementFile, StatementLine
from membership.payments.queries import deposits, figures_of
from membership.payments.rules import PaymentError
from membership.payments.writing import write_zengin
from membership.selfservice.actions import say_payer_name
from network.association.dates import FiscalYear
from tests.factories.membership import StatementLineFactory, dues
from tests.factories.network import AccountFactory, OrganisationFactory, PersonFactory
from tests.membership.payments.statements import TODAY, plain_statement

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 15, 3, 0, tzinfo=UTC)
MAY = date(2026, 5, 20)


@pytest.fixture
def treasurer():
    return AccountFactory()


def given(statement: Statement, treasurer, *, content: bytes | None = None) -> StatementFile:
    """A file that was given and read, as the background work does it."""
    file = actions.keep_file(
        write_zengin(statement) if content is None else content,
        name="meisai.txt",
        account=account("bank"),
        made_by=treasurer.pk,
        now=NOW,
    )
    return actions.read_file(file.pk, today=TODAY)


def statement_of(*lines: BankLine) -> Statement:
    plain = plain_statement()
    return replace(
        plain,
        accounts=(
            StatementAccount(
                lines,
                "9999",
                "001",
                "1",
                "1234567",
                "ﾐﾎﾝﾈﾂﾄ",
                opening=0,
                closing=sum(x.amount for x in lines),
            ),
        ),
    )


def owing(amount=2000, person=None):
    """A charge of dues with its slip."""
    person = person or PersonFactory(name="見本 花子", kana="ミホン ハナコ")
    from_whom = Payer(person_id=person.pk)
    [charge] = bill([dues(amount=amount, payer=from_whom)], on=MAY, made_by=None, now=NOW)
    slip = make_slip([charge], payer=from_whom, due_on=date(2026, 6, 30), made_by=None, now=NOW)
    return charge, slip


@pytest.mark.capability("M5")
def test_file_when_given_twice_adds_nothing(treasurer):
    first = given(plain_statement(count=5), treasurer)

    second = given(plain_statement(count=5), treasurer)

    assert (first.line_count, first.new_count) == (5, 5)
    assert (second.line_count, second.new_count) == (5, 0)
    assert StatementLine.objects.count() == 5


@pytest.mark.capability("M5")
def test_files_when_they_overlap_add_the_union(treasurer):
    days = [BankLine(date(2026, 6, day), 2000, f"ﾐﾎﾝ {day}") for day in range(1, 7)]
    given(statement_of(*days[:4]), treasurer)

    second = given(statement_of(*days[2:]), treasurer)

    assert second.new_count == 2
    assert list(StatementLine.objects.order_by("on").values_list("on__day", flat=True)) == [1, 2, 3, 4, 5, 6]


@pytest.mark.capability("M5")
def test_deposits_when_equal_both_stay(treasurer):
    twin = BankLine(date(2026, 6, 1), 2000, "ﾐﾎﾝ ﾊﾅｺ")

    given(statement_of(twin, twin), treasurer)
    given(statement_of(twin, twin), treasurer)

    assert StatementLine.objects.count() == 2


@pytest.mark.capability("M5")
def test_file_when_refused_stores_nothing(treasurer):
    content = write_zengin(plain_statement())

    file = given(plain_statement(), treasurer, content=content[:-500])

    assert (file.state, file.refusal) == ("refused", "cut")
    assert file.refused_line
    assert file.content is None
    assert not StatementLine.objects.exists()


def test_file_when_of_another_account_is_refused(treasurer):
    bank = account("bank")
    bank.account_number = "7654321"
    bank.save()

    file = given(plain_statement(), treasurer)

    assert file.refusal == "other_account"
    assert not StatementLine.objects.exists()


@pytest.mark.capability("M6")
def test_line_with_reference_when_matched_is_booked_by_itself(treasurer):
    charge, slip = owing()
    given(statement_of(BankLine(date(2026, 6, 1), 2000, f"{slip.reference} ﾐﾎﾝ ﾊﾅｺ")), treasurer)

    posted = actions.match_lines(today=TODAY, now=NOW)

    line = StatementLine.objects.get()
    assert posted == 1
    assert (line.state, line.is_automatic, line.has_reference) == (LineState.MATCHED, True, True)
    assert open_of([charge.pk]) == {charge.pk: 0}
    assert balances(2026)["bank"] == 2000
    assert actions.match_lines(today=TODAY, now=NOW) == 0


@pytest.mark.capability("M6")
def test_line_with_name_only_when_matched_is_proposed(treasurer):
    charge, _slip = owing()
    StatementLineFactory(payer="ﾐﾎﾝ ﾊﾅｺ")

    posted = actions.match_lines(today=TODAY, now=NOW)

    line = StatementLine.objects.get()
    assert posted == 0
    assert line.state == LineState.OPEN
    assert line.proposals[0]["charges"] == [charge.pk]
    assert open_of([charge.pk]) == {charge.pk: 2000}


def test_line_when_accepted_twice_is_booked_once(treasurer):
    charge, _slip = owing()
    line = StatementLineFactory()
    actions.accept(line, charge_ids=[charge.pk], made_by=treasurer.pk, now=NOW)

    with pytest.raises(PaymentError) as caught:
        actions.accept(line, charge_ids=[charge.pk], made_by=treasurer.pk, now=NOW)

    assert caught.value.code == "decided"
    assert balances(2026)["bank"] == 2000


def test_line_when_accepted_keeps_the_name(treasurer):
    charge, _slip = owing()
    line = StatementLineFactory(payer="ﾐﾎﾝ ｼﾞﾛｳ", origin="ﾐﾎﾝｷﾞﾝｺｳ ﾎﾝﾃﾝ")

    actions.accept(line, charge_ids=[charge.pk], made_by=treasurer.pk, now=NOW, remember=True)

    known = PayingName.objects.get()
    assert (known.person, known.name, known.source, known.origin) == (
        charge.person,
        "ﾐﾎﾝ ｼﾞﾛｳ",
        "confirmed",
        "ﾐﾎﾝｷﾞﾝｺｳ ﾎﾝﾃﾝ",
    )


def test_name_when_confirmed_is_booked_by_itself_next_time(treasurer):
    person = PersonFactory(name="見本 花子", kana="ミホン ハナコ")
    charge, _slip = owing(person=person)
    actions.accept(
        StatementLineFactory(payer="ｶ)ﾐﾎﾝｼﾖｳｶｲ"),
        charge_ids=[charge.pk],
        made_by=treasurer.pk,
        now=NOW,
        remember=True,
    )
    again, _slip = owing(person=person)
    StatementLineFactory(payer="ﾐﾎﾝｼﾖｳｶｲ(ｶ", on=date(2026, 6, 2))

    actions.match_lines(today=TODAY, now=NOW)

    assert open_of([again.pk]) == {again.pk: 0}


@pytest.mark.parametrize("said", [True, False])
def test_name_when_the_payer_said_it_themselves_is_booked_at_once(treasurer, said):
    charge, _slip = owing()
    if said:
        say_payer_name(Payer(person_id=charge.person_id), "ミホンショウカイ ケイリ", now=NOW)
    StatementLineFactory(payer="ﾐﾎﾝｼﾖｳｶｲ ｹｲﾘ", on=date(2026, 6, 2))

    posted = actions.match_lines(today=TODAY, now=NOW)

    assert posted == int(said)
    assert open_of([charge.pk]) == {charge.pk: 0 if said else 2000}


def test_name_when_two_said_it_is_only_proposed(treasurer):
    charges = [owing(person=PersonFactory())[0] for _person in range(2)]
    for charge in charges:
        say_payer_name(Payer(person_id=charge.person_id), "ミホンショウカイ ケイリ", now=NOW)
    StatementLineFactory(payer="ﾐﾎﾝｼﾖｳｶｲ ｹｲﾘ", on=date(2026, 6, 2))

    assert actions.match_lines(today=TODAY, now=NOW) == 0
    proposed = StatementLine.objects.get().proposals
    assert {pk for proposal in proposed for pk in proposal["charges"]} == {charge.pk for charge in charges}


def test_fee_when_deducted_is_borne(treasurer):
    charge, _slip = owing()
    line = StatementLineFactory(amount=1670)

    actions.accept(line, charge_ids=[charge.pk], fee=330, made_by=treasurer.pk, now=NOW)

    found = balances(2026)
    assert open_of([charge.pk]) == {charge.pk: 0}
    assert (found["bank"], found["transfer-fees"], found["dues"], found["deposits"]) == (1670, 330, -2000, 0)


def test_fee_when_it_does_not_fit_books_nothing(treasurer):
    charge, _slip = owing()
    line = StatementLineFactory(amount=1670)

    with pytest.raises(PaymentError) as caught:
        actions.accept(line, charge_ids=[charge.pk], fee=220, made_by=treasurer.pk, now=NOW)

    line.refresh_from_db()
    assert caught.value.code == "fee_differs"
    assert (line.state, line.entry) == (LineState.OPEN, None)


def test_line_when_short_leaves_the_rest_open(treasurer):
    charge, _slip = owing()

    actions.accept(StatementLineFactory(amount=1500), charge_ids=[charge.pk], made_by=treasurer.pk, now=NOW)

    assert open_of([charge.pk]) == {charge.pk: 500}


def test_line_when_over_leaves_a_deposit(treasurer):
    charge, _slip = owing()

    actions.accept(StatementLineFactory(amount=2500), charge_ids=[charge.pk], made_by=treasurer.pk, now=NOW)

    assert open_of([charge.pk]) == {charge.pk: 0}
    assert balances(2026)["deposits"] == -500


def test_line_when_shared_out_pays_several(treasurer):
    first, _slip = owing()
    second, _slip = owing(5000)

    actions.accept(
        StatementLineFactory(amount=7000), charge_ids=[first.pk, second.pk], made_by=treasurer.pk, now=NOW
    )

    assert open_of([first.pk, second.pk]) == {first.pk: 0, second.pk: 0}


def test_line_when_undone_is_open_again_and_may_be_booked_anew(treasurer):
    wrong, _slip = owing()
    right, _slip = owing()
    line = StatementLineFactory()
    actions.accept(line, charge_ids=[wrong.pk], made_by=treasurer.pk, now=NOW)

    actions.undo(line, made_by=treasurer.pk, now=NOW)
    actions.accept(line, charge_ids=[right.pk], made_by=treasurer.pk, now=NOW)

    assert open_of([wrong.pk, right.pk]) == {wrong.pk: 2000, right.pk: 0}
    assert balances(2026)["bank"] == 2000
    assert Entry.objects.filter(reverses__isnull=False).count() == 2


def test_undo_when_a_fee_was_borne_reverses_both(treasurer):
    charge, _slip = owing()
    line = StatementLineFactory(amount=1670)
    actions.accept(line, charge_ids=[charge.pk], fee=330, made_by=treasurer.pk, now=NOW)

    actions.undo(line, made_by=treasurer.pk, now=NOW)

    found = balances(2026)
    assert open_of([charge.pk]) == {charge.pk: 2000}
    assert (found["bank"], found["transfer-fees"], found["dues"], found["deposits"]) == (0, 0, 0, 0)


def test_undo_when_nothing_was_decided_is_refused(treasurer):
    with pytest.raises(PaymentError) as caught:
        actions.undo(StatementLineFactory(), made_by=treasurer.pk, now=NOW)

    assert caught.value.code == "not_decided"


@pytest.mark.parametrize(("amount", "code"), [(12, "interest"), (-330, "transfer-fees")])
def test_line_when_no_dues_is_booked_as_something_else(treasurer, amount, code):
    line = StatementLineFactory(amount=amount, payer="ﾘｿｸ")

    actions.close_as(line, against=account(code), code="not_dues", made_by=treasurer.pk, now=NOW)

    line.refresh_from_db()
    assert line.state == LineState.CLOSED
    assert (balances(2026)["bank"], balances(2026)[code]) == (amount, -amount)


def test_line_when_the_bank_takes_it_back_cancels_out(treasurer):
    charge, _slip = owing()
    paid = StatementLineFactory()
    actions.accept(paid, charge_ids=[charge.pk], made_by=treasurer.pk, now=NOW)
    back = StatementLineFactory(amount=-2000, reverses=True, on=MAY + timedelta(days=1))

    actions.take_back_pair(back, made_by=treasurer.pk, now=NOW)

    assert set(StatementLine.objects.values_list("state", flat=True)) == {LineState.VOID}
    assert open_of([charge.pk]) == {charge.pk: 2000}
    assert balances(2026)["bank"] == 0


def test_deposit_when_kept_belongs_to_the_payer(treasurer):
    body = OrganisationFactory()

    actions.keep_as_deposit(
        StatementLineFactory(), payer=Payer(organisation_id=body.pk), made_by=treasurer.pk, now=NOW
    )

    assert balances(2026)["deposits"] == -2000


@pytest.mark.capability("M11")
def test_figures_of_a_year(treasurer):
    _paid, slip = owing()
    owing(5000)
    StatementLineFactory(payer=f"{slip.reference} ﾐﾎﾝ ﾊﾅｺ", has_reference=True)
    StatementLineFactory(payer="ﾖｿﾉ ｶﾀ", amount=700)
    actions.match_lines(today=TODAY, now=NOW)

    figures = figures_of(FiscalYear(2026), TODAY)

    assert (figures.billed, figures.received, figures.recognised, figures.open) == (7000, 2000, 2000, 5000)
    assert (figures.unmatched_count, figures.unmatched_total) == (1, 700)
    assert figures.reference_rate == 100
    assert sum(total for _first, total in figures.months) == 2000
    assert sum(one.total for one in figures.ages) == 5000


@pytest.mark.capability("M16")
def test_deposit_when_a_line_of_the_bank_pays_it_back(treasurer):
    charge, _slip = owing()
    actions.accept(StatementLineFactory(amount=5000), charge_ids=[charge.pk], made_by=treasurer.pk, now=NOW)
    credit = deposits().get()
    out = StatementLineFactory(amount=-3000, on=MAY + timedelta(days=5), payer="ﾐﾎﾝ ﾊﾅｺ")

    entry = actions.pay_back(out, credit=credit, made_by=treasurer.pk, now=NOW)

    out.refresh_from_db()
    assert (entry.kind, out.state, out.entry_id) == ("refunded", LineState.CLOSED, entry.pk)
    assert balances(2026)["bank"] == 2000
    assert not deposits().exists()

    actions.undo(out, made_by=treasurer.pk, now=NOW)

    assert deposits().get().left == 3000


@pytest.mark.capability("M16")
@pytest.mark.parametrize(
    ("amount", "code"),
    [
        pytest.param(3000, "money_in", id="money that came in"),
        pytest.param(-4000, "over_credit", id="more than is left"),
    ],
)
def test_deposit_when_a_line_can_t_pay_it_back(treasurer, amount, code):
    charge, _slip = owing()
    actions.accept(StatementLineFactory(amount=5000), charge_ids=[charge.pk], made_by=treasurer.pk, now=NOW)
    line = StatementLineFactory(amount=amount, on=MAY + timedelta(days=5))

    with pytest.raises((PaymentError, LedgerError)) as refused:
        actions.pay_back(line, credit=deposits().get(), made_by=treasurer.pk, now=NOW)

    assert refused.value.code == code
    line.refresh_from_db()
    assert line.state == LineState.OPEN
