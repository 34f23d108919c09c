"""Accounts that sit at the desk."""

import pytest

from network.people.choices import Role
from tests.factories.network import account_with_role


@pytest.fixture
def organiser(db):
    return account_with_role(Role.ORGANISER)


@pytest.fixture
def drafter(db):
    return account_with_role(Role.DRAFTER)


@pytest.fixture
def at_desk(client):
    """Signs an account in and gives the client back."""

    def sign_in(account):
        client.force_login(account)
        return client

    return sign_in
