"""Seats given and freed under the event's lock, counted from rows."""

from datetime import timedelta

import pytest

from events.programme.choices import EventStatus
from events.registration import seats
from events.registration.choices import CancelledBy, PoolKind, RegistrationState
from events.registration.models import PartPlace
from events.registration.rules import Line
from tests.factories.events import (
    NOW,
    STARTS,
    EventFactory,
    EventPartFactory,
    PoolFactory,
    RegistrationFactory,
    meeting,
)
from tests.factories.network import PersonFactory

CONFIRMED, WAITING = RegistrationState.CONFIRMED, RegistrationState.WAITING
CANCELLED, LAPSED = RegistrationState.CANCELLED, RegistrationState.LAPSED

pytestmark = pytest.mark.django_db


def take(pool, *, now=NOW, **details):
    """A newcomer takes a place."""
    person = details.pop("person", None) or PersonFactory()
    occupancy = seats.occupancy_of(pool.event, person_id=person.pk, now=now)
    return seats.take(pool.event, occupancy, person_id=person.pk, pool=pool, now=now, **details)


def gathering(event, *, seats_at_part):
    """A pool for an optional part of the event."""
    part = EventPartFactory(event=event)
    return PoolFactory(event=event, kind=PoolKind.PART, part_key=part.key, capacity=seats_at_part)


def state_of(row):
    row.refresh_from_db()
    return row.state


def test_lock_reads_the_state_after_the_locked_row(django_assert_num_queries):
    event = EventFactory(state__status=EventStatus.MOVED)

    with django_assert_num_queries(2):
        locked = seats.lock(event.pk)
        status = locked.state.status

    assert (locked, status) == (event, EventStatus.MOVED)


def test_occasion_of_takes_the_start_for_the_deadline_where_none_is_set():
    occasion = seats.occasion_of(EventFactory())

    assert (occasion.registers_until, occasion.status, occasion.is_live) == (STARTS, "planned", True)


@pytest.mark.capability("E1")
def test_take_confirms_as_many_as_there_are_seats_and_lets_the_others_wait_in_order():
    pool = meeting(seats=2)

    rows = [take(pool) for _ in range(5)]

    assert [row.state for row in rows] == [CONFIRMED, CONFIRMED, WAITING, WAITING, WAITING]
    assert [row.number for row in rows] == [1, 2, 3, 4, 5]


def test_occupancy_tells_of_all_main_pools_in_one_query(django_assert_num_queries):
    venue = meeting(seats=1)
    online = PoolFactory(event=venue.event, kind=PoolKind.ONLINE, capacity=None)
    somebody = PersonFactory()
    for pool in (venue, venue, online):
        take(pool)
    RegistrationFactory(pool=online, person=somebody, state=WAITING, number=7)
    RegistrationFactory(pool=venue, state=CANCELLED, number=9)

    with django_assert_num_queries(1):
        occupancy = seats.occupancy_of(venue.event, person_id=somebody.pk, now=NOW)

    assert occupancy.lines == {
        venue.pk: Line(capacity=1, taken=1, waiting=1, kind=PoolKind.VENUE),
        online.pk: Line(capacity=None, taken=1, waiting=1, kind=PoolKind.ONLINE),
    }
    assert (occupancy.last_number, occupancy.is_registered) == (9, True)
    assert not seats.occupancy_of(venue.event, person_id=PersonFactory().pk, now=NOW).is_registered


def test_occupancy_offers_a_pool_of_another_format_only_while_somebody_is_in_it():
    venue = meeting(seats=1)
    online = PoolFactory(event=venue.event, kind=PoolKind.ONLINE)

    def offered():
        return seats.occupancy_of(venue.event, person_id=0, now=NOW).pools

    before = offered()
    RegistrationFactory(pool=online, state=WAITING)

    assert (before, offered()) == ([venue], [venue, online])


def test_take_lets_newcomers_wait_behind_others_although_a_seat_is_free():
    pool = meeting(seats=2)
    RegistrationFactory(pool=pool, state=WAITING)

    newcomer = take(pool)

    assert newcomer.state == WAITING


