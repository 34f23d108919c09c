"""The whole demo as one command: prepares the database, then runs web server and worker until Ctrl-C."""

import socket
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command

from cms.management.foreground import Foreground, module
from cms.sample.accounts import DEMO_ACCOUNTS

STEPS = 6  # two are the Makefile's: the virtual environment and its packages


class Command(BaseCommand):
    help = "Prepares the demo, then runs its web server and its worker until Ctrl-C."

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *, port, **options):
        if not settings.DEMO:
            raise CommandError("Only for the demo: set DJANGO_SETTINGS_MODULE=tasuki.settings.demo")
        refuse_taken(port)
        try:
            self.prepare()
        except KeyboardInterrupt:
            self.say(" stopped; the next make demo goes on from here.")
            raise SystemExit(130) from None
        self.say(f"[6/{STEPS}] web server and worker")
        code = Foreground(programs(port), self.say, revived={"worker"}).run(lambda: self.welcome(port))
        self.say("Stopped." if code == 0 else "Stopped after a failure.")
        if code:
            raise SystemExit(code)

    def prepare(self) -> None:
        """Database, static files and content; quick where they are there already."""
        with self.step(3, "database"):
            call_command("migrate", verbosity=0, interactive=False)
        with self.step(4, "static files"):
            call_command("collectstatic", verbosity=0, interactive=False)
        with self.step(5, "demo content"):
            call_command("demo", verbosity=0)

    def say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    @contextmanager
    def step(self, number: int, what: str) -> Iterator[None]:
        """Says what is being done, that it goes on, and how long it took."""
        begun = time.monotonic()
        over = threading.Event()

        def tick():
            while not over.wait(2):
                self.stdout.write(".", ending="")
                self.stdout.flush()

        self.stdout.write(f"[{number}/{STEPS}] {what} ", ending="")
        self.stdout.flush()
        ticking = threading.Thread(target=tick, daemon=True)
        ticking.start()
        try:
            yield
        finally:
            over.set()
            ticking.join()
        self.say(f" done in {time.monotonic() - begun:.0f} s")

    def welcome(self, port: int) -> None:
        """Once the site answers: where it is and who may come in."""
        begun = time.monotonic()
        while not answers(f"http://127.0.0.1:{port}/healthz"):
            if time.monotonic() - begun > 90:
                self.say("The site does not answer yet; the lines above may say why.")
                return
            time.sleep(0.3)
        self.say(f"\n  Tasuki runs at  http://localhost:{port}/   (English: http://localhost:{port}/en/)")
        self.say(f"  The desk:       http://localhost:{port}/desk/")
        self.say(f"  Mail sent:      http://localhost:{port}/outbox/")
        self.say("")
        widths = [max(len(account[column]) for account in DEMO_ACCOUNTS) for column in (1, 2)]
        for role, login, password in DEMO_ACCOUNTS:
            self.say(f"  {login:<{widths[0]}}  {password:<{widths[1]}}  {role}")
        self.say("\n  Ctrl-C stops everything; the data stay in var/.")


def programs(port: int) -> dict[str, list[str]]:
    """The demo's two programs: the site, and the worker with its clock, which may be root's in a container."""
    return {
        "web": module(
            "gunicorn",
            "tasuki.wsgi:application",
            f"--bind=127.0.0.1:{port}",
            "--workers=2",
            "--timeout=60",
            "--log-level=warning",
            "--no-control-socket",
        ),
        "worker": module(
            "celery",
            "--app=tasuki",
            "--quiet",
            "worker",
            "--beat",
            "--pool=solo",
            "--loglevel=WARNING",
            unsaid="You're running the worker with superuser privileges",
        ),
    }


def refuse_taken(port: int) -> None:
    """A plain word before anything else is done, when the port is not to be had."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError) as refusal:
            raise CommandError(
                f"Port {port} is not free ({refusal}). Choose another one: make demo PORT={port + 1}"
            ) from None


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5) as response:  # noqa: S310 -- our own address
            return response.status == 200
    except (urllib.error.URLError, OSError):
        return False
