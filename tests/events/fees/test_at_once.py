"""Many at once: registrations with fees, payments and cancels cross one another; nobody is charged twice, none is lost."""

import random
import threading
from contextlib import suppress

import pytest
from django.db import connection, connections, transaction

from events.fees.models import SeatCharge
from events.registration import actions
from events.registration.choices import CancelledBy, RegistrationState
from events.registration.models import Registration
from membership.ledger import actions as ledger
from membership.ledger.models import Charge
from membership.ledger.queries import account, open_of
from membership.ledger.rules import LedgerError, Payer, Share
from tests.events.fees.scene import comes, party_of, with_fee
from tests.factories.events import NOW, meeting
from tests.factories.network import PersonFactory
from tests.membership.ledger.books import check_books

pytestmark = [
    pytest.mark.capability("M16"),
    pytest.mark.django_db(transaction=True, serialized_rollback=False),
]
WORKERS, DEEDS = 6, 8


class Crowd:
    """Threads that register, pay and give up at two meetings at once."""

    def __init__(self):
        ledger.lay_accounts()
        comes(meeting())  # so that every thread finds the tasks loaded, as in a server
        self.pools = [with_fee(meeting(seats=9)) for _ in range(2)]
        self.parties = {pool.pk: party_of(pool, seats=5) for pool in self.pools}
        self.people = [[PersonFactory() for _ in range(DEEDS)] for _ in range(WORKERS)]
        self.failures, self.barrier = [], threading.Barrier(WORKERS)

    def works(self, number):
        dice = random.Random(number)
        self.barrier.wait()
        try:
            for person in self.people[number]:
                pool = dice.choice(self.pools)
                row = comes(pool, self.parties[pool.pk], person=person)
                self.pays(row, dice)
                if dice.random() < 0.4:
                    actions.cancel(row, by=CancelledBy.SELF, now=NOW)
        except Exception as failure:  # whatever it is, the test shows it
            self.failures.append(failure)
        finally:
            connections.close_all()

    def pays(self, row, dice):
        """What is open just now; somebody else's promotion or cancel may be faster, and then nothing is booked."""
        ids = list(
            SeatCharge.objects.filter(registration=row, returned_at=None).values_list("charge", flat=True)
        )
        shares = [Share(pk, amount) for pk, amount in open_of(ids).items() if amount > 0]
        if not shares or dice.random() < 0.3:
            return
        with suppress(LedgerError), transaction.atomic():
            ledger.receive(
                account("bank"),
                amount=sum(share.amount for share in shares),
                on=NOW.date(),
                payer=Payer(person_id=row.person_id),
                key=f"crowd:{row.pk}",
                shares=shares,
                made_by=None,
                now=NOW,
            )


def test_books_when_many_register_pay_and_give_up_at_once():
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("threads need a database file; SQLite lets one writer in at a time anyway")
    crowd = Crowd()
    threads = [threading.Thread(target=crowd.works, args=(number,)) for number in range(WORKERS)]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert crowd.failures == []
    confirmed = Registration.objects.filter(
        state=RegistrationState.CONFIRMED, event__pools__fee__gt=0
    ).distinct()
    seats = {(row.pk, row.pool_id) for row in confirmed}
    seats |= {
        (place.registration_id, place.pool_id)
        for row in confirmed
        for place in row.part_places.filter(state=RegistrationState.CONFIRMED)
    }
    charged = list(SeatCharge.objects.filter(returned_at=None).values_list("registration", "pool"))
    assert sorted(charged) == sorted(seats)
    assert Charge.objects.count() == SeatCharge.objects.count()
    check_books()
