"""The one writer of seats: locks the event's row first, reads afterwards (I2, I11).

Imports rules, models and choices of the room. Every function runs inside the caller's transaction
and holds the lock until it ends; nothing here talks to a network (I9). Seats are counted from rows (I3).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import IntegrityError, connection
from django.db.models import Count, Max, Q

from events.programme.models import Event, EventState
from events.registration import rules
from events.registration.choices import CancelledBy, PoolKind, RegistrationState
from events.registration.models import LIVE, PartPlace, Pool, Registration
from network.once import insert_once


class AlreadyRegisteredError(Exception):
    """The person has a live registration for this event (I5); `registration` is that one."""

    def __init__(self, registration: Registration) -> None:
        super().__init__("already_registered")
        self.registration = registration


@dataclass(frozen=True)
class Occupancy:
    """How an event stands for one person while its row is locked."""

    pools: list[Pool]
    lines: dict[int, rules.Line]
    last_number: int
    is_registered: bool


@dataclass
class Settled:
    """Who moved up: whole registrations, and places at optional parts of people already confirmed."""

    promoted: list[Registration] = field(default_factory=list)
    part_places: list[PartPlace] = field(default_factory=list)


# In SQL, like what is counted below: building such statements costs more than answering them.
EVENT = "SELECT * FROM events_event WHERE id = %s"
STATE = """
    SELECT state.*, EXISTS (SELECT 1 FROM events_pool pool WHERE pool.event_id = state.event_id
               AND pool.fee IS NOT NULL) AS has_fees
      FROM events_eventstate state
     WHERE state.event_id = %s
"""


def lock(event_id: int) -> Event:
    """Lock the event's row until the transaction ends, and read it with its state, which is read afterwards.

    `event.has_fees` says whether any seat costs, or once cost, something.
    Joined to the locked row the state would be as old as the wait. On PostgreSQL a row lock; on SQLite the
    transaction itself is IMMEDIATE and already alone. Raises Event.DoesNotExist.
    """
    locking = " FOR UPDATE" if connection.features.has_select_for_update else ""
    found = list(Event.objects.raw(EVENT + locking, [event_id]))
    if not found:
        raise Event.DoesNotExist
    [event] = found
    for state in EventState.objects.raw(STATE, [event_id]):
        event.state = state
        event.has_fees = bool(state.has_fees)
    return event


def occasion_of(event: Event) -> rules.Occasion:
    """The event as the rules see it."""
    return rules.Occasion(
        is_live=event.live,
        status=event.state.status,
        audience=event.audience,
        starts_at=event.starts_at,
        registers_until=event.registers_until,
    )


def taken_by_now(now: datetime) -> Q:
    """Rows that use a seat: confirmed, and not a hold the clock has ended."""
    return Q(state=RegistrationState.CONFIRMED) & (Q(hold_until__isnull=True) | Q(hold_until__gt=now))


# No count where a look is enough, since a crowd waits for the lock meanwhile.
POOLS_AND_PLACES = """
    SELECT pool.*,
           (SELECT COUNT(*) FROM events_registration place WHERE place.pool_id = pool.id
               AND place.state = %(confirmed)s AND (place.hold_until IS NULL OR place.hold_until > %(now)s)) AS taken,
           EXISTS (SELECT 1 FROM events_registration place WHERE place.pool_id = pool.id
               AND place.state = %(waiting)s) AS waiting,
           COALESCE((SELECT MAX(place.number) FROM events_registration place
               WHERE place.event_id = %(event)s), 0) AS last,
           EXISTS (SELECT 1 FROM events_registration place WHERE place.event_id = %(event)s
               AND place.person_id = %(person)s AND place.state IN (%(confirmed)s, %(waiting)s)) AS own
      FROM events_pool pool
     WHERE pool.event_id = %(event)s
  ORDER BY pool.id
