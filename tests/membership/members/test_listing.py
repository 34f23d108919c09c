"""The desk's tables speak the reader's language and lead to each row."""

import re

import pytest
from django.urls import reverse
from wagtail.users.models import UserProfile

from network.people.choices import Role
from tests.factories.membership import MembershipFactory, NamedCoverFactory, TierFeeFactory
from tests.factories.network import AffiliationFactory, ContactAddressFactory, account_with_role

pytestmark = pytest.mark.django_db
TABLES = {
    "memberships": MembershipFactory,
    "named_people": NamedCoverFactory,
    "tiers": lambda: MembershipFactory().tier,
    "fees": TierFeeFactory,
    "network_people": lambda: AffiliationFactory().person,
    "network_affiliations": AffiliationFactory,
    "network_organisations": lambda: AffiliationFactory().organisation,
    "network_contacts": ContactAddressFactory,
}


@pytest.fixture
def administrator(client):
    account = account_with_role(Role.ADMINISTRATOR)
    client.force_login(account)
    return account


def headings(page: str) -> list[str]:
    cells = re.findall(r"<th\b.*?</th>", page, re.DOTALL)
    return [re.sub(r"<svg.*?</svg>|<[^>]+>", "", cell, flags=re.DOTALL).strip() for cell in cells]


@pytest.mark.parametrize("table", TABLES)
def test_each_row_leads_to_its_form(client, administrator, table):
    row = TABLES[table]()

    assert reverse(f"{table}:edit", args=[row.pk]) in client.get(reverse(f"{table}:index")).content.decode()


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(
    ("language", "foreign"), [("ja", r"[A-Za-z]{3}"), ("en", r"[\u3040-\u30ff\u4e00-\u9fff]")]
)
def test_headings_are_in_the_readers_language(client, administrator, table, language, foreign):
    UserProfile.objects.create(user=administrator, preferred_language=language)
    TABLES[table]()

    named = headings(client.get(reverse(f"{table}:index")).content.decode())

    assert len(named) > 1
    assert [heading for heading in named if re.search(foreign, heading)] == []


@pytest.mark.parametrize("table", ["memberships", "named_people", "network_affiliations", "network_contacts"])
def test_fields_are_named_in_japanese(client, administrator, table):
    form = client.get(reverse(f"{table}:add")).context["form"]

    assert [str(field.label) for field in form if re.search(r"[A-Za-z]{3}", str(field.label))] == []
