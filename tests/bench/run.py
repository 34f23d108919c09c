"""make bench: LIMIT first, then every module bench_*.py beside it; writes docs/build/bench.json."""

import datetime
import importlib
import json
import sys
from pathlib import Path

from tests.bench.figures import Figure
from tests.bench.reference import DETAIL_AT_MOST, LIST_AT_MOST, limit
from tests.proof.__main__ import commit, say

FILE = Path("docs/build/bench.json")


def main(*names: str) -> int:
    """All benches, or those named; the exit code is 1 when a goal is missed, 2 when the machine is too busy."""
    measured = limit()
    say(
        f"LIMIT: list {measured.list_ms:.1f} ms, detail {measured.detail_ms:.1f} ms, feed {measured.feed_ms:.1f} ms, "
        f"search {measured.search_ms:.1f} ms of processor time per request; {measured.memory_mb:.0f} MB per worker"
    )
    if not measured.quiet:
        say(
            f"The machine is too busy: LIMIT must stay under {LIST_AT_MOST} ms (list) and {DETAIL_AT_MOST} ms (detail)."
        )
        return 2
    figures = [figure for name in names or modules() for figure in run(name)]
    keep(figures)
    return int(not all(figure.met for figure in figures))


def modules() -> list[str]:
    return sorted(path.stem for path in Path(__file__).parent.glob("bench_*.py"))


def run(name: str) -> list[Figure]:
    """One module's figures, printed as they come."""
    say(f"\n{name}")
    figures = importlib.import_module(f"tests.bench.{name}").bench()
    for figure in figures:
        say(f"  {figure}")
    return figures


def keep(figures: list[Figure]) -> None:
    """Figures of this run replace those of the same id; others stay."""
    known = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
    made_by = {"date": f"{datetime.datetime.now(datetime.UTC):%Y-%m-%d}", "commit": commit()}
    for figure in figures:
        known[figure.id] = {
            "value": figure.value,
            "unit": figure.unit,
            "goal": figure.goal,
            "met": figure.met,
            "limit": figure.limit,
            **made_by,
        }
    FILE.write_text(
        json.dumps(dict(sorted(known.items())), ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
