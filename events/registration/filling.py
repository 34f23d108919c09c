"""A named trade: the whole attendance of an event that nobody has registered for yet, for demos and trials.

Who gets a seat, who waits and who moves up is decided by the rules that decide it for single people, in the order of
the clock; only the rows are written together. Imports rules, models and choices of the room.
"""

import uuid
from bisect import insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import islice

from django.db import transaction

from events.programme.choices import EventStatus
from events.programme.models import Event
from events.registration import rules, seats
from events.registration.choices import CancelledBy, PoolKind, RegistrationState
from events.registration.models import PartPlace, Pool, Registration

AT_ONCE = 2000
COMES, LEAVES = 1, 0


@dataclass(frozen=True)
class Arrival:
    """Somebody who registers: for a main pool by kind, perhaps for the optional part too, perhaps giving up later.

    `held_until`: a visitor who has not confirmed an address; when that moment is not after the `now` the attendance
    is written at, the place has lapsed. `public_id` names the registration.
    """

    person_id: int
    at: datetime
    kind: str
    public_id: uuid.UUID
    organisation_id: int | None = None
    language: str = "ja"
    to_part: bool = False
    gives_up_at: datetime | None = None
    held_until: datetime | None = None


@dataclass(frozen=True)
class Attendance:
    """An event with its state, pools that are not written yet, and who comes to it."""

    event: Event
    pools: Sequence[Pool]
    arrivals: Sequence[Arrival]


