"""A named trade: the number of the request that is being answered, carried on into jobs, mails and tasks.

It stands in every log line, in the header of the answer and on error pages, and says nothing about the visitor.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from django.conf import settings

from network.watch.rules import NUMBER_LETTERS, believed, grouped

HEADER = "X-Request-ID"
KEY = "request"


def number_of(claimed: str) -> str:
    """The proxy's number where it is trusted and well-formed, else one of our own."""
    if settings.TRUST_REQUEST_ID and believed(claimed):
        return claimed
    return grouped("".join(secrets.choice(NUMBER_LETTERS) for _ in range(12)))


def current() -> str:
    """The number of the request that caused what is being done; empty when the clock did."""
    return structlog.contextvars.get_contextvars().get(KEY, "")


@contextmanager
def bound(number: str, **more: str) -> Iterator[None]:
    """Log lines within carry this number, and whatever kinds and ids are given beside it."""
    told = {KEY: number, **more} if number else more
    kept = structlog.contextvars.bind_contextvars(**told)
    try:
        yield
    finally:
        structlog.contextvars.reset_contextvars(**kept)
