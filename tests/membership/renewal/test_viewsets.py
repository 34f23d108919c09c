"""The desk's page of the yearly renewal."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from membership.invoices.models import Slip
from membership.ledger.models import Charge
from membership.renewal.models import RenewalRun
from network.association.queries import fiscal_year_of
from network.people.choices import Role
from tests.factories.membership import MembershipFactory, TierFeeFactory
from tests.factories.network import account_with_role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def treasurer(client):
    account = account_with_role(Role.TREASURER)
    client.force_login(account)
    return account


@pytest.fixture
def year():
    return fiscal_year_of(timezone.localdate()).starting_year


@pytest.fixture
def tier(year):
    return TierFeeFactory(fiscal_year=year, amount=12_000).tier


@pytest.mark.capability("M3")
def test_page_says_who_is_billed_and_why(client, tier):
    paying, ended = MembershipFactory(tier=tier), MembershipFactory(tier=tier, until=date(2023, 3, 31))

    page = client.get(reverse("renewal:index")).content.decode()
    only = client.get(reverse("renewal:index"), {"reason": "ended"}).content.decode()

    assert "請求する会員は1件、合計12,000円です。" in page
    assert paying.person.name in page
    assert ended.person.name in page
    assert "会員資格が終了" in page
    assert ended.person.name in only
    assert paying.person.name not in only


@pytest.mark.parametrize("number", [1, 3])
def test_page_asks_as_often_for_three_as_for_one(client, tier, number, django_assert_num_queries):
    for _membership in range(number):
        MembershipFactory(tier=tier)
    client.get(reverse("renewal:index"))

    with django_assert_num_queries(15):
        client.get(reverse("renewal:index"))


@pytest.mark.capability("M3")
def test_start_when_pressed_twice_bills_once(
    client, treasurer, tier, year, django_capture_on_commit_callbacks
):
    MembershipFactory(tier=tier)

    for _press in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            answer = client.post(reverse("renewal:start"), {"year": year})

    assert answer.url == f"{reverse('renewal:index')}?year={year}"
    assert (Charge.objects.count(), Slip.objects.count()) == (1, 1)
    assert [run.billed for run in RenewalRun.objects.order_by("pk")] == [1, 0]
    assert Slip.objects.get().made_by == treasurer.pk
    page = client.get(answer.url).content.decode()
    assert "前回の実行" in page
    assert "この年度は請求済み" in page


def test_start_when_year_is_far_away(client, tier):
    MembershipFactory(tier=tier)

    answer = client.post(reverse("renewal:start"), {"year": 1999})

    assert answer.url == reverse("renewal:index")
    assert not RenewalRun.objects.exists()


def test_page_when_there_is_nobody(client):
    assert "会員がまだ登録されていません" in client.get(reverse("renewal:index")).content.decode()
