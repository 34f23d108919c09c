"""Reads of people."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser, Permission
from django.utils import timezone

from network.people.choices import Role
from network.people.queries import (
    affiliation_of,
    may_enter_desk,
    people_by_email,
    person_of,
)
from tests.factories.network import AccountFactory, AffiliationFactory, PersonFactory, account_with_role

TODAY = date(2026, 11, 21)
pytestmark = pytest.mark.django_db


def test_person_of_when_a_visitor(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert person_of(AnonymousUser()) is None


def test_person_of_when_an_account_belongs_to_nobody():
    assert person_of(AccountFactory(person=None)) is None


def test_person_of_when_signed_in(rf, client, django_assert_num_queries):
    account = AccountFactory()
    client.force_login(account)

    with django_assert_num_queries(1):
        user = client.get("/healthz").wsgi_request.user
        assert person_of(user) == account.person


def by_name(account):
    account.user_permissions.add(
        Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    )
    return account


@pytest.mark.parametrize(
    ("make", "may"),
    [
        pytest.param(lambda: account_with_role(Role.ORGANISER), True, id="an organiser"),
        pytest.param(lambda: by_name(AccountFactory()), True, id="somebody with the right by name"),
        pytest.param(lambda: AccountFactory(is_superuser=True), True, id="a superuser"),
        pytest.param(AccountFactory, False, id="a member"),
        pytest.param(AnonymousUser, False, id="a visitor"),
    ],
)
def test_may_enter_desk_says_what_the_rights_say(make, may):
    account = make()

    assert may_enter_desk(account) is may


def test_may_enter_desk_asks_once(django_assert_num_queries):
    account = account_with_role(Role.ORGANISER)

    with django_assert_num_queries(1):
        may_enter_desk(account)


def test_affiliation_of_when_two_hold_on_the_day():
    old = AffiliationFactory(since=date(2020, 4, 1))
    new = AffiliationFactory(person=old.person, since=date(2026, 4, 1))

    assert affiliation_of(old.person, TODAY) == new
    assert affiliation_of(old.person, date(2026, 3, 31)) == old
    assert affiliation_of(old.person, date(2020, 3, 31)) is None


def test_affiliation_of_when_its_place_is_shown(django_assert_num_queries):
    work = AffiliationFactory()

    with django_assert_num_queries(1):
        assert affiliation_of(work.person, TODAY).organisation.name == work.organisation.name


def test_people_by_email_when_a_section_shares_it():
    people = [PersonFactory(email="Soudan@section.example"), PersonFactory(email="soudan@section.example")]
    PersonFactory(email="soudan@section.example", erased_at=timezone.now())

    assert set(people_by_email(" SOUDAN@section.example ")) == set(people)


def test_people_by_email_when_empty():
    PersonFactory(email="")

    assert not people_by_email("").exists()
