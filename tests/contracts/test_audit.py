"""The audit fails on a known weakness, and says loudly when nobody could be asked."""

from pathlib import Path

import pytest

from deploy import audit
from deploy.audit import Report

pytestmark = pytest.mark.capability("T12")

CLEAN = {"dependencies": [{"name": "django", "version": "5.2.19", "vulns": []}]}
WEAK = {
    "dependencies": [
        {
            "name": "django",
            "version": "5.2.0",
            "vulns": [{"id": "PYSEC-2026-1", "fix_versions": ["5.2.1"], "description": "…"}],
        },
        {"name": "wagtail", "version": "8.0.1", "vulns": []},
    ]
}
UNKNOWN = {"dependencies": [{"name": "django", "skip_reason": "Dependency not found: django (5.2.19)"}]}


def test_a_weakness_fails():
    code, words = audit.verdict({"pypi": audit.read(WEAK)})

    assert code == 1
    assert "django 5.2.0: PYSEC-2026-1, mended in 5.2.1" in words


def test_nothing_known_passes():
    assert audit.verdict({"pypi": audit.read(CLEAN)}) == (0, "No known weakness in 1 packages.")


@pytest.mark.parametrize(
    "reports",
    [{"pypi": None, "osv": None}, {"pypi": audit.read(UNKNOWN), "osv": None}],
    ids=["nobody answers", "a mirror without advisories"],
)
def test_nobody_asked_is_said_loudly_and_passes(reports):
    code, words = audit.verdict(reports)

    assert code == 0
    assert words.startswith("!!! NOT AUDITED")


def test_packages_left_out_are_counted():
    report = Report(known=2, unknown=1)

    assert audit.verdict({"pypi": report}) == (
        0,
        "No known weakness in 2 packages; 1 packages were not known to it.",
    )


def test_the_audit_is_part_of_the_check():
    recipe = Path("Makefile").read_text(encoding="utf-8").split("\ncheck:")[1].split("\n\n")[0]

    assert "$(MAKE) audit" in recipe
