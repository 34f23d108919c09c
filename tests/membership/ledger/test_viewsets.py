"""Accounts of the books at the desk, and what one held when the books began."""

from datetime import date

import pytest
from django.urls import reverse

from membership.ledger import actions
from membership.ledger.models import Entry, LedgerAccount, LedgerYear
from membership.ledger.queries import account, account_balance
from network.people.choices import Role
from tests.factories.network import account_with_role
from tests.membership.ledger.conftest import MAY, NOW

pytestmark = [pytest.mark.django_db, pytest.mark.capability("M1")]

ACCOUNT = {
    "code": "bank-2",
    "kind": "asset",
    "name": "見本銀行 定期",
    "name_en": "Sample bank, fixed",
    "is_money": "on",
    "bank_code": "0000",
    "branch_code": "001",
    "account_number": "7654321",
    "position": 15,
}


@pytest.fixture(autouse=True)
def treasurer(client):
    actions.lay_accounts()
    client.force_login(account_with_role(Role.TREASURER))


def opening_of(code="bank"):
    return reverse("ledger_accounts:opening", args=[account(code).pk])


def test_account_when_added(client):
    client.post(reverse("ledger_accounts:add"), ACCOUNT)

    assert LedgerAccount.objects.get(code="bank-2").account_number == "7654321"


def test_account_when_money_is_no_asset(client):
    page = client.post(reverse("ledger_accounts:add"), ACCOUNT | {"kind": "income"}).content.decode()

    assert "預金と現金は「資産」に入ります。" in page
    assert not LedgerAccount.objects.filter(code="bank-2").exists()


def test_account_in_use_keeps_its_kind(client, bank):
    actions.open_balance(bank, amount=1000, on=MAY, made_by=7, now=NOW)
    typed = ACCOUNT | {"code": "other", "kind": "income", "name": "新しい名前"}

    client.post(reverse("ledger_accounts:edit", args=[bank.pk]), typed)

    bank.refresh_from_db()
    assert (bank.code, bank.kind, bank.is_money, bank.name) == ("bank", "asset", True, "新しい名前")


def test_memo_is_no_kind_to_choose(client):
    assert 'value="memo"' not in client.get(reverse("ledger_accounts:add")).content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_list_asks_as_often_for_three_as_for_one(client, number, django_assert_num_queries):
    LedgerAccount.objects.exclude(pk__in=LedgerAccount.objects.values("pk")[:number]).delete()
    client.get(reverse("ledger_accounts:index"))

    with django_assert_num_queries(10):
        client.get(reverse("ledger_accounts:index"))


def test_opening_is_booked_once(client, bank):
    client.post(opening_of(), {"amount": "12,345", "on": "2026-04-01"})
    client.post(opening_of(), {"amount": "999", "on": "2026-04-01"})

    [entry] = Entry.objects.filter(kind="opening")
    assert (entry.on, account_balance(bank)) == (date(2026, 4, 1), 12345)
    assert "2026年4月1日" in client.get(opening_of()).content.decode()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        pytest.param({"amount": "0"}, "残高が0円の科目には、開始残高は要りません。", id="nothing"),
        pytest.param({"amount": ""}, "残高を円で入れてください。", id="no amount"),
        pytest.param({"on": "2025-04-01"}, "この日の年度は締められています。", id="in a closed year"),
    ],
)
def test_opening_when_refused(client, bank, typed, words):
    LedgerYear.objects.create(fiscal_year=2025, closed_at=NOW)

    response = client.post(opening_of(), {"amount": "12345", "on": "2026-04-01"} | typed)

    assert response.status_code == 422
    assert words in response.content.decode()
    assert not Entry.objects.exists()


def test_opening_is_undone_and_entered_anew(client, bank):
    client.post(opening_of(), {"amount": "12345", "on": "2026-04-01"})

    client.post(opening_of(), {"take_back": "1"})
    client.post(opening_of(), {"take_back": "1"})
    assert account_balance(bank) == 0
    client.post(opening_of(), {"amount": "54321", "on": "2026-04-01"})

    assert account_balance(bank) == 54321
    assert Entry.objects.filter(kind="opening").count() == 2


def test_opening_of_an_account_without_money(client):
    assert client.get(opening_of("dues")).status_code == 404


def test_opening_is_the_treasurers(client):
    client.force_login(account_with_role(Role.ORGANISER))

    client.post(opening_of(), {"amount": "12345", "on": "2026-04-01"})

    assert not Entry.objects.exists()


def test_opening_in_a_year_that_was_closed_since_stays(client, bank):
    client.post(opening_of(), {"amount": "12345", "on": "2025-04-01"})
    LedgerYear.objects.filter(fiscal_year=2025).update(closed_at=NOW)

    page = client.post(opening_of(), {"take_back": "1"}, follow=True).content.decode()

    assert "この日の年度は締められています。" in page
    assert account_balance(bank) == 12345


def test_memo_account_keeps_its_kind(client):
    memo = LedgerAccount.objects.filter(kind="memo").first()

    page = client.get(reverse("ledger_accounts:edit", args=[memo.pk])).content.decode()

    assert 'value="memo" selected' in page
