"""Decisions about jobs: how long a worker may be silent, when to try again, when to give up."""

from dataclasses import dataclass
from datetime import datetime, timedelta

# A worker that says nothing for so long is taken for dead; long work says so with `progress`.
LEASE = timedelta(minutes=2)
MAX_ATTEMPTS = 5
FIRST_PAUSE = timedelta(seconds=30)


@dataclass(frozen=True)
class Verdict:
    """What becomes of a job that did not get done."""

    try_again: bool
    due_at: datetime


def back_off(attempts: int) -> timedelta:
    """The pause after so many attempts: half a minute, then four times as long each time."""
    return FIRST_PAUSE * 4 ** max(attempts - 1, 0)


def after_failure(attempts: int, now: datetime) -> Verdict:
    """Try again later, or leave it to a person."""
    return Verdict(try_again=attempts < MAX_ATTEMPTS, due_at=now + back_off(attempts))
