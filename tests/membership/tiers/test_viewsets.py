"""The desk for rules of dues."""

import pytest
from django.urls import reverse

from membership.tiers.models import PeriodPolicy
from network.people.choices import Role
from tests.factories.network import account_with_role

pytestmark = pytest.mark.django_db
TYPED = {
    "from_year": 2027,
    "joining": "full",
    "free_from_month": "",
    "due_month": 6,
    "due_day": 30,
    "days_to_pay": 30,
    "loss_after_years": 2,
}


@pytest.fixture(autouse=True)
def treasurer(client):
    client.force_login(account_with_role(Role.TREASURER))


def test_rule_when_added(client):
    client.post(reverse("dues_rules:add"), TYPED | {"joining": "free_late", "free_from_month": 1})

    assert PeriodPolicy.objects.get(from_year=2027).free_from_month == 1


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"joining": "free_late"}, "何月以降の入会を会費不要とするか選んでください。"),
        ({"due_day": 0}, "1から31までの日を入れてください。"),
        ({"due_day": 32}, "1から31までの日を入れてください。"),
    ],
    ids=["no month", "day 0", "day 32"],
)
def test_rule_when_it_is_wrong(client, typed, words):
    page = client.post(reverse("dues_rules:add"), TYPED | typed).content.decode()

    assert words in page
    assert not PeriodPolicy.objects.filter(from_year=2027).exists()
