"""What is installed is pinned, hashed, explained, and names no host."""

import re
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

FOLDER = Path("requirements")
LOCKS = sorted(FOLDER.glob("*.txt"))


def named(path: Path) -> set[str]:
    """The packages that a requirements file asks for itself, in one spelling."""
    lines = [line.split("#")[0].strip() for line in path.read_text(encoding="utf-8").splitlines()]
    asked = [re.match(r"[A-Za-z0-9._-]+", line) for line in lines if line and not line.startswith(("-", "#"))]
    return {re.sub(r"[-_.]+", "-", found.group()).lower() for found in asked if found}


def requires(name: str) -> list[str]:
    """What an installed package asks for; nothing of one that another machine would have."""
    try:
        return distribution(name).requires or []
    except PackageNotFoundError:
        return []


def extras_pinned(lock: Path) -> set[tuple[str, str]]:
    """Every (package, extra) that a lock names."""
    pins = re.findall(r"^([A-Za-z0-9._-]+)\[([^\]]+)\]==", lock.read_text(encoding="utf-8"), re.M)
    return {
        (re.sub(r"[-_.]+", "-", name).lower(), extra) for name, extras in pins for extra in extras.split(",")
    }


def test_locks_are_there():
    assert [path.name for path in LOCKS] == ["development.txt", "production.txt"]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_lock_names_no_host(lock):
    assert not re.search(
        r"https?:|//|--(extra-)?index|--find-links|--trusted-host", lock.read_text(encoding="utf-8")
    )


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_lock_pins_every_package_with_hashes(lock):
    entries = re.split(r"\n(?=\S)", lock.read_text(encoding="utf-8").strip())

    loose = [entry.split("\n")[0] for entry in entries if "==" not in entry or "--hash=sha256:" not in entry]

    assert loose == []


def test_a_package_is_pinned_with_the_extras_that_others_ask_of_it():
    """pip up to 23.2 seeks "coverage[toml]" by that very name, and finds a newer one than the lock allows."""
    lock = FOLDER / "development.txt"
    asked = {
        (re.sub(r"[-_.]+", "-", wanted.name).lower(), extra)
        for name in named(lock)
        for wanted in map(Requirement, requires(name))
        if wanted.marker is None or wanted.marker.evaluate({"extra": ""})
        for extra in wanted.extras
    }

    assert ("coverage", "toml") in asked
    assert asked - extras_pinned(lock) == set()


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_lock_holds_what_was_asked_for(lock):
    assert named(lock.with_suffix(".in")) <= named(lock)


def test_tests_run_with_the_versions_of_the_site():
    pinned = [set(re.findall(r"^(\S+==\S+)", lock.read_text(encoding="utf-8"), re.M)) for lock in LOCKS]

    assert pinned[1] <= pinned[0]


def test_every_direct_requirement_is_explained():
    words = Path("docs/build/dependencies.md").read_text(encoding="utf-8").lower()

    asked = set().union(*(named(path) for path in FOLDER.glob("*.in")))

    assert {name for name in asked if name not in words.replace("_", "-")} == set()
