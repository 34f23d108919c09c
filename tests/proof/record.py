"""docs/build/proof.json: what is proven. Plain values in, plain values out, but for read and write."""

import json
from pathlib import Path

FILE = Path("docs/build/proof.json")
NOTHING = {"state": "none", "figure": "", "commit": "", "date": ""}


def read(path: Path = FILE) -> dict:
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def write(proof: dict, path: Path = FILE) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    in_order = {name: proof[name] for name in sorted(proof, key=by_letter_and_number)}
    path.write_text(json.dumps(in_order, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def by_letter_and_number(name: str) -> tuple[str, int, str]:
    """E2 before E10."""
    digits = "".join(letter for letter in name if letter.isdigit())
    return (name.rstrip("0123456789"), int(digits or 0), name)


def state_of(runs: list[dict], name: str) -> str:
    """pass, fail or none: fail if one run failed, pass if one passed and none failed."""
    outcomes = [run["capabilities"].get(name, {}).get("outcomes", {}) for run in runs]
    if any(outcome.get("failed") for outcome in outcomes):
        return "fail"
    return "pass" if any(outcome.get("passed") for outcome in outcomes) else "none"


def figure_of(runs: dict[str, dict], name: str) -> str:
    """The figures of all runs in one line, each run by its name unless they all say the same."""
    said = {
        run: "; ".join(dict.fromkeys(notes["capabilities"].get(name, {}).get("figures", [])))
        for run, notes in runs.items()
    }
    said = {run: figure for run, figure in said.items() if figure}
    if len(said) > 1 and len(set(said.values())) > 1:
        return " | ".join(f"{run}: {figure}" for run, figure in said.items())
    return next((f"{figure} ({', '.join(said)})" for figure in said.values()), "")


def with_quick(proof: dict, runs: list[dict]) -> dict:
    """The record after a run of the quick tests: every id named in a test has a line, others keep none."""
    named = {name: entry["tests"] for run in runs for name, entry in run["capabilities"].items()}
    return {
        name: {
            "tests": count,
            "quick": state_of(runs, name),
            "full": proof.get(name, {}).get("full", NOTHING),
        }
        for name, count in named.items()
    }


def with_full(proof: dict, name: str, runs: dict[str, dict], *, commit: str, date: str) -> dict:
    """The record after a run at full size of one capability."""
    before = proof.get(name, {"tests": 0, "quick": "none"})
    counts = [run["capabilities"][name]["tests"] for run in runs.values() if name in run["capabilities"]]
    full = {
        "state": state_of(list(runs.values()), name),
        "figure": figure_of(runs, name),
        "commit": commit,
        "date": date,
    }
    return {**proof, name: {**before, "tests": max(counts, default=0), "full": full}}


def missing(proof: dict, named: dict[str, int]) -> list[str]:
    """Ids that a marker names and the record does not know."""
    return sorted(set(named) - set(proof), key=by_letter_and_number)
