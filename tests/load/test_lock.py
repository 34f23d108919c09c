"""What the lock of seats orders: whoever waited for it sees what happened meanwhile (PostgreSQL)."""

import threading
import time

import pytest
from django.db import connection, transaction
from django.utils import timezone

from events.registration import actions
from events.registration.choices import RegistrationState
from events.registration.models import Registration
from tests.factories.events import STARTS, RegistrationFactory, meeting
from tests.factories.network import AccountFactory

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="on SQLite a transaction is alone anyway"),
]


class Other(threading.Thread):
    """Does something over a connection of its own and keeps what came of it."""

    def __init__(self, deed):
        super().__init__()
        self.deed, self.result = deed, None

    def run(self):
        try:
            self.result = self.deed()
        except actions.RegistrationRefusedError as error:
            self.result = error.code
        finally:
            connection.close()

    def start_and_wait_for_the_lock(self):
        """Until the database says that this thread's statement waits for a lock."""
        self.start()
        for _ in range(600):
            with connection.cursor() as cursor:
                cursor.execute("select count(*) from pg_locks where not granted")
                if cursor.fetchone()[0]:
                    return
            time.sleep(0.05)
        raise AssertionError("nobody waited for the lock")


def coming_meeting(**fields):
    return meeting(starts_at=STARTS.replace(year=2099), **fields)


@pytest.mark.capability("E12")
def test_who_waited_for_the_lock_while_the_event_was_cancelled_is_refused():
    pool = coming_meeting()
    person = AccountFactory().person
    other = Other(
        lambda: actions.register(pool.event_id, person=person, wish=actions.Wish(), now=timezone.now()).state
    )

    with transaction.atomic():
        actions.cancel_event(pool.event, reason="", actor_id=None)
        other.start_and_wait_for_the_lock()
    other.join()

    assert other.result == "cancelled"
    assert not Registration.objects.exists()


@pytest.mark.capability("E1")
def test_who_waited_for_the_lock_while_the_last_seat_went_waits_for_a_seat():
    pool = coming_meeting(seats=1)
    people = [AccountFactory().person for _ in range(2)]
    other = Other(
        lambda: (
            actions.register(pool.event_id, person=people[1], wish=actions.Wish(), now=timezone.now()).state
        )
    )

    with transaction.atomic():
        actions.register(pool.event_id, person=people[0], wish=actions.Wish(), now=timezone.now())
        other.start_and_wait_for_the_lock()
    other.join()

    assert other.result == RegistrationState.WAITING


@pytest.mark.capability("E3")
def test_who_waited_for_the_lock_while_seats_were_added_gets_one():
    pool = coming_meeting(seats=1)
    RegistrationFactory(pool=pool)
    person = AccountFactory().person
    other = Other(
        lambda: actions.register(pool.event_id, person=person, wish=actions.Wish(), now=timezone.now()).state
    )

    with transaction.atomic():
        actions.set_capacity(pool, 2, now=timezone.now(), actor_id=None)
        other.start_and_wait_for_the_lock()
    other.join()

    assert other.result == RegistrationState.CONFIRMED
