"""Reads of registrations: seats of a list of events, one person's places, the organiser's roll."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.cache import caches
from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from events.programme.choices import Audience, EventFormat
from events.programme.models import Event
from events.programme.queries import FEED_KEEPS_CANCELLED_DAYS, Seats, published, summed
from events.registration import rules, seats
from events.registration.choices import PoolKind, RegistrationState
from events.registration.models import LIVE, PartPlace, Pool, Registration
from membership.members.queries import standing_of
from network.people.models import Person
from network.people.queries import affiliation_of

ROLL_PER_PAGE = 100
SHOWN_KEPT = 3


def offered(pools: QuerySet[Pool]) -> QuerySet[Pool]:
    """Pools the event's format asks for, and those somebody registered in while it was another.

    A pool is never deleted, so that a capacity outlives drafts of another format; it is only not offered.
    """
    venue = Q(kind=PoolKind.VENUE, event__format__in=[EventFormat.VENUE, EventFormat.HYBRID])
    online = Q(kind=PoolKind.ONLINE, event__format__in=[EventFormat.ONLINE, EventFormat.HYBRID])
    used = Exists(Registration.objects.filter(pool=OuterRef("pk"), state__in=LIVE).order_by())
    return pools.filter(venue | online | Q(kind=PoolKind.PART) | used)


def pools_of(event: Event) -> list[Pool]:
    """The event's pools in the order they were laid. One cheap query, unless a pool of another format is left over."""
    pools = Pool.objects.filter(event_id=event.pk).order_by("pk")
    if all(pool.is_asked_for_by(event.format) for pool in pools):
        return list(pools)
    return list(offered(pools))


@dataclass(frozen=True)
class Shown:
    """A published event as the pages around registering show it: its pools in their order, and how each stands."""

    event: Event
    pools: list[Pool]
    lines: dict[int, rules.Line]


def as_shown(slug: str, *, now: datetime, kept: bool = True) -> Shown | None:
    """A published event with its pools and free seats; None where there is none.

    Four to six queries, kept for a few seconds in this process: a crowd asks for the same, and whoever registers is
    judged by what is read under the lock. `kept` False: as it stands this moment.
    """
    key = f"registration.shown:{slug}"
    found = caches["process"].get(key) if kept else None
    if found is None and (event := published(slug)):
        pools = pools_of(event)
        found = Shown(event, pools, lines_of(pools, now=now))
        caches["process"].set(key, found, SHOWN_KEPT)
    return found


def lines_of(pools: Sequence[Pool], *, now: datetime) -> dict[int, rules.Line]:
    """How each pool of one event stands, by pool id. One query."""
    counts = _grouped(
        Registration.objects.filter(pool__in=pools, state__in=LIVE),
        taken=seats.taken_by_now(now),
        waiting=Q(state=RegistrationState.WAITING),
    )
    parts = [pool.pk for pool in pools if pool.kind == PoolKind.PART]
    if parts:
        of_parts = _grouped(
            PartPlace.objects.filter(pool_id__in=parts),
            taken=Q(state=RegistrationState.CONFIRMED),
            waiting=Q(state=RegistrationState.WAITING, registration__state=RegistrationState.CONFIRMED),
        )
        counts = counts.union(of_parts, all=True)
    by_pool = _by_pool(counts)
    return {pool.pk: rules.Line(pool.capacity, *by_pool.get(pool.pk, (0, 0)), pool.kind) for pool in pools}


def _grouped(rows: QuerySet, *, taken: Q, waiting: Q) -> QuerySet:
    """(pool, taken, waiting) of each pool that the rows belong to."""
    return (
        rows.order_by()
        .values("pool_id")
        .annotate(taken=Count("pk", filter=taken), waiting=Count("pk", filter=waiting))
        .values_list("pool_id", "taken", "waiting")
    )


def _by_pool(counts: QuerySet) -> dict[int, tuple[int, int]]:
    return {pool_id: (taken, waiting) for pool_id, taken, waiting in counts}


def seats_of(events: Iterable[Event], *, now: datetime) -> dict[int, Seats]:
    """Seats of many events by event id; an event without pools is absent. Two queries however many events."""
    return {event_id: summed(lines) for event_id, lines in _main_lines(events, now=now).items()}


def totals_of(events: Iterable[Event], *, now: datetime) -> dict[int, rules.Line]:
    """All main pools of each event taken together, as the desk counts. Two queries however many events."""
    return {
        event_id: rules.Line(
            capacity=None
            if any(line.capacity is None for line in lines)
            else sum(line.capacity for line in lines),
            taken=sum(line.taken for line in lines),
            waiting=sum(line.waiting for line in lines),
        )
        for event_id, lines in _main_lines(events, now=now).items()
    }


