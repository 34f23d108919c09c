"""The demo, laid once for all tests of a module and taken back afterwards."""

from datetime import UTC, datetime

import pytest
from django.db import transaction

from cms.sample.actions import lay_demo

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def laid_demo(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        assert lay_demo(now=NOW, say=lambda line: None)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo(laid_demo, db):
    """The demo is there; what a test changes is taken back."""
    return NOW
