"""Meetings whose seats cost something: the pieces that tests of fees put together."""

from datetime import date, timedelta

from events.fees.choices import FeeWay
from events.fees.models import SeatCharge
from events.fees.rules import Price
from events.registration import actions
from events.registration.choices import PoolKind
from events.registration.models import Registration
from membership.ledger.actions import receive
from membership.ledger.queries import account, open_of
from membership.ledger.rules import Payer, Share
from network.jobs.models import Job
from tests.events.registration.scene import coming
from tests.factories.events import NOW, EventPartFactory, PoolFactory
from tests.factories.network import PersonFactory

LECTURE, PARTY = 1000, 4000
TODAY = date(2026, 11, 21)
BY = {"made_by": None, "now": NOW}


def with_fee(pool, amount=LECTURE, *, way=FeeWay.TRANSFER, tax="none", until=None):
    actions.set_fee(pool, Price(amount, way, tax, until), actor_id=None)
    pool.refresh_from_db()
    return pool


def party_of(pool, *, seats=None, amount=PARTY, way=FeeWay.TRANSFER, until=None):
    """A social gathering after the meeting, that costs something."""
    part = EventPartFactory(event=pool.event, title="懇親会", title_en="Social gathering")
    party = PoolFactory(event=pool.event, kind=PoolKind.PART, part_key=part.key, capacity=seats)
    return with_fee(party, amount, way=way, tax="trust", until=until) if amount else party


def far_meeting(**fields):
    """A meeting for the real clock, with a fee and a party."""
    pool = with_fee(coming(**fields))
    return pool, party_of(pool)


def comes(pool, *parts, person=None, now=NOW, **wish):
    keys = frozenset(part.part_key for part in parts)
    return actions.register(
        pool.event_id,
        person=person or PersonFactory(),
        wish=actions.Wish(part_keys=keys, **wish),
        now=now,
    )


def leaves(registration, *, days=0):
    return actions.cancel(registration, by=actions.CancelledBy.SELF, now=NOW + timedelta(days=days))


def charges(registration, *, living=True):
    rows = SeatCharge.objects.filter(registration=registration).select_related("charge")
    return [row.charge for row in rows if not living or row.returned_at is None]


def amounts(registration):
    return [charge.amount for charge in charges(registration)]


def pay(registration, amount=None, *, key="", on=TODAY):
    """Money for all that is open of a registration, in the order it was charged."""
    mine = charges(registration)
    still_open, shares, left = open_of([charge.pk for charge in mine]), [], amount
    for charge in mine:
        share = still_open[charge.pk] if left is None else min(still_open[charge.pk], left)
        left = None if left is None else left - share
        shares += [Share(charge.pk, share)] if share else []
    total = amount or sum(share.amount for share in shares)
    return receive(
        account("bank"),
        amount=total,
        on=on,
        payer=Payer(mine[0].person_id, mine[0].organisation_id),
        key=key or f"test:{registration.pk}:{Registration.objects.count()}:{Job.objects.count()}",
        shares=shares,
        **BY,
    )
