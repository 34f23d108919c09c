"""audit.py: asks the advisory services about every locked package; fails on a known weakness.

When no service can be asked, it says so in large letters and does not fail: a build must not hang on somebody else's
server. A mirror that knows no advisories answers "not found" for every package, which pip-audit itself counts as
"no known vulnerabilities"; here it counts as not asked.
"""

import json
import subprocess
import sys
from dataclasses import dataclass, field
from typing import Any

LOCK = "requirements/development.txt"
SERVICES = ("pypi", "osv")
PATIENCE = 120  # seconds per service


@dataclass
class Report:
    """What a service said: how many packages it knew, and weaknesses by package."""

    known: int = 0
    unknown: int = 0
    findings: list[str] = field(default_factory=list)


def read(answer: dict[str, Any]) -> Report:
    """pip-audit's JSON."""
    report = Report()
    for package in answer.get("dependencies", []):
        if "skip_reason" in package:
            report.unknown += 1
            continue
        report.known += 1
        for weakness in package["vulns"]:
            mended = ", ".join(weakness.get("fix_versions", [])) or "nothing yet"
            report.findings.append(
                f"{package['name']} {package['version']}: {weakness['id']}, mended in {mended}"
            )
    return report


def ask(service: str) -> Report | None:
    """One service about every package; None when it does not answer."""
    command = [
        sys.executable,
        "-m",
        "pip_audit",
        f"--requirement={LOCK}",
        f"--vulnerability-service={service}",
        "--disable-pip",
        "--require-hashes",
        "--format=json",
        "--progress-spinner=off",
        "--timeout=10",
    ]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)  # noqa: S603 -- our own command line
        return read(json.loads(done.stdout))
    except (subprocess.TimeoutExpired, ValueError, KeyError):
        return None


def verdict(reports: dict[str, Report | None]) -> tuple[int, str]:
    """Exit code and what to say."""
    findings = sorted({line for report in reports.values() if report for line in report.findings})
    if findings:
        return 1, "\n".join(
            ["Known weaknesses in what is pinned; raise the version and run make lock:", *findings]
        )
    known = max((report.known for report in reports.values() if report), default=0)
    if not known:
        return 0, (
            "!!! NOT AUDITED: no advisory service could be asked from here.\n"
            "!!! Run make audit on a machine that reaches one before every release (docs/build/operations.md)."
        )
    asked = next(report for report in reports.values() if report and report.known == known)
    left = f"; {asked.unknown} packages were not known to it" if asked.unknown else ""
    return 0, f"No known weakness in {known} packages{left}."


def main() -> int:
    reports: dict[str, Report | None] = {}
    for service in SERVICES:
        reports[service] = ask(service)
        if reports[service] and reports[service].known:
            break
    code, words = verdict(reports)
    print(words, file=sys.stderr if code or words.startswith("!") else sys.stdout)
    return code


if __name__ == "__main__":
    sys.exit(main())
