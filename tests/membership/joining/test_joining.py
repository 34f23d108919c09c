"""From the public page to the first slip: applying, deciding, and what the applicant is told."""

import uuid
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from membership.invoices.models import Slip
from membership.joining.actions import JoiningError, approve, decline
from membership.joining.models import Application
from membership.ledger.actions import lay_accounts
from membership.ledger.models import Charge
from membership.ledger.queries import open_of
from membership.members.models import Membership
from membership.renewal.actions import renew, start_renewal
from membership.selfservice.models import MembershipContact, PayerName
from membership.tiers.choices import Coverage
from membership.tiers.models import PeriodPolicy
from network.association.dates import FiscalYear
from network.mail.models import OutboxMessage
from network.people.choices import Role
from network.people.models import Person
from tests.factories.membership import ApplicationFactory, MembershipFactory, TierFactory, TierFeeFactory
from tests.factories.network import AccountFactory, OrganisationFactory, PersonFactory, account_with_role

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 5, 11, 3, 0, tzinfo=UTC)
SINCE = date(2026, 5, 11)


@pytest.fixture(autouse=True)
def accounts():
    lay_accounts()


@pytest.fixture
def secretary():
    return account_with_role(Role.SECRETARIAT)


def this_year():
    return FiscalYear.of(timezone.localdate()).starting_year


def offered(coverage=Coverage.SELF, **fields):
    return TierFeeFactory(tier__coverage=coverage, fiscal_year=this_year(), **fields).tier


def applying(**fields):
    return {
        "token": str(uuid.uuid4()),
        "name": "見本 新太",
        "email": "shinta@person.example",
        "payer_kana": "ﾐﾎﾝ ｼﾝﾀ",
    } | fields


def mails():
    return list(OutboxMessage.objects.order_by("pk").values_list("template", "to_address"))


@pytest.mark.parametrize("language", ["", "/en"])
def test_page_tells_tiers_and_fees_of_this_year(client, language):
    tier = offered(amount=2345)
    TierFeeFactory(tier__name_en="Of another year", tier__name="去年だけ", fiscal_year=this_year() - 1)

    page = client.get(f"{language}/membership/").content.decode()

    assert (tier.name_en if language else tier.name) in page
    assert "¥2,345" in page
    assert "Of another year" not in page
    assert "去年だけ" not in page


@pytest.mark.parametrize("tiers", [1, 3])
def test_page_asks_the_same_however_many_tiers(client, django_assert_num_queries, tiers):
    for _tier in range(tiers):
        offered()
    client.get(reverse("membership:join"))

    with django_assert_num_queries(1):
        client.get(reverse("membership:join"))


def test_application_is_kept_and_confirmed(client):
    tier = offered()

    response = client.post(reverse("membership:apply", args=[tier.code]), applying())

    made = Application.objects.get()
    assert response.url == reverse("membership:applied", args=[made.token])
    assert (made.tier, made.name, made.payer_kana, made.state) == (
        tier,
        "見本 新太",
        "ミホン シンタ",
        "waiting",
    )
    assert mails() == [("membership/joining/received", "shinta@person.example")]
    assert (Person.objects.filter(name="見本 新太").count(), Membership.objects.count()) == (0, 0)


def test_application_when_sent_twice_is_one(client):
    url, typed = reverse("membership:apply", args=[offered().code]), applying()

    first, second = client.post(url, typed), client.post(url, typed)

    assert first.url == second.url
    assert Application.objects.count() == 1
    assert len(mails()) == 1


def test_application_when_refused_keeps_everything_typed(client):
    tier = offered(Coverage.EVERYBODY)
    typed = applying(email="no address", organisation_name="見本支援センター", message="よろしく")

    response = client.post(reverse("membership:apply", args=[tier.code]), typed)

    page = response.content.decode()
    assert response.status_code == 422
    assert all(value in page for value in (*typed.values(),))
    assert Application.objects.count() == 0


def test_application_for_an_office_needs_its_name(client):
    tier = offered(Coverage.EVERYBODY)

    response = client.post(reverse("membership:apply", args=[tier.code]), applying(organisation_kind="npo"))

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["organisation_name"]


def test_application_when_nobody_offers_the_tier_is_not_found(client):
    assert client.get(reverse("membership:apply", args=[TierFactory().code])).status_code == 404


def test_form_when_signed_in_is_filled_with_what_is_known(client):
    account = AccountFactory(person__name="髙橋 花子", person__phone="011-000-0000")
    client.force_login(account)

    page = client.get(reverse("membership:apply", args=[offered().code])).content.decode()

    assert "髙橋 花子" in page
    assert "011-000-0000" in page


def test_applied_page_names_nobody(client):
    application = ApplicationFactory(name="見本 秘密")

    page = client.get(reverse("membership:applied", args=[application.token])).content.decode()

    assert "見本 秘密" not in page
    assert client.get(reverse("membership:applied", args=[uuid.uuid4()])).status_code == 404


