"""What make test, make prove and make capabilities call: runs pytest per database and says what was run."""

import datetime
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tests.proof import record
from tests.proof.chromium import chromium
from tests.proof.databases import postgresql, redis_answers

NOTHING_COLLECTED = 5
REQUIRED = set(os.environ.get("REQUIRE", "").split())


@dataclass
class Run:
    """One call of pytest."""

    name: str
    arguments: list[str]
    database: str | None = None
    code: int = 0
    notes: dict = field(default_factory=dict)


def main(command: str, *words: str) -> int:
    """Does what the command asks; the answer is the exit code."""
    return {"test": test, "prove": prove, "capabilities": capabilities}[command](*words)


def test(*words: str) -> int:
    """What needs the processes of production or a browser, then the quick tests on each database there is."""
    database, told = postgresql()
    plain = ["-n", "2", "-m", "not browser and not stack", *words]
    # The browser's own event loop would be in the way of the tests that send a crowd: a run each.
    runs = [
        Run("processes", ["-m", "stack and not browser", *words]),
        Run("browser", ["-m", "browser", *words]),
        Run("SQLite", plain),
    ]
    if database:
        runs.append(Run("PostgreSQL", plain, database))
    if blocked := unmet(database):
        return complain(blocked)

    for run in runs:
        carry_out(run)

    if os.environ.get("PROOF") and not words:
        record.write(record.with_quick(record.read(), [run.notes for run in runs]))
        say(f"{record.FILE} is written")
    say("Databases: SQLite, " + (told if database else f"not PostgreSQL: {told}"))
    say(f"Redis: {'there' if redis_answers() else 'not there; what needs it was left out'}")
    say(f"Browser: {chromium() or 'not run: no Chromium was found; CHROMIUM names one'}")
    return close(runs)


def prove(*words: str) -> int:
    """One capability with its tests of full size, on both databases; writes state and figure down."""
    if len(words) != 1:
        return complain(["Which one? make prove ID=E1"])
    database, told = postgresql()
    if not database:
        return complain([f"A full proof needs PostgreSQL too: {told}"])
    arguments = ["--full", "--capability", words[0]]
    runs = [
        Run("SQLite", [*arguments, "-m", "not browser"]),
        Run("PostgreSQL", [*arguments, "-m", "not browser"], database),
        Run("browser", [*arguments, "-m", "browser"]),
    ]
    for run in runs:
        carry_out(run)

    proof = record.with_full(
        record.read(),
        words[0],
        {run.name: run.notes for run in runs},
        commit=commit(),
        date=f"{datetime.datetime.now(datetime.UTC):%Y-%m-%d}",
    )
    record.write(proof)
    full = proof[words[0]]["full"]
    say(f"{words[0]}: {full['state']}. {full['figure']}")
    return close(runs) or int(full["state"] != "pass")


def capabilities(*words: str) -> int:
    """A table of what is proven; fails when a marker names an id that the record does not know."""
    run = Run("names", ["--collect-only", "-qq", *words])
    carry_out(run, quiet=True)
    proof = record.read()
    named = {name: entry["tests"] for name, entry in run.notes.get("capabilities", {}).items()}
    rows = [("id", "tests", "quick", "full", "commit", "date", "figure")]
    for name in sorted(set(proof) | set(named), key=record.by_letter_and_number):
        entry = proof.get(name, {"quick": "missing", "full": record.NOTHING})
        full = entry["full"]
        count = str(named.get(name, 0))
        rows.append(
            (name, count, entry["quick"], full["state"], full["commit"], full["date"], full["figure"])
        )
    widths = [max(len(row[column]) for row in rows) for column in range(6)]
    for row in rows:
        say("  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[-1]]))
    if lost := record.missing(proof, named):
        return complain([f"Not in {record.FILE}: {', '.join(lost)}. PROOF=1 make test writes it."])
    return run.code


def carry_out(run: Run, *, quiet: bool = False) -> None:
    """Calls pytest once and keeps its exit code and notes."""
    env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    if run.database:
        env["DATABASE_URL"] = run.database
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        notes = Path(folder) / "notes.json"
        if not quiet:
            say(f"\n=== {run.name} ===")
        run.code = subprocess.call(
            [sys.executable, "-m", "pytest", "--notes", str(notes), *run.arguments],
            env=env,
            stdout=subprocess.DEVNULL if quiet else None,
        )
        run.notes = (
            json.loads(notes.read_text(encoding="utf-8"))
            if notes.exists()
            else {"total": {}, "capabilities": {}}
        )
    if run.code == NOTHING_COLLECTED:
        run.code = 0
    if not quiet:
        say(
            f"=== {run.name}: {'passed' if run.code == 0 else 'FAILED'} in {time.monotonic() - begun:.0f} s ==="
        )


def unmet(database: str | None) -> list[str]:
    """What was required by REQUIRE and is not there."""
    there = {"postgresql": bool(database), "redis": redis_answers(), "browser": bool(chromium())}
    return [
        f"{name} is required here and was not found" for name in sorted(REQUIRED) if not there.get(name, True)
    ]


def close(runs: list[Run]) -> int:
    """The last line adds all runs up."""
    total = sum((Counter(run.notes["total"]) for run in runs), Counter())
    failed = [run.name for run in runs if run.code]
    if failed:
        say(f"FAILED: {', '.join(failed)}")
    say(f"{total['passed']} passed, {total['failed']} failed, {total['skipped']} skipped")
    return int(bool(failed))


def commit() -> str:
    """The commit the figures belong to; a plus when the tree had changes."""
    head = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False
    ).stdout
    changed = subprocess.run(
        ["git", "status", "--porcelain", "--untracked-files=no", "--", ".", ":!docs"],
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    return head.strip() + ("+" if changed.strip() else "")


def say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 -- a command's own words


def complain(lines: list[str]) -> int:
    for line in lines:
        say(line)
    return 1


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
