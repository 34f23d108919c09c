"""The tiers an association begins with."""

import pytest

from membership.tiers.actions import lay_tiers
from membership.tiers.models import Tier, TierFee
from membership.tiers.queries import fee_of, tiers
from tests.factories.membership import TierFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def no_tiers():
    TierFee.objects.all().delete()
    Tier.objects.all().delete()


def test_lay_tiers_when_there_are_none(no_tiers):
    assert lay_tiers() == 3

    assert [(tier.code, tier.name, tier.coverage, fee_of(tier, 2026)) for tier in tiers()] == [
        ("individual", "個人会員", "self", 2000),
        ("office", "事業所会員", "everybody", 5000),
        ("supporting", "賛助会員", "named", 10000),
    ]
    assert set(TierFee.objects.values_list("fiscal_year", flat=True)) == {2022, 2023, 2024, 2025, 2026}


def test_lay_tiers_when_the_association_has_its_own(no_tiers, django_assert_max_num_queries):
    own = TierFactory(code="friend")

    # A savepoint and its end around one question.
    with django_assert_max_num_queries(3):
        assert lay_tiers() == 0

    assert list(tiers()) == [own]


def test_fee_of_when_none_was_set(no_tiers):
    assert fee_of(TierFactory(), 2026) is None
