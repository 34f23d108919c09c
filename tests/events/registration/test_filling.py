"""Attendance written in bulk is what single registrations, cancellations and lapses would have made."""

import uuid
from datetime import timedelta

import pytest

from events.programme.choices import EventFormat, EventStatus
from events.registration import actions
from events.registration.actions import Guest, Wish
from events.registration.choices import CancelledBy, PoolKind
from events.registration.filling import Arrival, Attendance, enter_attendance
from events.registration.models import PartPlace, Pool, Registration
from tests.factories.events import NOW, EventFactory, EventPartFactory
from tests.factories.network import PersonFactory

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


def event_with_gathering(**fields):
    """A hybrid event with two seats at the venue, one online and one at the gathering."""
    event = EventFactory(format=EventFormat.HYBRID, **fields)
    part = EventPartFactory(event=event)
    pools = [
        Pool(event=event, kind=PoolKind.VENUE, capacity=2),
        Pool(event=event, kind=PoolKind.ONLINE, capacity=1),
        Pool(event=event, kind=PoolKind.PART, part_key=part.key, capacity=1),
    ]
    return event, pools


def arrivals_of(people):
    """Eight people for two and one seats; two give up, one of them with the place at the gathering."""
    wishes = [
        # kind, to the gathering, comes in minute, gives up in minute
        (PoolKind.VENUE, True, 0, 9),
        (PoolKind.VENUE, True, 1, None),
        (PoolKind.VENUE, True, 2, None),
        (PoolKind.ONLINE, False, 3, None),
        (PoolKind.VENUE, True, 4, 8),
        (PoolKind.ONLINE, True, 5, None),
        (PoolKind.VENUE, False, 6, None),
        (PoolKind.ONLINE, False, 7, 10),
    ]
    return [
        Arrival(
            person_id=person.pk,
            at=NOW + comes * MINUTE,
            kind=kind,
            public_id=uuid.uuid4(),
            to_part=to_part,
            gives_up_at=NOW + leaves * MINUTE if leaves else None,
        )
        for person, (kind, to_part, comes, leaves) in zip(people, wishes, strict=True)
    ]


def one_by_one(event, pools, people, arrivals):
    """The same by the actions that everybody uses."""
    Pool.objects.bulk_create(pools)
    part_key = pools[-1].part_key
    deeds = [(arrival.at, 1, place) for place, arrival in enumerate(arrivals)]
    deeds += [
        (arrival.gives_up_at, 0, place) for place, arrival in enumerate(arrivals) if arrival.gives_up_at
    ]
    rows = {}
    for at, comes, place in sorted(deeds):
        if comes:
            keys = frozenset([part_key] if arrivals[place].to_part else [])
            wish = Wish(kind=arrivals[place].kind, part_keys=keys)
            rows[place] = actions.register(event.pk, person=people[place], wish=wish, now=at)
        else:
            actions.cancel(rows[place], by=CancelledBy.SELF, now=at)


def as_stored(event):
    """Everything that tells how places stand."""
    rows = Registration.objects.filter(event=event).order_by("number")
    places = PartPlace.objects.filter(registration__event=event).order_by("registration__number")
    fields = (
        "number",
        "person_id",
        "pool__kind",
        "state",
        "priority",
        "hold_until",
        "registered_at",
        "promoted_at",
        "ended_at",
        "ended_by",
    )
    return list(rows.values_list(*fields)), list(places.values_list("registration__number", "state"))


def test_attendance_is_what_single_actions_would_have_made():
    people = PersonFactory.create_batch(8)
    arrivals = arrivals_of(people)
    event, pools = event_with_gathering()
    other, other_pools = event_with_gathering()
    one_by_one(other, other_pools, people, arrivals)

    written = enter_attendance([Attendance(event, pools, arrivals)], now=NOW + 20 * MINUTE)

    assert written == 8
    assert as_stored(event) == as_stored(other)
    states = [row[3] for row in as_stored(event)[0]]
    assert states == [
        "cancelled",
        "confirmed",
        "confirmed",
        "confirmed",
        "cancelled",
        "waiting",
        "waiting",
        "cancelled",
    ]


