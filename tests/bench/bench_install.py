"""P10: from an empty database to a filled demo, on PostgreSQL and on SQLite, as make demo does it."""

import os
import subprocess
import sys
import tempfile
import time

from tests.bench.figures import Figure
from tests.proof.databases import own_database

AT_MOST = {"postgresql": 28, "sqlite": 22}
STEPS = (("migrate", "--verbosity=0"), ("demo", "--verbosity=0"))


def bench() -> list[Figure]:
    with own_database("install") as address:
        on_postgresql = seconds(address)
    with tempfile.TemporaryDirectory() as folder:
        on_sqlite = seconds(f"sqlite:///{folder}/tasuki.sqlite3")
    return [figure("postgresql", on_postgresql), figure("sqlite", on_sqlite)]


def seconds(database: str) -> float:
    """How long somebody waits for tables and content, with a process for each step."""
    with tempfile.TemporaryDirectory() as folder:
        env = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tasuki.settings.demo",
            "DATABASE_URL": database,
            "VAR_DIR": folder,
            "LOG_LEVEL": "WARNING",
        }
        begun = time.monotonic()
        for step in STEPS:
            subprocess.run([sys.executable, "manage.py", *step], env=env, check=True)
        return time.monotonic() - begun


def figure(kind: str, needed: float) -> Figure:
    goal = AT_MOST[kind]
    return Figure(f"P10.{kind}", round(needed, 1), "s", f"<= {goal}", needed <= goal)
