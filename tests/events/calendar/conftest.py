"""What tests of the calendar share."""

import time
from contextlib import contextmanager

import pytest

from events.programme.models import Event
from tests.events.calendar.happenings import MEETING


@pytest.fixture
def cpu_seconds():
    """A stopwatch of this process's own work, which other work on the machine does not lengthen."""

    @contextmanager
    def stopwatch():
        began, ended = time.process_time(), []
        yield lambda: ended[0] - began
        ended.append(time.process_time())

    return stopwatch


@pytest.fixture
def event(db):
    """A meeting of which nobody has been told yet."""
    return Event.objects.create(
        title="第9回 情報交換会（見本）", slug="mihon-9", starts_at=MEETING.starts_at, ends_at=MEETING.ends_at
    )
