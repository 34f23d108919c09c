"""Decisions about places: who may register, who gets a seat, who is next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from events.programme.choices import Audience, EventStatus
from events.registration.choices import Refusal, RegistrationState


@dataclass(frozen=True)
class Occasion:
    """An event as these rules see it; times are aware."""

    is_live: bool
    status: str
    audience: str
    starts_at: datetime
    registers_until: datetime


@dataclass(frozen=True)
class Candidate:
    """Who asks: `is_known` has an account; `names_organisation` is affiliated, or typed an organisation."""

    is_known: bool
    is_member: bool
    names_organisation: bool
    is_registered: bool = False


@dataclass(frozen=True)
class Line:
    """How a pool stands, counted from rows. `capacity` None: no limit."""

    capacity: int | None
    taken: int
    waiting: int
    kind: str = ""

    @property
    def free(self) -> int | None:
        """Seats left, never below 0; None without a limit."""
        return None if self.capacity is None else max(self.capacity - self.taken, 0)

    @property
    def over(self) -> int:
        """By how many the capacity is exceeded after it was lowered (I8: removes nobody)."""
        return 0 if self.capacity is None else max(self.taken - self.capacity, 0)

    def has_seat(self) -> bool:
        """Whether a seat is free, whoever may have it."""
        return self.free is None or self.free > 0


@dataclass(frozen=True, order=True)
class Waiting:
    """One who waits; the order of fields is the order of promotion (I4)."""

    priority: int
    number: int
    id: int


def may_register(occasion: Occasion, candidate: Candidate, *, now: datetime) -> Refusal | None:
    """Why this candidate may not register now, or None. Fullness is no reason: one can wait (E12)."""
    return _closed_to_all(occasion, now=now) or _closed_to_candidate(occasion, candidate)


def _closed_to_all(occasion: Occasion, *, now: datetime) -> Refusal | None:
    if not occasion.is_live:
        return Refusal.NOT_PUBLISHED
    if occasion.status == EventStatus.CANCELLED:
        return Refusal.CANCELLED
    if now >= occasion.starts_at or occasion.status in (EventStatus.HELD, EventStatus.ARCHIVED):
        return Refusal.OVER
    if now >= occasion.registers_until:
        return Refusal.DEADLINE
    return None


def _closed_to_candidate(occasion: Occasion, candidate: Candidate) -> Refusal | None:
    if candidate.is_registered:
        return Refusal.ALREADY_REGISTERED
    if occasion.audience == Audience.MEMBERS and not candidate.is_member:
        return Refusal.MEMBERS_ONLY if candidate.is_known else Refusal.SIGN_IN_FIRST
    if occasion.audience == Audience.PRACTITIONERS and not candidate.names_organisation:
        return Refusal.PRACTITIONERS_ONLY
    return None


def decide(line: Line) -> RegistrationState:
    """Confirmed when a seat is free and nobody waits for it; else waiting (I4)."""
    if line.waiting == 0 and line.has_seat():
        return RegistrationState.CONFIRMED
    return RegistrationState.WAITING


def may_promote(occasion: Occasion, *, now: datetime) -> bool:
    """Whether anybody may still move up: until the start (I7), and not at a cancelled event."""
    return now < occasion.starts_at and occasion.status in (EventStatus.PLANNED, EventStatus.MOVED)


def next_in_line(waiting: Iterable[Waiting], line: Line) -> Sequence[Waiting]:
    """Who moves up now, by (priority class, arrival number), as many as seats are free."""
    ordered = sorted(waiting)
    return ordered if line.free is None else ordered[: line.free]


def position(number: int, priority: int, waiting: Iterable[Waiting]) -> int:
    """The place in the waiting list, counted from 1."""
    return 1 + sum(1 for other in waiting if (other.priority, other.number) < (priority, number))


def hold_is_over(hold_until: datetime | None, *, now: datetime) -> bool:
    """Whether a place held for an unconfirmed address has been let go, by the clock alone."""
    return hold_until is not None and hold_until <= now
