"""What tests of registering share."""

import pytest
from django.core.cache import cache

from tests.factories.network import AccountFactory


@pytest.fixture(autouse=True)
def _empty_cache():
    """Counted attempts and kept menus don't travel from test to test."""
    cache.clear()


@pytest.fixture
def account():
    return AccountFactory()


@pytest.fixture
def member(client, account):
    """A browser somebody has signed in with."""
    client.force_login(account)
    return client
