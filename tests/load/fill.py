"""A crowd and meetings for an empty, migrated site; prints what clients need as JSON."""

import json
import sys
from importlib import import_module
from secrets import token_hex

import django


def fill(people: int, meetings: int, seats: int) -> dict[str, list[str]]:
    """Cookies of signed-in members, and slugs of meetings with so many seats."""
    caches = import_module("django.core.cache").caches
    crowd = import_module("tests.load.crowd")
    factories = import_module("tests.factories.events")
    pools = [
        factories.meeting(
            seats=seats, starts_at=factories.STARTS.replace(year=2099), slug=f"rush-{token_hex(6)}"
        )
        for _ in range(meetings)
    ]
    return {
        "cookies": crowd.sign_in(crowd.members(people), caches["default"]),
        "slugs": [pool.event.slug for pool in pools],
    }


if __name__ == "__main__":
    django.setup()
    sys.stdout.write(json.dumps(fill(*(int(word) for word in sys.argv[1:]))) + "\n")
