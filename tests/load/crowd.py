"""A crowd of signed-in members, and requests sent all at once over plain sockets."""

import asyncio
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.cache import SessionStore
from django.core.cache.backends.base import BaseCache

from network.people.models import Account, Person

CSRF = "c" * 32
LOST = 0


@dataclass(frozen=True)
class Answer:
    """What a client got: the status (LOST when the line broke), where it is sent on, and after how long."""

    status: int
    location: str
    seconds: float


def members(count: int, *, prefix: str = "load") -> list[Account]:
    """Accounts with people behind them; nobody can sign in with a password."""
    people = Person.objects.bulk_create(
        Person(name=f"見本 太郎{number}", kana="ミホン タロウ", email=f"{prefix}{number}@person.example")
        for number in range(count)
    )
    return Account.objects.bulk_create(
        Account(username=f"{prefix}{number}", email=person.email, password="!", person=person)
        for number, person in enumerate(people)
    )


def sign_in(accounts: Iterable[Account], cache: BaseCache) -> list[str]:
    """A session in the store for each account; the answer is their Cookie headers."""
    cookies = []
    for account in accounts:
        session = SessionStore()
        session._cache = cache
        session[SESSION_KEY] = str(account.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = account.get_session_auth_hash()
        session.create()
        cookies.append(
            f"{settings.SESSION_COOKIE_NAME}={session.session_key}; {settings.CSRF_COOKIE_NAME}={CSRF}"
        )
    return cookies


def post(path: str, *, cookie: str = f"csrftoken={CSRF}", **fields: str) -> bytes:
    """A form sent by a browser that has seen the page."""
    body = urlencode({"csrfmiddlewaretoken": CSRF, **fields}).encode()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie}\r\nConnection: close\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def get(path: str, *, cookie: str = f"csrftoken={CSRF}") -> bytes:
    """A page asked for."""
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n".encode()


async def ask(port: int, request: bytes) -> Answer:
    """Send one request and read the whole answer."""
    begun = time.perf_counter()
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(request)
        answer = await reader.read()
        writer.close()
    except OSError:
        answer = b""
    head = answer.partition(b"\r\n\r\n")[0].decode("latin-1")
    status = int(head[9:12]) if head.startswith("HTTP/1.") else LOST
    named = dict(line.split(": ", 1) for line in head.split("\r\n")[1:])
    return Answer(status, named.get("Location", ""), time.perf_counter() - begun)


def rush(port: int, requests: Sequence[bytes]) -> tuple[list[Answer], float]:
    """All requests at once, each on a line of its own; the answers in their order, and how long it took in all."""

    async def everybody() -> list[Answer]:
        return list(await asyncio.gather(*(ask(port, request) for request in requests)))

    begun = time.perf_counter()
    answers = asyncio.run(everybody())
    return answers, time.perf_counter() - begun


def walk(
    port: int, walks: Sequence[Sequence[bytes]], *, at_a_time: int = 0
) -> tuple[list[list[Answer]], float]:
    """Many clients at once, each sending its own requests one after another; at most so many clients at a time."""

    async def everybody() -> list[list[Answer]]:
        turn = asyncio.Semaphore(at_a_time or len(walks))

        async def one(requests: Sequence[bytes]) -> list[Answer]:
            async with turn:
                return [await ask(port, request) for request in requests]

        return list(await asyncio.gather(*(one(requests) for requests in walks)))

    begun = time.perf_counter()
    answers = asyncio.run(everybody())
    return answers, time.perf_counter() - begun


def statuses(answers: Iterable[Answer]) -> dict[int, int]:
    """How many answers of each status."""
    return dict(Counter(answer.status for answer in answers))
