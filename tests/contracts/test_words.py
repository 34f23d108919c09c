"""Words that no file of the tree may hold: paths of one machine, package hosts, leftovers."""

import re
import subprocess
from pathlib import Path

import pytest

# Put together here so that this file does not hold them itself.
PACKAGE_HOSTS = [
    ".".join(parts)
    for parts in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("deb", "debian", "org"))
]
PRIVATE_PATHS = [
    "/" + name + "/" for name in ("root", "mnt", "work(space)?s?", "home/[a-z]+", "Users/[A-Za-z]+")
]
PICTURES = {".png", ".ttf", ".woff2", ".ico", ".mo", ".webp", ".jpg", ".pdf"}


def texts() -> list[Path]:
    """Every file under version control that people read."""
    listed = subprocess.run(["git", "ls-files", "-z"], capture_output=True, text=True, check=True).stdout
    paths = [Path(name) for name in listed.split("\0") if name]
    return [
        path for path in paths if path.suffix not in PICTURES and path.is_file() and not path.is_symlink()
    ]


@pytest.fixture(scope="module")
def lines():
    return [
        (path, number, line)
        for path in texts()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
    ]


def places(lines, pattern: str) -> list[str]:
    return [
        f"{path}:{number}: {line.strip()[:120]}" for path, number, line in lines if re.search(pattern, line)
    ]


def test_no_file_names_a_package_host(lines):
    assert places(lines, "|".join(re.escape(host) for host in PACKAGE_HOSTS)) == []


def test_no_file_names_a_path_of_one_machine(lines):
    assert places(lines, rf"(?<![\w.}}])(?:{'|'.join(PRIVATE_PATHS)})") == []


def test_no_conflict_marker_is_left(lines):
    assert places(lines, r"^(<{7}|>{7}) ") == []


def test_every_to_do_names_its_issue(lines):
    to_do = "TO" + "DO"
    assert places(lines, rf"\b{to_do}\b(?! \(?#\d+)") == []


@pytest.mark.capability("B3")
def test_nobody_is_promised_more_than_can_be_kept(lines):
    """The claim beside the board's button says what is not covered; these words would say that nothing is left."""
    too_much = "完全" + "匿名|完全に" + "匿名|[Cc]ompletely " + "anonymous"

    assert places(lines, too_much) == []
