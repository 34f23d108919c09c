"""Every address of the site and every role, against the written matrix."""

import uuid
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone

from cms.access.choices import Audience
from cms.home.pages import HomePage
from events.programme.models import EventState
from events.registration.choices import PoolKind
from membership.invoices.issuing import InvoiceForm, draft_invoice
from membership.ledger.actions import bill, lay_accounts
from membership.ledger.queries import account
from membership.ledger.rules import Payer
from membership.payments.models import CsvProfile, TransferFee
from membership.tiers.models import PeriodPolicy
from network.association.actions import save_association
from network.association.dates import FiscalYear
from network.association.queries import stored
from network.broadcasts.choices import BroadcastState
from network.helplines.models import Helpline
from network.people.choices import Role
from tests.contracts.matrix import MATRIX, ROLES
from tests.factories.cms import NoticeFactory, ResourceFactory
from tests.factories.events import EventFactory, PoolFactory, RegistrationFactory, meeting
from tests.factories.membership import (
    ApplicationFactory,
    MembershipContactFactory,
    MembershipFactory,
    NamedCoverFactory,
    PaperFactory,
    ReminderFactory,
    ReminderStopFactory,
    RosterImportFactory,
    StatementLineFactory,
    TierFeeFactory,
    new_charge,
)
from tests.factories.network import (
    AccountFactory,
    AffiliationFactory,
    BoardNoteFactory,
    BroadcastFactory,
    ContactAddressFactory,
    InvitationRoundFactory,
    PostFactory,
    TaughtWordFactory,
    account_with_role,
)

pytestmark = [pytest.mark.capability("T3"), pytest.mark.django_db]


def names_of_addresses(patterns=None, namespaces=()):
    """Every named address of the project, third-party ones included."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            inner = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from names_of_addresses(pattern.url_patterns, inner)
        elif pattern.name:
            yield ":".join((*namespaces, pattern.name))


def row_of(name):
    """The row that stands for an address: its own, or the longest pattern that fits."""
    if name in MATRIX:
        return name
    patterns = [row for row in MATRIX if row.endswith("*") and name.startswith(row[:-1])]
    return max(patterns, key=len, default=None)


@pytest.fixture
def world():
    """Something behind each address, and an account for each role."""
    cache.clear()
    soon = timezone.now() + timedelta(days=14)
    work = AffiliationFactory()
    member = AccountFactory(person=work.person)
    pool = PoolFactory(event=EventFactory(starts_at=soon))
    online = meeting(kind=PoolKind.ONLINE, starts_at=soon)
    EventState.objects.filter(event=online.event).update(join_url="https://meet.example/1")
    RegistrationFactory(pool=online, person=work.person)
    save_association(stored())
    accounts = {role.value: account_with_role(role) for role in Role}
    other = AffiliationFactory()
    lay_accounts()
    [charge] = bill([new_charge()], on=timezone.localdate(), made_by=None, now=timezone.now())
    invoice = draft_invoice(
        [charge],
        payer=Payer(charge.person_id, charge.organisation_id),
        form=InvoiceForm("みほん市長"),
        made_by=None,
        now=timezone.now(),
    )
    return SimpleNamespace(
        accounts={"member": member, "other": AccountFactory(person=other.person), **accounts},
        member=member,
        affiliation=work,
        contact=ContactAddressFactory(organisation=work.organisation),
        membership=MembershipFactory(person=work.person),
        named=NamedCoverFactory(),
        fee=TierFeeFactory(),
        account=account("bank"),
        transfer_fee=TransferFee.objects.first() or TransferFee.objects.create(amount=440),
        csv_profile=CsvProfile.objects.create(name="見本銀行", on="日付", signed="金額", payer="内容"),
        policy=PeriodPolicy.objects.create(from_year=2099),
        this_years_fee=TierFeeFactory(fiscal_year=FiscalYear.of(timezone.localdate()).starting_year),
        application=ApplicationFactory(),
        paper=PaperFactory(person=work.person),
        invoice=invoice,
        looked_after=MembershipContactFactory(person=work.person).organisation,
        event=pool.event,
        announcement=BroadcastFactory(about_id=pool.event.pk),
        sent_announcement=BroadcastFactory(about_id=pool.event.pk, state=BroadcastState.SENT),
        open_event=PoolFactory(event=EventFactory(starts_at=soon), capacity=None).event,
        registration=RegistrationFactory(pool=pool, person=work.person),
        online_event=online.event,
        home=HomePage.objects.get(),
        resource=ResourceFactory(audience=Audience.MEMBERS, with_file=True),
        notice=NoticeFactory(),
        taught=TaughtWordFactory(),
        guessed_uuid=uuid.uuid4(),
        post=PostFactory(),
        note=BoardNoteFactory(),
        helpline=Helpline.objects.first(),
        round=InvitationRoundFactory(),
        statement_line=StatementLineFactory(),
        reminder=ReminderFactory(),
        stop=ReminderStopFactory(),
        roster=RosterImportFactory(),
        checked_roster=RosterImportFactory(state="checked"),
        entered_roster=RosterImportFactory(state="done"),
    )


def lets_in(response, world):
    """Whether a page opened; being sent to sign in, to the desk's front page or to the event is being turned away."""
    if response.status_code in (301, 302):
        away = [reverse("account_login"), reverse("events:detail", args=[world.event.slug])]
        return response.url.partition("?")[0] not in [*away, reverse("wagtailadmin_home"), "/"]
    return response.status_code not in (400, 401, 403, 404)


def test_matrix_when_an_address_has_no_row():
    assert [name for name in sorted(set(names_of_addresses())) if row_of(name) is None] == []


def test_matrix_when_a_row_has_no_address():
    assert set(MATRIX) - {row_of(name) for name in names_of_addresses()} == set()


@pytest.mark.parametrize("name", MATRIX)
def test_address(name, world):
    row = MATRIX[name]
    url = reverse(row.named or name, args=row.arguments(world))
    entered = set()

    for role in ROLES:
        client = Client()
        if role in world.accounts:
            client.force_login(world.accounts[role])
        response = client.post(url) if row.post else client.get(url)
        assert response.status_code < 500
        if lets_in(response, world):
            entered.add(role)

    assert entered == row.may
