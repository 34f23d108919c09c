"""What an attacker carries off: every row with its place and transaction, the file with its free pages, files, cache,
logs, settings, an older backup."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.db import connection

from network.board.release import TABLES
from network.watch.logs import logging_config

PLACE, TRANSACTION = "_place", "_transaction"
Row = dict[str, Any]


@dataclass
class Loot:
    """Everything but destroyed keys."""

    tables: dict[str, list[Row]]
    backup: dict[str, list[Row]] = field(default_factory=dict)
    blobs: dict[str, bytes] = field(default_factory=dict)
    logs: list[str] = field(default_factory=list)


def tables() -> dict[str, list[Row]]:
    """All rows of all tables in the order in which they lie, with ctid and xmin or rowid."""
    return {
        table: list(_rows(table)) for table in connection.introspection.django_table_names(only_existing=True)
    }


def _rows(table: str) -> Iterator[Row]:
    name = connection.ops.quote_name(table)
    if connection.vendor == "postgresql":
        question = f"SELECT ctid::text AS {PLACE}, xmin::text::bigint AS {TRANSACTION}, t.* FROM {name} t ORDER BY t.ctid"
    else:
        question = f"SELECT rowid AS {PLACE}, NULL AS {TRANSACTION}, t.* FROM {name} t ORDER BY rowid"
    with connection.cursor() as cursor:
        cursor.execute(question)
        names = [column[0] for column in cursor.description]
        yield from (dict(zip(names, values, strict=True)) for values in cursor.fetchall())


def carried_off(logs: list[str], backup: dict[str, list[Row]]) -> Loot:
    """The loot of this moment."""
    blobs = {f"keys/{path.name}": path.read_bytes() for path in files(Path(settings.BOARD_KEYS_DIR))}
    blobs |= {f"var/{path.name}": path.read_bytes() for path in files(Path(settings.MEDIA_ROOT))}
    for alias in ("default", "sessions", "process"):
        cache = caches[alias]
        blobs |= {f"cache/{alias}/{key}": bytes(value) for key, value in cache._cache.items()}
    blobs["database"] = _pages()
    return Loot(tables(), backup, blobs, logs)


def _pages() -> bytes:
    """The database's own pages, free ones included; of PostgreSQL those of the board."""
    if connection.vendor == "sqlite":
        return connection.connection.serialize()
    pages = b""
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        for model in TABLES:
            cursor.execute("SELECT pg_read_binary_file(pg_relation_filepath(%s))", [model._meta.db_table])
            pages += bytes(cursor.fetchone()[0])
    return pages


def files(folder: Path) -> list[Path]:
    """All files of a folder that may not be there."""
    return [path for path in sorted(folder.rglob("*")) if path.is_file()] if folder.is_dir() else []


@contextmanager
def logged() -> Iterator[list[str]]:
    """Every line that production would write, at its level, in its form."""
    config = logging_config("json", "INFO")["formatters"]["tasuki"]
    lines: list[str] = []
    handler = _Kept(lines)
    handler.setFormatter(config["()"](**{name: value for name, value in config.items() if name != "()"}))
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    try:
        yield lines
    finally:
        root.removeHandler(handler)
        root.setLevel(level)


class _Kept(logging.Handler):
    def __init__(self, lines: list[str]) -> None:
        super().__init__()
        self.lines = lines

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))
