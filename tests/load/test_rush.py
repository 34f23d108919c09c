"""E1, E2, T1: a crowd registers at once; processes are killed; with the lock taken away it would oversell."""

import random
import statistics
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import psutil
import pytest
from django.db import connection
from django.urls import reverse

from events.registration.models import Pool, Registration
from network.mail.models import OutboxMessage
from tests.bench.reference import limit_site
from tests.bench.serving import Server
from tests.factories.events import STARTS, meeting
from tests.load import client, crowd, sites

pytestmark = [
    pytest.mark.stack,
    pytest.mark.usefixtures("shared_db"),
    pytest.mark.skipif(not sites.redis_answers(), reason="no Redis answers; TEST_REDIS_URL names one"),
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
    requests = [client.post(path, cookie=cookie) for cookie in cookies]
    random.Random(seed).shuffle(requests)
    answers, seconds = client.rush(server.port, requests)
    return outcome(pool, answers), seconds


def outcome(pool: Pool, answers: list[client.Answer]) -> Outcome:
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
        statuses=client.statuses(answers),
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
    times, limits, strangers = [], [], []
    with sites.site(tmp_path) as server, limit_beside(people) as limit:
        cookies = crowd.sign_in(crowd.members(people), sites.session_cache())
        for seed in seeds:
            pool = coming_meeting(seats=seats)

            result, seconds = rush_for(server, pool, cookies, seed=seed)

            assert result.is_exact(people, seats), (seed, result.statuses, len(result.confirmed))
            times.append(seconds)
            if limit:
                limits.append(limit_rush(limit, limit.cookies, meeting_number=seed))
                strangers.append(limit_rush(limit, [""] * people, meeting_number=100 + seed))
    prove_figure(
        f"{len(times)} of {len(seeds)} rushes of {people} for {seats} seats exact; {statistics.median(times):.1f} s each"
        + (f", LIMIT {statistics.median(limits):.1f} s" if limits else "")
        + (f" ({statistics.median(strangers):.1f} s when nobody is signed in there)" if limits else "")
    )

    assert not limits or statistics.median(times) <= 2 * statistics.median(limits)


@contextmanager
def limit_beside(members: int) -> Iterator[Server | None]:
    """LIMIT with as many workers, on PostgreSQL only: on SQLite the counts must hold, without a time bar."""
    if connection.vendor == "sqlite":
        yield None
        return
    with limit_site(workers=4, members=members) as limit:
        yield limit


def limit_rush(limit: Server, cookies: list[str], *, meeting_number: int) -> float:
    """The same rush at LIMIT: of members who are signed in, or (no cookie) of people who type who they are."""
    path = f"/{meeting_number}/register/"
    requests = [
        client.post(path, cookie=f"csrftoken={client.CSRF}; {cookie}")
        if cookie
        else client.post(path, name=f"見本 太郎{n}", address=f"load{n}@person.example")
        for n, cookie in enumerate(cookies)
    ]
    answers, seconds = client.rush(limit.port, requests)
    assert client.statuses(answers) == {302: len(cookies)}
    return seconds


# --- E2: the lock taken away -------------------------------------------------------------------

needs_rows_locked = pytest.mark.skipif(
    connection.vendor == "sqlite", reason="on SQLite there is no lock to take away: transactions are alone"
)
NUMBERS = next(rule for rule in Registration._meta.constraints if rule.name == "arrival_number_once")


@needs_rows_locked
@pytest.mark.full
@pytest.mark.capability("E2")
def test_without_lock_and_without_numbers_given_once_it_oversells(tmp_path, prove_figure):
    runs, people, seats = 10, 200, 50
    sold = []
    with sites.site(tmp_path, application=sites.UNLOCKED, workers=16) as server, numbers_given_twice():
        cookies = crowd.sign_in(crowd.members(people), sites.session_cache())
        for seed in range(runs):
            result, _ = rush_for(server, coming_meeting(seats=seats), cookies, seed=seed)
            sold.append(len(result.confirmed))
    oversold = sum(count > seats for count in sold)
    prove_figure(f"without the lock {oversold} of {runs} rushes oversold {seats} seats: {sold}")

    assert oversold >= 9


@contextmanager
def numbers_given_twice() -> Iterator[None]:
    """The unique arrival number taken away too: it would turn a second sale into an error."""
    with connection.schema_editor() as editor:
        editor.remove_constraint(Registration, NUMBERS)
    try:
        yield
    finally:
        Registration.objects.all().delete()
        with connection.schema_editor() as editor:
            editor.add_constraint(Registration, NUMBERS)


# --- T1: killed web processes ------------------------------------------------------------------


@pytest.mark.capability("T1")
def test_registrations_survive_killed_web_processes(tmp_path):
    kills = rush_with_kills(tmp_path, people=60, seats=10, kills=2)

    assert kills >= 1


@pytest.mark.full
@pytest.mark.capability("T1")
def test_five_hundred_registrations_survive_many_killed_web_processes(tmp_path, prove_figure):
    people = 500

    kills = rush_with_kills(tmp_path, people=people, seats=100, kills=20)

    prove_figure(
        f"{people} registrations, {kills} web processes killed at random: every one there once, numbers gapless"
    )


def rush_with_kills(folder, *, people: int, seats: int, kills: int) -> int:
    """A rush whose clients try again when the line breaks; everybody is there once in the end. How many were killed."""
    pool = coming_meeting(seats=seats)
    with sites.site(folder) as server:
        cookies = crowd.sign_in(crowd.members(people), sites.session_cache())
        path = reverse("events:register", args=[pool.event.slug])
        requests = [client.post(path, cookie=cookie) for cookie in cookies]
        with Killer(server, kills) as killer:
            answers, _ = client.rush(server.port, requests, client.insist)
    result = outcome(pool, answers)
    assert result.is_exact(people, seats), result
    return killer.kills


class Killer(threading.Thread):
    """Kills some web processes, one after another and without warning, while the block lasts."""

    def __init__(self, server: Server, limit: int) -> None:
        super().__init__(daemon=True)
        self.server, self.limit, self.kills = server, limit, 0
        self.done = threading.Event()
        self.chance = random.Random(1)

    def run(self) -> None:
        while self.kills < self.limit and not self.done.wait(self.chance.uniform(0.1, 0.6)):
            if workers := self.server.workers():
                with suppress(psutil.NoSuchProcess):
                    self.chance.choice(workers).kill()
                    self.kills += 1

    def __enter__(self) -> "Killer":
        self.start()
        return self

    def __exit__(self, *failure: object) -> None:
        self.done.set()
        self.join()
