"""LIMIT measured: what every goal is held against, in the same run."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

from tests.bench.serving import Server, serve
from tests.proof.databases import own_database

LIST_AT_MOST = 15
DETAIL_AT_MOST = 6


@dataclass(frozen=True)
class Limit:
    """Processor milliseconds per request, and megabytes of a warm worker."""

    list_ms: float
    detail_ms: float
    feed_ms: float
    search_ms: float
    memory_mb: float

    @property
    def quiet(self) -> bool:
        """Is the machine quiet enough for figures that mean something?"""
        return self.list_ms <= LIST_AT_MOST and self.detail_ms <= DETAIL_AT_MOST


@contextmanager
def limit_site(*, workers: int = 2, meetings: int = 200, members: int = 0) -> Iterator[Server]:
    """LIMIT, filled, under gunicorn on PostgreSQL; `cookies` of its server are those of members signed in."""
    with own_database("limit") as address:
        env = {"DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "tests.bench.limit.settings"}
        fill = [sys.executable, "-m", "tests.bench.limit.fill", str(meetings), str(members)]
        filled = subprocess.run(
            fill,
            env={**os.environ, **env},
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        with serve("tests.bench.limit.wsgi:application", env, workers=workers) as server:
            server.cookies = filled.stdout.split("\n") if members else []
            yield server


@cache
def limit() -> Limit:
    """Measured once per run."""
    with limit_site() as server:
        return Limit(
            list_ms=server.cpu_ms("/"),
            detail_ms=server.cpu_ms("/1/", requests=150),
            feed_ms=server.cpu_ms("/calendar.ics"),
            search_ms=server.cpu_ms("/search/?q=%E7%AC%AC7", requests=100),
            memory_mb=server.memory_mb(),
        )
