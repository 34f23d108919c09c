"""E1 and E2: a crowd registers at once; with the lock taken away it would oversell."""

import random
import statistics
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from django.db import connection
from django.urls import reverse

from events.registration.models import Pool, Registration
from network.mail.models import OutboxMessage
from tests.bench.reference import limit_site
from tests.bench.serving import Server
from tests.factories.events import STARTS, meeting
from tests.load import crowd, sites

pytestmark = [
    pytest.mark.stack,
    pytest.mark.usefixtures("shared_db"),
    pytest.mark.skipif(not sites.redis_answers(), reason="no Redis answers; LOAD_REDIS_URL names one"),
]
TAKEN = {302}


@dataclass
class Outcome:
    """What stands in the database after a rush, and what the clients were told."""

    statuses: dict[int, int]
    numbers: list[int]
    confirmed: list[int]
    people: int
    letters: dict[int, int]

    def is_exact(self, people: int, seats: int) -> bool:
        """Gapless numbers, the lowest ones confirmed, everybody there once with one letter, no error."""
        return self == Outcome(
            statuses={302: people},
            numbers=list(range(1, people + 1)),
            confirmed=list(range(1, min(people, seats) + 1)),
            people=people,
            letters={1: people},
        )


def rush_for(server: Server, pool: Pool, cookies: list[str], *, seed: int) -> tuple[Outcome, float]:
    """All members at once, in an order of its own."""
    path = reverse("events:register", args=[pool.event.slug])
    requests = [crowd.post(path, cookie=cookie) for cookie in cookies]
    random.Random(seed).shuffle(requests)
    answers, seconds = crowd.rush(server.port, requests)
    return outcome(pool, answers), seconds


def outcome(pool: Pool, answers: list[crowd.Answer]) -> Outcome:
    rows = (
        Registration.objects.filter(pool=pool)
        .order_by("number")
        .values_list("pk", "number", "state", "person")
    )
    letters = Counter(
        key.split(":")[2]
        for key in OutboxMessage.objects.filter(key__startswith="registration:").values_list("key", flat=True)
    )
    return Outcome(
        statuses=crowd.statuses(answers),
        numbers=[number for _, number, _, _ in rows],
        confirmed=[number for _, number, state, _ in rows if state == "confirmed"],
        people=len({person for *_, person in rows}),
        letters=dict(Counter(letters[str(pk)] for pk, *_ in rows)),
    )


def coming_meeting(**fields) -> Pool:
    """A meeting far enough ahead for the real clock."""
    return meeting(starts_at=STARTS.replace(year=2099), **fields)


@pytest.mark.capability("E1")
def test_a_hundred_members_at_once_for_ten_seats(tmp_path):
    pool = coming_meeting(seats=10)
    with sites.site(tmp_path) as server:
        cookies = crowd.sign_in(crowd.members(100), sites.session_cache())

        result, _ = rush_for(server, pool, cookies, seed=1)

    assert result.is_exact(100, 10), result


@pytest.mark.full
@pytest.mark.capability("E1")
def test_a_thousand_members_at_once_for_a_hundred_seats(tmp_path, prove_figure, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", sites.database_url())
    people, seats, seeds = 1000, 100, range(1, 11)
    times, limits = [], []
    with sites.site(tmp_path) as server, limit_beside() as limit:
        cookies = crowd.sign_in(crowd.members(people), sites.session_cache())
        for seed in seeds:
            pool = coming_meeting(seats=seats)

            result, seconds = rush_for(server, pool, cookies, seed=seed)

            assert result.is_exact(people, seats), (seed, result.statuses, len(result.confirmed))
            times.append(seconds)
            if limit:
                limits.append(limit_rush(limit, meeting_number=seed, people=people))
    prove_figure(
        f"{len(times)} of {len(seeds)} rushes of {people} for {seats} seats exact; {statistics.median(times):.1f} s each"
        + (f", LIMIT {statistics.median(limits):.1f} s" if limits else "")
    )

    assert not limits or statistics.median(times) <= 2 * statistics.median(limits)


@contextmanager
def limit_beside() -> Iterator[Server | None]:
    """LIMIT with as many workers, on PostgreSQL only: on SQLite the counts must hold, without a time bar."""
    if connection.vendor == "sqlite":
        yield None
        return
    with limit_site(workers=4) as limit:
        yield limit


def limit_rush(limit: Server, *, meeting_number: int, people: int) -> float:
    """The same rush at LIMIT."""
    requests = [
        crowd.post(f"/{meeting_number}/register/", name=f"見本 太郎{n}", address=f"load{n}@person.example")
        for n in range(people)
    ]
    answers, seconds = crowd.rush(limit.port, requests)
    assert crowd.statuses(answers) == {302: people}
    return seconds