"""


def occupancy_of(event: Event, *, person_id: int, now: datetime) -> Occupancy:
    """The event's pools and how full each is, for a caller who holds the lock. One query.

    A line says that somebody waits (1), not how many. Optional parts are counted when somebody wants one.
    """
    values = {
        "confirmed": RegistrationState.CONFIRMED.value,
        "waiting": RegistrationState.WAITING.value,
        "now": now,
        "person": person_id,
        "event": event.pk,
    }
    pools = list(Pool.objects.raw(POOLS_AND_PLACES, values))
    return Occupancy(
        pools=[pool for pool in pools if pool.is_asked_for_by(event.format) or pool.taken or pool.waiting],
        lines={
            pool.pk: rules.Line(pool.capacity, pool.taken, int(pool.waiting), pool.kind)
            for pool in pools
            if pool.kind != PoolKind.PART
        },
        last_number=max((pool.last for pool in pools), default=0),
        is_registered=any(pool.own for pool in pools),
    )


def take(
    event: Event,
    occupancy: Occupancy,
    *,
    person_id: int,
    pool: Pool,
    parts: Sequence[Pool] = (),
    now: datetime,
    **details: object,
) -> Registration:
    """Give the person a seat in the pool or the next place in its waiting list.

    `event` is locked by the caller, `occupancy` was read afterwards. `details` are stored as they come (language,
    organisation, hold_until). Raises AlreadyRegisteredError when the person already has a live registration.
    """
    if occupancy.is_registered:
        raise AlreadyRegisteredError(
            Registration.objects.get(event_id=event.pk, person_id=person_id, state__in=LIVE)
        )
    registration = Registration(
        event_id=event.pk,
        person_id=person_id,
        pool=pool,
        state=rules.decide(occupancy.lines[pool.pk]),
        number=occupancy.last_number + 1,
        registered_at=now,
        **details,
    )
    if not insert_once(registration, unique=["event", "number"]):
        raise IntegrityError(f"Event {event.pk} gave number {registration.number} twice: it was not locked")
    for part in parts:
        _take_part(registration, part)
    return registration


def _take_part(registration: Registration, pool: Pool) -> PartPlace:
    state = RegistrationState.WAITING
    if registration.state == RegistrationState.CONFIRMED:
        state = rules.decide(_part_line(pool))
    return PartPlace.objects.create(registration=registration, pool=pool, state=state)


def retake(event: Event, registration: Registration, *, now: datetime) -> Registration:
    """Seat somebody anew whose hold the clock had ended: a new arrival number, what is free now."""
    counts = Registration.objects.filter(event_id=event.pk).aggregate(
        last=Max("number"),
        taken=Count(
            "pk", filter=Q(pool_id=registration.pool_id) & taken_by_now(now) & ~Q(pk=registration.pk)
        ),
        waiting=Count(
            "pk",
            filter=Q(pool_id=registration.pool_id, state=RegistrationState.WAITING) & ~Q(pk=registration.pk),
        ),
    )
    line = rules.Line(capacity=registration.pool.capacity, taken=counts["taken"], waiting=counts["waiting"])
    registration.state = rules.decide(line)
    registration.number = counts["last"] + 1
    registration.hold_until = None
    registration.ended_at = None
    registration.ended_by = ""
    registration.save(update_fields=["state", "number", "hold_until", "ended_at", "ended_by"])
    for place in registration.part_places.select_related("pool"):
        place.state = RegistrationState.WAITING
        if registration.state == RegistrationState.CONFIRMED:
            place.state = rules.decide(_part_line(place.pool))
        place.save(update_fields=["state"])
    return registration


def change_parts(registration: Registration, wanted: Sequence[Pool]) -> tuple[list[int], list[int]]:
    """Join and leave optional parts; the pools joined (confirmed or waiting) and left, by id. The event is locked."""
    places = {place.pool_id: place for place in registration.part_places.all()}
    live = {pool_id for pool_id, place in places.items() if place.state in LIVE}
    joined = [pool for pool in wanted if pool.pk not in live]
    left = sorted(live - {pool.pk for pool in wanted})
    registration.part_places.filter(pool__in=left).update(state=RegistrationState.CANCELLED)
    for pool in joined:
        if pool.pk in places:  # joined anew: the row of the first time stands for it
            registration.part_places.filter(pool=pool).delete()
        _take_part(registration, pool)
    return [pool.pk for pool in joined], left


def free(
    event: Event, registration: Registration, *, by: CancelledBy, now: datetime, lapsed: bool = False
) -> bool:
    """Give a place up. Returns False, changing nothing, when it was given up before."""
    given_up = Registration.objects.filter(pk=registration.pk, state__in=LIVE).update(
        state=RegistrationState.LAPSED if lapsed else RegistrationState.CANCELLED,
        hold_until=None,
        ended_at=now,
        ended_by=by,
    )
    if given_up:
        registration.part_places.update(state=RegistrationState.CANCELLED)
        registration.refresh_from_db()
    return bool(given_up)


def settle(event: Event, *, now: datetime) -> Settled:
    """Move up whoever may: the only place where anybody is promoted. Safe to call at any time."""
    settled = Settled()
    if not rules.may_promote(occasion_of(event), now=now):
        return settled
    pools = list(Pool.objects.filter(event_id=event.pk).order_by("pk"))
    for pool in pools:
        if pool.kind != PoolKind.PART:
            settled.promoted += _promote(pool, now=now)
    for pool in pools:
        if pool.kind == PoolKind.PART:
            settled.part_places += _promote_parts(pool)
    return settled


def _promote(pool: Pool, *, now: datetime) -> list[Registration]:
    # People whose address is not confirmed yet keep their place in line but don't move up.
    candidates = Registration.objects.filter(
        pool=pool, state=RegistrationState.WAITING, hold_until__isnull=True
    ).order_by("priority", "number")
    if not candidates.exists():
        return []
    line = line_of(pool, now=now)
    limit = candidates.count() if line.free is None else line.free
    waiting = {row.pk: row for row in candidates.select_related("person", "pool")[:limit]}
    ranked = [rules.Waiting(row.priority, row.number, row.pk) for row in waiting.values()]
    promoted = [waiting[place.id] for place in rules.next_in_line(ranked, line)]
    for registration in promoted:
        registration.state = RegistrationState.CONFIRMED
        registration.promoted_at = now
    Registration.objects.bulk_update(promoted, ["state", "promoted_at"])
    return promoted


def _promote_parts(pool: Pool) -> list[PartPlace]:
    candidates = PartPlace.objects.filter(
        pool=pool,
        state=RegistrationState.WAITING,
        registration__state=RegistrationState.CONFIRMED,
        registration__hold_until__isnull=True,
    )
    if not candidates.exists():
        return []
    line = _part_line(pool)
    waiting = {
        row.pk: row for row in candidates.select_related("registration__person", "registration__pool", "pool")
    }
    ranked = [
        rules.Waiting(row.registration.priority, row.registration.number, row.pk) for row in waiting.values()
    ]
    promoted = [waiting[place.id] for place in rules.next_in_line(ranked, line)]
    for place in promoted:
        place.state = RegistrationState.CONFIRMED
    PartPlace.objects.bulk_update(promoted, ["state"])
    return promoted


def line_of(pool: Pool, *, now: datetime) -> rules.Line:
    """How a main pool stands, counted from rows."""
    counts = Registration.objects.filter(pool=pool).aggregate(
        taken=Count("pk", filter=taken_by_now(now)),
        waiting=Count("pk", filter=Q(state=RegistrationState.WAITING)),
    )
    return rules.Line(capacity=pool.capacity, **counts)


def _part_line(pool: Pool) -> rules.Line:
    counts = PartPlace.objects.filter(pool=pool).aggregate(
        taken=Count("pk", filter=Q(state=RegistrationState.CONFIRMED)),
        waiting=Count(
            "pk",
            filter=Q(state=RegistrationState.WAITING, registration__state=RegistrationState.CONFIRMED),
        ),
    )
    return rules.Line(capacity=pool.capacity, **counts)
