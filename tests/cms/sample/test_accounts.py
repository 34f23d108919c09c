"""The demo's accounts can sign in, each in its role, with a password that the site itself would take."""

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import validate_password

from cms.sample.accounts import DEMO_ACCOUNTS
from network.people.choices import Role
from network.people.models import Account


def test_one_account_per_role_and_a_member():
    assert [login for _role, login, _password in DEMO_ACCOUNTS] == [
        "member",
        "organiser",
        "drafter",
        "treasurer",
        "moderator",
        "secretariat",
        "administrator",
    ]


@pytest.mark.parametrize(("role", "login", "password"), DEMO_ACCOUNTS, ids=[row[1] for row in DEMO_ACCOUNTS])
def test_printed_account_signs_in_with_its_role(demo, rf, role, login, password):
    account = authenticate(rf.post("/"), username=login, password=password)

    assert account == Account.objects.get(username=login)
    assert list(account.groups.values_list("name", flat=True)) == ([login] if login in Role.values else [])
    assert account.is_superuser is False
    validate_password(password, account)


def test_nobody_else_has_a_password(demo):
    printed = [login for _role, login, _password in DEMO_ACCOUNTS]

    others = Account.objects.exclude(username__in=printed)

    assert [account for account in others if account.has_usable_password()] == []
