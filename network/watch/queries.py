"""Reads about the site itself: pulses, database, cache, disk, versions. Each answers, whatever is broken."""

import platform
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import cache, caches
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import QuerySet

from network.watch.models import Pulse
from network.watch.rules import BEAT_SILENT_AFTER, WORKER_FORGOTTEN_AFTER, WORKER_SILENT_AFTER

BEAT, QUEUE, CERTIFICATE, BACKUP = "beat", "queue", "certificate", "backup"
WORKER = "worker:"
SHOWN_PACKAGES = ("Django", "wagtail", "celery", "sudachidict-core")


@dataclass(frozen=True)
class Room:
    """Bytes of a disk."""

    free: int
    total: int


@dataclass(frozen=True)
class DatabaseFacts:
    """Which database this is and how much it holds; `size` is None where it cannot be told."""

    kind: str
    version: str
    size: int | None


@dataclass(frozen=True)
class CacheFacts:
    """Which cache this is and whether it answers; `memory` in bytes where it tells."""

    kind: str
    answers: bool
    version: str = ""
    memory: int | None = None


def pulses(names: Iterable[str] = ()) -> dict[str, Pulse]:
    """The last sign of each part, or of the named ones only. One query."""
    rows: QuerySet[Pulse] = Pulse.objects.filter(name__in=names) if names else Pulse.objects.all()
    return {row.name: row for row in rows}


def workers(known: dict[str, Pulse], now: datetime) -> dict[str, datetime]:
    """Workers seen within a day, by their own names."""
    return {
        name.removeprefix(WORKER): pulse.at
        for name, pulse in known.items()
        if name.startswith(WORKER) and now - pulse.at <= WORKER_FORGOTTEN_AFTER
    }


def silent_parts(now: datetime) -> int:
    """How many of clock and workers were alive once and say nothing now. One query.

    Workers count as one part: while one of them lives, work goes on.
    """
    known = pulses()
    seen = workers(known, now)
    beat = known.get(BEAT)
    no_worker = bool(seen) and all(now - at > WORKER_SILENT_AFTER for at in seen.values())
    return int(no_worker) + int(beat is not None and now - beat.at > BEAT_SILENT_AFTER)


def database_answers() -> bool:
    """Whether the database answers a question that costs nothing."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception:
        return False
    return True


def cache_answers() -> bool:
    """Whether the cache answers."""
    try:
        caches["sessions"].get("readyz")  # the other one answers even while Redis is away
    except Exception:
        return False
    return True


def pending_migrations() -> list[str]:
    """Migrations this code has and the database has not, in their order."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def database_facts() -> DatabaseFacts:
    """Kind, version and size."""
    if connection.vendor == "postgresql":
        size = _value("SELECT pg_database_size(current_database())")
        return DatabaseFacts("PostgreSQL", _value("SHOW server_version"), size)
    pages = _value("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
    return DatabaseFacts("SQLite", _value("SELECT sqlite_version()"), pages)


def cache_facts() -> CacheFacts:
    """What Redis says of itself, or that there is another cache."""
    if not settings.REDIS_URL:
        return CacheFacts(settings.CACHES["default"]["BACKEND"].rpartition(".")[2], cache_answers())
    try:
        told = cache._cache.get_client().info()  # Django's cache keeps its Redis client there
    except Exception:
        return CacheFacts("Redis", answers=False)
    return CacheFacts("Redis", True, str(told["redis_version"]), int(told["used_memory"]))


def disk() -> Room | None:
    """Room where the site keeps its files; None where it cannot be seen."""
    return _room(Path(settings.VAR_DIR))


def database_disk() -> Room | None:
    """Room where the database lies, when that is a file of this machine."""
    name = connection.settings_dict["NAME"]
    if connection.vendor != "sqlite" or connection.is_in_memory_db():
        return None
    return _room(Path(name).parent)


def versions() -> dict[str, str]:
    """What is running; "" where a package is not installed."""
    return {
        "Tasuki": settings.TASUKI_VERSION,
        "Python": platform.python_version(),
        **{name: _version(name) for name in SHOWN_PACKAGES},
    }


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _room(folder: Path) -> Room | None:
    try:
        usage = shutil.disk_usage(folder)
    except OSError:
        return None
    return Room(usage.free, usage.total)


def _value(question: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]
