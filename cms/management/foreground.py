"""Several programs as one foreground command: their words prefixed, started and stopped together."""

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress

PATIENCE = 20  # seconds a program gets to finish what it is doing
LIVED = 10  # seconds after which a program that ends has met with something, and is not broken from the start


class Foreground:
    """Runs the named programs until one ends or somebody asks to stop; `revived` ones are started again first."""

    def __init__(
        self,
        programs: Mapping[str, Sequence[str]],
        say: Callable[[str], None],
        revived: Collection[str] = (),
    ):
        self.programs = programs
        self.revived = revived
        self.begun: dict[str, float] = {}
        self.say = say
        self.running: dict[str, subprocess.Popen] = {}
        self.followers: list[threading.Thread] = []
        self.news: queue.SimpleQueue[str | None] = queue.SimpleQueue()

    def run(self, when_started: Callable[[], None]) -> int:
        """Start all, call back, wait; the exit code is 0 when asked to stop, else that of the program that ended."""
        before = {
            number: signal.signal(number, lambda *_: self.news.put(None))
            for number in (signal.SIGINT, signal.SIGTERM)
        }
        try:
            for name, command in self.programs.items():
                self._start(name, command)
            threading.Thread(target=when_started, daemon=True).start()
            ended = self._wait()
        finally:
            self._stop()
            for number, handler in before.items():
                signal.signal(number, handler)
        if ended is None:
            return 0
        code = self.running[ended].returncode
        self.say(f"{ended} ended by itself with code {code}, so everything was stopped.")
        return 128 - code if code < 0 else code or 1

    def _wait(self) -> str | None:
        """The program whose end ends everything; None when asked to stop."""
        while True:
            ended = self.news.get()
            lived = time.monotonic() - self.begun.get(ended, 0)
            if ended not in self.revived or lived < LIVED:
                return ended
            self.say(
                f"{ended} ended by itself with code {self.running[ended].returncode} and is started again."
            )
            self._start(ended, self.programs[ended])

    def _start(self, name: str, command: Sequence[str]) -> None:
        # A session of its own: Ctrl-C reaches us alone, and we ask each program to finish first.
        program = subprocess.Popen(  # noqa: S603 -- our own command lines
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        self.running[name], self.begun[name] = program, time.monotonic()
        for follow in (self._repeat, self._watch):
            thread = threading.Thread(target=follow, args=(name, program), daemon=True)
            self.followers.append(thread)
            thread.start()

    def _repeat(self, name: str, program: subprocess.Popen) -> None:
        with program.stdout:
            for line in program.stdout:
                self.say(f"{name:>6} | {line.rstrip()}")

    def _watch(self, name: str, program: subprocess.Popen) -> None:
        program.wait()
        self.news.put(name)

    def _stop(self) -> None:
        for program in self.running.values():
            if program.poll() is None:
                program.terminate()
        for name, program in self.running.items():
            try:
                program.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                self.say(f"{name} did not finish within {PATIENCE} s and was ended.")
            with suppress(ProcessLookupError):  # children that outlived it, or itself
                os.killpg(program.pid, signal.SIGKILL)
            program.wait()
        for follower in self.followers:
            follower.join(2)


def module(name: str, *arguments: str, unsaid: str = "") -> list[str]:
    """The command line that runs a module with this very Python, without the warning that begins as given."""
    silence = ["-W", f"ignore:{unsaid}"] if unsaid else []
    return [sys.executable, *silence, "-m", name, *arguments]
