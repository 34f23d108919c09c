"""Signs of life: rows of clock, workers and certificate."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.db import OperationalError
from django.utils import timezone

from network import receivers
from network.watch import actions
from network.watch.certificates import CertificateError
from network.watch.models import Pulse
from network.watch.queries import pulses, silent_parts, workers

pytestmark = [pytest.mark.capability("T11"), pytest.mark.django_db]
NOW = datetime(2026, 12, 3, 5, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def nothing_written_yet(monkeypatch):
    monkeypatch.setattr(actions, "_written", {})
    # The test's transaction must outlive what closes old connections.
    monkeypatch.setattr(actions, "close_old_connections", lambda: None)


def names():
    return set(Pulse.objects.values_list("name", flat=True))


def test_only_the_clocks_own_task_shows_that_it_lives():
    receivers.clock_lives(sender="network.deliver_mail")
    before = names()
    receivers.clock_lives(sender="network.note_clock")

    assert (before, names()) == (set(), {"beat"})


def test_a_worker_shows_itself_and_writes_now_and_then(monkeypatch):
    clock = [1000.0]
    monkeypatch.setattr(actions.time, "monotonic", lambda: clock[0])
    heart = SimpleNamespace(eventer=SimpleNamespace(hostname="celery@one"))
    written = []
    for _ in range(15):
        receivers.worker_lives(sender=heart)
        written.append(Pulse.objects.get().at)
        clock[0] += 2

    assert names() == {"worker:celery@one"}
    assert len(set(written)) == 2


def test_a_database_that_is_away_stops_neither_clock_nor_worker(monkeypatch, caplog):
    def away(*args, **kwargs):
        raise OperationalError("hanako@person.example")

    monkeypatch.setattr(actions, "note_pulse", away)

    receivers.clock_lives(sender="network.note_clock")

    assert "No pulse written of beat: OperationalError" in caplog.text
    assert "hanako" not in caplog.text


def test_a_pulse_has_one_row():
    actions.note_pulse("queue", now=NOW)
    actions.note_pulse("queue", now=NOW + timedelta(minutes=1), details={"jobs": 3})

    assert [(row.at, row.details) for row in Pulse.objects.all()] == [
        (NOW + timedelta(minutes=1), {"jobs": 3})
    ]


@pytest.mark.parametrize(
    ("ages", "silent"),
    [
        ({}, 0),
        ({"beat": 10, "worker:a": 10}, 0),
        ({"beat": 300, "worker:a": 10}, 1),
        ({"beat": 10, "worker:a": 300, "worker:b": 10}, 0),
        ({"beat": 300, "worker:a": 300}, 2),
        ({"worker:a": 3 * 86400}, 0),
    ],
    ids=["nothing ever ran", "all well", "clock stopped", "one of two", "both stopped", "long gone"],
)
def test_parts_that_have_stopped(ages, silent, django_assert_num_queries):
    for name, seconds in ages.items():
        actions.note_pulse(name, now=NOW - timedelta(seconds=seconds))

    with django_assert_num_queries(1):
        assert silent_parts(NOW) == silent


def test_workers_of_yesterday_are_forgotten():
    actions.note_pulse("worker:old", now=NOW - timedelta(days=2))
    actions.note_pulse("worker:new", now=NOW)
    actions.note_pulse("beat", now=NOW - timedelta(days=2))

    assert set(workers(pulses(), NOW)) == {"new"}
    assert actions.forget_silent_workers(NOW) == 1
    assert names() == {"worker:new", "beat"}


def test_a_certificates_last_day_is_kept(settings, monkeypatch):
    settings.SITE_URL = "https://tasuki.example"
    monkeypatch.setattr(actions, "expiry_of", lambda host, port: NOW + timedelta(days=60))

    actions.note_certificate(now=NOW)

    assert Pulse.objects.get(name="certificate").details == {"expires": "2027-02-01T05:00:00+00:00"}


@pytest.mark.parametrize("code", ["unreachable", "expired", "untrusted"])
def test_a_certificate_that_is_not_seen_says_why(settings, monkeypatch, code):
    def refuse(host, port):
        raise CertificateError(code)

    settings.SITE_URL = "https://tasuki.example"
    monkeypatch.setattr(actions, "expiry_of", refuse)

    actions.note_certificate(now=NOW)

    assert Pulse.objects.get(name="certificate").details == {"why": code}


def test_a_certificate_is_looked_at_every_six_hours(settings, monkeypatch):
    looks = []
    settings.SITE_URL = "https://tasuki.example"
    monkeypatch.setattr(actions, "expiry_of", lambda host, port: looks.append(1) or NOW)

    for hours in (0, 1, 5, 6, 7):
        actions.note_certificate(now=NOW + timedelta(hours=hours))

    assert len(looks) == 2


def test_a_site_without_https_has_no_certificate(settings):
    settings.SITE_URL = "http://tasuki.example"

    actions.note_certificate(now=timezone.now())

    assert Pulse.objects.get(name="certificate").details == {"why": "http"}
