"""The pack of a year, counted a second time in SQL."""

import csv
import io
from collections import defaultdict
from datetime import UTC, date, datetime

import pytest
from django.db import connection

from membership.closing.exporting import YAYOI_COLUMNS, Unwritable, plain, yayoi
from membership.closing.queries import journal, year_days, year_end
from membership.closing.rules import JournalLine, MoneyLine, Posting, journal_lines, netted
from membership.ledger import actions
from membership.ledger.queries import account, credit_of
from membership.ledger.rules import Payer, Share
from membership.members.models import Membership
from tests.factories.membership import dues, new_charge

pytestmark = pytest.mark.capability("M10")
NOW = datetime(2027, 4, 20, tzinfo=UTC)
BY = {"made_by": 7, "now": NOW}

DUES = """
    SELECT -COALESCE(SUM(l.amount), 0) FROM membership_leg l
      JOIN membership_entry e ON e.id = l.entry_id JOIN membership_ledgeraccount a ON a.id = l.account_id
     WHERE a.code = 'dues' AND e.fiscal_year = %s
"""
ADVANCE = """
    SELECT -COALESCE(SUM(l.amount), 0) FROM membership_leg l
      JOIN membership_entry e ON e.id = l.entry_id JOIN membership_ledgeraccount a ON a.id = l.account_id
     WHERE a.code = 'dues-advance' AND e.fiscal_year <= %s
"""
# Open: what was billed, less what payers and fees paid and what was let off, each from living entries' own rows.
OPEN = """
    WITH living AS (
        SELECT e.* FROM membership_entry e
         WHERE e.reverses_id IS NULL AND e.fiscal_year <= %s AND NOT EXISTS (
               SELECT 1 FROM membership_entry r WHERE r.reverses_id = e.id AND r.fiscal_year <= %s))
    SELECT (SELECT COALESCE(SUM(c.amount), 0) FROM membership_charge c WHERE EXISTS (
               SELECT 1 FROM membership_leg l JOIN living e ON e.id = l.entry_id
                WHERE l.charge_id = c.id AND e.kind = 'billed'))
         - (SELECT COALESCE(SUM(u.amount), 0) FROM membership_allocation u JOIN living e ON e.id = u.entry_id
             WHERE u.charge_id IS NOT NULL)
         - (SELECT COALESCE(SUM(l.amount), 0) FROM membership_leg l JOIN living e ON e.id = l.entry_id
              JOIN membership_ledgeraccount a ON a.id = l.account_id
             WHERE a.code = 'transfer-fees' AND e.kind = 'fee_accepted')
         - (SELECT COALESCE(SUM(-l.amount), 0) FROM membership_leg l JOIN living e ON e.id = l.entry_id
              JOIN membership_ledgeraccount a ON a.id = l.account_id
             WHERE a.code = 'memo-open' AND e.kind IN ('waived', 'cancelled'))
"""
BANK = """
    SELECT COALESCE(SUM(l.amount), 0) FROM membership_leg l
      JOIN membership_entry e ON e.id = l.entry_id JOIN membership_ledgeraccount a ON a.id = l.account_id
     WHERE a.code = 'bank' AND e.fiscal_year <= %s
"""


def in_sql(question, fiscal_year):
    with connection.cursor() as cursor:
        cursor.execute(question, [fiscal_year] * question.count("%s"))
        return int(cursor.fetchone()[0])


def day(text):
    return date.fromisoformat(text)


def arrive(amount, on, charge=None, *, paid=None, fee=0):
    money = actions.receive(
        account("bank"),
        amount=amount,
        on=day(on),
        payer=Payer(charge.person_id) if charge else Payer(),
        key=f"line:{on}:{amount}:{charge and charge.pk}",
        **BY,
    )
    if charge and fee:
        return actions.accept_fee(credit_of(money), charge_id=charge.pk, fee=fee, **BY)
    if charge:
        return actions.apply_credit(credit_of(money), shares=[Share(charge.pk, paid or amount)], **BY)
    return money


def owe(on, **fields):
    [charge] = actions.bill([dues(**fields)], on=day(on), **BY)
    return charge


@pytest.fixture
def two_years(db):
    """FY2025 with a late payer, an early one, arrears, a waiver and interest; FY2026 with a municipality's May money."""
    actions.open_balance(account("bank"), amount=100_000, on=day("2025-04-01"), **BY)
    paid, late, never, waived = (owe("2025-04-01", fiscal_year=2025) for _charge in range(4))
    early = owe("2026-03-01", fiscal_year=2026)
    arrive(2000, "2025-05-10", paid)
    arrive(2500, "2026-03-20", early, paid=2000)
    interest = arrive(7, "2026-02-20")
    actions.close_as(credit_of(interest), account=account("interest"), code="interest", **BY)
    actions.waive(waived, on=day("2026-01-10"), code="hardship", **BY)
    wrong = arrive(2000, "2025-06-10", never)
    actions.reverse(wrong, on=day("2025-06-12"), code="wrong_match", **BY)
    actions.book(account("bank"), against=account("other-expense"), amount=-330, on=day("2025-09-01"), key="line:out", code="stamps", **BY)  # fmt: skip
    arrive(1890, "2026-05-29", late, fee=110)
    actions.recognise(2026, on=day("2026-04-01"), **BY)
    partly = owe("2026-04-01", fiscal_year=2026, amount=5000)
    arrive(1000, "2026-07-01", partly)
    return Membership.objects.count()


