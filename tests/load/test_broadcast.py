"""P11: a worker is killed in the middle of a broadcast; nothing is lost, and at most the one in doubt goes twice."""

import os
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from network.broadcasts.choices import BroadcastState, Outcome
from network.broadcasts.models import Addressee
from network.mail.choices import MailState
from network.mail.models import OutboxMessage
from network.people.models import Person
from tests.factories.events import EventFactory
from tests.factories.network import BroadcastFactory
from tests.load import sites
from tests.load.mailserver import MailServer

pytestmark = [
    pytest.mark.stack,
    pytest.mark.usefixtures("shared_db"),
    pytest.mark.capability("P11"),
    pytest.mark.capability("E16"),
]


def scheduled(people: int):
    """A broadcast to so many people that is due."""
    Person.objects.bulk_create(
        Person(name=f"見本 {number}", email=f"mihon{number}@person.example") for number in range(people)
    )
    now = timezone.now()
    event = EventFactory(starts_at=now + timedelta(days=30))
    return BroadcastFactory(
        about_id=event.pk, audience={"circles": ["register"]}, state=BroadcastState.SCHEDULED, due_at=now
    )


def postman(server: MailServer, *, minutes: int, chunk: int) -> subprocess.Popen:
    env = {
        **os.environ,
        **server.environment,
        "DATABASE_URL": sites.database_url(),
        "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE,
    }
    return subprocess.Popen([sys.executable, "-m", "tests.load.postman", str(minutes), str(chunk)], env=env)


def send_with_a_death(people: int, *, chunk: int) -> tuple[list[tuple[str, str]], int]:
    """Kill the first worker when half of the letters have arrived; a second one goes on. What arrived, and how many by then."""
    broadcast = scheduled(people)
    killed: list[subprocess.Popen] = []
    with MailServer(at=people // 2, then=lambda: killed[0].kill()) as server:
        killed.append(postman(server, minutes=0, chunk=chunk))
        assert killed[0].wait() == -9
        before = len(server.accepted)
        assert postman(server, minutes=5, chunk=chunk).wait() == 0
    broadcast.refresh_from_db()
    assert broadcast.state == BroadcastState.SENT
    return server.accepted, before


def assert_once_each(accepted: list[tuple[str, str]], people: int) -> int:
    """Everybody (the author too) has the letter, under one Message-ID each; how many came twice."""
    assert {address for address, _identity in accepted} == set(Person.objects.values_list("email", flat=True))
    identities = {}
    for address, identity in accepted:
        assert identities.setdefault(address, identity) == identity
    assert Addressee.objects.filter(outcome=Outcome.WRITTEN).count() == Person.objects.count() > people
    assert set(OutboxMessage.objects.values_list("state", flat=True)) == {MailState.SENT}
    twice = [address for address, times in Counter(address for address, _id in accepted).items() if times > 1]
    return len(twice)


@pytest.mark.parametrize("chunk", [100, 7], ids=["one chunk", "several chunks"])
def test_worker_killed_midway(chunk):
    accepted, before = send_with_a_death(40, chunk=chunk)

    assert before >= 20
    assert assert_once_each(accepted, 40) <= 1


@pytest.mark.full
def test_worker_killed_midway_of_two_thousand(prove_figure):
    began = time.monotonic()
    accepted, before = send_with_a_death(2000, chunk=100)
    twice = assert_once_each(accepted, 2000)

    assert before >= 1000
    assert twice <= 1
    prove_figure(
        f"2,000 recipients, worker killed after {before}: none lost, {twice} in doubt sent again, "
        f"{time.monotonic() - began:.0f} s"
    )
