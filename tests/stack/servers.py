"""A PostgreSQL and a Redis of the test's own, which may be killed without warning and started again."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import psycopg

from tests.stack import composed

PLACES = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
STARTS_WITHIN = 60  # seconds; recovery after a kill included


def program(name: str) -> str | None:
    """Where a program of a server is, on the path or where Debian keeps PostgreSQL."""
    return shutil.which(name) or next((str(bin_ / name) for bin_ in PLACES if (bin_ / name).exists()), None)


def missing() -> list[str]:
    """Programs these servers need and this machine has not."""
    return [name for name in ("initdb", "postgres", "redis-server") if program(name) is None]


class Server:
    """One server process with its children: started, killed as when the power goes, started again."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.folder = Path(tempfile.mkdtemp(prefix="tasuki-server-"))
        self.process: subprocess.Popen | None = None

    def command(self) -> list[str]:
        raise NotImplementedError

    def answers(self) -> bool:
        raise NotImplementedError

    def user(self) -> str | None:
        return None

    def start(self) -> None:
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                self.command(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                user=self.user(),
                cwd=self.folder,
            )
        begun = time.monotonic()
        while not self.answers():
            if time.monotonic() - begun > STARTS_WITHIN or self.process.poll() is not None:
                raise RuntimeError((self.folder / "log").read_text(errors="replace")[-3000:])
            time.sleep(0.05)

    def kill(self) -> None:
        """kill -9, children included. They are waited for: a survivor would refuse the next start."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        while _group_lives(self.process.pid):
            time.sleep(0.01)

    def remove(self) -> None:
        if self.process is not None:
            self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)


class Postgres(Server):
    """PostgreSQL with its usual promises: what is committed is on disk."""

    def __init__(self, port: int) -> None:
        super().__init__(port)
        self.data = self.folder / "data"
        if self.user():
            shutil.chown(self.folder, self.user())
        subprocess.run(
            [
                program("initdb"),
                "--auth=trust",
                "--username=tasuki",
                "--encoding=UTF8",
                "--no-locale",
                self.data,
            ],
            check=True,
            capture_output=True,
            user=self.user(),
            cwd=self.folder,
        )

    @property
    def url(self) -> str:
        return f"postgres://tasuki@127.0.0.1:{self.port}/postgres"

    def user(self) -> str | None:
        """PostgreSQL refuses to run as root."""
        if os.geteuid() != 0:
            return None
        return next((name for name in ("postgres", "nobody") if _is_known(name)), None)

    def command(self) -> list[str]:
        given = {"fsync": "on", "listen_addresses": "127.0.0.1", "unix_socket_directories": str(self.folder)}
        options = [f"--{name}={value}" for name, value in given.items()]
        return [program("postgres"), "-D", str(self.data), "-p", str(self.port), *options]

    def answers(self) -> bool:
        try:
            self.connect().close()
        except psycopg.OperationalError:
            return False
        return True

    def connect(self) -> psycopg.Connection:
        return psycopg.connect(
            self.url.replace("postgres://", "postgresql://"), connect_timeout=3, autocommit=True
        )


class Redis(Server):
    """Redis as compose.yaml starts it."""

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def command(self) -> list[str]:
        return [
            *composed.command("redis"),
            "--port",
            str(self.port),
            "--bind",
            "127.0.0.1",
            "--dir",
            str(self.folder),
        ]

    def answers(self) -> bool:
        """It loads its file before it answers."""
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=2) as line:
                line.sendall(b"PING\r\n")
                return line.recv(16).startswith(b"+PONG")
        except OSError:
            return False


def _is_known(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True


def _group_lives(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True
