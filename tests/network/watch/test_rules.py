"""What a log line may hold, which numbers are believed, and when somebody should look."""

from datetime import UTC, datetime, timedelta

import pytest

from network.watch import rules
from network.watch.rules import Verdict

pytestmark = pytest.mark.capability("T11")
NOW = datetime(2026, 12, 3, 5, 0, tzinfo=UTC)
FIVE = timedelta(minutes=5)


@pytest.mark.parametrize(
    ("claimed", "believed"),
    [
        ("k3f9-2m7q-x4tz", True),
        ("6f1c1b2e-0b5f-4c56-9d5d-0d8e2b1d7a11", True),
        ("short", False),
        ("", False),
        ("x" * 65, False),
        ("hanako@person.example", False),
        ("line\nbreak-line", False),
        ("見本花子見本花子", False),
    ],
)
def test_a_claimed_number(claimed, believed):
    assert rules.believed(claimed) is believed


@pytest.mark.parametrize(
    ("text", "scrubbed"),
    [
        ("mail to hanako@person.example refused", "mail to … refused"),
        ("GET /events/?name=Hanako&kana=x failed", "GET /events/… failed"),
        ("見本 花子 came", "… … came"),
        ("call 090-1234-5678 now", "call … now"),
        ("call +81901234567 now", "call … now"),
        ("Job 3fa85f64-5717-4562-b3fc-2c963f66afa6 (network.run_job) done", None),
        ("2026-11-24T16:35:00Z 503 in 12345 ms", None),
    ],
)
def test_a_line_loses_what_is_personal(text, scrubbed):
    assert rules.scrubbed(text) == (text if scrubbed is None else scrubbed)


def test_a_line_of_a_package_loses_what_it_quotes():
    assert rules.somebody_elses("no such user 'Hanako' in \"Town Hall\"") == "no such user '…' in '…'"


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (7, 7),
        (0.5, 0.5),
        (None, None),
        (True, True),
        ("network.run_job", "network.run_job"),
        ("3fa85f64-5717-4562-b3fc-2c963f66afa6", "3fa85f64-5717-4562-b3fc-2c963f66afa6"),
        ("Hanako", "…"),
        ("hanako@person.example", "…"),
        (ValueError("Hanako"), "…"),
    ],
)
def test_an_argument_of_somebody_elses_line(value, kept):
    assert rules.plain_argument(value) == kept


def test_a_number_is_read_in_groups():
    assert rules.grouped("k3f92m7qx4tz") == "k3f9-2m7q-x4tz"


@pytest.mark.parametrize(
    ("verdict", "expected"),
    [
        (rules.of_silence(None, NOW, FIVE), Verdict.ALARM),
        (rules.of_silence(NOW - FIVE, NOW, FIVE), Verdict.FINE),
        (rules.of_silence(NOW - FIVE - timedelta(seconds=1), NOW, FIVE), Verdict.ALARM),
        (rules.of_waiting(None, FIVE, FIVE * 2), Verdict.FINE),
        (rules.of_waiting(FIVE, FIVE, FIVE * 2), Verdict.FINE),
        (rules.of_waiting(FIVE * 2, FIVE, FIVE * 2), Verdict.WATCH),
        (rules.of_waiting(FIVE * 3, FIVE, FIVE * 2), Verdict.ALARM),
        (rules.of_disk(4, 100), Verdict.ALARM),
        (rules.of_disk(14, 100), Verdict.WATCH),
        (rules.of_disk(15, 100), Verdict.FINE),
        (rules.of_disk(0, 0), Verdict.ALARM),
        (rules.of_certificate(None, NOW), Verdict.UNKNOWN),
        (rules.of_certificate(NOW + timedelta(days=7), NOW), Verdict.ALARM),
        (rules.of_certificate(NOW + timedelta(days=20), NOW), Verdict.WATCH),
        (rules.of_certificate(NOW + timedelta(days=21), NOW), Verdict.FINE),
        (rules.of_backup(None, NOW), Verdict.WATCH),
        (rules.of_backup(NOW - timedelta(hours=36), NOW), Verdict.FINE),
        (rules.of_backup(NOW - timedelta(hours=37), NOW), Verdict.ALARM),
    ],
)
def test_how_a_reading_is_taken(verdict, expected):
    assert verdict is expected


def test_the_worst_verdict_counts():
    assert rules.worst([Verdict.FINE, Verdict.ALARM, Verdict.WATCH, Verdict.UNKNOWN]) is Verdict.ALARM
    assert rules.worst([]) is Verdict.FINE


@pytest.mark.parametrize(
    ("route", "is_silent"),
    [
        ("board:ask", True),
        ("notes:list", True),
        ("network:autosave_keys", True),
        ("moderation:index", False),
        ("mypage:home", False),
        ("", False),
    ],
)
def test_of_what_nothing_is_told(route, is_silent):
    assert rules.is_silent(route) is is_silent