@transaction.atomic
def enter_attendance(attendances: Iterable[Attendance], *, now: datetime) -> int:
    """Write pools and registrations of many events, numbered by arrival; says how many. Tells nobody, audits nothing.

    The events must be without registrations and out of others' reach until the end of the transaction: their rows are
    not locked. Raises IntegrityError where a person comes twice, or a number was given before.
    """
    written = 0
    rest = iter(attendances)
    while part := list(islice(rest, AT_ONCE // 20)):
        Pool.objects.bulk_create(pool for attendance in part for pool in attendance.pools)
        books = [_replayed(attendance, now=now) for attendance in part]
        rows = [row for book in books for row in book.rows]
        written += len(Registration.objects.bulk_create(rows, batch_size=AT_ONCE))
        PartPlace.objects.bulk_create(
            (place for book in books for place in book.places()), batch_size=AT_ONCE
        )
    return written


@dataclass
class _Book:
    """What is known of one event while its arrivals are gone through."""

    occasion: rules.Occasion
    main: Mapping[str, Pool]
    part: Pool | None
    rows: list[Registration] = field(default_factory=list)
    lines: dict[str, list[rules.Waiting]] = field(default_factory=dict)
    taken: dict[str, int] = field(default_factory=dict)
    at_part: dict[int, PartPlace] = field(default_factory=dict)

    def places(self) -> Iterator[PartPlace]:
        """Places at the part, once the registrations have their keys."""
        for index, place in self.at_part.items():
            place.registration = self.rows[index]
            yield place

    def line(self, kind: str) -> rules.Line:
        """A main pool as the rules see it."""
        return rules.Line(self.main[kind].capacity, self.taken.get(kind, 0), len(self.lines.get(kind, ())))

    def part_line(self) -> rules.Line:
        """The optional part as the rules see it: only who is confirmed stands in its line."""
        states = [place.state for place in self._of_confirmed()]
        taken = states.count(RegistrationState.CONFIRMED)
        return rules.Line(self.part.capacity, taken, states.count(RegistrationState.WAITING))

    def _of_confirmed(self) -> list[PartPlace]:
        confirmed = RegistrationState.CONFIRMED
        return [place for index, place in self.at_part.items() if self.rows[index].state == confirmed]


def _replayed(attendance: Attendance, *, now: datetime) -> _Book:
    """Go through who came and who left, by the clock."""
    pools = attendance.pools
    book = _Book(
        occasion=_while_people_came(seats.occasion_of(attendance.event)),
        main={pool.kind: pool for pool in pools if pool.kind != PoolKind.PART},
        part=next((pool for pool in pools if pool.kind == PoolKind.PART), None),
    )
    arrivals = sorted(attendance.arrivals, key=lambda arrival: arrival.at)
    for at, deed, index in sorted(_moments(arrivals, now=now)):
        if deed == COMES:
            _come(book, arrivals[index], attendance.event, now=now)
        else:
            _leave(book, index, arrivals[index], at=at)
    return book


def _while_people_came(occasion: rules.Occasion) -> rules.Occasion:
    """An event that has been held was planned then."""
    if occasion.status in (EventStatus.HELD, EventStatus.ARCHIVED):
        return replace(occasion, status=EventStatus.PLANNED)
    return occasion


def _moments(arrivals: Sequence[Arrival], *, now: datetime) -> Iterator[tuple[datetime, int, int]]:
    for index, arrival in enumerate(arrivals):
        yield arrival.at, COMES, index
        if arrival.gives_up_at is not None:
            # Whoever comes at this very moment finds the place free: giving up sorts first, but never before coming.
            yield max(arrival.gives_up_at, arrival.at + timedelta(microseconds=1)), LEAVES, index
        elif arrival.held_until is not None and rules.hold_is_over(arrival.held_until, now=now):
            yield arrival.held_until, LEAVES, index


def _come(book: _Book, arrival: Arrival, event: Event, *, now: datetime) -> None:
    kind, index = arrival.kind, len(book.rows)
    row = Registration(
        public_id=arrival.public_id,
        event=event,
        person_id=arrival.person_id,
        organisation_id=arrival.organisation_id,
        pool=book.main[kind],
        state=rules.decide(book.line(kind)),
        number=index + 1,
        hold_until=arrival.held_until,
        language=arrival.language,
        registered_at=arrival.at,
    )
    if row.state == RegistrationState.CONFIRMED:
        book.taken[kind] = book.taken.get(kind, 0) + 1
    else:
        insort(book.lines.setdefault(kind, []), rules.Waiting(row.priority, row.number, index))
    book.rows.append(row)
    if arrival.to_part and book.part is not None:
        state = RegistrationState.WAITING
        if row.state == RegistrationState.CONFIRMED:
            state = rules.decide(book.part_line())
        book.at_part[index] = PartPlace(pool=book.part, state=state)


def _leave(book: _Book, index: int, arrival: Arrival, *, at: datetime) -> None:
    row, kind = book.rows[index], arrival.kind
    if row.state == RegistrationState.CONFIRMED:
        book.taken[kind] -= 1
    else:
        book.lines[kind] = [place for place in book.lines[kind] if place.id != index]
    row.state = RegistrationState.CANCELLED if arrival.gives_up_at else RegistrationState.LAPSED
    row.hold_until, row.ended_at, row.ended_by = None, at, CancelledBy.SELF
    if index in book.at_part:
        book.at_part[index].state = RegistrationState.CANCELLED
    if rules.may_promote(book.occasion, now=at):
        _move_up(book, kind, at=at)
        _move_up_at_part(book)


def _move_up(book: _Book, kind: str, *, at: datetime) -> None:
    """Who waits unconfirmed keeps the place in line but doesn't move up."""
    waiting = [place for place in book.lines.get(kind, ()) if book.rows[place.id].hold_until is None]
    for place in rules.next_in_line(waiting, book.line(kind)):
        row = book.rows[place.id]
        row.state, row.promoted_at = RegistrationState.CONFIRMED, at
        book.lines[kind].remove(place)
        book.taken[kind] += 1


def _move_up_at_part(book: _Book) -> None:
    waiting = [
        rules.Waiting(book.rows[index].priority, book.rows[index].number, index)
        for index, place in book.at_part.items()
        if place.state == RegistrationState.WAITING
        and book.rows[index].state == RegistrationState.CONFIRMED
        and book.rows[index].hold_until is None
    ]
    if waiting:
        for place in rules.next_in_line(waiting, book.part_line()):
            book.at_part[place.id].state = RegistrationState.CONFIRMED
