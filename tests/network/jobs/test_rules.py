"""When to try again, and when to give up."""

from datetime import UTC, datetime, timedelta

import pytest

from network.jobs.rules import MAX_ATTEMPTS, Verdict, after_failure, back_off

NOW = datetime(2026, 12, 3, 5, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("attempts", "seconds"), [(0, 30), (1, 30), (2, 120), (3, 480), (4, 1920)], ids=lambda value: str(value)
)
def test_back_off_grows_with_attempts(attempts, seconds):
    assert back_off(attempts) == timedelta(seconds=seconds)


def test_after_failure_when_attempts_are_left():
    assert after_failure(1, NOW) == Verdict(try_again=True, due_at=NOW + timedelta(seconds=30))


def test_after_failure_when_all_attempts_are_used():
    assert not after_failure(MAX_ATTEMPTS, NOW).try_again
