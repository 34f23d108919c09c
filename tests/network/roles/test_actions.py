"""Roles given, confirmed and ended; accounts closed and opened."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from network.audit.models import AuditEntry
from network.people.choices import Role
from network.people.models import Account
from network.roles.actions import (
    RolesError,
    close_account,
    confirm_role,
    end_role,
    reopen_account,
    set_roles,
)
from network.roles.models import RoleHolding
from network.roles.queries import roles_held
from tests.factories.network import AccountFactory, account_with_role

pytestmark = pytest.mark.django_db
TODAY = date(2026, 5, 7)
LATER = date(2027, 4, 2)


@pytest.fixture
def boss():
    return account_with_role(Role.ADMINISTRATOR)


def holdings(account):
    rows = RoleHolding.objects.filter(account=account).order_by("pk")
    return list(rows.values_list("role", "since", "confirmed_on", "until"))


def fresh(account):
    return Account.objects.get(pk=account.pk)


def test_set_roles_when_one_goes_and_one_comes(boss):
    account = AccountFactory()
    set_roles(account, {Role.TREASURER, Role.DRAFTER}, by=boss, today=TODAY)

    set_roles(account, {Role.TREASURER, Role.ORGANISER}, by=boss, today=LATER)

    assert roles_held(fresh(account)) == {Role.TREASURER, Role.ORGANISER}
    assert sorted(holdings(account)) == sorted(
        [
            ("treasurer", TODAY, None, None),
            ("drafter", TODAY, None, LATER),
            ("organiser", LATER, None, None),
        ]
    )
    entry = AuditEntry.objects.latest("pk")
    assert (entry.actor_id, entry.verb, entry.details) == (
        boss.pk,
        "set_roles",
        {"roles": "organiser+treasurer"},
    )


def test_set_roles_when_nothing_changes(boss):
    set_roles(boss, {Role.ADMINISTRATOR}, by=boss, today=TODAY)

    assert not AuditEntry.objects.exists()


def test_set_roles_when_the_account_is_closed(boss):
    account = AccountFactory(is_active=False)

    with pytest.raises(RolesError, match="closed"):
        set_roles(account, {Role.TREASURER}, by=boss, today=TODAY)

    assert holdings(account) == []


def test_confirm_role_when_asked_twice(boss):
    account = AccountFactory()
    set_roles(account, {Role.TREASURER}, by=boss, today=TODAY)

    done = [confirm_role(account, Role.TREASURER, by=boss, today=LATER) for _time in range(2)]

    assert done == [True, True]
    assert holdings(account) == [("treasurer", TODAY, LATER, None)]
    assert AuditEntry.objects.filter(verb="confirm_role").count() == 1


def test_confirm_role_when_it_is_older_than_the_table(boss):
    RoleHolding.objects.all().delete()

    assert confirm_role(boss, Role.ADMINISTRATOR, by=boss, today=TODAY)
    assert holdings(boss) == [("administrator", None, TODAY, None)]


def test_confirm_role_when_it_had_ended(boss):
    account = AccountFactory()

    assert not confirm_role(account, Role.TREASURER, by=boss, today=TODAY)
    assert holdings(account) == []


def test_end_role_when_pressed_twice(boss):
    account = account_with_role(Role.TREASURER)

    done = [end_role(account, Role.TREASURER, by=boss, today=TODAY) for _time in range(2)]

    assert done == [True, False]
    assert roles_held(fresh(account)) == set()
    assert AuditEntry.objects.filter(verb="end_role").count() == 1


@pytest.mark.capability("T4")
@pytest.mark.parametrize(
    "take",
    [
        pytest.param(
            lambda boss: end_role(boss, Role.ADMINISTRATOR, by=boss, today=TODAY), id="end the role"
        ),
        pytest.param(lambda boss: set_roles(boss, set(), by=boss, today=TODAY), id="untick it"),
        pytest.param(
            lambda boss: close_account(boss, by=AccountFactory(), today=TODAY), id="close the account"
        ),
    ],
)
def test_last_administrator_stays(boss, take):
    account_with_role(Role.ADMINISTRATOR, is_active=False)

    with pytest.raises(RolesError, match="last_administrator"):
        take(boss)

    assert fresh(boss).is_active
    assert roles_held(fresh(boss)) == {Role.ADMINISTRATOR}


def test_administrator_when_there_is_another(boss):
    other = account_with_role(Role.ADMINISTRATOR)

    end_role(boss, Role.ADMINISTRATOR, by=other, today=TODAY)

    assert roles_held(fresh(boss)) == set()


def test_superuser_when_the_role_ends(boss):
    account = AccountFactory(is_superuser=True)

    end_role(account, Role.ADMINISTRATOR, by=boss, today=TODAY)

    assert not fresh(account).is_superuser
    assert not fresh(account).has_perm("network.change_account")


@pytest.mark.capability("T4")
def test_close_account_when_somebody_is_signed_in(boss):
    account = account_with_role(Role.TREASURER)
    client = Client()
    client.force_login(account)

    close_account(account, by=boss, today=TODAY)
    closed = client.get(reverse("mypage:home")).status_code
    reopen_account(fresh(account), by=boss)

    assert closed == 302
    assert client.get(reverse("mypage:home")).status_code == 302
    assert roles_held(fresh(account)) == set()
    assert holdings(account)[0][3] == TODAY
    assert fresh(account).is_active
    assert list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True)) == [
        "close_account",
        "reopen_account",
    ]


def test_close_account_when_it_is_ones_own(boss):
    account_with_role(Role.ADMINISTRATOR)

    with pytest.raises(RolesError, match="own"):
        close_account(boss, by=boss, today=TODAY)