def test_take_numbers_all_pools_of_an_event_in_one_row_and_counts_each_pool_alone():
    venue = meeting(seats=1)
    online = PoolFactory(event=venue.event, kind=PoolKind.ONLINE, capacity=1)

    rows = [take(venue), take(online), take(venue), take(online)]

    assert [(row.number, row.state) for row in rows] == [
        (1, CONFIRMED),
        (2, CONFIRMED),
        (3, WAITING),
        (4, WAITING),
    ]


def test_take_does_not_count_a_hold_that_the_clock_has_ended():
    pool = meeting(seats=1)
    take(pool, hold_until=NOW)

    newcomer = take(pool)

    assert newcomer.state == CONFIRMED


def test_take_counts_a_hold_that_lasts():
    pool = meeting(seats=1)
    take(pool, hold_until=NOW + timedelta(seconds=1))

    newcomer = take(pool)

    assert newcomer.state == WAITING


@pytest.mark.capability("E7")
def test_take_refuses_a_second_live_registration_and_shows_the_first():
    pool = meeting()
    person = PersonFactory()
    first = take(pool, person=person)

    with pytest.raises(seats.AlreadyRegisteredError) as caught:
        take(pool, person=person)

    assert caught.value.registration == first


@pytest.mark.capability("E7")
@pytest.mark.parametrize("given_up", [CANCELLED, LAPSED])
def test_take_lets_somebody_come_back_who_had_given_up(given_up):
    pool = meeting()
    person = PersonFactory()
    first = RegistrationFactory(pool=pool, person=person, state=given_up)

    second = take(pool, person=person)

    assert (second.state, second.number) == (CONFIRMED, first.number + 1)


def test_take_gives_a_part_to_who_has_a_seat_while_it_has_room():
    pool = meeting(seats=3)
    party = gathering(pool.event, seats_at_part=1)

    for _ in range(4):
        take(pool, parts=[party])

    states = PartPlace.objects.order_by("registration__number").values_list("registration__state", "state")
    assert list(states) == [
        (CONFIRMED, CONFIRMED),
        (CONFIRMED, WAITING),
        (CONFIRMED, WAITING),
        (WAITING, WAITING),
    ]


def test_free_gives_a_place_up_with_its_parts():
    pool = meeting()
    party = gathering(pool.event, seats_at_part=5)
    row = take(pool, parts=[party], hold_until=NOW + timedelta(hours=1))

    assert seats.free(pool.event, row, by=CancelledBy.DESK, now=NOW) is True

    assert (row.state, row.ended_by, row.ended_at, row.hold_until) == (CANCELLED, "desk", NOW, None)
    assert row.part_places.get().state == CANCELLED


def test_free_marks_who_did_not_confirm_in_time():
    row = take(meeting())

    seats.free(row.event, row, by=CancelledBy.SELF, now=NOW, lapsed=True)

    assert row.state == LAPSED


@pytest.mark.capability("E7")
def test_free_changes_nothing_the_second_time():
    row = take(meeting())
    seats.free(row.event, row, by=CancelledBy.SELF, now=NOW)

    assert seats.free(row.event, row, by=CancelledBy.DESK, now=NOW + timedelta(hours=1)) is False

    row.refresh_from_db()
    assert (row.ended_by, row.ended_at) == ("self", NOW)


@pytest.mark.capability("E3")
def test_settle_moves_up_by_priority_and_number_as_many_as_seats_are_free():
    pool = meeting(seats=2)
    late_but_first = RegistrationFactory(pool=pool, state=WAITING, number=9, priority=0)
    third = RegistrationFactory(pool=pool, state=WAITING, number=3, priority=1)
    second = RegistrationFactory(pool=pool, state=WAITING, number=2, priority=1)

    settled = seats.settle(pool.event, now=NOW)

    assert settled == seats.Settled(promoted=[late_but_first, second])
    assert [state_of(row) for row in (late_but_first, second, third)] == [CONFIRMED, CONFIRMED, WAITING]
    assert (second.promoted_at, third.promoted_at) == (NOW, None)


@pytest.mark.capability("E3")
def test_settle_twice_moves_nobody_more():
    pool = meeting(seats=1)
    RegistrationFactory(pool=pool, state=WAITING)
    RegistrationFactory(pool=pool, state=WAITING)
    seats.settle(pool.event, now=NOW)

    assert seats.settle(pool.event, now=NOW) == seats.Settled()


