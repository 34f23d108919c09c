"""Requests sent all at once over plain sockets; knows nothing of Django."""

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlencode

CSRF = "c" * 32
LOST = 0
TOWN_HALL = "192.0.2.7"
PROXIED = "X-Forwarded-Proto: https\r\nX-Forwarded-For: {address}\r\nOrigin: https://127.0.0.1\r\n"


@dataclass(frozen=True)
class Answer:
    """What a client got: the status (LOST when the line broke), where it is sent on, and after how long."""

    status: int
    location: str
    seconds: float


def post(
    path: str,
    *,
    cookie: str = f"csrftoken={CSRF}",
    proxied: bool = False,
    address: str = TOWN_HALL,
    **fields: str,
) -> bytes:
    """A form sent by a browser that has seen the page; `proxied` as the proxy hands it on that took it by HTTPS."""
    body = urlencode({"csrfmiddlewaretoken": CSRF, **fields}).encode()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie}\r\nConnection: close\r\n"
        f"{PROXIED.format(address=address) if proxied else ''}"
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


async def insist(port: int, request: bytes) -> Answer:
    """Send a request again as long as the line breaks, as somebody does who presses the button once more."""
    begun = time.perf_counter()
    while (answer := await ask(port, request)).status == LOST:
        if time.perf_counter() - begun > 60:
            break
        await asyncio.sleep(0.1)
    return answer


def _apart(crowd: Callable[[], Awaitable[list[Answer]]]) -> list[Answer]:
    """Run in a thread of its own: a browser's loop may be running in this one."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(lambda: asyncio.run(crowd())).result()


def rush(
    port: int, requests: Sequence[bytes], send: Callable[[int, bytes], Awaitable[Answer]] = ask
) -> tuple[list[Answer], float]:
    """All requests at once, each on a line of its own; the answers in their order, and how long it took in all."""

    async def everybody() -> list[Answer]:
        return list(await asyncio.gather(*(send(port, request) for request in requests)))

    begun = time.perf_counter()
    answers = _apart(everybody)
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
    answers = _apart(everybody)
    return answers, time.perf_counter() - begun


def statuses(answers: Iterable[Answer]) -> dict[int, int]:
    """How many answers of each status."""
    return dict(Counter(answer.status for answer in answers))
