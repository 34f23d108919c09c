"""Everybody who is a member, against the standing of each."""

from datetime import date, timedelta

import pytest

from membership.members.queries import members_on, standing_of
from membership.tiers.choices import Coverage
from network.people.models import Person
from tests.factories.membership import (
    MembershipFactory,
    NamedCoverFactory,
    OfficeMembershipFactory,
    TierFactory,
)
from tests.factories.network import AffiliationFactory, PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.capability("E16")]

DAY = date(2026, 11, 27)


def test_members_on():
    """Hand-worked: who is one, by which ground, and everybody who nearly is."""
    office = OfficeMembershipFactory()
    naming = OfficeMembershipFactory(tier=TierFactory(coverage=Coverage.NAMED))
    left = OfficeMembershipFactory(until=DAY - timedelta(days=1))
    MembershipFactory(person__name="own")
    MembershipFactory(person__name="own, last day", until=DAY)
    MembershipFactory(person__name="own, over", until=DAY - timedelta(days=1))
    MembershipFactory(person__name="own, not yet", since=DAY + timedelta(days=1))
    AffiliationFactory(person__name="works at an office member", organisation=office.organisation)
    AffiliationFactory(
        person__name="worked there", organisation=office.organisation, until=DAY - timedelta(days=1)
    )
    AffiliationFactory(person__name="works at one that left", organisation=left.organisation)
    AffiliationFactory(person__name="works where people are named", organisation=naming.organisation)
    NamedCoverFactory(membership=naming, person__name="named")
    NamedCoverFactory(membership=naming, person__name="named, over", until=DAY - timedelta(days=1))
    NamedCoverFactory(membership=office, person__name="named where all count, works elsewhere")
    PersonFactory(name="nobody's")

    assert sorted(members_on(DAY).values_list("name", flat=True)) == [
        "named",
        "own",
        "own, last day",
        "works at an office member",
    ]


def test_members_on_agrees_with_each_standing():
    for coverage in Coverage:
        membership = OfficeMembershipFactory(tier=TierFactory(coverage=coverage))
        AffiliationFactory(organisation=membership.organisation)
        NamedCoverFactory(membership=membership)
        MembershipFactory(tier=membership.tier)

    one_by_one = {person for person in Person.objects.all() if standing_of(person, on=DAY).is_member}

    assert set(members_on(DAY)) == one_by_one
    assert one_by_one
