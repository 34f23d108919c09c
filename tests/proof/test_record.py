"""What docs/build/proof.json says after a run."""

import pytest

from tests.proof import record


def run(outcomes: dict[str, int] | None = None, figures: tuple[str, ...] = (), tests: int = 2) -> dict:
    return {"capabilities": {"E1": {"tests": tests, "outcomes": outcomes or {}, "figures": list(figures)}}}


@pytest.mark.parametrize(
    ("runs", "state"),
    [
        pytest.param([run({"passed": 2}), run({"passed": 2})], "pass", id="passed on both databases"),
        pytest.param(
            [run({"passed": 2}), run({"failed": 1, "passed": 1})], "fail", id="failed on one of them"
        ),
        pytest.param([run({"passed": 1}), run({"skipped": 2})], "pass", id="left out on one of them"),
        pytest.param([run({"skipped": 2})], "none", id="left out everywhere"),
        pytest.param([{"capabilities": {}}], "none", id="named nowhere"),
    ],
)
def test_state(runs, state):
    assert record.state_of(runs, "E1") == state


@pytest.mark.parametrize(
    ("figures", "line"),
    [
        pytest.param({"SQLite": (), "PostgreSQL": ()}, "", id="nothing measured"),
        pytest.param({"SQLite": ("8 s",), "PostgreSQL": ()}, "8 s (SQLite)", id="measured on one"),
        pytest.param(
            {"SQLite": ("50",), "PostgreSQL": ("50",)}, "50 (SQLite, PostgreSQL)", id="the same on both"
        ),
        pytest.param(
            {"SQLite": ("8 s",), "PostgreSQL": ("4 s",)}, "SQLite: 8 s | PostgreSQL: 4 s", id="different"
        ),
    ],
)
def test_figure(figures, line):
    assert record.figure_of({name: run(figures=said) for name, said in figures.items()}, "E1") == line


def test_a_quick_run_keeps_the_full_state_and_forgets_ids_that_no_test_names():
    full = {"state": "pass", "figure": "50", "commit": "abc", "date": "2026-12-01"}
    proof = {
        "E1": {"tests": 1, "quick": "none", "full": full},
        "E0": {"tests": 1, "quick": "pass", "full": full},
    }

    assert record.with_quick(proof, [run({"passed": 2})]) == {
        "E1": {"tests": 2, "quick": "pass", "full": full}
    }


def test_a_full_run_keeps_the_quick_state():
    proof = record.with_full(
        {"E1": {"tests": 1, "quick": "pass", "full": record.NOTHING}},
        "E1",
        {"SQLite": run({"passed": 3}, ("50",), tests=3)},
        commit="abc",
        date="2026-12-01",
    )

    full = {"state": "pass", "figure": "50 (SQLite)", "commit": "abc", "date": "2026-12-01"}
    assert proof == {"E1": {"tests": 3, "quick": "pass", "full": full}}


def test_ids_stand_in_the_order_people_expect(tmp_path):
    path = tmp_path / "proof.json"

    record.write({name: {} for name in ("P7", "E10", "E2", "E1")}, path)

    assert list(record.read(path)) == ["E1", "E2", "E10", "P7"]


def test_an_id_without_a_line_is_missing():
    assert record.missing({"E1": {}}, {"E1": 1, "E2": 3}) == ["E2"]
