"""Standing of a person on a day."""

from datetime import date

import pytest

from membership.members.queries import standing_of
from membership.members.rules import NO_MEMBER, Standing
from membership.tiers.choices import Coverage
from tests.factories.membership import (
    MembershipFactory,
    NamedCoverFactory,
    OfficeMembershipFactory,
    TierFactory,
)
from tests.factories.network import AffiliationFactory, PersonFactory

TODAY = date(2026, 11, 21)
pytestmark = pytest.mark.django_db


def test_standing_of_nobody_when_a_visitor(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert standing_of(None, on=TODAY) == NO_MEMBER


def test_standing_of_a_person_when_others_are_members(django_assert_num_queries):
    person = PersonFactory()
    MembershipFactory()
    OfficeMembershipFactory()

    with django_assert_num_queries(1):
        assert standing_of(person, on=TODAY) == NO_MEMBER


@pytest.mark.parametrize(
    ("day", "is_member"),
    [
        pytest.param(date(2024, 3, 31), False, id="the day before"),
        pytest.param(date(2024, 4, 1), True, id="the first day"),
        pytest.param(date(2026, 3, 31), True, id="the last day"),
        pytest.param(date(2026, 4, 1), False, id="the day after"),
    ],
)
def test_standing_of_a_person_when_the_membership_has_an_end(day, is_member):
    membership = MembershipFactory(since=date(2024, 4, 1), until=date(2026, 3, 31))

    assert standing_of(membership.person, on=day).is_member is is_member


def test_standing_of_a_person_when_own_and_by_the_office(django_assert_num_queries):
    person = PersonFactory()
    MembershipFactory(person=person, tier=TierFactory(code="own", position=2))
    office = OfficeMembershipFactory(tier=TierFactory(coverage=Coverage.EVERYBODY, position=1))
    AffiliationFactory(person=person, organisation=office.organisation)

    with django_assert_num_queries(1):
        assert standing_of(person, on=TODAY) == Standing(True, "own", "own")


@pytest.mark.parametrize(
    ("day", "is_member"),
    [
        pytest.param(date(2025, 4, 1), True, id="working there"),
        pytest.param(date(2025, 10, 1), False, id="gone"),
    ],
)
def test_standing_of_staff_when_the_office_is_a_member(day, is_member):
    office = OfficeMembershipFactory()
    work = AffiliationFactory(
        organisation=office.organisation, since=date(2025, 4, 1), until=date(2025, 9, 30)
    )

    assert standing_of(work.person, on=day).is_member is is_member


def test_standing_of_staff_when_only_named_people_are_covered():
    cover = NamedCoverFactory(since=date(2026, 4, 1))
    colleague = AffiliationFactory(organisation=cover.membership.organisation).person

    assert standing_of(cover.person, on=TODAY) == Standing(True, cover.membership.tier.code, "named")
    assert standing_of(cover.person, on=date(2026, 3, 31)) == NO_MEMBER
    assert standing_of(colleague, on=TODAY) == NO_MEMBER
