"""Nobody sees a CANCEL before its REQUEST, however many workers deliver and whatever fails on the way."""

import os
import random
import signal
import smtplib
import socket
import sqlite3
import subprocess
import sys
import threading
from collections import Counter
from datetime import timedelta
from urllib.parse import quote

import pytest
from aiosmtpd.controller import Controller
from django.db import connection, connections

from network.mail.actions import deliver_due
from network.mail.models import OutboxMessage
from network.mail.queries import open_messages
from network.mail.rules import CLAIM
from tests.network.mail.conftest import NOW
from tests.network.mail.sink import WorkerKilledError

ROUND = timedelta(minutes=10)
REFUSED_OF_TEN = 2
PAIRS = [pytest.param(100, id="100"), pytest.param(1000, id="1000", marks=pytest.mark.full)]


def pairs(amount: int, chance: random.Random) -> list[OutboxMessage]:
    """REQUEST and CANCEL of so many meetings for a few dozen people, every pair in its order, all mixed."""
    waiting = [(number, f"p{chance.randrange(40)}@person.example") for number in range(amount)]
    letters, open_pairs = [], []
    while waiting or open_pairs:
        if waiting and (not open_pairs or chance.random() < 0.5):
            open_pairs.append(waiting.pop())
            letters.append(letter("REQUEST", *open_pairs[-1]))
        else:
            letters.append(letter("CANCEL", *open_pairs.pop(chance.randrange(len(open_pairs)))))
    return letters


def letter(method: str, number: int, address: str) -> OutboxMessage:
    uid = f"m{number}"
    content = (
        f"BEGIN:VCALENDAR\r\nMETHOD:{method}\r\nBEGIN:VEVENT\r\nUID:{uid}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    return OutboxMessage(
        key=f"{method}:{uid}",
        recipient_key=address,
        to_address=address,
        to_name="見本",
        language="ja",
        template="tests/letter",
        subject=f"{method} {uid}",
        text=f"{method} {uid}",
        calendar_method=method,
        calendar=content.encode(),
        message_id=f"<{method}.{uid}@tasuki.example>",
        next_try_at=NOW,
    )


def seen(message) -> tuple[str, str]:
    method, uid = str(message["Subject"]).split()
    return method, uid


def overtaken(accepted: list[tuple[str, str]]) -> list[str]:
    """Meetings whose CANCEL was seen before their REQUEST."""
    first = {}
    for place, what in enumerate(accepted):
        first.setdefault(what, place)
    return [uid for method, uid in first if method == "CANCEL" and first[method, uid] < first["REQUEST", uid]]


@pytest.mark.capability("C2")
@pytest.mark.django_db
@pytest.mark.parametrize("amount", PAIRS)
def test_order_when_workers_interleave(sink, amount, prove_figure):
    """While one worker hands a mail over, others begin rounds of their own; a fifth of the mails is refused first."""
    chance = random.Random(amount)
    refused = Counter()
    depth = 0

    def others_work_meanwhile(message):
        nonlocal depth
        if depth < 3 and chance.random() < 0.3:
            depth += 1
            deliver_due(now=clock, limit=chance.randrange(1, 8), worker=f"w{depth}")
            depth -= 1
        if chance.randrange(10) < REFUSED_OF_TEN:
            refused[message["Message-ID"]] += 1
            raise smtplib.SMTPDataError(451, b"later")

    sink.before = staticmethod(others_work_meanwhile)
    letters = pairs(amount, chance)
    clock = NOW
    while letters or open_messages().exists():
        arrived, letters = letters[:60], letters[60:]
        OutboxMessage.objects.bulk_create(arrived)
        deliver_due(now=clock, limit=25)
        clock += ROUND

    accepted = [seen(message) for message in sink.accepted]
    assert overtaken(accepted) == []
    assert sorted(Counter(accepted).values()) == [1] * (2 * amount)
    assert refused.total() > amount / 4
    prove_figure(f"{amount} pairs, {refused.total()} refusals, 0 overtaken")


@pytest.mark.capability("C2", "T1")
@pytest.mark.django_db
@pytest.mark.parametrize("amount", PAIRS)
def test_order_when_workers_are_killed(sink, amount, prove_figure):
    """A worker killed after the server's acceptance: that one mail may come twice, and still none overtakes."""
    chance = random.Random(amount)
    kills = 0

    def refuse_some(message):
        if chance.randrange(10) < REFUSED_OF_TEN:
            raise smtplib.SMTPDataError(451, b"later")

    def kill_some(message):
        nonlocal kills
        if chance.random() < 0.02:
            kills += 1
            raise WorkerKilledError

    sink.before, sink.after = staticmethod(refuse_some), staticmethod(kill_some)
    OutboxMessage.objects.bulk_create(pairs(amount, chance))
    clock = NOW
    while open_messages().exists():
        try:
            deliver_due(now=clock, limit=25)
        except WorkerKilledError:
            clock += CLAIM / 4
        else:
            clock += ROUND

    accepted = [seen(message) for message in sink.accepted]
    assert overtaken(accepted) == []
    assert len(set(accepted)) == 2 * amount
    assert kills > 0
    assert len(accepted) - 2 * amount == kills
    by_id = {}
    for message in sink.accepted:
        assert by_id.setdefault(message["Message-ID"], message.as_bytes()) == message.as_bytes()
    prove_figure(f"{amount} pairs, {kills} kills, {len(accepted) - 2 * amount} mails twice, 0 overtaken")


