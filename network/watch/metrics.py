"""A named trade: counts requests and writes Prometheus' text format.

Each process counts in memory and adds its counts to one hash in Redis every few seconds, so that any process
answers for all of them. Without Redis (the demo) a process knows only its own. ADR 36 says why not a package.
"""

import threading
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from redis import Redis, RedisError

BUCKETS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
ADDED_EVERY = 5.0  # seconds
HASH = "tasuki:metrics"
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
REQUESTS, SECONDS = "tasuki_requests_total", "tasuki_request_seconds"


@dataclass(frozen=True)
class Family:
    """One metric: its name, kind, one line of help, and samples by their label text."""

    name: str
    kind: str
    help: str
    samples: Mapping[str, float]


@dataclass
class Counts:
    """What this process has counted and not yet added to the common counts."""

    waiting: Counter = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)
    added_at: float = field(default_factory=time.monotonic)

    def add(self, amounts: Mapping[str, float]) -> None:
        with self.lock:
            self.waiting.update(amounts)

    def is_due(self) -> bool:
        return time.monotonic() - self.added_at >= ADDED_EVERY

    def taken(self) -> Counter:
        """Everything that waits; it is the caller's now."""
        with self.lock:
            taken, self.waiting = self.waiting, Counter()
            self.added_at = time.monotonic()
        return taken


counts = Counts()


def count_request(route: str, status: int, seconds: float) -> None:
    """One answered request."""
    bucket = next((str(limit) for limit in BUCKETS if seconds <= limit), "+Inf")
    counts.add(
        {
            sample(REQUESTS, route=route, status=status): 1,
            sample(f"{SECONDS}_bucket", le=bucket): 1,
            f"{SECONDS}_sum": seconds,
            f"{SECONDS}_count": 1,
        }
    )
    if counts.is_due():
        share()


def share() -> None:
    """Add this process's counts to those of all; when Redis is away they wait for the next time."""
    if not settings.REDIS_URL:
        return
    taken = counts.taken()
    try:
        with _redis() as client, client.pipeline() as pipe:
            for name, amount in taken.items():
                pipe.hincrbyfloat(HASH, name, amount)
            pipe.execute()
    except RedisError:
        counts.add(taken)


def counted() -> dict[str, float]:
    """All counts by sample name."""
    share()
    if settings.REDIS_URL:
        try:
            with _redis() as client:
                return {name.decode(): float(value) for name, value in client.hgetall(HASH).items()}
        except RedisError:
            pass
    with counts.lock:
        return dict(counts.waiting)


def request_families() -> list[Family]:
    """Requests by route and status, and how long they took."""
    known = counted()
    return [
        Family(
            REQUESTS,
            "counter",
            "Answered requests by route and status.",
            {name: value for name, value in known.items() if name.startswith(f"{REQUESTS}{{")},
        ),
        Family(SECONDS, "histogram", "Seconds from request to answer.", _histogram(known)),
    ]


def by_label(name: str, label: str, amounts: Mapping[str, float]) -> dict[str, float]:
    """Samples of a gauge with one label."""
    return {sample(name, **{label: key}): value for key, value in amounts.items()}


def sample(name: str, **labels: Any) -> str:
    """A sample's name with its labels, escaped."""
    told = ",".join(f'{key}="{_escaped(str(value))}"' for key, value in labels.items())
    return f"{name}{{{told}}}"


def text(families: Iterable[Family]) -> str:
    """Prometheus' text format."""
    lines = []
    for family in families:
        lines += [f"# HELP {family.name} {family.help}", f"# TYPE {family.name} {family.kind}"]
        lines += [f"{name} {_number(value)}" for name, value in family.samples.items()]
    return "\n".join(lines) + "\n"


def _histogram(known: Mapping[str, float]) -> dict[str, float]:
    """Buckets that hold everything up to their limit, as Prometheus wants them."""
    up_to, samples = 0.0, {}
    for limit in [*map(str, BUCKETS), "+Inf"]:
        name = sample(f"{SECONDS}_bucket", le=limit)
        up_to += known.get(name, 0)
        samples[name] = up_to
    return samples | {f"{SECONDS}_{part}": known.get(f"{SECONDS}_{part}", 0) for part in ("sum", "count")}


def _number(value: float) -> str:
    return str(int(value)) if float(value).is_integer() else repr(float(value))


def _escaped(value: str) -> str:
    return value.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")


def _redis() -> Redis:
    return Redis.from_url(settings.REDIS_URL, socket_timeout=1, socket_connect_timeout=1)
