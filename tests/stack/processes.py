"""The services of compose.yaml as processes of this machine."""

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from tests.stack import composed

BIN = Path(sys.executable).parent
PATIENCE = 120  # seconds; on a quiet machine a few are enough


@dataclass
class Stack:
    """Everything that runs, and how to talk to it."""

    folder: Path
    port: int
    values: dict[str, str]
    mails: list
    running: dict[str, subprocess.Popen] = field(default_factory=dict)

    def env(self, service: str) -> dict[str, str]:
        path = f"{BIN}{os.pathsep}{os.environ['PATH']}"
        told = {name: value for name, value in os.environ.items() if name in {"HOME", "LANG", "CI"}}
        return {
            **told,
            "PATH": path,
            **composed.environment(service, self.values),
            "VAR_DIR": str(self.folder),
        }

    def start(self, service: str, *more: str, name: str = "") -> subprocess.Popen:
        """One service with its own command line; `more` stands for what a container gives by its host name."""
        with self.log(name or service).open("wb") as log:
            process = subprocess.Popen(
                [*composed.command(service), *more],
                env=self.env(service),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.running[name or service] = process
        return process

    def log(self, name: str) -> Path:
        return self.folder / f"{name}.log"

    def worker_is_ready(self, name: str) -> bool:
        return b" ready." in self.log(name).read_bytes()

    def run(self, *command: str, service: str = "web") -> str:
        """A command that ends, in the service's environment; what it printed."""
        done = subprocess.run(command, env=self.env(service), capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def shell(self, code: str) -> str:
        return self.run("python", "manage.py", "shell", "--verbosity=0", "--command", code)

    def get(self, path: str) -> tuple[int, bytes]:
        """As the proxy asks for a visitor who came by HTTPS."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request(
                "GET", path, headers={"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.7"}
            )
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()

    def answers(self, path: str) -> bool:
        try:
            return self.get(path)[0] == 200
        except OSError:
            return False

    def job_state(self, job_id: str) -> str:
        with psycopg.connect(
            self.values["DATABASE_URL"].replace("postgres://", "postgresql://", 1)
        ) as connection:
            return connection.execute("select state from network_job where id = %s", [job_id]).fetchone()[0]

    def kill(self, name: str) -> None:
        """kill -9 with all its children, as when the power goes."""
        process = self.running.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def stop(self, *names: str) -> list[int]:
        """Ask them to finish; their exit codes."""
        leaving = [self.running.pop(name) for name in names]
        for process in leaving:
            process.terminate()
        try:
            return [process.wait(PATIENCE) for process in leaving]
        finally:
            for process in leaving:
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                process.wait()

    def until(self, condition: Callable[[], bool], what: str, *, patience: float = PATIENCE) -> None:
        """Wait for what must come; when it does not, tell what the services said last."""
        begun = time.monotonic()
        while time.monotonic() - begun < patience:
            if condition():
                return
            time.sleep(0.2)
        said = [
            f"--- {log.name}\n{log.read_text(errors='replace')[-3000:]}" for log in self.folder.glob("*.log")
        ]
        raise AssertionError("\n".join([f"not within {patience} s: {what}", *said]))
