"""A large demo in small, laid once for all tests of a module and taken back afterwards."""

import pytest
from django.db import transaction

from cms.large.actions import lay_large
from cms.large.amounts import Amounts
from tests.factories.events import NOW

AMOUNTS = Amounts(
    events=40,
    coming=16,
    people=200,
    organisations=20,
    registrations=1_600,
    pages=60,
    resources=12,
    notices=12,
    regular=5,
)


@pytest.fixture(scope="module")
def laid(django_db_setup, django_db_blocker):
    said = []
    with django_db_blocker.unblock(), transaction.atomic():
        assert lay_large(AMOUNTS, now=NOW, say=said.append)
        yield said
        transaction.set_rollback(True)


@pytest.fixture
def large(laid, db):
    """The content is there; what a test changes is taken back. The lines of progress."""
    return laid
