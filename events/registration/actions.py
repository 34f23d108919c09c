"""The only writer of pools and registrations; seats themselves are given and freed in `seats`."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from events.fees import actions as fees
from events.fees.choices import FeeWay, Outcome
from events.fees.models import SeatCharge
from events.fees.queries import has_fees, received_of
from events.fees.rules import Price, total_of
from events.programme.actions import (
    EventActionError,
    mark_cancelled,
    note_publication,
    note_told,
)
from events.programme.choices import EventFormat
from events.programme.models import Event
from events.registration import letters, rules, seats
from events.registration.choices import CancelledBy, Letter, PoolKind, Refusal, RegistrationState
from events.registration.models import LIVE, PartPlace, Pool, Registration
from events.registration.queries import candidate_of, colleagues_at_mailbox, concerned
from membership.papers.rules import yen
from network.audit.actions import record
from network.jobs.actions import enqueue, progress
from network.organisations.models import Organisation
from network.people import guests
from network.people.models import Person
from network.people.queries import workplace_id

HOLD = timedelta(minutes=60)
A_MOMENT = timedelta(minutes=1)
TOLD_EVERY = 50
FORGET_AFTER = timedelta(hours=24)


class RegistrationRefusedError(Exception):
    """Somebody may not register; `code` is a Refusal."""

    def __init__(self, code: Refusal) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Wish:
    """How somebody wants to take part: the kind of main pool ("" : the only one), and keys of optional parts.

    `agreed` is the total in yen that was shown; None where nobody was shown one (the desk, an event without fees).
    """

    kind: str = ""
    part_keys: frozenset[uuid.UUID] = frozenset()
    agreed: int | None = None


@transaction.atomic
def register(
    event_id: int, *, person: Person, wish: Wish, now: datetime, typed_organisation: str = ""
) -> Registration:
    """Register somebody with an account: confirmed or waiting, decided under the event's lock.

    Queues the letter (with the calendar invitation when confirmed). Raises RegistrationRefusedError with the reason;
    a second call for the same person returns the registration there is and writes nothing (E7).
    """
    organisation_id = workplace_id(person, localdate(now))
    event = seats.lock(event_id)
    refusal = rules.may_register(
        seats.occasion_of(event),
        candidate_of(person, audience=event.audience, typed_organisation=typed_organisation, now=now),
        now=now,
    )
    if refusal:
        return _own_or_refuse(event, person, refusal)
    try:
        registration = _seat(
            event,
            person,
            wish,
            now=now,
            language=person.language,
            organisation_id=organisation_id,
            organisation_text=typed_organisation,
        )
    except seats.AlreadyRegisteredError as error:
        # Signed in is as good as the code: a place held under this person's address becomes theirs.
        return confirm_address(error.registration, now=now)
    _write_outcome(registration, event, now=now)
    return registration


def _own_or_refuse(event: Event, person: Person, refusal: Refusal) -> Registration:
    own = Registration.objects.filter(event=event, person=person, state__in=LIVE).first()
    if own is None:
        raise RegistrationRefusedError(refusal)
    return own


def _seat(event: Event, person: Person, wish: Wish, *, now: datetime, **details: object) -> Registration:
    """Choose the pools the wish means, and take a seat. A seat the clock has freed goes to whoever is next."""
    occupancy = seats.occupancy_of(event, person_id=person.pk, now=now)
    main = [pool for pool in occupancy.pools if pool.kind != PoolKind.PART and wish.kind in ("", pool.kind)]
    if not main:
        raise RegistrationRefusedError(Refusal.NO_SUCH_POOL)
    parts = [
        pool for pool in occupancy.pools if pool.kind == PoolKind.PART and pool.part_key in wish.part_keys
    ]
    if wish.agreed is not None and wish.agreed != _costs([main[0], *parts]):
        raise RegistrationRefusedError(Refusal.PRICE_CHANGED)
    registration = seats.take(
        event, occupancy, person_id=person.pk, pool=main[0], parts=parts, now=now, **details
    )
    registration.person, registration.event, registration.pool = person, event, main[0]
    if registration.state == RegistrationState.WAITING and occupancy.lines[main[0].pk].has_seat():
        _tell_settled(seats.settle(event, now=now), event, now=now)
        registration.refresh_from_db(fields=["state", "promoted_at"])
    return registration


def _costs(pools: Sequence[Pool]) -> int:
    return total_of([pool.price for pool in pools if pool.price])


def _write_outcome(registration: Registration, event: Event, *, now: datetime) -> None:
    if registration.promoted_at is not None:
        return  # `settle` has moved this very person up and written so
    confirmed = registration.state == RegistrationState.CONFIRMED
    if event.has_fees:
        fees.charge_seats(event, [registration], now=now)
    letters.write(Letter.CONFIRMED if confirmed else Letter.WAITING, registration, event, now=now)


@dataclass(frozen=True)
class Guest:
    """What a visitor without an account types in."""

    name: str
    email: str
    kana: str = ""
    organisation: str = ""
    language: str = "ja"


@transaction.atomic
def register_guest(event_id: int, *, guest: Guest, wish: Wish, now: datetime) -> Registration:
    """Hold a place for a visitor for an hour, until the address is confirmed by the code or link in the letter.

    Returns the registration to be confirmed. Somebody already registered gets a letter that says so (and the page
    looks the same, so that nobody can find out who comes). Raises RegistrationRefusedError.
    """
    event = seats.lock(event_id)
    candidate = candidate_of(None, audience=event.audience, typed_organisation=guest.organisation, now=now)
    refusal = rules.may_register(seats.occasion_of(event), candidate, now=now)
    if refusal:
        raise RegistrationRefusedError(refusal)
    person = guests.known_or_provisional(
        name=guest.name, kana=guest.kana, email=guest.email, language=guest.language
    )
    try:
        registration = _seat(
            event,
            person,
            wish,
            now=now,
            language=guest.language,
            hold_until=now + HOLD,
            organisation=_organisation_called(guest.organisation),
            organisation_text=guest.organisation,
        )
    except seats.AlreadyRegisteredError as error:
        return _remind_guest(error.registration, event, now=now)
    letters.write(Letter.ADDRESS, registration, event, now=now)
    return registration


def _organisation_called(name: str) -> Organisation | None:
    found = list(Organisation.objects.filter(name=name)[:2]) if name else []
    return found[0] if len(found) == 1 else None


def _remind_guest(registration: Registration, event: Event, *, now: datetime) -> Registration:
    """The form came twice: write again what there is to do, at most once a minute; not at once after the first letter."""
    registration.event = event
    if registration.hold_until and now - registration.registered_at < A_MOMENT:
        return registration  # pressed twice: the letter is on its way
    minute = f"{now:%Y%m%d%H%M}"
    letter = Letter.ADDRESS if registration.hold_until else Letter.ALREADY
    letters.write(letter, registration, event, now=now, again=minute)
    return registration


@transaction.atomic
def confirm_address(registration: Registration, *, now: datetime) -> Registration:
    """The code or link came back: the held place is theirs, or, when the hold is over, what is free now.

    Confirming twice changes nothing. Raises RegistrationRefusedError when the hold is over and registration too.
    """
    event = seats.lock(registration.event_id)
    registration = Registration.objects.select_related("person__account", "pool").get(pk=registration.pk)
    if registration.hold_until is None and registration.state != RegistrationState.LAPSED:
        return registration
    guests.settle_in(registration.person)
    if registration.state == RegistrationState.LAPSED or rules.hold_is_over(registration.hold_until, now=now):
        _retake(event, registration, now=now)
    else:
        registration.hold_until = None
        registration.save(update_fields=["hold_until"])
    settled = seats.settle(event, now=now)
    promoted = [row.pk for row in settled.promoted]
    if registration.pk in promoted:
        registration.refresh_from_db(fields=["state", "promoted_at"])
    _tell_settled(settled, event, now=now)
    _write_outcome(registration, event, now=now)
    return registration


def _retake(event: Event, registration: Registration, *, now: datetime) -> None:
    typed = registration.organisation_text
    candidate = candidate_of(None, audience=event.audience, typed_organisation=typed, now=now)
    refusal = rules.may_register(seats.occasion_of(event), candidate, now=now)
    if refusal:
        raise RegistrationRefusedError(refusal)
    if (
        Registration.objects.filter(event=event, person=registration.person, state__in=LIVE)
        .exclude(pk=registration.pk)
        .exists()
    ):
        raise RegistrationRefusedError(Refusal.ALREADY_REGISTERED)
    seats.retake(event, registration, now=now)


@transaction.atomic
def cancel(
    registration: Registration, *, by: CancelledBy, now: datetime, actor_id: int | None = None
) -> bool:
    """Give a place up; whoever is next moves up in the same transaction and is told (I6).

    Returns False, changing and telling nothing, when the place was given up before. Desk cancellations are audited.
    """
    event = seats.lock(registration.event_id)
    registration = Registration.objects.select_related("person__account", "pool").get(pk=registration.pk)
    had_seat = registration.state == RegistrationState.CONFIRMED
    if not seats.free(event, registration, by=by, now=now):
        return False
    if by == CancelledBy.DESK:
        record(actor_id=actor_id, verb="cancelled", subject="registration", subject_id=registration.pk)
    # Colleagues who share a mailbox share the entry in its calendar, too: it goes with the last of them.
    leaves_calendar = had_seat and not colleagues_at_mailbox(registration)
    given_back = {}
    if event.has_fees:
        given_back["fee_outcome"] = fees.give_back(event, registration, now=now, made_by=actor_id).value
    letters.write(Letter.CANCELLED, registration, event, now=now, with_calendar=leaves_calendar, **given_back)
    _tell_settled(seats.settle(event, now=now), event, now=now)
    return True


@transaction.atomic
def change_parts(
    registration: Registration,
    *,
    part_keys: Collection[uuid.UUID],
    now: datetime,
    agreed: int | None = None,
) -> Registration:
    """Join or leave optional parts; fees follow, whoever is next at a part moves up, and a letter says what holds.

    Joining is possible while registration is open, leaving until the event begins. `agreed`: what the parts cost in
    all, as it was shown. Asked for what is there already it writes nothing. Raises RegistrationRefusedError: NO_PLACE,
    OVER, DEADLINE, PRICE_CHANGED.
    """
    event = seats.lock(registration.event_id)
    registration = Registration.objects.select_related("person__account", "pool").get(pk=registration.pk)
    pools = [
        pool
        for pool in Pool.objects.filter(event=event, kind=PoolKind.PART).order_by("pk")
        if pool.part_key in part_keys
    ]
    _check_change(event, registration, pools, now=now, agreed=agreed)
    joined, left = seats.change_parts(registration, pools)
    if not joined and not left:
        return registration
    if event.has_fees:
        fees.give_back(event, registration, now=now, pools=left)
    settled = seats.settle(event, now=now)
    if event.has_fees:
        fees.charge_seats(event, [registration], now=now)
    letters.write(Letter.PARTS, registration, event, now=now, again=now.isoformat())
    settled.part_places = [place for place in settled.part_places if place.registration_id != registration.pk]
    _tell_settled(settled, event, now=now)
    return registration


def _check_change(
    event: Event, registration: Registration, pools: Sequence[Pool], *, now: datetime, agreed: int | None
) -> None:
    if registration.state not in LIVE or registration.hold_until is not None:
        raise RegistrationRefusedError(Refusal.NO_PLACE)
    if not rules.may_promote(seats.occasion_of(event), now=now):
        raise RegistrationRefusedError(Refusal.OVER)
    there = set(registration.part_places.filter(state__in=LIVE).values_list("pool_id", flat=True))
    if now >= event.registers_until and any(pool.pk not in there for pool in pools):
        raise RegistrationRefusedError(Refusal.DEADLINE)
    if agreed is not None and agreed != _costs(pools):
        raise RegistrationRefusedError(Refusal.PRICE_CHANGED)


@transaction.atomic
def free_of_fees(registration: Registration, *, made_by: int | None, now: datetime) -> Outcome:
    """Somebody who keeps the money lets a person off the fees, whatever the day: the place stays as it is.

    What was paid becomes a deposit to pay back. Audited; tells nobody: whoever decides it talks to the person.
    """
    event = seats.lock(registration.event_id)
    outcome = fees.give_back(event, registration, now=now, made_by=made_by, by_us=True)
    if outcome is not Outcome.NOTHING:
        record(actor_id=made_by, verb="freed", subject="registration", subject_id=registration.pk)
    return outcome


@transaction.atomic
def ask_for_door_fees(event_id: int, *, made_by: int | None, now: datetime) -> int:
    """Ask those who did not pay at the door to transfer: a slip and a letter each. How many people; twice: none."""
    event = seats.lock(event_id)
    asked = fees.ask_by_transfer(event, now=now)
    for registration in asked:
        letters.write(Letter.FEE_ASKED, registration, event, now=now)
    if asked:
        record(
            actor_id=made_by,
            verb="asked_for_fees",
            subject="event",
            subject_id=event.pk,
            details={"letters": len(asked)},
        )
    return len(asked)


@transaction.atomic
def give_fees_back(event_id: int, *, now: datetime, actor_id: int | None) -> int:
    """An event does not take place: everybody is freed of its fees, whoever gave up late too. How many people.

    May run twice; tells nobody (the letter about the cancellation does).
    """
    event = seats.lock(event_id)
    charged = Registration.objects.filter(event=event, seat_charges__returned_at__isnull=True)
    people = charged.filter(seat_charges__isnull=False).distinct().order_by("pk")
    return sum(
        fees.give_back(event, registration, now=now, made_by=actor_id, by_us=True) is not Outcome.NOTHING
        for registration in people
    )


@transaction.atomic
def tell_fee_received(charge_id: int, *, now: datetime) -> bool:
    """Write to somebody whose transferred fees have come in; whether a letter was due. Once per sum received.

    None for what was waived or taken back, for cash (it was given from hand to hand), or after the event.
    """
    row = SeatCharge.objects.select_related("registration__person__account", "registration__event").filter(
        charge=charge_id, way=FeeWay.TRANSFER, returned_at__isnull=True
    )
    charged = row.first()
    paid = charged and received_of(charged.registration_id)
    if not paid or now >= charged.registration.event.ends_at:
        return False
    event = seats.lock(charged.registration.event_id)
    letters.write(
        Letter.FEE_RECEIVED, charged.registration, event, now=now, again=str(paid), received=yen(paid)
    )
    return True


def _tell_settled(settled: seats.Settled, event: Event, *, now: datetime) -> None:
    if event.has_fees:
        moved = [*settled.promoted, *(place.registration for place in settled.part_places)]
        fees.charge_seats(event, list({row.pk: row for row in moved}.values()), now=now)
    for registration in settled.promoted:
        letters.write(Letter.PROMOTED, registration, event, now=now)
    for place in settled.part_places:
        if place.registration_id not in {registration.pk for registration in settled.promoted}:
            letters.write_part(place, event, now=now)


@transaction.atomic
def set_capacity(pool: Pool, capacity: int | None, *, now: datetime, actor_id: int | None) -> seats.Settled:
    """Change a number of seats; more seats move people up at once, fewer remove nobody (I8). Audited."""
    event = seats.lock(pool.event_id)
    Pool.objects.filter(pk=pool.pk).update(capacity=capacity)
    record(
        actor_id=actor_id,
        verb="set_capacity",
        subject="pool",
        subject_id=pool.pk,
        details={"capacity": capacity or 0},
    )
    settled = seats.settle(event, now=now)
    _tell_settled(settled, event, now=now)
    return settled


@transaction.atomic
def set_fee(pool: Pool, price: Price | None, *, actor_id: int | None) -> None:
    """Change what a seat costs from now on; who was charged keeps what they were told. Audited; tells nobody."""
    seats.lock(pool.event_id)
    held = Pool.objects.get(pk=pool.pk)
    if price is not None:
        held.fee, held.fee_way = price.amount, price.way
        held.tax_class, held.refund_until = price.tax_class, price.refund_until
    elif held.fee is not None:
        held.fee = 0
    held.save(update_fields=["fee", "fee_way", "tax_class", "refund_until"])
    record(
        actor_id=actor_id,
        verb="set_fee",
        subject="pool",
        subject_id=pool.pk,
        details={"fee": price.amount if price else 0},
    )


@transaction.atomic
def lay_pools(
    event: Event,
    *,
    capacities: Mapping[str | uuid.UUID, int | None] | None = None,
    prices: Mapping[str | uuid.UUID, Price | None] | None = None,
) -> list[Pool]:
    """Give an event the pools its format and optional parts ask for; what is there keeps its capacity and its price.

    `capacities` and `prices` of new pools, by kind, or by a part's key. A pool the published words no longer ask for stays and is
    not offered (see `queries.offered`): a draft of another format brings no capacity back to where it was.
    """
    seats.lock(event.pk)
    given = {
        key: {"capacity": (capacities or {}).get(key), **_as_fields((prices or {}).get(key))}
        for key in {*(capacities or {}), *(prices or {})}
    }
    wanted = {
        EventFormat.VENUE: [PoolKind.VENUE],
        EventFormat.ONLINE: [PoolKind.ONLINE],
        EventFormat.HYBRID: [PoolKind.VENUE, PoolKind.ONLINE],
    }[EventFormat(event.format)]
    for kind in wanted:
        Pool.objects.get_or_create(event=event, kind=kind, defaults=given.get(kind, {}))
    for key in [part.key for part in event.parts.all() if part.is_optional]:
        Pool.objects.get_or_create(event=event, kind=PoolKind.PART, part_key=key, defaults=given.get(key, {}))
    return list(Pool.objects.filter(event=event).order_by("pk"))


def _as_fields(price: Price | None) -> dict[str, object]:
    if price is None:
        return {}
    return {
        "fee": price.amount,
        "fee_way": price.way,
        "tax_class": price.tax_class,
        "refund_until": price.refund_until,
    }


@transaction.atomic
def follow_publication(event: Event, *, actor_id: int | None) -> None:
    """An event was published: lay its pools, and note whether those who registered should be told of a change.

    Seats, state and capacity are not touched, whatever draft was published (design: revision trap).
    """
    lay_pools(event)
    note_publication(event, registered=concerned(event).count(), actor_id=actor_id)


@transaction.atomic
def cancel_event(event: Event, *, reason: str, actor_id: int | None) -> None:
    """Cancel an event; jobs write to everybody concerned and give fees back. Registrations stay (list, receipts).

    Raises EventActionError("already_cancelled").
    """
    locked = seats.lock(event.pk)
    mark_cancelled(event, reason=reason, actor_id=actor_id)
    if locked.has_fees:
        enqueue("events.give_fees_back", event_id=event.pk, actor_id=actor_id)
    enqueue("events.tell_registered", event_id=event.pk, letter=Letter.EVENT_CANCELLED.value)


@transaction.atomic
def tell_change(event: Event, *, actor_id: int | None) -> None:
    """Tell everybody concerned what holds now, by a job. Raises EventActionError("nothing_to_tell")."""
    locked = seats.lock(event.pk)
    if not locked.state.notice_pending:
        raise EventActionError("nothing_to_tell")
    note_told(locked, actor_id=actor_id)
    enqueue("events.tell_registered", event_id=event.pk, letter=Letter.EVENT_CHANGED.value)


def tell_registered(event_id: int, *, letter: Letter, now: datetime, job_id: str = "") -> int:
    """Write one letter to everybody concerned; may run twice: the letter's key makes it once. Returns how many.

    Each letter is a transaction of its own, so that a long list holds no lock; the job's progress is told as it goes.
    """
    event = Event.objects.select_related("state", "municipality").prefetch_related("themes").get(pk=event_id)
    written = 0
    event.has_fees = has_fees(event)
    people = concerned(event)
    total = people.count()
    for done, registration in enumerate(people.iterator(chunk_size=200)):
        if job_id and done % TOLD_EVERY == 0:
            progress(job_id, done=done, total=total)
        if letters.was_written(letter, registration, event):
            continue
        with transaction.atomic():
            letters.write(letter, registration, event, now=now)
        written += 1
    return written


def release_lapsed(*, now: datetime) -> int:
    """Let go of places whose visitors did not confirm in time, and move others up. Returns how many were let go.

    Availability never waits for this: a hold that is over doesn't count (see `seats.taken_by_now`).
    """
    overdue = Registration.objects.filter(hold_until__lte=now, state__in=LIVE)
    released = 0
    for event_id in sorted(set(overdue.values_list("event_id", flat=True))):
        released += _release(event_id, now=now)
    return released


@transaction.atomic
def _release(event_id: int, *, now: datetime) -> int:
    event = seats.lock(event_id)
    overdue = list(Registration.objects.filter(event_id=event_id, hold_until__lte=now, state__in=LIVE))
    for registration in overdue:
        seats.free(event, registration, by=CancelledBy.SELF, now=now, lapsed=True)
    _tell_settled(seats.settle(event, now=now), event, now=now)
    return len(overdue)


@transaction.atomic
def forget_unconfirmed(*, now: datetime) -> int:
    """Delete what visitors typed in and never confirmed, a day later, with the provisional person. Returns how many."""
    forgotten = Registration.objects.filter(state=RegistrationState.LAPSED, ended_at__lte=now - FORGET_AFTER)
    person_ids = list(forgotten.values_list("person_id", flat=True))
    PartPlace.objects.filter(registration__in=forgotten).delete()
    count, _per_table = forgotten.delete()
    guests.let_go(person_ids)
    return count


@transaction.atomic
def claim(registration: Registration, *, person: Person, now: datetime) -> Registration:
    """Move a registration typed in without an account to the account's person who holds its link.

    The seat, number and calendar identity stay; open fees go along. Raises RegistrationRefusedError(ALREADY_REGISTERED) when that person
    has a live registration of their own for the event.
    """
    event = seats.lock(registration.event_id)
    registration = Registration.objects.select_related("person").get(pk=registration.pk)
    if registration.person_id == person.pk:
        return registration
    taken = Registration.objects.filter(event_id=registration.event_id, person=person, state__in=LIVE)
    if registration.state in LIVE and taken.exists():
        raise RegistrationRefusedError(Refusal.ALREADY_REGISTERED)
    registration.person = person
    registration.save(update_fields=["person"])
    if event.has_fees:
        fees.move_fees(registration, to=person.pk, made_by=None, now=now)
    return registration
