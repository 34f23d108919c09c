"""A member's own calendar feed: what one is registered for, at a secret address, cheap to ask for again."""

import statistics
import time
from datetime import timedelta

import icalendar
import pytest
from django.urls import reverse
from django.utils import timezone

from events.calendar.actions import feed_token, rotate_feed
from events.programme.choices import EventStatus
from events.registration.choices import RegistrationState
from tests.factories.events import RegistrationFactory, meeting
from tests.factories.network import PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.capability("C5")]


def coming(number=0, **fields):
    return meeting(starts_at=timezone.now() + timedelta(days=10 + number), **fields)


def registered_for(person, count):
    return [RegistrationFactory(pool=coming(number), person=person) for number in range(count)]


def address_of(person):
    return reverse("events:my_feed", args=[feed_token(person.pk, now=timezone.now())])


def uids(response):
    return sorted(str(event["UID"]) for event in icalendar.Calendar.from_ical(response.content).events)


def test_feed_holds_the_seats_one_has_and_nothing_else(client):
    person = PersonFactory()
    mine, cancelled = registered_for(person, 2)
    cancelled.event.state.status = EventStatus.CANCELLED
    cancelled.event.state.save()
    RegistrationFactory(pool=coming(), person=person, state=RegistrationState.WAITING)
    RegistrationFactory(pool=coming(), person=person, state=RegistrationState.CANCELLED)
    RegistrationFactory(pool=coming())

    response = client.get(address_of(person))

    assert uids(response) == sorted([mine.event.state.calendar_uid, cancelled.event.state.calendar_uid])
    assert b"STATUS:CANCELLED" in response.content
    assert b"ATTENDEE" not in response.content


def test_feed_when_nothing_changed_is_not_sent_again(client):
    person = PersonFactory()
    registered_for(person, 2)
    first = client.get(address_of(person))

    again = client.get(address_of(person), headers={"if-none-match": first["ETag"]})
    registered_for(person, 1)
    changed = client.get(address_of(person), headers={"if-none-match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert (changed.status_code, len(uids(changed))) == (200, 3)


def test_feed_at_an_address_given_up_is_gone(client):
    person = PersonFactory()
    old = address_of(person)

    rotate_feed(person.pk, now=timezone.now())

    assert client.get(old).status_code == 404
    assert client.get(address_of(person)).status_code == 200


@pytest.mark.parametrize("events", [1, 3])
def test_feed_costs_the_same_queries_however_much_it_holds(client, django_assert_num_queries, events):
    person = PersonFactory()
    registered_for(person, events)
    address = address_of(person)
    client.get(address)

    with django_assert_num_queries(4):
        client.get(address)


@pytest.mark.full
def test_feed_of_two_hundred_events(client, prove_figure):
    person = PersonFactory()
    registered_for(person, 200)
    address = address_of(person)
    first = client.get(address)

    times = []
    for _ in range(20):
        begun = time.perf_counter()
        client.get(address)
        times.append((time.perf_counter() - begun) * 1000)
    again = client.get(address, headers={"if-none-match": first["ETag"]})

    prove_figure(f"200 events in {statistics.median(times):.0f} ms, unchanged: {again.status_code}")
    assert len(set(uids(first))) == 200
    assert again.status_code == 304
