"""Which databases the tests can run on here."""

import os
import socket
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

REDIS = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/13")
USUAL = "postgres://postgres@127.0.0.1:5432/postgres"


def postgresql() -> tuple[str | None, str]:
    """Address for the tests on PostgreSQL or None, and why not. The database's name is this copy's own."""
    asked = os.environ.get("DATABASE_URL", "")
    address = asked if asked.startswith("postgres") else USUAL
    parts = urlsplit(address)
    plain = urlunsplit(parts._replace(scheme="postgresql"))
    try:
        with psycopg.connect(plain, connect_timeout=3) as connection:
            version = connection.info.server_version // 10000
            row = connection.execute(
                "select rolcreatedb or rolsuper from pg_roles where rolname = current_user"
            ).fetchone()
    except psycopg.OperationalError:
        return (
            None,
            f"no PostgreSQL answers at {parts.hostname}:{parts.port or 5432}; DATABASE_URL names another",
        )
    if not row[0]:
        return None, f"{parts.username} at {parts.hostname} may not create databases"
    own = f"tasuki_{zlib.crc32(str(Path.cwd()).encode()):08x}"
    return urlunsplit(parts._replace(path=f"/{own}")), f"PostgreSQL {version} at {parts.hostname}"


@contextmanager
def own_database(name: str) -> Iterator[str]:
    """An empty PostgreSQL database of this copy, dropped afterwards."""
    address, why_not = postgresql()
    if not address:
        raise RuntimeError(why_not)
    parts = urlsplit(address)
    server = urlunsplit(parts._replace(scheme="postgresql", path="/postgres"))
    own = f"{parts.path.lstrip('/')}_{name}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{own}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{own}"')
        try:
            yield urlunsplit(parts._replace(path=f"/{own}"))
        finally:
            connection.execute(f'DROP DATABASE IF EXISTS "{own}" WITH (FORCE)')


def redis_answers() -> bool:
    """Is there a Redis for the tests that need one?"""
    parts = urlsplit(REDIS)
    try:
        socket.create_connection((parts.hostname, parts.port or 6379), timeout=2).close()
    except OSError:
        return False
    return True
