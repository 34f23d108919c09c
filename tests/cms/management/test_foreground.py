"""Several programs as one command: what is said, and how it ends."""

import os
import signal
import sys
import threading

import pytest

from cms.management import foreground
from cms.management.foreground import Foreground

LASTING = [sys.executable, "-c", "import time; print('here', flush=True); time.sleep(60)"]
FAILING = [sys.executable, "-c", "import sys; print('cannot go on'); sys.exit(3)"]
KILLED = [sys.executable, "-c", "import os; os.kill(os.getpid(), 9)"]
DEAF = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('here', flush=True); time.sleep(60)",
]


def ask_to_stop_once_here(lines: list[str], number: int):
    """Says and, when a program says that it is there, sends us the signal a person would send."""

    def say(line: str) -> None:
        lines.append(line)
        if line.endswith("here"):
            threading.Timer(0.2, os.kill, (os.getpid(), number)).start()

    return say


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "TERM"])
def test_all_stop_when_asked(number):
    lines = []
    together = Foreground({"web": LASTING}, ask_to_stop_once_here(lines, number))

    code = together.run(lambda: None)

    assert code == 0
    assert lines == ["   web | here"]
    assert together.running["web"].returncode == -signal.SIGTERM


def test_all_stop_with_the_code_of_the_one_that_failed():
    lines = []
    together = Foreground({"web": LASTING, "worker": FAILING}, lines.append)

    code = together.run(lambda: None)

    assert code == 3
    assert lines[-1] == "worker ended by itself with code 3, so everything was stopped."
    assert together.running["web"].poll() is not None


def test_a_killed_program_counts_as_failed():
    assert Foreground({"web": KILLED}, lambda line: None).run(lambda: None) == 137


def test_a_program_that_does_not_listen_is_ended(monkeypatch):
    lines = []
    monkeypatch.setattr("cms.management.foreground.PATIENCE", 0.3)
    together = Foreground({"web": DEAF}, ask_to_stop_once_here(lines, signal.SIGTERM))

    code = together.run(lambda: None)

    assert code == 0
    assert lines[-1] == "web did not finish within 0.3 s and was ended."


def test_a_program_that_met_with_something_is_started_again(monkeypatch, tmp_path):
    monkeypatch.setattr(foreground, "LIVED", 0)
    mark, said = tmp_path / "once", []
    once = f"import pathlib, sys; p = pathlib.Path({str(mark)!r}); p.exists() and __import__('time').sleep(30); p.touch(); sys.exit(3)"
    one = Foreground({"worker": [sys.executable, "-c", once]}, said.append, revived={"worker"})
    threading.Timer(1.5, lambda: one.news.put(None)).start()

    assert one.run(lambda: None) == 0
    assert said == ["worker ended by itself with code 3 and is started again."]


def test_a_program_that_is_broken_from_the_start_ends_everything():
    said = []
    broken = {"worker": [sys.executable, "-c", "raise SystemExit(4)"]}

    assert Foreground(broken, said.append, revived={"worker"}).run(lambda: None) == 4
