"""T1: whatever is killed at whatever moment, what was acknowledged is there once, and no mail goes twice but one in doubt."""

import asyncio
import json
import queue
import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import psycopg
import pytest
from aiosmtpd.controller import Controller
from django.conf import settings
from django.urls import reverse

from tests.load import client
from tests.stack import composed, servers
from tests.stack.conftest import free_port
from tests.stack.processes import Stack

pytestmark = [
    pytest.mark.stack,
    pytest.mark.skipif(bool(servers.missing()), reason=f"not found here: {', '.join(servers.missing())}"),
]
KINDS = ("web", "worker", "beat", "database", "cache")
# Each worker of compose.yaml works with two processes, and either may be handing a mail over when it is killed.
HANDS_OF_A_WORKER = 2
GIVE_UP = 180  # seconds for which somebody goes on pressing the button
CLAIMS_END_WITHIN = 400  # seconds: a claim lasts two minutes, and may be lost again


class Letterbox:
    """A mail server that keeps the bytes it accepted."""

    def __init__(self) -> None:
        self.accepted: list[bytes] = []

    async def handle_DATA(self, server, session, envelope) -> str:  # noqa: N802 -- aiosmtpd's name
        self.accepted.append(envelope.content)
        return "250 taken"

    def by_message_id(self) -> dict[str, list[bytes]]:
        found: dict[str, list[bytes]] = {}
        for content in self.accepted:
            line = next(line for line in content.split(b"\r\n") if line.lower().startswith(b"message-id:"))
            found.setdefault(line.partition(b":")[2].strip().decode(), []).append(content)
        return found


@dataclass
class Fragile:
    """Production with servers of its own, any part of which can be killed."""

    stack: Stack
    database: servers.Postgres
    cache: servers.Redis
    letterbox: Letterbox
    kills: Counter = field(default_factory=Counter)

    def kill(self, kind: str, *, away: float) -> None:
        """kill -9, a moment without it, and a new start, as the container platform would give it."""
        self.kills[kind] += 1
        server = {"database": self.database, "cache": self.cache}.get(kind)
        if server is not None:
            server.kill()
            time.sleep(away)
            server.start()
            return
        self.stack.kill(kind)
        log = self.stack.log(kind)
        log.rename(log.with_suffix(f".{self.kills[kind]}.log"))
        time.sleep(away)
        self.stack.start(kind)

    def ask(self, query: str) -> list[tuple]:
        with self.database.connect() as connection:
            return connection.execute(query).fetchall()


@pytest.fixture(scope="module")
def fragile(tmp_path_factory) -> Iterator[Fragile]:
    letterbox = Letterbox()
    sink = Controller(letterbox, hostname="127.0.0.1", port=free_port())
    sink.start()
    database, cache = servers.Postgres(free_port()), servers.Redis(free_port())
    port = free_port()
    values = {
        "SECRET_KEY": "for-this-test-only-" + "x" * 50,
        "POSTGRES_PASSWORD": "stands-in-DATABASE_URL",
        "DATABASE_URL": database.url,
        "REDIS_URL": cache.url,
        "SITE_ADDRESS": "127.0.0.1",
        "SITE_URL": "https://127.0.0.1",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(sink.port),
        "PORT": str(port),
    }
    stack = Stack(tmp_path_factory.mktemp("fragile"), port, values, [])
    try:
        database.start()
        cache.start()
        files = threading.Thread(
            target=stack.run, args=("python", "manage.py", "collectstatic", "--noinput", "--verbosity=0")
        )
        files.start()
        stack.run(*composed.command("migrate"), service="migrate")
        files.join()
        for service in ("web", "worker", "beat"):
            stack.start(service)
        stack.until(lambda: stack.answers("/readyz"), "the site is ready")
        yield Fragile(stack, database, cache, letterbox)
    finally:
        stack.stop(*stack.running)
        cache.remove()
        database.remove()
        sink.stop()


# --- what people do ---------------------------------------------------------------------------


@dataclass
class People:
    """What everybody is going to send, one list of requests for each."""

    slug: str
    walks: list[list[bytes]]
    leave: int
    guests: int

    @property
    def operations(self) -> int:
        return sum(len(walk) for walk in self.walks)


