"""Tiers and memberships for tests."""

from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from membership.members.models import Membership, NamedCover
from membership.roster.models import RosterImport
from membership.tiers.choices import Coverage
from membership.tiers.models import Tier, TierFee
from tests.factories.network import OrganisationFactory, PersonFactory


class TierFactory(DjangoModelFactory):
    """A tier that covers the person itself."""

    class Meta:
        model = Tier

    code = factory.Sequence(lambda n: f"tier-{n}")
    name = factory.Sequence(lambda n: f"見本会員{n}")
    name_en = factory.Sequence(lambda n: f"Sample tier {n}")
    coverage = Coverage.SELF


class TierFeeFactory(DjangoModelFactory):
    """Dues for one fiscal year."""

    class Meta:
        model = TierFee

    tier = factory.SubFactory(TierFactory)
    fiscal_year = 2026
    amount = 2000


class MembershipFactory(DjangoModelFactory):
    """A person's own membership, since the founding. For an organisation pass `person=None, organisation=…`."""

    class Meta:
        model = Membership

    tier = factory.SubFactory(TierFactory)
    person = factory.SubFactory(PersonFactory)
    since = date(2022, 10, 13)


class OfficeMembershipFactory(MembershipFactory):
    """An organisation's membership that covers everybody who works there."""

    tier = factory.SubFactory(TierFactory, coverage=Coverage.EVERYBODY)
    person = None
    organisation = factory.SubFactory(OrganisationFactory)


class NamedCoverFactory(DjangoModelFactory):
    """Somebody an organisation has named."""

    class Meta:
        model = NamedCover

    membership = factory.SubFactory(
        OfficeMembershipFactory, tier=factory.SubFactory(TierFactory, coverage=Coverage.NAMED)
    )
    person = factory.SubFactory(PersonFactory)
    since = date(2022, 10, 13)


class RosterImportFactory(DjangoModelFactory):
    """A pasted list of one person, its columns not named yet."""

    class Meta:
        model = RosterImport

    source = "見本の名簿"
    kind = "paste"
    made_at = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)
    table = factory.LazyFunction(lambda: [[1, "氏名", "メール"], [2, "見本 花子", "hanako@list.example"]])
    header_line = 1
    columns = factory.LazyFunction(lambda: {"name": 0, "email": 1})
