"""One process that carries out deeds as the site would, and says so after each: it can be killed at any moment.

Reads one deed per line (JSON), answers one line per deed. Run as a module, with the site's environment.
"""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterable
from importlib import import_module
from typing import Any

import django


def main() -> None:
    django.setup()
    for line in sys.stdin:
        deed = json.loads(line)
        DEEDS[deed.pop("do")](**deed)
        sys.stdout.write("done\n")
        sys.stdout.flush()


def register(event: int, person: int) -> None:
    actions, now = import_module("events.registration.actions"), import_module("django.utils.timezone").now
    somebody = import_module("network.people.models").Person.objects.get(pk=person)
    actions.register(event, person=somebody, wish=actions.Wish(), now=now())


def cancel(registration: int) -> None:
    actions, now = import_module("events.registration.actions"), import_module("django.utils.timezone").now
    row = import_module("events.registration.models").Registration.objects.get(pk=registration)
    actions.cancel(row, by="self", now=now())


def set_capacity(pool: int, capacity: int) -> None:
    actions, now = import_module("events.registration.actions"), import_module("django.utils.timezone").now
    row = import_module("events.registration.models").Pool.objects.get(pk=pool)
    actions.set_capacity(row, capacity, now=now(), actor_id=None)


DEEDS = {"register": register, "cancel": cancel, "set_capacity": set_capacity}


class Hand(threading.Thread):
    """The test's side of one such process: gives it deeds, counts what it said it has done."""

    def __init__(
        self, deeds: Iterable[dict[str, Any]], env: dict[str, str], *, killed_after: int | None = None
    ):
        super().__init__(daemon=True)
        self.deeds, self.killed_after, self.done = list(deeds), killed_after, 0
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.load.hand"],
            env={**os.environ, **env},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.start()

    def run(self) -> None:
        with self.process:
            for deed in self.deeds:
                self.process.stdin.write(json.dumps(deed) + "\n")
                self.process.stdin.flush()
                if self.done == self.killed_after:
                    self.process.kill()
                    return
                if self.process.stdout.readline() != "done\n":
                    return
                self.done += 1

    def left(self) -> list[dict[str, Any]]:
        """Deeds it never said it had done."""
        return self.deeds[self.done :]


if __name__ == "__main__":
    main()