def people(fragile: Fragile, *, operations: int, seats: int) -> People:
    """Half of the operations are members who register, a fifth of whom leave again; the others have no account."""
    members, leave = operations // 2, operations // 10
    printed = fragile.stack.run("python", "-m", "tests.load.fill", str(members), "1", str(seats))
    filled = json.loads(printed.strip().splitlines()[-1])
    (slug,) = filled["slugs"]
    register, cancel = reverse("events:register", args=[slug]), reverse("events:cancel_mine", args=[slug])
    walks = [[client.post(register, cookie=cookie, proxied=True)] for cookie in filled["cookies"]]
    for walk, cookie in zip(walks[:leave], filled["cookies"], strict=False):
        walk.append(client.post(cancel, cookie=cookie, proxied=True))
    guests = operations - members - leave
    for number in range(guests):
        typed = {"name": f"見本 次郎{number}", "email": f"guest-{slug}-{number}@person.example"}
        cookie = f"{settings.CSRF_COOKIE_NAME}={client.CSRF}"
        # Four offices: pressing again counts, and one address may try 300 times an hour.
        address = f"192.0.2.{number % 4}"
        walks.append([client.post(register, cookie=cookie, proxied=True, address=address, **typed)])
    random.Random(operations).shuffle(walks)
    return People(slug, walks, leave, guests)


async def press_until_answered(port: int, request: bytes) -> client.Answer:
    """Somebody who presses the button again as long as the line breaks or the site says it can't just now."""
    begun = time.monotonic()
    while (answer := await client.ask(port, request)).status in (client.LOST, 500, 502, 503):
        if time.monotonic() - begun > GIVE_UP:
            break
        await asyncio.sleep(1)  # a mailbox may try ten times an hour: nobody presses five times a second
    return answer


class Accidents(threading.Thread):
    """Kills one thing after another, each when so many operations have begun; work goes on meanwhile."""

    def __init__(self, fragile: Fragile, plan: dict[int, str], chance: random.Random) -> None:
        super().__init__(daemon=True)
        self.fragile, self.plan, self.chance = fragile, plan, chance
        self.due: queue.Queue[str | None] = queue.Queue()
        self.begun = 0
        self.failure: Exception | None = None

    def one_more_begins(self) -> None:
        self.begun += 1
        if kind := self.plan.get(self.begun):
            self.due.put(kind)

    def run(self) -> None:
        while kind := self.due.get():
            time.sleep(self.chance.uniform(0, 0.2))
            try:
                self.fragile.kill(kind, away=self.chance.uniform(0, 1))
            except Exception as failure:
                self.failure = failure
                return

    def finish(self) -> None:
        self.due.put(None)
        self.join()
        if self.failure:
            raise self.failure


def plan(*, operations: int, kills: int, chance: random.Random) -> dict[int, str]:
    """At which operation what is killed: random points, every kind as often as the others."""
    kinds = [KINDS[number % len(KINDS)] for number in range(kills)]
    chance.shuffle(kinds)
    return dict(zip(sorted(chance.sample(range(1, operations + 1), kills)), kinds, strict=True))


def carry_out(fragile: Fragile, crowd: People, *, kills: int, at_a_time: int) -> list[client.Answer]:
    """Everybody sends what they have to send, a few at a time, while things are killed; the answers they end with."""
    chance = random.Random(crowd.operations)
    accidents = Accidents(
        fragile, plan(operations=crowd.operations, kills=kills, chance=chance), random.Random(kills)
    )
    accidents.start()

    async def everybody() -> list[list[client.Answer]]:
        turn = asyncio.Semaphore(at_a_time)

        async def one(walk: list[bytes]) -> list[client.Answer]:
            answers = []
            async with turn:
                for request in walk:
                    accidents.one_more_begins()
                    answers.append(await press_until_answered(fragile.stack.port, request))
            return answers

        return await asyncio.gather(*(one(walk) for walk in crowd.walks))

    answers = asyncio.run(everybody())
    accidents.finish()
    return [answer for walk in answers for answer in walk]


# --- what stands there afterwards ---------------------------------------------------------------


def forgotten_jobs(fragile: Fragile, amount: int) -> None:
    """Work that no broker was told of: only beat's sweep can find it, and only a worker can do it."""
    with fragile.database.connect() as connection:
        for _number in range(amount):
            connection.execute(
                "insert into network_job (id, name, arguments, state, attempts, done, total, error, created_at, due_at)"
                " values (gen_random_uuid(), 'network.forget_expired', '{}', 'queued', 0, 0, 0, '', now(),"
                " now() - interval '1 hour')",
            )


