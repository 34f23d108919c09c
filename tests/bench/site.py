"""Our site as in production, filled, beside LIMIT."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tests.bench.serving import Server, serve
from tests.proof.databases import own_database

REDIS = os.environ.get("BENCH_REDIS_URL", "redis://127.0.0.1:6379/12")


@dataclass
class Site:
    """A filled site under gunicorn."""

    server: Server
    member: dict[str, str]
    seconds_to_first_page: float
    cpu_seconds_to_first_page: float
    feed: str
    secretary: dict[str, str]


@contextmanager
def prepared() -> Iterator[dict[str, str]]:
    """The environment of a production site with an empty database of its own."""
    with own_database("bench") as database, tempfile.TemporaryDirectory() as folder:
        yield {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tasuki.settings.production",
            "SECRET_KEY": "only-for-benches-" + "x" * 50,
            "ALLOWED_HOSTS": "127.0.0.1",
            "SITE_URL": "http://127.0.0.1",
            "SECURE_SSL_REDIRECT": "off",
            "DATABASE_URL": database,
            "REDIS_URL": REDIS,
            "VAR_DIR": folder,
            "LOG_LEVEL": "WARNING",
        }


def manage(env: dict[str, str], *words: str) -> None:
    subprocess.run([sys.executable, "manage.py", *words], env=env, check=True, stdout=subprocess.DEVNULL)


@contextmanager
def our_site(*, meetings: int = 200, people: int = 1000, workers: int = 2) -> Iterator[Site]:
    """Migrated, filled and started as compose.yaml does, with as many workers as LIMIT has."""
    with prepared() as env:
        manage(env, "migrate", "--verbosity=0")
        manage(env, "collectstatic", "--noinput", "--verbosity=0")
        filled = subprocess.run(
            [sys.executable, "-m", "tests.bench.fill", str(meetings), str(people)],
            env=env,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        begun = time.monotonic()
        with serve("tasuki.wsgi:application", env, workers=workers, options=("--preload",)) as server:
            status, _ = server.get("/events/")
            waited = time.monotonic() - begun
            spent = server.cpu_seconds() + sum(server.process.cpu_times()[:2])
            if status != 200:
                raise RuntimeError(f"the site answered {status}")
            desk, feed, member = filled.stdout.strip().splitlines()[-3:]
            yield Site(
                server,
                {"Cookie": member},
                waited,
                spent,
                f"/events/my/{feed}/calendar.ics",
                {"Cookie": desk},
            )
