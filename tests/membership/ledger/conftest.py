"""Books that tests write in, guarded by the database as on every site."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection

from membership.ledger import triggers
from membership.ledger.queries import account

NOW = datetime(2026, 5, 20, 3, 0, tzinfo=UTC)
MAY = date(2026, 5, 20)


@pytest.fixture
def guarded(db):
    """The database's own guard."""
    triggers.lay(connection)
    yield
    triggers.lift(connection)


@pytest.fixture
def bank(db):
    return account("bank")


@pytest.fixture
def cash(db):
    return account("cash")