def forgotten_mail(fragile: Fragile) -> None:
    """A mail that no worker was told of: only beat's tick can have it sent."""
    with fragile.database.connect() as connection:
        connection.execute(
            "insert into network_outboxmessage (key, recipient_key, to_address, to_name, language, template, context,"
            " calendar_method, calendar, subject, text, html, message_id, state, attempts, error, created_at,"
            " next_try_at, claimed_by, kind, batch, letters_url) values ('forgotten:1', 'beat@person.example', 'beat@person.example', '', 'ja',"
            " '', '{}', '', '', 'forgotten', 'forgotten', '', '<forgotten@tasuki.example>', 'queued', 0, '',"
            " now(), now(), '', '', '', '')"
        )


def let_claims_end(fragile: Fragile) -> None:
    """Two minutes later, without the wait: no worker lives, and what the dead ones had claimed is free."""
    fragile.stack.kill("worker")
    fragile.kills["worker"] += 1
    with fragile.database.connect() as connection:
        for table, until in (("network_outboxmessage", "claimed_until"), ("network_job", "lease_until")):
            connection.execute(f"update {table} set {until} = now() where {until} is not null")
        connection.execute("update network_outboxmessage set next_try_at = now() where state = 'queued'")
    fragile.stack.start("worker")


def assert_settled(fragile: Fragile, crowd: People, answers: list[client.Answer]) -> int:
    """Everything acknowledged is there once, every letter has gone out. How many mails went twice."""
    assert client.statuses(answers) == {302: crowd.operations}
    assert not [answer.location for answer in answers if "login" in answer.location]

    rows = fragile.ask(
        "select r.number, r.state, r.person_id from events_registration r"
        f" join events_event e on e.id = r.event_id where e.slug = '{crowd.slug}' order by r.number"
    )
    people = len(crowd.walks)
    assert [number for number, *_ in rows] == list(range(1, people + 1))
    assert len({person for *_, person in rows}) == people
    assert Counter(state for _, state, _ in rows)["cancelled"] == crowd.leave

    letters = Counter(key.split(":")[1] for (key,) in fragile.ask("select key from network_outboxmessage"))
    members = people - crowd.guests
    assert letters["address"] == crowd.guests
    assert letters["cancelled"] == crowd.leave
    assert letters["confirmed"] + letters["waiting"] == members

    queued = {row[0] for row in fragile.ask("select message_id from network_outboxmessage")}
    arrived = fragile.letterbox.by_message_id()
    assert set(arrived) == queued
    assert all(len(set(copies)) == 1 for copies in arrived.values()), "a repeated mail differs from the first"
    repeated = sum(len(copies) - 1 for copies in arrived.values())
    assert repeated <= HANDS_OF_A_WORKER * fragile.kills["worker"]
    return repeated


def all_is_quiet(fragile: Fragile) -> bool:
    """No mail has still to go, no job to be done."""
    try:
        ((mails, jobs),) = fragile.ask(
            "select (select count(*) from network_outboxmessage where state <> 'sent'),"
            " (select count(*) from network_job where state <> 'done')"
        )
    except psycopg.OperationalError:
        return False
    return mails == jobs == 0


@pytest.fixture
def emptied(fragile) -> Fragile:
    """Nothing of an earlier test counts."""
    with fragile.database.connect() as connection:
        connection.execute("truncate network_outboxmessage, network_job, events_event cascade")
    fragile.letterbox.accepted.clear()
    fragile.kills.clear()
    return fragile


@pytest.mark.capability("T1")
def test_nothing_acknowledged_is_lost_when_each_part_is_killed_once(emptied):
    crowd = people(emptied, operations=20, seats=5)

    answers = carry_out(emptied, crowd, kills=len(KINDS), at_a_time=2)

    let_claims_end(emptied)
    forgotten_mail(emptied)
    emptied.stack.until(lambda: all_is_quiet(emptied), "every mail is sent")
    assert set(emptied.kills) == set(KINDS)
    assert_settled(emptied, crowd, answers)


@pytest.mark.full
@pytest.mark.capability("T1")
def test_nothing_acknowledged_of_five_hundred_is_lost_however_often_parts_are_killed(emptied, prove_figure):
    kills = 6 * len(KINDS)
    crowd = people(emptied, operations=500, seats=100)
    forgotten_jobs(emptied, 20)

    answers = carry_out(emptied, crowd, kills=kills, at_a_time=8)

    emptied.stack.until(
        lambda: all_is_quiet(emptied), "every mail is sent and every job done", patience=CLAIMS_END_WITHIN
    )
    repeated = assert_settled(emptied, crowd, answers)
    prove_figure(
        f"{crowd.operations} operations, {kills} kills ({', '.join(f'{kind} {emptied.kills[kind]}' for kind in KINDS)}):"
        f" each there once; of {len(emptied.letterbox.by_message_id())} mails {repeated} went twice, byte for byte the same"
    )
