"""Gunicorn with sync workers on this machine, and what a request costs them in processor time."""

import http.client
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import psutil


@dataclass
class Server:
    """A running gunicorn."""

    port: int
    process: psutil.Process
    cookies: list[str] = field(default_factory=list)

    def workers(self) -> list[psutil.Process]:
        return self.process.children()

    def cpu_seconds(self) -> float:
        return sum(sum(worker.cpu_times()[:2]) for worker in self.workers())

    def get(self, path: str, headers: dict[str, str] | None = None) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request("GET", path, headers=headers or {})
        response = connection.getresponse()
        answer = response.status, response.read()
        connection.close()
        return answer

    def head(self, path: str) -> dict[str, str]:
        """The headers of an answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request("GET", path)
        response = connection.getresponse()
        response.read()
        connection.close()
        return dict(response.getheaders())

    def cpu_ms(
        self, path: str, headers: dict[str, str] | None = None, *, requests: int = 60, rounds: int = 3
    ) -> float:
        """Processor milliseconds of the workers per request: the middle of some rounds, after warming up."""
        for _ in range(10):
            status, _ = self.get(path, headers)
        if status != 200:
            raise RuntimeError(f"{path} answered {status}")
        costs = []
        for _ in range(rounds):
            before = self.cpu_seconds()
            for _ in range(requests):
                self.get(path, headers)
            costs.append((self.cpu_seconds() - before) * 1000 / requests)
        return statistics.median(costs)

    def memory_mb(self, kind: str = "pss") -> float:
        """Mean of the workers' memory, shared pages counted in part."""
        sizes = [getattr(worker.memory_full_info(), kind) for worker in self.workers()]
        return statistics.mean(sizes) / 2**20


@contextmanager
def serve(
    application: str, env: dict[str, str], *, workers: int = 2, options: tuple[str, ...] = ()
) -> Iterator[Server]:
    """The application under gunicorn until the block ends."""
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        application,
        f"--bind=127.0.0.1:{port}",
        f"--workers={workers}",
    ]
    quiet = ("--no-control-socket", "--log-level=warning", "--timeout=120", "--graceful-timeout=10")
    process = subprocess.Popen([*command, *quiet, *options], env={**os.environ, **env})
    try:
        wait_for(port, process)
        yield Server(port, psutil.Process(process.pid))
    finally:
        process.terminate()
        process.wait(60)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port: int, process: subprocess.Popen, seconds: float = 60) -> None:
    """Until something answers on the port."""
    begun = time.monotonic()
    while time.monotonic() - begun < seconds:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with code {process.returncode}")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"nothing answered on port {port} within {seconds:g} s")
