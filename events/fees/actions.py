"""The only writer of seats' charges: made when a seat is somebody's, given back when it is given up in time.

Called under the event's lock, inside the transaction that seats or frees. Money itself is booked by the ledger only.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from events.fees import rules
from events.fees.choices import FeeWay, Outcome
from events.fees.models import SeatCharge
from events.fees.queries import living
from events.fees.wording import on_charge
from events.programme.models import Event, EventPart
from events.registration.choices import RegistrationState
from events.registration.models import PartPlace, Pool, Registration
from membership.invoices.actions import bundle, make_slips, withdraw_slip
from membership.invoices.queries import slips_within
from membership.ledger import actions as ledger
from membership.ledger.models import Charge
from membership.ledger.queries import open_of
from membership.ledger.rules import NewCharge, Payer
from network.association.queries import fiscal_year_of

Seat = tuple[Registration, Pool]


@transaction.atomic
def charge_seats(event: Event, registrations: Sequence[Registration], *, now: datetime) -> int:
    """Charge these people for every confirmed seat that costs something and was not charged; says how many charges.

    What is paid by transfer stands on one slip per registration. Once per seat however often it is asked for; a fee
    that changed since concerns nobody who was charged. Who waits, or has not confirmed an address, is not charged.
    Writes no letter.
    """
    ids = [row.pk for row in registrations]
    known = set(living(ids).values_list("registration_id", "pool_id"))
    fresh = [seat for seat in _seats(registrations) if (seat[0].pk, seat[1].pk) not in known]
    if not fresh:
        return 0
    times = Counter(SeatCharge.objects.filter(registration__in=ids).values_list("registration_id", "pool_id"))
    wanted = {rules.key_of(row.pk, pool.pk, times[row.pk, pool.pk]): (row, pool) for row, pool in fresh}
    parts = {part.key: part for part in event.parts.all()}
    made = ledger.bill(
        [
            _new_charge(event, row, pool, parts.get(pool.part_key), key=key, now=now)
            for key, (row, pool) in wanted.items()
        ],
        on=localdate(now),
        made_by=None,
        now=now,
    )
    SeatCharge.objects.bulk_create(
        SeatCharge(registration=row, pool=pool, charge=charge, way=pool.fee_way)
        for charge in made
        for row, pool in [wanted[charge.key]]
    )
    _ask(registrations, now=now)
    return len(made)


def _seats(registrations: Iterable[Registration]) -> list[Seat]:
    """Confirmed seats that cost something, the main one first."""
    holders = {
        row.pk: row
        for row in registrations
        if row.state == RegistrationState.CONFIRMED and row.hold_until is None
    }
    seats = [(row, row.pool) for row in holders.values() if row.pool.price]
    places = PartPlace.objects.filter(
        registration__in=list(holders), state=RegistrationState.CONFIRMED, pool__fee__gt=0
    )
    seats += [(holders[place.registration_id], place.pool) for place in places.select_related("pool")]
    return seats


def _new_charge(
    event: Event, row: Registration, pool: Pool, part: EventPart | None, *, key: str, now: datetime
) -> NewCharge:
    day = localdate(event.starts_at)
    japanese, english = on_charge(event, part)
    return NewCharge(
        kind="event",
        key=key,
        fiscal_year=fiscal_year_of(day).starting_year,
        amount=pool.price.amount,
        payer=Payer(person_id=row.person_id),
        due_on=rules.due_on(pool.fee_way, today=localdate(now), event_day=day),
        tax_class=pool.tax_class,
        beneficiary_id=row.person_id,
        wording=japanese,
        wording_en=english,
        about=f"registration:{row.pk}",
    )


def _ask(registrations: Sequence[Registration], *, now: datetime, due: date | None = None) -> None:
    """One slip per registration and payer for what is open and paid by transfer; older ones are withdrawn."""
    open_now: dict[tuple[int, Payer], list[Charge]] = {}
    rows = list(living([row.pk for row in registrations]).filter(way=FeeWay.TRANSFER))
    still_open = open_of([row.charge_id for row in rows])
    for row in rows:
        if still_open[row.charge_id] > 0:
            payer = Payer(row.charge.person_id, row.charge.organisation_id)
            open_now.setdefault((row.registration_id, payer), []).append(row.charge)
    first = []
    for (_registration_id, payer), charges in open_now.items():
        due_on = due or max(charge.due_on for charge in charges)
        if slips_within(charges).exists():
            bundle(charges, payer=payer, due_on=due_on, made_by=None, now=now)
        else:
            first.append((charges, payer, due_on, None))
    make_slips(first, made_by=None, now=now)


@transaction.atomic
def give_back(
    event: Event,
    registration: Registration,
    *,
    now: datetime,
    made_by: int | None = None,
    pools: Iterable[int] | None = None,
    by_us: bool = False,
) -> Outcome:
    """Free somebody who gave a place up of the fees that are given back today; of all of them when it is `by_us`.

    `pools`: only of these seats. What was paid becomes a deposit of whoever paid, for the treasurer to pay back. Past
    its day a fee stays owed. Writes no letter; asked again it changes nothing.
    """
    today, day = localdate(now), localdate(event.starts_at)
    rows = living([registration.pk])
    rows = list(rows if pools is None else rows.filter(pool__in=list(pools)))
    if not rows:
        return Outcome.NOTHING
    _locked([row.charge_id for row in rows])
    still_open = open_of([row.charge_id for row in rows])
    back = [
        row for row in rows if by_us or rules.is_given_back(row.pool.refund_until, today=today, event_day=day)
    ]
    paid = {row.pk: row.charge.amount - still_open[row.charge_id] for row in back}
    needless = list(slips_within(_charges_of(registration)))
    for row in back:
        ledger.take_back(row.charge, on=today, made_by=made_by, now=now, code="seat_given_up")
    SeatCharge.objects.filter(pk__in=[row.pk for row in back]).update(returned_at=now)
    if back:
        for slip in needless:
            withdraw_slip(slip, made_by=made_by, now=now)
        _ask([registration], now=now)
    return rules.outcome_of(paid.values(), [row.pk for row in rows if row not in back])


@transaction.atomic
def ask_by_transfer(event: Event, *, now: datetime) -> list[Registration]:
    """Fees that were to be paid at the door and were not: asked for by a slip within a fortnight. Whom it concerns.

    Writes no letter; asked again it finds nobody.
    """
    rows = SeatCharge.objects.filter(
        registration__event=event, returned_at__isnull=True, way=FeeWay.DOOR
    ).select_related("registration__person__account", "registration__pool")
    still_open = open_of(rows.values_list("charge", flat=True))
    owing = [row for row in rows if still_open[row.charge_id] > 0]
    SeatCharge.objects.filter(pk__in=[row.pk for row in owing]).update(way=FeeWay.TRANSFER)
    registrations = list({row.registration_id: row.registration for row in owing}.values())
    _ask(registrations, now=now, due=localdate(now) + rules.DAYS_TO_PAY)
    return registrations


@transaction.atomic
def move_fees(registration: Registration, *, to: int, made_by: int | None, now: datetime) -> None:
    """A registration became another record's of the same person: what is open of its fees goes along, with a new slip."""
    rows = [row for row in living([registration.pk]) if row.charge.person_id is not None]
    still_open = open_of([row.charge_id for row in rows])
    charges = [row.charge for row in rows if still_open[row.charge_id] > 0]
    ledger.hand_over_all(charges, to=Payer(person_id=to), made_by=made_by, now=now)
    for slip in slips_within(charges):
        withdraw_slip(slip, made_by=made_by, now=now)
    _ask([registration], now=now)


def _charges_of(registration: Registration) -> list[Charge]:
    return list(Charge.objects.filter(pk__in=registration.seat_charges.values("charge")))


def _locked(charge_ids: Iterable[int]) -> None:
    """All of them at once, before anything is booked: whoever hands one over meanwhile waits."""
    list(Charge.objects.select_for_update().filter(pk__in=list(charge_ids)).order_by("pk").values_list("pk"))