def test_pack_of_a_year(two_years):
    first, second = year_end(2025), year_end(2026)

    assert (first.dues_received, first.dues_in_advance, first.dues_from_advance) == (2000, 2000, 0)
    assert (second.dues_received, second.dues_in_advance, second.dues_from_advance) == (5000, 0, 2000)
    # At the end of FY2025 early dues are paid, two years' dues are open.
    assert [(row.fiscal_year, row.number, row.amount) for row in first.open_charges] == [(2025, 2, 4000)]
    assert [(row.fiscal_year, row.number, row.amount) for row in second.open_charges] == [
        (2025, 1, 2000),
        (2026, 1, 4000),
    ]
    assert (first.income, first.expenses, first.surplus) == (2007, 330, 1677)
    assert (second.income, second.expenses, second.surplus) == (5000, 110, 4890)
    assert first.money[0] == MoneyLine("bank", 100_000, 6507, 330, 106_177)
    assert second.money[0] == MoneyLine("bank", 106_177, 2890, 0, 109_067)


@pytest.mark.parametrize("fiscal_year", [2024, 2025, 2026])
def test_pack_equals_a_second_computation_in_sql(two_years, fiscal_year):
    pack = year_end(fiscal_year)

    assert pack.is_sound
    assert pack.dues_received == in_sql(DUES, fiscal_year)
    assert pack.dues_in_advance == in_sql(ADVANCE, fiscal_year)
    assert pack.open_total == in_sql(OPEN, fiscal_year)
    assert pack.money[0].closing == in_sql(BANK, fiscal_year)


def test_pack_reconciles_received_dues_to_the_bank(two_years):
    """Bank + borne fees = income + advances + deposits + opening - expenses paid, over all years so far."""
    stand = year_end(2026).balances
    packs = [year_end(year) for year in (2025, 2026)]

    owned = stand["bank"] + stand["cash"]
    owed = -(stand["dues-advance"] + stand["deposits"] + stand["advance"] + stand["in-trust"])
    assert owned == owed - stand["net-assets"] + sum(pack.surplus for pack in packs)


def test_closing_locks_the_year_and_keeps_the_head(two_years):
    before = year_end(2025)
    year = actions.close_year(2025, **BY)
    actions.bill([new_charge()], on=day("2026-05-01"), **BY)

    after = year_end(2025)

    assert (before.is_closed, after.is_closed) == (False, True)
    assert after.audit_head == year.audit_head
    assert after.balances == before.balances
    with pytest.raises(actions.LedgerError, match="year_closed"):
        arrive(5, "2026-03-31")


def test_journal_has_every_entry_but_memo(two_years):
    lines = list(journal(2025))

    debits, credited = defaultdict(int), defaultdict(int)
    for line in lines:
        debits[line.debit] += line.debit_amount
        credited[line.credit] += line.credit_amount
    sums = {name: debits[name] - credited[name] for name in {*debits, *credited} - {""}}
    assert sums["普通預金"] == 106_177
    assert sums["受取会費"] == -2000
    assert sums["前受会費"] == -2000
    assert sum(sums.values()) == 0
    assert not any("備忘" in name for name in sums)
    assert lines[0].text == "開始残高"
    assert year_days(2025) == (day("2025-04-01"), day("2026-03-20"))


def test_plain_file(two_years):
    text = plain(journal(2025)).decode("utf-8-sig")

    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0][:3] == ["伝票番号", "取引日", "借方勘定科目"]
    assert rows[1][1:6] == ["2025-04-01", "普通預金", "100000", "正味財産", "100000"]
    assert len(rows) == 1 + len(list(journal(2025)))


def test_yayoi_file(two_years):
    content, unwritable = yayoi(journal(2026))

    rows = list(csv.reader(io.StringIO(content.decode("cp932"))))
    assert unwritable == []
    assert {len(row) for row in rows} == {YAYOI_COLUMNS}
    fee = [row for row in rows if row[4] == "支払手数料" or row[16] == "支払手数料"]
    assert [(row[0], row[8]) for row in fee] == [("2101", "110")]
    assert sum(int(row[8] or 0) for row in rows) == sum(int(row[14] or 0) for row in rows)


def test_yayoi_file_when_a_character_is_missing():
    line = JournalLine(9, day("2026-05-01"), "single", "現金", "雑収益", 5, 5, "𠮷")

    assert yayoi([line]) == (b"", [Unwritable(9, "𠮷")])


@pytest.mark.parametrize(
    ("postings", "parts"),
    [
        ([Posting("a", 5), Posting("b", -5)], [("single", "a", "b", 5, 5)]),
        (
            [Posting("a", 5), Posting("b", -3), Posting("c", -1), Posting("d", -1)],
            [("first", "a", "b", 5, 3), ("middle", "", "c", 0, 1), ("last", "", "d", 0, 1)],
        ),
        (
            [Posting("a", 4), Posting("e", 1), Posting("b", -5)],
            [("first", "a", "b", 4, 5), ("last", "e", "", 1, 0)],
        ),
        ([], []),
    ],
    ids=["one to one", "one to three", "two to one", "memo only"],
)
def test_journal_lines(postings, parts):
    found = journal_lines(1, day("2026-05-01"), postings, "")

    assert [(row.part, row.debit, row.credit, row.debit_amount, row.credit_amount) for row in found] == parts


def test_netted():
    legs = [Posting("a", 5), Posting("b", -2), Posting("b", -3), Posting("c", 1), Posting("c", -1)]

    assert netted(legs) == [Posting("a", 5), Posting("b", -5)]
