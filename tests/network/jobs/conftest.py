"""Tasks that only tests know."""

import pytest
from celery import shared_task

calls = []


class WrittenBadlyError(Exception):
    """What a broken task raises."""


@shared_task(name="tests.note")
def note(*, number):
    calls.append(number)


@shared_task(name="tests.break")
def break_down(*, number):
    calls.append(number)
    secret = "".join(["花", "子"])
    raise WrittenBadlyError(secret)


@shared_task(name="tests.report")
def report(*, number, job_id):
    calls.append((number, job_id))


@pytest.fixture
def noted():
    """What the tasks of this module were called with, in order."""
    calls.clear()
    return calls
