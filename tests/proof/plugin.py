"""pytest's side of the proof: which tests prove which capability, and what they measured."""

import json
from collections import Counter, defaultdict
from pathlib import Path

import pytest


def pytest_addoption(parser):
    group = parser.getgroup("proof")
    group.addoption("--full", action="store_true", help="run the tests of full size too")
    group.addoption("--capability", action="append", default=[], help="run only the tests of this capability")
    group.addoption("--notes", help="write outcomes per capability into this file")


def pytest_configure(config):
    config.stash[NOTES] = Notes()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    notes = config.stash[NOTES]
    wanted = set(config.getoption("--capability"))
    kept, left = [], []
    for item in items:
        ids = capabilities_of(item)
        notes.named.update(ids)
        item.user_properties.extend(("capability", name) for name in ids)
        too_big = item.get_closest_marker("full") and not config.getoption("--full")
        elsewhere = wanted and not wanted & ids
        (left if too_big or elsewhere else kept).append(item)
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = kept


def pytest_runtest_logreport(report):
    # The hook has no config; the notes of this process were kept aside by pytest_configure.
    if report.when == "call" or report.outcome != "passed":
        Notes.current.add(report.nodeid, report.outcome, report.user_properties)


def pytest_sessionfinish(session):
    config, notes = session.config, session.config.stash[NOTES]
    if hasattr(config, "workeroutput"):
        config.workeroutput["capabilities_named"] = dict(notes.named)
    elif config.getoption("--notes"):
        path = Path(config.getoption("--notes"))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(notes.as_dict(), ensure_ascii=False), encoding="utf-8")


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node, error):
    # Every worker collects everything, so one worker's count is the count.
    named = getattr(node, "workeroutput", {}).get("capabilities_named")
    if named:
        node.config.stash[NOTES].named = Counter(named)


@pytest.fixture
def prove_figure(request):
    """Hands over what a test of a capability measured, in one short sentence."""

    def note(sentence: str) -> None:
        request.node.user_properties.append(("figure", sentence))

    return note


def capabilities_of(item) -> set[str]:
    """The ids in the test's capability markers."""
    return {name for marker in item.iter_markers("capability") for name in marker.args}


class Notes:
    """What one run of pytest tells about capabilities."""

    current: "Notes"

    def __init__(self):
        Notes.current = self
        self.named = Counter()
        self.outcomes = {}
        self.figures = defaultdict(list)
        self.proves = defaultdict(set)

    def add(self, test: str, outcome: str, properties: list[tuple[str, str]]) -> None:
        if self.outcomes.get(test) != "failed":
            self.outcomes[test] = outcome
        for kind, value in properties:
            if kind == "capability":
                self.proves[value].add(test)
            if kind == "figure" and value not in self.figures[test]:
                self.figures[test].append(value)

    def as_dict(self) -> dict:
        return {
            "total": dict(Counter(self.outcomes.values())),
            "capabilities": {
                name: {
                    "tests": count,
                    "outcomes": dict(Counter(self.outcomes[test] for test in sorted(self.proves[name]))),
                    "figures": [line for test in sorted(self.proves[name]) for line in self.figures[test]],
                }
                for name, count in sorted(self.named.items())
            },
        }


NOTES = pytest.StashKey[Notes]()
