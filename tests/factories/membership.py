"""Tiers and memberships for tests."""

from datetime import UTC, date, datetime
from itertools import count

import factory
from factory.django import DjangoModelFactory

from membership.invoices.models import Slip
from membership.joining.models import Application
from membership.ledger.queries import account
from membership.ledger.rules import NewCharge, Payer
from membership.members.models import Membership, NamedCover
from membership.papers.models import Paper
from membership.papers.rules import Issuer, Line, ReceiptWords, receipt_record
from membership.payments.models import StatementFile, StatementLine
from membership.reminders.models import Reminder, ReminderStop
from membership.roster.models import RosterImport
from membership.selfservice.models import MembershipContact
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


class StatementFileFactory(DjangoModelFactory):
    """A file that was read."""

    class Meta:
        model = StatementFile

    name = "meisai.txt"
    digest = factory.Sequence(lambda n: f"{n:064d}")
    account = factory.LazyFunction(lambda: account("bank"))
    state = "read"
    made_by = 1
    made_at = datetime(2026, 5, 20, 3, 0, tzinfo=UTC)


class StatementLineFactory(DjangoModelFactory):
    """A deposit of dues nobody has decided about."""

    class Meta:
        model = StatementLine

    key = factory.Sequence(lambda n: f"v1:test:{n}")
    file = factory.SubFactory(StatementFileFactory)
    account = factory.SelfAttribute("file.account")
    on = date(2026, 5, 20)
    amount = 2000
    payer = "ﾐﾎﾝ ﾊﾅｺ"


def new_charge(amount=2000, *, payer=None, fiscal_year=2026, kind="other", **fields) -> NewCharge:
    """A charge to be billed: something else than dues, of a person unless a payer is given."""
    serial = next(_serials)
    return NewCharge(
        **{
            "kind": kind,
            "key": f"charge:{serial}",
            "fiscal_year": fiscal_year,
            "amount": amount,
            "payer": payer or Payer(person_id=PersonFactory().pk),
            "due_on": date(fiscal_year, 6, 30),
            "wording": f"見本の請求{serial}",
            **fields,
        }
    )


def dues(membership=None, *, fiscal_year=2026, amount=2000, payer=None, **fields) -> NewCharge:
    """Dues of a membership for a year, to be billed to whoever holds it."""
    membership = membership or MembershipFactory()
    return new_charge(
        amount,
        kind="dues",
        fiscal_year=fiscal_year,
        payer=payer or Payer(membership.person_id, membership.organisation_id),
        membership_id=membership.pk,
        tier_id=membership.tier_id,
        **fields,
    )


_serials = count(1)


class ApplicationFactory(DjangoModelFactory):
    """A person's application that waits."""

    class Meta:
        model = Application

    tier = factory.SubFactory(TierFactory)
    name = factory.Sequence(lambda n: f"見本 新太{n}")
    email = factory.Sequence(lambda n: f"shinta{n}@person.example")
    applied_at = datetime(2026, 4, 1, 3, 0, tzinfo=UTC)


class MembershipContactFactory(DjangoModelFactory):
    """Looks after an organisation's membership since long ago."""

    class Meta:
        model = MembershipContact

    organisation = factory.SubFactory(OrganisationFactory)
    person = factory.SubFactory(PersonFactory)
    since = date(2022, 10, 13)


class SlipFactory(DjangoModelFactory):
    """A person's slip that asks for nothing yet; pass a real reference where it matters."""

    class Meta:
        model = Slip

    reference = factory.Sequence(lambda n: f"{n:07d}")
    person = factory.SubFactory(PersonFactory)
    total = 2000
    due_on = date(2026, 6, 30)
    made_at = datetime(2026, 4, 1, 3, 0, tzinfo=UTC)


class ReminderFactory(DjangoModelFactory):
    """A first letter to print."""

    class Meta:
        model = Reminder

    slip = factory.SubFactory(SlipFactory)
    level = 1
    way = "print"
    total = 2000
    on = date(2026, 8, 1)
    made_at = datetime(2026, 8, 1, 3, 0, tzinfo=UTC)


class ReminderStopFactory(DjangoModelFactory):
    """Somebody who is left in peace until it is taken back."""

    class Meta:
        model = ReminderStop

    person = factory.SubFactory(PersonFactory)
    reason = "agreed"
    made_at = datetime(2026, 8, 1, 3, 0, tzinfo=UTC)


class PaperFactory(DjangoModelFactory):
    """A receipt that was issued."""

    class Meta:
        model = Paper

    series = "receipt"
    fiscal_year = 2026
    serial = factory.Sequence(lambda n: n + 1)
    number = factory.LazyAttribute(lambda paper: f"R8-{paper.serial:06d}")
    amount = 2000
    title = "領収書"
    record = factory.LazyAttribute(
        lambda paper: dict(
            receipt_record(
                ReceiptWords(
                    "見本 花子　様",
                    [Line("2026年度会費", 2000)],
                    Issuer("見本の会"),
                    date(2026, 4, 1),
                    "2026年度会費",
                ),
                paper.number,
            ).fields
        )
    )
    issued_at = datetime(2026, 4, 1, 3, 0, tzinfo=UTC)
