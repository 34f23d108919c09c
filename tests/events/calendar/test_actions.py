"""Numbers are kept per event and recipient, and given once; a feed's secret has one life."""

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from threading import Barrier

import icalendar
import pytest
from django.db import connection, transaction
from django.db.models import QuerySet

from events.calendar import itip
from events.calendar.actions import feed_token, next_sequence, rotate_feed
from events.calendar.choices import Happening
from events.calendar.models import CalendarSequence, FeedToken
from events.calendar.queries import person_id_of_feed
from events.calendar.rules import Numbering
from network.people.models import Person
from tests.events.calendar.happenings import HANAKO, MEETING

NOW = datetime(2026, 11, 1, 0, 30, 5, tzinfo=UTC)


def _number(event, recipient="person:1", happening=Happening.MOVED, **others) -> Numbering:
    return next_sequence(event.pk, recipient, happening=happening, now=NOW, **others)


def test_the_first_confirmation_has_number_zero_and_is_remembered(event):
    given = _number(event, happening=Happening.CONFIRMED)

    assert given == Numbering(0, NOW)
    row = CalendarSequence.objects.get()
    assert (row.event_id, row.recipient_key, row.sequence, row.stamped_at) == (event.pk, "person:1", 0, NOW)


def test_each_recipient_is_counted_alone(event):
    _number(event, "person:1", Happening.CONFIRMED)
    _number(event, "person:1")

    assert _number(event, "person:2", Happening.CONFIRMED).sequence == 0
    assert _number(event, "person:1").sequence == 2


def test_each_event_is_counted_alone(event):
    _number(event, happening=Happening.CONFIRMED)
    other = type(event).objects.create(
        title="別の会（見本）", slug="mihon-10", starts_at=event.starts_at, ends_at=event.ends_at
    )

    assert _number(other, happening=Happening.CONFIRMED).sequence == 0


def test_whoever_waited_is_told_the_number_of_the_event_and_then_one_more(event):
    assert _number(event, happening=Happening.WAITING, event_number=2).sequence == 2
    assert _number(event, happening=Happening.CONFIRMED, event_number=2).sequence == 3


def test_a_number_of_a_failed_transaction_is_given_again(event):
    _number(event, happening=Happening.CONFIRMED)

    with transaction.atomic():
        _number(event)
        transaction.set_rollback(True)

    assert _number(event).sequence == 1


@pytest.mark.capability("C1")
def test_over_twenty_changes_the_uid_stays_the_sequence_never_falls_and_the_stamp_rises(event):
    told = _twenty_changes(event, "person:1", random.Random(20261101))

    _is_one_story(told)


@pytest.mark.full
@pytest.mark.capability("C1")
def test_the_same_holds_for_two_hundred_people(event, prove_figure):
    for number in range(200):
        _is_one_story(_twenty_changes(event, f"person:{number}", random.Random(number)))

    prove_figure(
        "200 people x 20 changes within one second: one UID each, no SEQUENCE fell, every DTSTAMP rose"
    )


def _twenty_changes(event, recipient: str, chance: random.Random) -> list[icalendar.Event]:
    """A first confirmation and twenty changes, all within one second, as the messages people receive."""
    story = [Happening.CONFIRMED, *chance.choices(list(Happening), k=20)]
    return [_message(event, recipient, happening) for happening in story]


def _message(event, recipient: str, happening: Happening) -> icalendar.Event:
    given = next_sequence(event.pk, recipient, happening=happening, now=NOW, event_number=1)
    numbered = {"sequence": given.sequence, "stamp": given.stamp}
    if happening is Happening.WAITING:
        content = itip.publish(MEETING, **numbered, tentative=True)
    elif happening is Happening.WITHDRAWN:
        content = itip.withdraw(MEETING, HANAKO, **numbered)
    elif happening is Happening.CANCELLED:
        content = itip.cancel_event(MEETING, HANAKO, **numbered)
    else:
        content = itip.request(MEETING, HANAKO, **numbered)
    return icalendar.Calendar.from_ical(content).events[0]


def _is_one_story(told: list[icalendar.Event]) -> None:
    assert {message["UID"] for message in told} == {MEETING.uid}
    assert len(told) == 21
    assert told[0]["SEQUENCE"] == 0
    assert all(one["SEQUENCE"] <= other["SEQUENCE"] for one, other in pairwise(told))
    assert all(one["DTSTAMP"].dt < other["DTSTAMP"].dt for one, other in pairwise(told))


needs_several_writers = pytest.mark.skipif(
    connection.vendor == "sqlite", reason="SQLite lets one connection write at a time"
)


@needs_several_writers
@pytest.mark.django_db(transaction=True)
def test_several_at_once_get_numbers_without_gaps(event):
    assert sorted(_rush(event.pk)) == list(range(100))


@needs_several_writers
@pytest.mark.django_db(transaction=True)
def test_several_at_once_would_share_numbers_without_the_lock(event, monkeypatch):
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows: rows)

    assert len(set(_rush(event.pk))) < 100


def _rush(event_id: int) -> list[int]:
    """Four writers, 25 messages each to one recipient who has had none."""
    start = Barrier(4)

    def write() -> list[int]:
        start.wait()
        try:
            return [
                next_sequence(event_id, "person:1", happening=Happening.MOVED, now=NOW).sequence
                for _ in range(25)
            ]
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as writers:
        results = [writers.submit(write) for _ in range(4)]
        return [number for result in results for number in result.result()]


@pytest.fixture
def person(db):
    return Person.objects.create(name="髙橋 花子（見本）")


def test_a_feed_keeps_its_address(person):
    token = feed_token(person.pk, now=NOW)

    assert feed_token(person.pk, now=NOW + timedelta(days=1)) == token
    assert person_id_of_feed(token) == person.pk
    assert len(token) >= 32


def test_a_new_address_kills_the_old_one_at_once(person):
    old = feed_token(person.pk, now=NOW)

    new = rotate_feed(person.pk, now=NOW + timedelta(days=1))

    assert person_id_of_feed(old) is None
    assert person_id_of_feed(new) == person.pk
    assert FeedToken.objects.get().created_at == NOW + timedelta(days=1)


def test_whoever_never_had_a_feed_gets_one_by_asking_for_a_new_address(person):
    assert person_id_of_feed(rotate_feed(person.pk, now=NOW)) == person.pk


@pytest.mark.django_db
@pytest.mark.parametrize("token", ["", "guessed"])
def test_a_guessed_address_opens_nothing(token):
    assert person_id_of_feed(token) is None