def test_settle_moves_everybody_up_when_the_limit_is_lifted():
    pool = meeting(seats=None)
    rows = [RegistrationFactory(pool=pool, state=WAITING) for _ in range(3)]

    assert seats.settle(pool.event, now=NOW).promoted == rows


def test_settle_moves_nobody_when_more_are_confirmed_than_there_are_seats():
    pool = meeting(seats=1)
    RegistrationFactory.create_batch(2, pool=pool)
    waiting = RegistrationFactory(pool=pool, state=WAITING)

    assert seats.settle(pool.event, now=NOW) == seats.Settled()
    assert state_of(waiting) == WAITING


def test_settle_passes_over_who_has_not_confirmed_the_address():
    pool = meeting(seats=1)
    held = RegistrationFactory(pool=pool, state=WAITING, hold_until=NOW + timedelta(hours=1))
    behind = RegistrationFactory(pool=pool, state=WAITING)

    assert seats.settle(pool.event, now=NOW).promoted == [behind]
    assert state_of(held) == WAITING


@pytest.mark.parametrize(
    ("status", "now"),
    [
        pytest.param(EventStatus.CANCELLED, NOW, id="cancelled"),
        pytest.param(EventStatus.PLANNED, STARTS, id="begun"),
    ],
)
def test_settle_moves_nobody_at_an_event(status, now):
    pool = meeting(seats=1, state__status=status)
    waiting = RegistrationFactory(pool=pool, state=WAITING)

    assert seats.settle(pool.event, now=now) == seats.Settled()
    assert state_of(waiting) == WAITING


def test_settle_gives_free_places_at_a_part_to_people_with_a_seat_in_their_order():
    pool = meeting(seats=3)
    party = gathering(pool.event, seats_at_part=1)
    later, first = RegistrationFactory(pool=pool, number=8), RegistrationFactory(pool=pool, number=4)
    places = {
        row.number: PartPlace.objects.create(registration=row, pool=party, state=WAITING)
        for row in (later, first)
    }

    settled = seats.settle(pool.event, now=NOW)

    assert settled == seats.Settled(part_places=[places[4]])
    assert [state_of(places[number]) for number in (4, 8)] == [CONFIRMED, WAITING]


def test_settle_gives_no_part_to_people_who_wait_themselves():
    pool = meeting(seats=0)
    party = gathering(pool.event, seats_at_part=5)
    row = RegistrationFactory(pool=pool, state=WAITING)
    PartPlace.objects.create(registration=row, pool=party, state=WAITING)

    assert seats.settle(pool.event, now=NOW) == seats.Settled()


def test_retake_gives_a_new_number_and_what_is_free_now():
    pool = meeting(seats=1)
    party = gathering(pool.event, seats_at_part=1)
    gone = RegistrationFactory(pool=pool, state=LAPSED, number=1, ended_at=NOW, ended_by="self")
    PartPlace.objects.create(registration=gone, pool=party, state=CANCELLED)

    back = seats.retake(pool.event, gone, now=NOW)

    back.refresh_from_db()
    assert (back.state, back.number, back.hold_until, back.ended_at, back.ended_by) == (
        CONFIRMED,
        2,
        None,
        None,
        "",
    )
    assert back.part_places.get().state == CONFIRMED


def test_retake_lets_wait_when_the_seat_is_gone():
    pool = meeting(seats=1)
    party = gathering(pool.event, seats_at_part=1)
    late = RegistrationFactory(pool=pool, number=1, hold_until=NOW)
    PartPlace.objects.create(registration=late, pool=party, state=CONFIRMED)
    RegistrationFactory(pool=pool, number=2)

    back = seats.retake(pool.event, late, now=NOW)

    back.refresh_from_db()
    assert (back.state, back.number) == (WAITING, 3)
    assert back.part_places.get().state == WAITING


def test_line_of_counts_what_holds_now():
    pool = meeting(seats=9)
    RegistrationFactory(pool=pool)
    RegistrationFactory(pool=pool, hold_until=NOW + timedelta(hours=1))
    RegistrationFactory(pool=pool, hold_until=NOW)
    RegistrationFactory(pool=pool, state=WAITING)
    RegistrationFactory(pool=pool, state=CANCELLED)

    assert seats.line_of(pool, now=NOW) == Line(capacity=9, taken=2, waiting=1)