def _main_lines(events: Iterable[Event], *, now: datetime) -> dict[int, list[rules.Line]]:
    ids = [event.pk for event in events]
    pools = offered(Pool.objects.filter(event_id__in=ids).exclude(kind=PoolKind.PART))
    counts = _by_pool(
        _grouped(
            Registration.objects.filter(event_id__in=ids, state__in=LIVE),
            taken=seats.taken_by_now(now),
            waiting=Q(state=RegistrationState.WAITING),
        )
    )
    lines: dict[int, list[rules.Line]] = {}
    for pool in pools:
        lines.setdefault(pool.event_id, []).append(
            rules.Line(pool.capacity, *counts.get(pool.pk, (0, 0)), pool.kind)
        )
    return lines


@dataclass(frozen=True)
class MyPlace:
    """A registration as its owner sees it. `position` counts from 1 while waiting, else None."""

    registration: Registration
    state: str
    number: int
    position: int | None
    is_held: bool


# In SQL, as under the lock: a crowd asks, and building the statement would cost more than answering it.
OWN = """
    SELECT * FROM events_registration
     WHERE event_id = %(event)s AND person_id = %(person)s AND state IN ('confirmed', 'waiting')
"""


def place_of(event: Event, person: Person | None) -> MyPlace | None:
    """The person's live registration for the event, or None."""
    if person is None:
        return None
    for registration in Registration.objects.raw(OWN, {"event": event.pk, "person": person.pk}):
        registration.event, registration.person = event, person
        return my_place(registration)
    return None


def my_place(registration: Registration) -> MyPlace:
    """How a registration stands for its owner. One more query while it waits."""
    return MyPlace(
        registration=registration,
        state=registration.state,
        number=registration.number,
        position=_position(registration) if registration.state == RegistrationState.WAITING else None,
        is_held=registration.hold_until is not None,
    )


def my_places(registrations: Sequence[Registration]) -> list[MyPlace]:
    """How each of one person's registrations stands. One query for all their places in waiting lists."""
    pools = [row.pool_id for row in registrations if row.state == RegistrationState.WAITING]
    lines: dict[int, list[rules.Waiting]] = {}
    waiting = Registration.objects.filter(
        pool_id__in=pools, state=RegistrationState.WAITING, hold_until__isnull=True
    )
    for pool_id, priority, number, pk in (
        waiting.values_list("pool_id", "priority", "number", "pk") if pools else []
    ):
        lines.setdefault(pool_id, []).append(rules.Waiting(priority, number, pk))
    return [
        MyPlace(
            registration=row,
            state=row.state,
            number=row.number,
            position=rules.position(row.number, row.priority, lines.get(row.pool_id, []))
            if row.state == RegistrationState.WAITING
            else None,
            is_held=row.hold_until is not None,
        )
        for row in registrations
    ]


def _position(registration: Registration) -> int:
    ahead = Registration.objects.filter(
        pool_id=registration.pool_id, state=RegistrationState.WAITING, hold_until__isnull=True
    ).filter(
        Q(priority__lt=registration.priority)
        | Q(priority=registration.priority, number__lt=registration.number)
    )
    return ahead.count() + 1


def candidate_of(
    person: Person | None, *, audience: str, typed_organisation: str = "", now: datetime
) -> rules.Candidate:
    """Who asks, as the rules see it. One or two queries, only where the audience needs them."""
    if person is None:
        return rules.Candidate(is_known=False, is_member=False, names_organisation=bool(typed_organisation))
    today = localdate(now)
    return rules.Candidate(
        is_known=True,
        is_member=audience == Audience.MEMBERS and standing_of(person, on=today).is_member,
        names_organisation=bool(typed_organisation)
        or (audience == Audience.PRACTITIONERS and affiliation_of(person, today) is not None),
    )


def registrations_of(person: Person) -> QuerySet[Registration]:
    """All of a person's registrations with their events, the latest beginning first."""
    return (
        Registration.objects.filter(person=person, hold_until__isnull=True)
        .exclude(state=RegistrationState.LAPSED)
        .select_related(
            "event__state",
            "event__municipality__bureau",
            "event__bureau",
            "event__host",
            "event__leg__series",
            "pool",
        )
        .prefetch_related("event__themes")
        .order_by("-event__starts_at", "-pk")
    )


