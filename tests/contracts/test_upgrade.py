"""Upgrades: a filled site of the first release comes to today with every row, on both engines, and steps can be undone."""

import ast
import json
import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

pytestmark = pytest.mark.capability("T9")

WINGS = ("cms", "events", "membership", "network")
OURS = sorted(key for key in MigrationLoader(None).disk_migrations if key[0] in WINGS)


@contextmanager
def empty_database(folder: Path):
    """One of the engine the tests run on."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{folder / 'old.sqlite3'}"
        return
    given = connection.settings_dict
    name = f"{given['NAME']}_upgrade_{os.environ.get('PYTEST_XDIST_WORKER', '')}"
    access = {"host": given["HOST"], "port": given["PORT"], "user": given["USER"]}
    with psycopg.connect(
        dbname="postgres", password=given["PASSWORD"] or None, autocommit=True, **access
    ) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            secret = f":{quote(given['PASSWORD'], safe='')}" if given["PASSWORD"] else ""
            yield f"postgres://{given['USER']}{secret}@{given['HOST']}:{given['PORT']}/{name}"
        finally:
            server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.mark.parametrize("people", [12, pytest.param(5_000, marks=pytest.mark.full)])
def test_a_filled_site_of_the_first_release_comes_to_today(people, tmp_path, prove_figure):
    with empty_database(tmp_path) as address:
        done = subprocess.run(
            [sys.executable, "-m", "tests.contracts.upgrading", str(people)],
            env=os.environ | {"DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "tasuki.settings.test"},
            capture_output=True,
            text=True,
        )

    assert done.returncode == 0, done.stderr[-3000:]
    said = json.loads(done.stdout)
    assert said["rows"] > people * 8
    assert said["lost_on_the_way"] == {}
    assert said["works"] == {
        "audit": [],
        "unguarded": [],
        "found_by_other_spelling": people,
        "signs_in": True,
        "is_member": True,
        "seat": "confirmed",
        "billed": 2000,
    }
    assert said["lost_on_the_way_back"] == {}
    assert said["lost_at_the_second_time"] == {}
    assert said["audit"] == []
    prove_figure(
        f"{said['rows']} rows of the first release came to today in {said['seconds']:.0f} s, back, and again: none was lost"
    )


@pytest.mark.parametrize("key", OURS, ids=".".join)
def test_a_step_can_be_undone_or_says_why_not(key):
    migration = MigrationLoader(None).disk_migrations[key]
    source = Path(sys.modules[migration.__module__].__file__).read_text(encoding="utf-8")
    said = ast.get_docstring(ast.parse(source)) or ""

    assert "Can't be undone:" in said or [op for op in migration.operations if not op.reversible] == []


@pytest.mark.parametrize("wing", WINGS)
def test_a_wing_has_one_line_of_steps(wing):
    names = [name for label, name in OURS if label == wing]
    graph = MigrationLoader(None).graph

    assert graph.leaf_nodes(wing) == [(wing, names[-1])]
    assert [int(name[:4]) for name in names] == sorted({int(name[:4]) for name in names})
