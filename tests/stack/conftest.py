"""PostgreSQL, Redis, a mail server and the site's own processes, once for all tests here."""

import socket

import pytest
import redis
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message

from tests.proof.databases import REDIS, own_database, postgresql, redis_answers
from tests.stack import composed
from tests.stack.processes import Stack


class Kept(Message):
    """Keeps every mail it is given."""

    def __init__(self):
        super().__init__()
        self.mails = []

    def handle_message(self, message):
        self.mails.append(message)


@pytest.fixture(scope="session")
def services():
    """Addresses of PostgreSQL, Redis and a mail server, or a reason why not."""
    address, why_not = postgresql()
    if not address:
        pytest.skip(why_not)
    if not redis_answers():
        pytest.skip(f"no Redis answers at {REDIS}; TEST_REDIS_URL names another")
    with redis.Redis.from_url(REDIS) as client:
        client.flushdb()
        kept = Kept()
        sink = Controller(kept, hostname="127.0.0.1", port=free_port())
        sink.start()
        try:
            with own_database("stack") as database:
                yield database, sink, kept
        finally:
            sink.stop()
            client.flushdb()


@pytest.fixture(scope="session")
def stack(services, tmp_path_factory):
    """Migrated, collected and started: web, two workers, one beat."""
    database, sink, kept = services
    port = free_port()
    values = {
        "SECRET_KEY": "for-this-test-only-" + "x" * 50,
        "POSTGRES_PASSWORD": "stands-in-DATABASE_URL",
        "DATABASE_URL": database,
        "REDIS_URL": REDIS,
        "SITE_ADDRESS": "127.0.0.1",
        "SITE_URL": "https://127.0.0.1",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(sink.port),
        "PORT": str(port),
    }
    stack = Stack(tmp_path_factory.mktemp("stack"), port, values, kept.mails)
    stack.run(*composed.command("migrate"), service="migrate")
    stack.run("python", "manage.py", "collectstatic", "--noinput", "--verbosity=0")
    try:
        stack.start("web")
        stack.start("beat")
        stack.start("worker")
        stack.start("worker", "--hostname=second@%h", name="second worker")
        stack.until(lambda: stack.answers("/healthz"), "the site answers")
        yield stack
    finally:
        stack.stop(*stack.running)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
