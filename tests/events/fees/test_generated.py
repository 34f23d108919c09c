"""Three hundred registrations at random: parts, promotions, payments, cancels, cash; the books equal a second count."""

import random
from collections import Counter
from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate

from events.cash.actions import count_cash, sign_off, take_cash
from events.cash.queries import sheet_of, taken_of
from events.fees.choices import FeeWay
from events.fees.models import SeatCharge
from events.registration import actions
from events.registration.choices import CancelledBy, RegistrationState
from events.registration.models import PartPlace, Registration
from membership.invoices.models import Slip
from membership.invoices.queries import open_total
from membership.ledger.queries import open_of
from tests.events.fees.scene import charges, party_of, pay, with_fee
from tests.factories.events import NOW, STARTS, meeting
from tests.factories.network import PersonFactory
from tests.membership.ledger.books import check_books

pytestmark = [pytest.mark.django_db, pytest.mark.capability("M16")]
LECTURE, PARTY, LODGING = 1000, 4000, 6500
TEN_DAYS = 10 * 24 * 60
LIVE = (RegistrationState.CONFIRMED, RegistrationState.WAITING)


class Weekend:
    """A meeting with three prices, and what has happened so far counted by hand: money in, by payer."""

    def __init__(self, seed, people):
        self.random = random.Random(seed)
        self.now = NOW
        self.pool = with_fee(meeting(seats=people * 2 // 5), LECTURE)
        self.party = party_of(self.pool, seats=people // 6, amount=PARTY, way=FeeWay.DOOR)
        self.lodging = party_of(self.pool, seats=people // 8, amount=LODGING, until=date(2026, 11, 26))
        self.money, self.kept, self.deeds = Counter(), set(), Counter()
        self.rows = []

    def goes_on(self):
        self.now += timedelta(minutes=self.random.randint(1, self.step))

    def comes(self):
        wanted = [pool for pool in (self.party, self.lodging) if self.random.random() < 0.5]
        wish = actions.Wish(part_keys=frozenset(pool.part_key for pool in wanted))
        self.rows.append(
            actions.register(self.pool.event_id, person=PersonFactory(), wish=wish, now=self.now)
        )

    def one(self):
        row = self.random.choice(self.rows)
        row.refresh_from_db()
        return row

    def pays(self):
        row = self.one()
        owed = sum(open_of([charge.pk for charge in charges(row)]).values())
        if owed:
            amount = self.random.choice([owed, owed, owed, owed + 500, max(owed - 330, 1)])
            pay(row, amount, key=f"{row.pk}:{self.deeds.total()}", on=localdate(self.now))
            self.money[row.person_id] += amount

    def leaves(self):
        row = self.one()
        if row.state in LIVE:
            late = {pool.pk for pool in (self.lodging,) if localdate(self.now) > pool.refund_until}
            held = set(
                SeatCharge.objects.filter(registration=row, returned_at=None).values_list("pool", flat=True)
            )
            self.kept |= {(row.pk, pool) for pool in held & late}
            actions.cancel(row, by=CancelledBy.SELF, now=self.now)

    def changes(self):
        row = self.one()
        if row.state in LIVE:
            keys = [pool.part_key for pool in (self.party, self.lodging) if self.random.random() < 0.5]
            if localdate(self.now) > self.lodging.refund_until and self.lodging.part_key not in keys:
                place = SeatCharge.objects.filter(registration=row, pool=self.lodging, returned_at=None)
                self.kept |= {(row.pk, self.lodging.pk) for _ in place}
            actions.change_parts(row, part_keys=keys, now=self.now)

    def grows(self):
        pool = self.random.choice([self.pool, self.party, self.lodging])
        pool.refresh_from_db()
        actions.set_capacity(pool, pool.capacity + self.random.randint(1, 3), now=self.now, actor_id=None)

    def owed(self):
        """A second computation: who should be charged what, from seats alone."""
        fees = {pool.pk: pool.fee for pool in (self.pool, self.party, self.lodging)}
        wanted = {
            (row.pk, row.pool_id)
            for row in Registration.objects.filter(event=self.pool.event, state=RegistrationState.CONFIRMED)
        }
        wanted |= {
            (place.registration_id, place.pool_id)
            for place in PartPlace.objects.filter(
                state=RegistrationState.CONFIRMED, registration__state=RegistrationState.CONFIRMED
            )
        }
        return {seat: fees[seat[1]] for seat in wanted | self.kept}

    def runs(self, people, deeds):
        for _ in range(people):
            self.comes()
        self.step = 2 * TEN_DAYS // deeds  # on both sides of the day until which lodging is given back
        kinds = [self.pays] * 5 + [self.leaves] * 2 + [self.changes] * 3 + [self.grows]
        for _ in range(deeds):
            self.goes_on()
            deed = self.random.choice(kinds)
            self.deeds[deed.__name__] += 1
            deed()

    def holds(self):
        living = SeatCharge.objects.filter(returned_at=None).select_related("charge", "registration")
        charged = {(row.registration_id, row.pool_id): row.charge.amount for row in living}
        assert charged == self.owed()
        balances = check_books()
        still_open = open_of([row.charge_id for row in living])
        paid = sum(row.charge.amount - still_open[row.charge_id] for row in living)
        assert balances["bank"] == self.money.total()
        assert -balances["deposits"] == self.money.total() - paid
        assert -sum(balances.get(code, 0) for code in ("event-fees", "in-trust", "advance")) == paid
        assert balances["memo-open"] == sum(still_open.values())
        for slip in Slip.objects.filter(withdrawn_at=None):
            assert open_total(slip) <= slip.total
        to_transfer = {
            row.charge_id for row in living if row.way == FeeWay.TRANSFER and still_open[row.charge_id]
        }
        asked = set(
            Slip.objects.filter(withdrawn_at=None, lines__charge__in=to_transfer).values_list(
                "lines__charge", flat=True
            )
        )
        assert to_transfer <= asked
        return paid

    def ends(self):
        """Everybody who still owes at the door pays in cash; the sheet is signed off."""
        for row in sheet_of(self.pool.event).rows:
            if row.at_door:
                take_cash(
                    row.registration,
                    amount=row.at_door,
                    key=f"door:{row.registration.pk}",
                    taken_by=7,
                    now=STARTS,
                )
        sheet = count_cash(self.pool.event, counted=0, reason="", made_by=7, now=STARTS)
        taken = taken_of(sheet)
        count_cash(self.pool.event, counted=taken, reason="", made_by=7, now=STARTS)
        sign_off(self.pool.event, made_by=7, now=STARTS)
        assert check_books().get("cash", 0) == taken
        assert all(row.at_door == 0 for row in sheet_of(self.pool.event).rows)
        return taken


@pytest.mark.parametrize("seed", [1, 2])
def test_books_when_a_weekend_goes_its_way(seed):
    weekend = Weekend(seed, 12)

    weekend.runs(12, 40)

    assert weekend.holds() > 0
    assert weekend.ends() >= 0


@pytest.mark.full
def test_books_when_three_hundred_come_and_go(prove_figure):
    weekend = Weekend(20261203, 300)

    weekend.runs(300, 1200)

    paid, cash = weekend.holds(), weekend.ends()
    done = ", ".join(f"{count} {name}" for name, count in sorted(weekend.deeds.items()))
    prove_figure(
        f"300 registrations, {done}: every seat charged once, {paid:,} yen paid of {len(weekend.owed())} fees and "
        f"{cash:,} yen in cash; the ledger equals a second count"
    )
