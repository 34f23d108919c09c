"""A database that other processes can open too."""

import sqlite3

import pytest
from django.db import connection, connections


@pytest.fixture
def shared_db(transactional_db, tmp_path):
    """The test's database for several processes: on SQLite a copy in a file, since the original is in memory."""
    if connection.vendor != "sqlite":
        yield connection
        return
    original = connections["default"]
    copy = tmp_path / "shared.sqlite3"
    original.ensure_connection()
    with sqlite3.connect(copy) as target:
        original.connection.backup(target)
    target.close()
    connections["default"] = type(original)({**original.settings_dict, "NAME": str(copy)}, "default")
    try:
        yield connections["default"]
    finally:
        connections["default"].close()
        connections["default"] = original
