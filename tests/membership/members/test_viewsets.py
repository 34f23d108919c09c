"""The desk for memberships, tiers and dues."""

from datetime import date

import pytest
from django.urls import reverse

from membership.members.models import Membership, NamedCover
from membership.tiers.models import Tier, TierFee
from network.audit.models import AuditEntry
from network.people.choices import Role
from tests.factories.membership import MembershipFactory, OfficeMembershipFactory
from tests.factories.network import OrganisationFactory, PersonFactory, account_with_role

pytestmark = pytest.mark.django_db
LISTED = 11


@pytest.fixture(autouse=True)
def treasurer(client):
    account = account_with_role(Role.TREASURER)
    client.force_login(account)
    return account


@pytest.fixture
def typed():
    """A membership as the form asks for it, of nobody yet."""
    return {"tier": Tier.objects.get(code="individual").pk, "since": "2026-04-01", "until": ""}


def test_membership_when_added(client, treasurer, typed):
    person = PersonFactory()

    client.post(reverse("memberships:add"), typed | {"person": person.pk, "organisation": ""})

    membership = Membership.objects.get()
    assert (membership.person, membership.since, membership.until) == (person, date(2026, 4, 1), None)
    entry = AuditEntry.objects.get()
    assert (entry.actor_id, entry.verb, entry.subject) == (treasurer.pk, "add", "membership.membership")


@pytest.mark.parametrize(
    ("members", "field"),
    [
        pytest.param(dict, "person", id="of nobody"),
        pytest.param(
            lambda: {"person": PersonFactory().pk, "organisation": OrganisationFactory().pk},
            "person",
            id="of a person and an organisation",
        ),
        pytest.param(
            lambda: {"person": PersonFactory().pk, "until": "2026-03-31"}, "until", id="ends too early"
        ),
    ],
)
def test_membership_when_refused(client, typed, members, field):
    response = client.post(reverse("memberships:add"), typed | members())

    assert field in response.context["form"].errors
    assert not Membership.objects.exists()


def test_memberships_when_listed(client, django_assert_num_queries):
    MembershipFactory()
    client.get(reverse("memberships:index"))
    with django_assert_num_queries(LISTED):
        client.get(reverse("memberships:index"))

    MembershipFactory()
    OfficeMembershipFactory()

    with django_assert_num_queries(LISTED):
        assert client.get(reverse("memberships:index")).status_code == 200


def test_named_person_when_added_and_deleted(client):
    membership, person = OfficeMembershipFactory(), PersonFactory()
    typed = {"membership": membership.pk, "person": person.pk, "since": "2026-04-01", "until": ""}

    client.post(reverse("named_people:add"), typed)
    cover = NamedCover.objects.get()
    client.post(reverse("named_people:delete", args=[cover.pk]))

    assert not NamedCover.objects.exists()
    assert list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True)) == ["add", "delete"]


def test_fee_when_added_twice(client):
    tier = Tier.objects.get(code="office")

    client.post(reverse("fees:add"), {"tier": tier.pk, "fiscal_year": 2027, "amount": 6000})
    twice = client.post(reverse("fees:add"), {"tier": tier.pk, "fiscal_year": 2027, "amount": 7000})

    assert twice.context["form"].errors
    assert TierFee.objects.get(tier=tier, fiscal_year=2027).amount == 6000
