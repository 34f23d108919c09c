"""The desk's page of a year's end."""

import pytest
from django.urls import reverse
from django.utils import timezone

from membership.ledger import actions
from membership.ledger.models import LedgerYear
from membership.ledger.queries import account, credit_of
from membership.ledger.rules import Payer, Share
from network.association.queries import fiscal_year_of
from network.audit.models import AuditEntry
from network.people.choices import Role
from tests.factories.membership import dues
from tests.factories.network import account_with_role

pytestmark = [pytest.mark.django_db, pytest.mark.capability("M10")]


@pytest.fixture(autouse=True)
def treasurer(client):
    person = account_with_role(Role.TREASURER)
    client.force_login(person)
    return person


@pytest.fixture
def last_year():
    """A year that has ended: dues of 2,000 paid with 2,500, and 1,200 open."""
    this = fiscal_year_of(timezone.localdate())
    year, by = this.previous(), {"made_by": None, "now": timezone.now()}
    paid, _open = actions.bill(
        [dues(fiscal_year=year.starting_year), dues(fiscal_year=year.starting_year, amount=1200)],
        on=year.first_day,
        **by,
    )
    money = actions.receive(
        account("bank"), amount=2500, on=year.last_day, payer=Payer(paid.person_id), key="line:1", **by
    )
    actions.apply_credit(credit_of(money), shares=[Share(paid.pk, 2000)], **by)
    return year.starting_year


def test_page_says_what_the_year_comes_to(client, last_year):
    page = client.get(reverse("year_end:index"), {"year": last_year}).content.decode()

    for words in ("2,000円", "1,200円", "2,500円", "普通預金", "過入金（お預かり）", "年度を締める"):
        assert words in page


def test_page_of_a_year_that_is_not_in_the_books(client):
    page = client.get(reverse("year_end:index"), {"year": "1066"}).content.decode()

    assert "この年度までの記帳はありません。" in page


@pytest.mark.parametrize(("form", "charset"), [("plain", "utf-8-sig"), ("yayoi", "cp932")])
def test_journal_file_is_noted(client, treasurer, last_year, form, charset):
    answer = client.post(reverse(f"year_end:{form}"), {"year": last_year})

    assert "普通預金" in answer.content.decode(charset)
    assert f"journal-{last_year}-{form}.csv" in answer["Content-Disposition"]
    assert AuditEntry.objects.filter(actor_id=treasurer.pk, verb=f"exported.{form}").count() == 1


def test_journal_file_when_a_character_is_missing(client, last_year):
    gift = {"account": account("bank"), "against": account("donations"), "amount": 5}
    day = timezone.localdate()
    actions.book(**gift, on=day, key="x", code="gift", note="𠮷", made_by=None, now=timezone.now())
    year = fiscal_year_of(day).starting_year

    answer = client.post(reverse("year_end:yayoi"), {"year": year}, follow=True)

    assert "𠮷" in answer.content.decode()
    assert not AuditEntry.objects.filter(verb="exported.yayoi").exists()


def test_close(client, treasurer, last_year):
    asked = client.get(reverse("year_end:close"), {"year": last_year}).content.decode()
    before = LedgerYear.objects.get(fiscal_year=last_year).closed_at
    done = client.post(reverse("year_end:close"), {"year": last_year}, follow=True).content.decode()
    again = client.post(reverse("year_end:close"), {"year": last_year}, follow=True).content.decode()

    assert "元に戻すこともできません" in asked
    assert before is None
    assert "締め済みです" in done
    assert "すでに締められています" in again
    assert LedgerYear.objects.get(fiscal_year=last_year).closed_by == treasurer.pk


def test_close_when_year_is_running(client):
    page = client.post(reverse("year_end:close"), {}, follow=True).content.decode()

    assert "この年度はまだ終わっていません" in page
    assert not LedgerYear.objects.filter(closed_at__isnull=False).exists()
