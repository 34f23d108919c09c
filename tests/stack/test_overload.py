"""T10: ten times the usual load is slower, never wrong; the proxy's questions are answered; the queue drains.

Usual is what a rush of registrations looks like on an ordinary day of this association (domain: 136 at the largest
symposium, half of them within the first minutes): so many clients at once, each reading three pages and registering.
"""

import json
import statistics
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urlencode

import psycopg
import pytest

from tests.load import client
from tests.load.client import CSRF, Answer

pytestmark = [pytest.mark.stack, pytest.mark.capability("T10")]

USUAL = 6
TIMES = 10
SEATS = 20
ASK_EVERY = 0.25  # seconds
FILL = """
import json
from events.programme.models import Event
from tests.factories import events
from tests.load.fill import fill
begin = Event.objects.count()
for factory in (events.EventFactory, events.EventStateFactory):
    factory.reset_sequence(begin)
print(json.dumps(fill({people}, 1, {seats})))
"""


@dataclass
class Proxy(threading.Thread):
    """Asks what a proxy asks, all the time; keeps what it was told and after how long."""

    stack: object
    paths: tuple = ("/healthz", "/readyz")
    answers: list = field(default_factory=list)

    def __post_init__(self):
        super().__init__(daemon=True)
        self.over = threading.Event()

    __hash__ = threading.Thread.__hash__

    def run(self):
        while not self.over.wait(ASK_EVERY):
            for path in self.paths:
                begun = time.perf_counter()
                try:
                    status = self.stack.get(path)[0]
                except OSError:
                    status = client.LOST
                self.answers.append((status, time.perf_counter() - begun))

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *failure):
        self.over.set()
        self.join(60)


def request(method: str, path: str, cookie: str, body: str = "") -> bytes:
    """As the proxy passes on what a visitor sent by HTTPS."""
    head = [
        f"{method} {path} HTTP/1.1",
        "Host: 127.0.0.1",
        f"Cookie: {cookie}",
        "X-Forwarded-Proto: https",
        "Referer: https://127.0.0.1/",
        "Connection: close",
    ]
    if body:
        head += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
    return "\r\n".join([*head, "", body]).encode()


def walk_of(cookie: str, slug: str) -> list[bytes]:
    return [
        request("GET", "/events/", cookie),
        request("GET", f"/events/{slug}/", cookie),
        request("GET", f"/events/{slug}/register/", cookie),
        request("POST", f"/events/{slug}/register/", cookie, urlencode({"csrfmiddlewaretoken": CSRF})),
    ]


def rows(stack, question: str, *values) -> list[tuple]:
    address = stack.values["DATABASE_URL"].replace("postgres://", "postgresql://", 1)
    with psycopg.connect(address) as connection:
        return connection.execute(question, values).fetchall()


def rush(stack, people: int) -> tuple[list[list[Answer]], float, str]:
    """So many members at once for one new meeting; what they were told, how long, and the meeting."""
    made = json.loads(stack.shell(FILL.format(people=people, seats=SEATS)).strip().splitlines()[-1])
    (slug,) = made["slugs"]
    answers, seconds = client.walk(stack.port, [walk_of(cookie, slug) for cookie in made["cookies"]])
    return answers, seconds, slug


def is_right(stack, people: int, slug: str, answers: list[list[Answer]]) -> None:
    """Nobody got an error; everybody has one place or one turn in the line, in the order of numbers."""
    assert Counter(answer.status for walk in answers for answer in walk) == {200: 3 * people, 302: people}
    found = rows(
        stack,
        "select r.number, r.state from events_registration r join events_pool p on p.id = r.pool_id"
        " join events_event e on e.id = p.event_id where e.slug = %s order by r.number",
        slug,
    )
    assert [number for number, _ in found] == list(range(1, people + 1))
    assert [state for _, state in found] == ["confirmed"] * min(SEATS, people) + ["waiting"] * max(
        people - SEATS, 0
    )


def drained(stack) -> bool:
    """No mail and no job waits any more."""
    (mails,), (jobs,) = (
        rows(stack, "select count(*) from network_outboxmessage where state in ('queued', 'claimed')")[0],
        rows(
            stack, "select count(*) from network_job where state in ('queued', 'running') and due_at <= now()"
        )[0],
    )
    return mails == jobs == 0


def overload(stack, usual: int, times: int) -> str:
    stack.until(lambda: stack.answers("/readyz"), "database and cache answer")
    calm, _, calm_slug = rush(stack, usual)
    is_right(stack, usual, calm_slug, calm)
    people = usual * times
    before = len(stack.mails)

    with Proxy(stack) as proxy:
        answers, seconds, slug = rush(stack, people)
    begun = time.monotonic()
    stack.until(lambda: drained(stack), "the queue drains")
    drain = time.monotonic() - begun

    is_right(stack, people, slug, answers)
    assert len(proxy.answers) >= 2
    assert Counter(status for status, _ in proxy.answers) == {200: len(proxy.answers)}
    written = rows(stack, "select count(*) from network_outboxmessage where state = 'sent'")[0][0]
    arrived = Counter(mail["Message-ID"] for mail in stack.mails)
    assert set(arrived.values()) == {1}
    assert len(stack.mails) - before >= people
    assert len(arrived) == written
    slowest = max(waited for _, waited in proxy.answers)
    middle, calm_middle = (
        statistics.median(answer.seconds for walk in walks for answer in walk) for walks in (answers, calm)
    )
    return (
        f"{people} members at once ({times} times {usual}): {4 * people} answers without an error in {seconds:.1f} s,"
        f" median {middle:.2f} s beside {calm_middle:.2f} s; {len(proxy.answers)} health and readiness questions all"
        f" answered 200, slowest {slowest:.1f} s; queue empty {drain:.1f} s later, each of {written} mails once"
    )


def test_ten_times_the_usual_load_is_slower_but_right(stack, prove_figure):
    prove_figure(overload(stack, USUAL, TIMES))


@pytest.mark.full
def test_ten_times_a_symposiums_load_is_slower_but_right(stack, prove_figure):
    prove_figure(overload(stack, 68, TIMES))
