"""A member's browser for tests of fees."""

import pytest

from tests.factories.network import AccountFactory


@pytest.fixture
def account():
    return AccountFactory()


@pytest.fixture
def member(client, account):
    client.force_login(account)
    return client