def test_attendance_lets_a_hold_lapse_as_the_clock_does():
    event, pools = event_with_gathering()
    other, other_pools = event_with_gathering()
    Pool.objects.bulk_create(other_pools)
    visitor, waits = PersonFactory(name="見本 客"), PersonFactory()
    venue = Wish(kind=PoolKind.ONLINE)
    guest = Guest(name=visitor.name, email=visitor.email)
    actions.register_guest(other.pk, guest=guest, wish=venue, now=NOW)
    actions.register(other.pk, person=waits, wish=venue, now=NOW + MINUTE)
    actions.release_lapsed(now=NOW + actions.HOLD)
    arrivals = [
        Arrival(visitor.pk, NOW, PoolKind.ONLINE, uuid.uuid4(), held_until=NOW + actions.HOLD),
        Arrival(waits.pk, NOW + MINUTE, PoolKind.ONLINE, uuid.uuid4()),
    ]

    enter_attendance([Attendance(event, pools, arrivals)], now=NOW + actions.HOLD)

    assert as_stored(event) == as_stored(other)
    assert [row[3] for row in as_stored(event)[0]] == ["lapsed", "confirmed"]


def test_attendance_keeps_a_hold_that_is_not_over():
    event, pools = event_with_gathering()
    held_until = NOW + actions.HOLD
    first = Arrival(PersonFactory().pk, NOW, PoolKind.ONLINE, uuid.uuid4(), held_until=held_until)
    second = Arrival(PersonFactory().pk, NOW + MINUTE, PoolKind.ONLINE, uuid.uuid4())

    enter_attendance([Attendance(event, pools, [first, second])], now=NOW + 2 * MINUTE)

    rows = as_stored(event)[0]
    assert [(row[3], row[5]) for row in rows] == [("confirmed", held_until), ("waiting", None)]


def test_attendance_moves_nobody_up_at_a_cancelled_event():
    event, pools = event_with_gathering(state__status=EventStatus.CANCELLED)
    arrivals = [
        Arrival(PersonFactory().pk, NOW, PoolKind.ONLINE, uuid.uuid4(), gives_up_at=NOW + 2 * MINUTE),
        Arrival(PersonFactory().pk, NOW + MINUTE, PoolKind.ONLINE, uuid.uuid4()),
    ]

    enter_attendance([Attendance(event, pools, arrivals)], now=NOW + 3 * MINUTE)

    assert [row[3] for row in as_stored(event)[0]] == ["cancelled", "waiting"]


def test_attendance_of_an_event_that_was_held_moved_people_up_before_it_began():
    begun = NOW - timedelta(days=1)
    event, pools = event_with_gathering(starts_at=begun, state__status=EventStatus.HELD)
    came = begun - timedelta(days=3)
    arrivals = [
        Arrival(PersonFactory().pk, came, PoolKind.ONLINE, uuid.uuid4(), gives_up_at=came + 2 * MINUTE),
        Arrival(PersonFactory().pk, came + MINUTE, PoolKind.ONLINE, uuid.uuid4()),
    ]

    enter_attendance([Attendance(event, pools, arrivals)], now=NOW)

    assert [row[3] for row in as_stored(event)[0]] == ["cancelled", "confirmed"]


def test_attendance_without_a_limit_confirms_everybody():
    event, _pools = event_with_gathering()
    pool = Pool(event=event, kind=PoolKind.VENUE)
    arrivals = [
        Arrival(person.pk, NOW, PoolKind.VENUE, uuid.uuid4()) for person in PersonFactory.create_batch(3)
    ]

    enter_attendance([Attendance(event, [pool], arrivals)], now=NOW)

    assert [(row[0], row[3]) for row in as_stored(event)[0]] == [
        (1, "confirmed"),
        (2, "confirmed"),
        (3, "confirmed"),
    ]


def test_attendance_of_more_events_than_one_statement_holds_is_complete():
    person = PersonFactory()
    attendances = []
    for _ in range(3):
        event, pools = event_with_gathering()
        attendances.append(Attendance(event, pools, [Arrival(person.pk, NOW, PoolKind.VENUE, uuid.uuid4())]))

    written = enter_attendance(iter(attendances), now=NOW)

    assert written == 3
    assert sorted(Registration.objects.values_list("event_id", "number")) == sorted(
        (attendance.event.pk, 1) for attendance in attendances
    )
