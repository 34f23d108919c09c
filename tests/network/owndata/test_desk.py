"""The desk's pages for erasing somebody: shown first, done once, by those who keep the register alone."""

import pytest
from django.urls import reverse

from network.owndata.actions import ask_for_erasure
from network.people.choices import Role
from network.people.models import Person
from tests.factories.events import NOW
from tests.factories.membership import MembershipFactory
from tests.factories.network import AccountFactory, PersonFactory, account_with_role

pytestmark = [pytest.mark.django_db, pytest.mark.capability("M13")]

SURE = {"reason": "asked", "is_read": "on"}


@pytest.fixture
def desk(client):
    account = account_with_role(Role.SECRETARIAT)
    client.force_login(account)
    return account


def page_of(person):
    return reverse("erasures:person", args=[person.pk])


def test_index_shows_who_asked(client, desk):
    member = AccountFactory()
    ask_for_erasure(member.person, by=member, now=NOW)

    page = client.get(reverse("erasures:index")).content.decode()
    front = client.get(reverse("wagtailadmin_home")).content.decode()

    assert member.person.name in page
    assert "情報の消去のご依頼があります" in front


@pytest.mark.parametrize("waiting", [1, 3])
def test_index_asks_as_often_however_many_wait(client, desk, waiting, django_assert_num_queries):
    for _one in range(waiting):
        member = AccountFactory()
        ask_for_erasure(member.person, by=member, now=NOW)
    client.get(reverse("erasures:index"))

    with django_assert_num_queries(10):
        client.get(reverse("erasures:index"))


def test_page_shows_what_would_go(client, desk):
    person = MembershipFactory().person

    page = client.get(page_of(person)).content.decode()

    assert "会員資格" in page
    assert "お名前を消し、番号だけを残します" in page
    assert Person.objects.get(pk=person.pk).erased_at is None


def test_erasing_once_it_is_read(client, desk):
    person = PersonFactory()

    unread = client.post(page_of(person), {"reason": "asked"})
    assert (unread.status_code, Person.objects.get(pk=person.pk).erased_at) == (422, None)
    done = client.post(page_of(person), SURE)
    again = client.post(page_of(person), SURE)

    assert done.url == reverse("erasures:index")
    assert Person.objects.get(pk=person.pk).erased_at is not None
    assert again.status_code == 404


def test_page_when_a_role_is_held(client, desk):
    holder = account_with_role(Role.TREASURER)

    assert "先に、管理者が役割を終わらせてください" in client.get(page_of(holder.person)).content.decode()
    client.post(page_of(holder.person), SURE)

    assert Person.objects.get(pk=holder.person_id).erased_at is None


def test_guessed_number(client, desk):
    assert client.get(reverse("erasures:person", args=[10**9])).status_code == 404


@pytest.mark.parametrize("role", [Role.TREASURER, Role.ORGANISER, None])
def test_nobody_else_erases(client, role):
    client.force_login(account_with_role(role) if role else AccountFactory())
    person = PersonFactory()

    client.post(page_of(person), SURE)

    assert Person.objects.get(pk=person.pk).erased_at is None


def test_erased_stand_in_no_list_and_on_no_page(client, desk):
    person = PersonFactory()
    client.post(page_of(person), SURE)

    listed = client.get(reverse("network_people:index")).content.decode()
    pages = [
        client.get(reverse(f"network_people:{page}", args=[person.pk])).status_code
        for page in ("inspect", "edit")
    ]

    assert "消去済み" not in listed.partition("<tbody>")[2]
    assert pages == [404, 404]


def test_person_page_leads_here(client, desk):
    person = PersonFactory()

    page = client.get(reverse("network_people:inspect", args=[person.pk])).content.decode()

    assert page_of(person) in page