@pytest.mark.capability("C2")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("amount", PAIRS)
def test_order_when_workers_are_threads(sink, amount):
    """Claims really compete: rows that one worker has locked are skipped by the others."""
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("threads need a database file; SQLite lets one writer in at a time anyway")
    chance, lock = random.Random(amount), threading.Lock()
    OutboxMessage.objects.bulk_create(pairs(amount, chance))

    def refuse_some(message):
        with lock:
            if chance.randrange(10) < REFUSED_OF_TEN:
                raise smtplib.SMTPDataError(451, b"later")

    sink.before = staticmethod(refuse_some)
    clock, failures = NOW, []

    def work(worker):
        try:
            deliver_due(now=clock, limit=5, worker=worker)
        except Exception as failure:
            failures.append(failure)
        finally:
            connections.close_all()

    while open_messages().exists() and not failures:
        workers = [threading.Thread(target=work, args=(f"w{number}",)) for number in range(4)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        clock += ROUND

    accepted = [seen(message) for message in sink.accepted]
    assert failures == []
    assert overtaken(accepted) == []
    assert sorted(Counter(accepted).values()) == [1] * (2 * amount)


def test_overtaken_bites():
    """The measure itself: it names the meeting whose CANCEL came first."""
    accepted = [("REQUEST", "m1"), ("CANCEL", "m1"), ("CANCEL", "m2"), ("REQUEST", "m2"), ("CANCEL", "m2")]

    assert overtaken(accepted) == ["m2"]


class Postbox:
    """A real mail server that keeps what it accepted."""

    def __init__(self):
        self.accepted = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 -- named by aiosmtpd
        self.accepted.append(envelope.content)
        return "250 OK"


@pytest.fixture
def postbox():
    """A real mail server on a port of this machine."""
    box = Postbox()
    with socket.create_server(("127.0.0.1", 0)) as probe:
        box.port = probe.getsockname()[1]
    server = Controller(box, hostname="127.0.0.1", port=box.port)
    server.start()
    yield box
    server.stop()


@pytest.mark.django_db
def test_delivery_when_mail_server_is_real(write, postbox, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", postbox.port
    messages = [write(f"k{number}", f"p{number % 2}@person.example") for number in range(5)]

    report = deliver_due(now=NOW)

    assert report.sent == 5
    assert [content.split(b"Message-ID: ")[1].split(b"\r\n")[0].decode() for content in postbox.accepted] == [
        message.message_id for message in messages
    ]


@pytest.mark.full
@pytest.mark.capability("T1")
@pytest.mark.django_db(transaction=True)
def test_delivery_when_worker_is_really_killed(postbox, tmp_path, prove_figure):
    """kill -9 right after the server's acceptance: that one mail comes twice with the same bytes, the others once."""
    OutboxMessage.objects.bulk_create(pairs(20, random.Random(7)))
    database = database_for_children(tmp_path)

    killed = run_worker(database, postbox.port, NOW, die_after=13)
    too_early = run_worker(database, postbox.port, NOW + CLAIM / 2)
    again = run_worker(database, postbox.port, NOW + CLAIM * 2)

    assert (killed.returncode, too_early.stdout.split(), again.stdout.split()) == (
        -signal.SIGKILL,
        ["0"],
        ["28"],
    )
    counts = Counter(content.split(b"Message-ID: ")[1].split(b"\r\n")[0] for content in postbox.accepted)
    assert sorted(counts.values()) == [1] * 39 + [2]
    assert len(set(postbox.accepted)) == 40
    prove_figure("kill -9 between acceptance and mark: 40 mails, 1 twice with equal bytes, 0 lost")


def database_for_children(tmp_path) -> str:
    """Where other processes find what this test wrote."""
    parts = connection.settings_dict
    if connection.vendor == "postgresql":
        login = ":".join(quote(parts[key]) for key in ("USER", "PASSWORD") if parts[key])
        return f"postgres://{login}@{parts['HOST']}:{parts['PORT'] or 5432}/{parts['NAME']}"
    path = tmp_path / "copy.sqlite3"
    copy = sqlite3.connect(path)
    connection.connection.backup(copy)
    copy.close()
    return f"sqlite:///{path}"


WORKER = """
import os, signal, sys
import django
django.setup()
from datetime import datetime
from django.core.mail.backends.smtp import EmailBackend
from network.mail.actions import deliver_due

left, send = int(sys.argv[2]), EmailBackend.send_messages
def send_and_die(backend, messages):
    global left
    sent = send(backend, messages)
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return sent
EmailBackend.send_messages = send_and_die
print(deliver_due(now=datetime.fromisoformat(sys.argv[1])).sent)
"""


def run_worker(database: str, port: int, now, die_after: int = -1) -> subprocess.CompletedProcess:
    environment = os.environ | {
        "DATABASE_URL": database,
        "DJANGO_SETTINGS_MODULE": "tasuki.settings.base",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(port),
        "SECRET_KEY": "only-for-tests",
        "CELERY_BROKER_URL": "memory://",
    }
    return subprocess.run(
        [sys.executable, "-c", WORKER, now.isoformat(), str(die_after)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
