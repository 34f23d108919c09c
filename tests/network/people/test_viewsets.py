"""The desk for people and accounts."""

import pytest
from django.urls import reverse

from network.audit.models import AuditEntry
from network.mail.models import OutboxMessage
from network.people.choices import Role
from network.people.models import Account, Affiliation, Person
from tests.factories.network import (
    AccountFactory,
    AffiliationFactory,
    OrganisationFactory,
    PersonFactory,
    account_with_role,
)

pytestmark = pytest.mark.django_db
PEOPLE_QUERIES = 11


@pytest.fixture
def secretary(client):
    account = account_with_role(Role.SECRETARIAT)
    client.force_login(account)
    return account


@pytest.fixture
def administrator(client):
    account = account_with_role(Role.ADMINISTRATOR)
    client.force_login(account)
    return account


def test_people_when_listed(client, secretary, django_assert_num_queries):
    PersonFactory.create_batch(3)
    client.get(reverse("network_people:index"))

    with django_assert_num_queries(PEOPLE_QUERIES):
        client.get(reverse("network_people:index"))
    PersonFactory.create_batch(3)
    with django_assert_num_queries(PEOPLE_QUERIES):
        page = client.get(reverse("network_people:index"))

    assert page.status_code == 200


@pytest.mark.parametrize("sought", ["高橋", "髙橋", "ﾀｶﾊｼ", "たかはし"])
def test_people_when_searched_in_another_spelling(client, secretary, sought):
    found = PersonFactory(name="髙橋 太郎", kana="タカハシ タロウ")
    other = PersonFactory(name="見本 次郎", kana="ミホン ジロウ")

    page = client.get(reverse("network_people:index"), {"q": sought}).content.decode()

    assert found.name in page
    assert other.name not in page


def test_person_when_added(client, secretary):
    client.post(
        reverse("network_people:add"),
        {"name": "見本 花子", "kana": "ミホン ハナコ", "email": "", "phone": "", "language": "ja"},
    )

    person = Person.objects.get(name="見本 花子")
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.subject, entry.subject_id) == ("add", "network.person", str(person.pk))


def test_person_when_shown(client, secretary):
    work = AffiliationFactory(organisation__name="見本市役所")

    page = client.get(reverse("network_people:inspect", args=[work.person_id]))

    assert "見本市役所" in page.content.decode()
    assert reverse("network_people:invite", args=[work.person_id]) in page.content.decode()


def test_person_when_invited(client, secretary):
    person = PersonFactory()
    url = reverse("network_people:invite", args=[person.pk])

    assert person.email in client.get(url).content.decode()
    assert not OutboxMessage.objects.exists()
    client.post(url)

    assert OutboxMessage.objects.get().person_id == person.pk


@pytest.mark.parametrize(
    "person",
    [
        pytest.param(lambda: PersonFactory(email=""), id="without an address"),
        pytest.param(lambda: AccountFactory().person, id="with an account"),
    ],
)
def test_person_when_the_invitation_is_refused(client, secretary, person):
    response = client.post(reverse("network_people:invite", args=[person().pk]), follow=True)

    assert [message.level_tag for message in response.context["messages"]] == ["error"]
    assert not OutboxMessage.objects.exists()


def test_affiliation_when_its_end_is_before_its_beginning(client, secretary):
    typed = {
        "person": PersonFactory().pk,
        "organisation": OrganisationFactory().pk,
        "job": "other",
        "since": "2026-04-01",
    }

    refused = client.post(reverse("network_affiliations:add"), {**typed, "until": "2026-03-31"})
    client.post(reverse("network_affiliations:add"), {**typed, "until": "2026-04-01"})

    assert "until" in refused.context["form"].errors
    assert Affiliation.objects.count() == 1


@pytest.mark.parametrize("query", ["", "?q=見本&is_active=true", "?group=1", "?last_login_from=2026-01-01"])
def test_accounts_when_listed(client, administrator, query):
    AccountFactory(person=None)

    assert client.get(reverse("wagtailusers_users:index") + query).status_code == 200


def test_account_when_roles_are_given(client, administrator):
    account = AccountFactory()
    url = reverse("wagtailusers_users:edit", args=[account.pk])
    treasurer = account_with_role(Role.TREASURER).groups.get()

    assert client.get(url).status_code == 200
    client.post(url, {"is_active": "on", "groups": [treasurer.pk]})

    assert list(account.groups.all()) == [treasurer]
    assert AuditEntry.objects.get(verb="set_roles").details == {"roles": "treasurer"}


def test_account_when_closed(client, administrator):
    account = AccountFactory()

    client.post(reverse("wagtailusers_users:edit", args=[account.pk]), {"groups": []})

    assert Account.objects.get(pk=account.pk).is_active is False


def test_account_when_an_administrator_edits_their_own(client, administrator):
    page = client.get(reverse("wagtailusers_users:edit", args=[administrator.pk]))

    assert "is_active" not in page.context["form"].fields


@pytest.mark.parametrize("name", ["add", "delete"])
def test_account_when_made_or_deleted_at_the_desk(client, administrator, name):
    args = [AccountFactory().pk] if name == "delete" else []
    before = Account.objects.count()

    client.post(reverse(f"wagtailusers_users:{name}", args=args), {"username": "new"})

    assert Account.objects.count() == before


def test_own_settings_when_changed(client, administrator):
    url = reverse("wagtailadmin_account")

    page = client.get(url)
    response = client.post(
        url,
        {
            "locale-preferred_language": "en",
            "theme-theme": "dark",
            "theme-contrast": "system",
            "theme-density": "default",
            "theme-keyboard_shortcuts": "on",
        },
    )

    assert "first_name" not in page.content.decode()
    assert response.status_code == 302
    assert administrator.wagtail_userprofile.preferred_language == "en"


@pytest.mark.parametrize("right", ["choose_person", "choose_organisation"])
def test_chooser_when_asked_by_a_moderator(client, right):
    client.force_login(account_with_role(Role.MODERATOR))

    assert client.get(reverse(f"{right}:choose")).status_code in (302, 403)


def test_chooser_when_searched_in_another_spelling(client, secretary):
    found, other = PersonFactory(name="髙橋 太郎"), PersonFactory(name="見本 次郎")

    page = client.get(reverse("choose_person:choose_results"), {"q": "高橋"}).content.decode()

    assert found.name in page
    assert other.name not in page


@pytest.mark.capability("T4")
def test_person_when_invited_again_and_again(client, secretary):
    person = PersonFactory()

    for _time in range(6):
        response = client.post(reverse("network_people:invite", args=[person.pk]), follow=True)

    assert OutboxMessage.objects.filter(person=person).count() == 5
    assert [message.level_tag for message in response.context["messages"]] == ["error"]