def test_approve_registers_bills_and_tells(secretary):
    tier = TierFeeFactory(amount=2000, fiscal_year=2026).tier
    application = ApplicationFactory(tier=tier, name="見本 新太", payer_kana="ミホン シンタ")

    membership = approve(application, since=SINCE, by=secretary, now=NOW)

    person = Person.objects.get(name="見本 新太")
    charge, slip = Charge.objects.get(), Slip.objects.get()
    assert (membership.person, membership.tier, membership.since) == (person, tier, SINCE)
    assert person.is_provisional is False
    assert (charge.person, charge.amount, charge.fiscal_year, charge.kind) == (person, 2000, 2026, "dues")
    assert open_of([charge.pk]) == {charge.pk: 2000}
    assert (slip.person, slip.total, slip.due_on) == (person, 2000, date(2026, 6, 30))
    assert PayerName.objects.get().kana == "ミホン シンタ"
    assert mails() == [
        ("membership/joining/welcome", application.email),
        ("network/people/invitation", application.email),
    ]
    welcome = OutboxMessage.objects.get(template="membership/joining/welcome").context["slip"]
    assert welcome["typed"] == f"{slip.reference} ミホン シンタ"


@pytest.mark.parametrize("coverage", [Coverage.SELF, Coverage.EVERYBODY])
def test_renewal_of_the_year_when_somebody_has_joined_bills_nothing_more(secretary, coverage):
    tier = TierFeeFactory(tier__coverage=coverage, fiscal_year=2026).tier
    body = "" if coverage == Coverage.SELF else "見本支援センター新"
    approve(ApplicationFactory(tier=tier, organisation_name=body), since=SINCE, by=secretary, now=NOW)
    earlier = MembershipFactory(tier=tier)

    run = start_renewal(2026, on=date(2026, 6, 1), made_by=None, now=NOW)

    assert renew(run.pk) == 1
    assert Charge.objects.count() == Slip.objects.count() == 2
    assert Charge.objects.filter(membership=earlier).count() == 1


@pytest.mark.parametrize(("month", "billed"), [(12, [2000]), (1, [])])
def test_approve_when_the_rule_spares_who_joins_late_bills_nothing(secretary, month, billed):
    PeriodPolicy.objects.create(from_year=2026, joining="free_late", free_from_month=1)
    application = ApplicationFactory(tier=TierFeeFactory(fiscal_year=2026, amount=2000).tier)

    approve(application, since=date(2027 if month == 1 else 2026, month, 10), by=secretary, now=NOW)

    assert list(Charge.objects.values_list("amount", flat=True)) == billed
    assert (OutboxMessage.objects.get(template="membership/joining/welcome").context["slip"] is None) == (
        not billed
    )


def test_approve_when_somebody_known_applies_makes_no_second_person(secretary):
    known = PersonFactory(name="髙橋 花子", email="hanako@person.example")
    tier = TierFeeFactory(fiscal_year=2026).tier
    application = ApplicationFactory(tier=tier, name="高橋花子", email="Hanako@person.example")

    assert approve(application, since=SINCE, by=secretary, now=NOW).person == known


def test_approve_for_an_organisation_makes_the_applicant_its_contact(secretary):
    tier = TierFeeFactory(tier__coverage=Coverage.EVERYBODY, amount=5000, fiscal_year=2026).tier
    application = ApplicationFactory(
        tier=tier, organisation_name="見本支援センター新", organisation_kind="npo"
    )

    membership = approve(application, since=SINCE, by=secretary, now=NOW)

    organisation = membership.organisation
    contact = MembershipContact.objects.get()
    assert (organisation.name, organisation.kind, membership.person) == ("見本支援センター新", "npo", None)
    assert (contact.organisation, contact.person.name) == (organisation, application.name)
    assert organisation.contacts.get().email == application.email
    assert contact.person.affiliations.get().organisation == organisation
    assert Charge.objects.get().organisation == organisation


def test_approve_for_a_known_organisation_leaves_its_mailboxes(secretary):
    organisation = OrganisationFactory()
    tier = TierFeeFactory(tier__coverage=Coverage.EVERYBODY, fiscal_year=2026).tier
    application = ApplicationFactory(tier=tier, organisation_name=organisation.name)

    assert approve(application, since=SINCE, by=secretary, now=NOW).organisation == organisation
    assert organisation.contacts.count() == 0


def test_decision_when_made_already_is_refused(secretary):
    application = ApplicationFactory(tier=TierFeeFactory(fiscal_year=2026).tier)
    approve(application, since=SINCE, by=secretary, now=NOW)

    with pytest.raises(JoiningError, match="decided"):
        approve(application, since=SINCE, by=secretary, now=NOW)
    with pytest.raises(JoiningError, match="decided"):
        decline(application, by=secretary, now=NOW)
    assert (Membership.objects.count(), Charge.objects.count(), Slip.objects.count()) == (1, 1, 1)


def test_approve_when_the_year_has_no_fee_changes_nothing(secretary):
    application = ApplicationFactory()
    people = Person.objects.count()

    with pytest.raises(JoiningError, match="no_fee"):
        approve(application, since=SINCE, by=secretary, now=NOW)

    application.refresh_from_db()
    assert application.state == "waiting"
    assert (Person.objects.count(), Membership.objects.count(), mails()) == (people, 0, [])


def test_decline_tells_the_applicant_and_registers_nobody(secretary):
    application = ApplicationFactory()

    decline(application, by=secretary, now=NOW)

    application.refresh_from_db()
    assert application.state == "declined"
    assert mails() == [("membership/joining/declined", application.email)]
    assert Membership.objects.count() == 0


def test_desk_accepts_with_one_button(client, secretary):
    application = ApplicationFactory(tier=TierFeeFactory(fiscal_year=2026).tier)
    client.force_login(secretary)

    page = client.get(reverse("applications:index")).content.decode()
    response = client.post(
        reverse("applications:approve", args=[application.pk]), {"since": "2026-05-11"}, follow=True
    )

    assert application.name in page
    assert application.name in response.content.decode()
    assert Membership.objects.get().since == SINCE