def part_titles(registration: Registration, event: Event) -> list[str]:
    """The optional parts somebody has or waits for, as they read in the active language. Two queries."""
    parts = {part.key: part for part in event.parts.all()}
    places = registration.part_places.filter(state__in=LIVE, pool__part_key__in=list(parts))
    return [
        parts[place.pool.part_key].local_title
        if place.state == RegistrationState.CONFIRMED
        else _("%(part)s (waiting)") % {"part": parts[place.pool.part_key].local_title}
        for place in places.select_related("pool")
    ]


def claimable_by(person: Person, address: str) -> QuerySet[Registration]:
    """Live registrations typed in without an account under this confirmed address, by other records of people."""
    if not address:
        return Registration.objects.none()
    return (
        Registration.objects.filter(
            person__email__iexact=address,
            person__account__isnull=True,
            state__in=LIVE,
            hold_until__isnull=True,
        )
        .exclude(person=person)
        .select_related("event__state", "person")
    )


def colleagues_at_mailbox(registration: Registration) -> bool:
    """Whether somebody else with a seat at the event is reached at the same address."""
    return (
        Registration.objects.filter(
            event_id=registration.event_id,
            state=RegistrationState.CONFIRMED,
            hold_until__isnull=True,
            person__email__iexact=registration.person.email,
        )
        .exclude(pk=registration.pk)
        .exists()
    )


def roll(event: Event, *, state: str = "") -> QuerySet[Registration]:
    """Who comes and who waits, for the organiser; people whose address is not confirmed yet are not shown."""
    rows = Registration.objects.filter(event=event, hold_until__isnull=True).select_related(
        "person", "organisation", "pool"
    )
    if state:
        rows = rows.filter(state=state)
    return rows.prefetch_related("part_places__pool").order_by("state", "priority", "number")


def roll_page(rows: QuerySet[Registration], number: Any) -> Page:
    """One page of the roll."""
    return Paginator(rows, ROLL_PER_PAGE).get_page(number)


@dataclass(frozen=True)
class KindCount:
    """How many people and organisations of one organisation kind come; kind "" : no known kind."""

    kind: str
    people: int
    organisations: int


def counts_by_kind(event: Event) -> list[KindCount]:
    """Confirmed people and their organisations by organisation kind; people of no known kind stand together."""
    rows = (
        Registration.objects.filter(event=event, state=RegistrationState.CONFIRMED, hold_until__isnull=True)
        .order_by()
        .values(kind=F("organisation__kind"))
        .annotate(people=Count("pk"), organisations=Count("organisation", distinct=True))
    )
    return [KindCount(row["kind"] or "", row["people"], row["organisations"]) for row in rows]


def concerned(event: Event) -> QuerySet[Registration]:
    """Whom a change or a cancellation concerns: everybody with a live, confirmed-by-mail registration."""
    return Registration.objects.filter(event=event, state__in=LIVE, hold_until__isnull=True).select_related(
        "person__account", "pool"
    )


@dataclass(frozen=True)
class Concerned:
    """How many people a letter concerns, and how many of them no mail reaches."""

    people: int
    without_address: int

    @property
    def mails(self) -> int:
        return self.people - self.without_address


def concerned_count(event: Event) -> Concerned:
    """Counts of `concerned`. One query."""
    return Concerned(
        **concerned(event)
        .order_by()
        .aggregate(people=Count("pk"), without_address=Count("pk", filter=Q(person__email="")))
    )


def held_count(event: Event, *, now: datetime) -> int:
    """Places held for addresses that are not confirmed yet."""
    return Registration.objects.filter(event=event, state__in=LIVE, hold_until__gt=now).count()


def waiting_lines(event: Event) -> dict[int, list[Registration]]:
    """Who waits in each main pool, by pool id, in the order of moving up. One query."""
    waiting = (
        Registration.objects.filter(event=event, state=RegistrationState.WAITING, hold_until__isnull=True)
        .select_related("person")
        .order_by("priority", "number")
    )
    lines: dict[int, list[Registration]] = {}
    for registration in waiting:
        lines.setdefault(registration.pool_id, []).append(registration)
    return lines


def feed_registrations(person: Person, *, now: datetime) -> QuerySet[Registration]:
    """Registrations of a personal feed: seats at events of the last year and to come, cancelled events for 60 days."""
    return (
        Registration.objects.filter(
            person=person,
            state=RegistrationState.CONFIRMED,
            hold_until__isnull=True,
            event__live=True,
            event__starts_at__gte=now - timedelta(days=365),
        )
        .exclude(
            event__state__status="cancelled",
            event__starts_at__lt=now - timedelta(days=FEED_KEEPS_CANCELLED_DAYS),
        )
        .select_related("event__state", "event__municipality__bureau", "event__host", "event__leg__series")
        .prefetch_related("event__themes")
        .order_by("event__starts_at", "event_id")
    )
