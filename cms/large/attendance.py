"""A named trade: thinks up who comes to the invented meetings; seats are given by the registration room's own rules."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import accumulate
from random import Random

from cms.large.amounts import Amounts
from cms.large.people import Crowd, dice_uuid
from events.programme.choices import EventFormat, EventStatus
from events.programme.filling import Plan
from events.programme.models import Event
from events.registration.actions import HOLD
from events.registration.choices import PoolKind
from events.registration.filling import Arrival, Attendance, enter_attendance
from events.registration.models import Pool

OPENS_BEFORE = timedelta(days=40)
CAPACITIES = (20, 30, 30, 40, 50, 60, 80, None)
PART_CAPACITIES = (8, 12, 20)
GIVES_UP_SHARE, VISITOR_SHARE, TO_PART_SHARE = 0.1, 0.01, 0.4
REGULAR_CAME_BEFORE = timedelta(days=60)
AT_ONCE = 500
KINDS = {
    EventFormat.VENUE: (PoolKind.VENUE,),
    EventFormat.ONLINE: (PoolKind.ONLINE,),
    EventFormat.HYBRID: (PoolKind.VENUE, PoolKind.ONLINE),
}


def lay_attendance(
    amounts: Amounts,
    crowd: Crowd,
    plans: Sequence[Plan],
    *,
    dice: Random,
    now: datetime,
    said: Callable[[int], None],
) -> int:
    """Fill every meeting; says how many registrations there are, as many as asked for."""
    crowds = _spread(amounts, len(crowd.people), len(plans), dice)
    coming = [plan.event.pk for plan in plans if plan.event.starts_at > now]
    wanted = set(coming[: amounts.regular])
    written = 0
    for first in range(0, len(plans), AT_ONCE):
        part = list(zip(plans[first : first + AT_ONCE], crowds[first : first + AT_ONCE], strict=True))
        written += enter_attendance(_attendances(part, crowd, wanted, dice, now), now=now)
        said(written)
    return written


def _spread(amounts: Amounts, people: int, events: int, dice: Random) -> list[int]:
    """How many register for each meeting: some few, some many, all together what was asked for."""
    weights = [dice.choice((1, 2, 3, 4, 4, 5, 6, 9)) for _ in range(events)]
    whole = sum(weights)
    sums = [total * amounts.registrations // whole for total in accumulate(weights)]
    return [min(upto - before, people // 2) for before, upto in zip([0, *sums], sums, strict=False)]


def _attendances(
    part: list[tuple[Plan, int]], crowd: Crowd, wanted: set[int], dice: Random, now: datetime
) -> Iterator[Attendance]:
    for plan, amount in part:
        event = plan.event
        pools = [
            Pool(event=event, kind=kind, capacity=dice.choice(CAPACITIES)) for kind in KINDS[event.format]
        ]
        gatherings = [part.key for part in plan.parts if part.is_optional]
        pools += [
            Pool(event=event, kind=PoolKind.PART, part_key=key, capacity=dice.choice(PART_CAPACITIES))
            for key in gatherings
        ]
        arrivals = _arrivals(event, amount, crowd, dice, now=now, has_part=bool(gatherings))
        yield Attendance(event, pools, [*_regular(event, crowd, wanted, dice, now=now), *arrivals])


def _arrivals(
    event: Event, amount: int, crowd: Crowd, dice: Random, *, now: datetime, has_part: bool
) -> Iterator[Arrival]:
    """Different people, each at a moment since registration opened; a few give up later."""
    closes = min(event.registers_until, now)
    opened = closes - OPENS_BEFORE
    for place in _people(amount, len(crowd.people), dice):
        person = crowd.people[place]
        at = opened + OPENS_BEFORE * dice.random()
        leaves = dice.random() < GIVES_UP_SHARE
        held = _is_visitor(event, person.pk, crowd, dice, now)
        if held:
            # Unconfirmed places are let go after an hour and forgotten after a day: all of today.
            at, leaves = closes - timedelta(hours=2) * dice.random(), False
        yield Arrival(
            person_id=person.pk,
            at=at,
            kind=dice.choice(KINDS[event.format]),
            public_id=dice_uuid(dice),
            organisation_id=crowd.work[place].pk,
            language=person.language,
            to_part=has_part and dice.random() < TO_PART_SHARE,
            gives_up_at=at + (closes - at) * dice.random() if leaves else None,
            held_until=at + HOLD if held else None,
        )


def _is_visitor(event: Event, person_id: int, crowd: Crowd, dice: Random, now: datetime) -> bool:
    open_now = event.registers_until > now and event.state.status == EventStatus.PLANNED
    return open_now and person_id not in crowd.with_account and dice.random() < VISITOR_SHARE


def _people(amount: int, of: int, dice: Random) -> list[int]:
    """Places in the list of people, each once; the first person is kept for `_regular`. Some come more often."""
    chosen: dict[int, None] = {}
    while len(chosen) < amount:
        chosen[1 + int((of - 1) * dice.random() ** 1.5)] = None
    return list(chosen)


def _regular(
    event: Event, crowd: Crowd, wanted: set[int], dice: Random, *, now: datetime
) -> Iterator[Arrival]:
    if event.pk in wanted:
        yield Arrival(
            person_id=crowd.people[0].pk,
            at=now - REGULAR_CAME_BEFORE,
            kind=KINDS[event.format][0],
            public_id=dice_uuid(dice),
            organisation_id=crowd.work[0].pk,
        )
