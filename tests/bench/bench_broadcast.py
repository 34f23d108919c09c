"""P11: an announcement to 100,000 people: how soon it is queued, and how fast letters leave beside bare chunks.

LIMIT sends the same letter with nothing around it: Django's connection, a hundred mails on it, no database.
"""

import os
import subprocess
import sys

from tests.bench.figures import Figure
from tests.bench.site import manage, prepared
from tests.load.mailserver import MailServer

PEOPLE = int(os.environ.get("BENCH_BROADCAST_PEOPLE", "100000"))
DELIVERED = int(os.environ.get("BENCH_BROADCAST_DELIVERED", "5000"))
QUEUED_WITHIN = 10
SHARE = 0.8


def bench() -> list[Figure]:
    with prepared() as env, MailServer() as server:
        env |= server.environment | {"EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend"}
        manage(env, "migrate", "--verbosity=0")
        seconds = measured(env, "queue", PEOPLE)
        limit = DELIVERED / measured(env, "limit", DELIVERED)
        rate = DELIVERED / measured(env, "deliver", DELIVERED)
        arrived = {address for address, _identity in server.accepted if not address.startswith("limit")}
    if len(arrived) < DELIVERED:
        raise RuntimeError(f"only {len(arrived)} of {DELIVERED} letters arrived")
    return [
        Figure(
            "P11.queued",
            round(seconds, 1),
            "s",
            f"<= {QUEUED_WITHIN} for {PEOPLE:,} people",
            seconds <= QUEUED_WITHIN,
        ),
        Figure(
            "P11.rate",
            round(rate),
            "letters/s",
            f">= {SHARE} x LIMIT (is {rate / limit:.2f})",
            rate >= SHARE * limit,
            round(limit),
        ),
    ]


def measured(env: dict[str, str], what: str, amount: int) -> float:
    """Seconds a process of its own needed."""
    command = [sys.executable, "-m", "tests.bench.broadcasting", what, str(amount)]
    said = subprocess.run(command, env=env, check=True, stdout=subprocess.PIPE, text=True).stdout
    return float(said.strip().splitlines()[-1])
