"""Several programs as one foreground command: their words prefixed, started and stopped together."""

import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress

PATIENCE = 20  # seconds a program gets to finish what it is doing


class Foreground:
    """Runs the named programs until one ends or somebody asks to stop."""

    def __init__(self, programs: Mapping[str, Sequence[str]], say: Callable[[str], None]):
        self.programs = programs
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
            ended = self.news.get()
        finally:
            self._stop()
            for number, handler in before.items():
                signal.signal(number, handler)
        if ended is None:
            return 0
        code = self.running[ended].returncode
        self.say(f"{ended} ended by itself with code {code}, so everything was stopped.")
        return 128 - code if code < 0 else code or 1

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
        self.running[name] = program
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
