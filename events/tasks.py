"""Door: background tasks of the wing, found by their names; each calls one action."""

from celery import shared_task
from django.utils import timezone

from events.registration import actions as registration
from events.registration.choices import Letter


@shared_task(name="events.tell_registered")
def tell_registered(*, event_id: int, letter: str, job_id: str = "") -> None:
    """Write to everybody an event's change or cancellation concerns."""
    registration.tell_registered(event_id, letter=Letter(letter), now=timezone.now(), job_id=job_id)


@shared_task(name="events.give_fees_back")
def give_fees_back(*, event_id: int, actor_id: int | None = None, job_id: str = "") -> None:
    """Free everybody of the fees of an event that does not take place."""
    registration.give_fees_back(event_id, now=timezone.now(), actor_id=actor_id)


@shared_task(name="events.tell_fee_received")
def tell_fee_received(*, charge_id: int, job_id: str = "") -> None:
    """Tell somebody that a transferred fee has arrived."""
    registration.tell_fee_received(charge_id, now=timezone.now())


@shared_task(name="events.release_lapsed")
def release_lapsed() -> None:
    """Let go of places nobody confirmed in time."""
    registration.release_lapsed(now=timezone.now())


@shared_task(name="events.forget_unconfirmed")
def forget_unconfirmed() -> None:
    """Delete what was never confirmed."""
    registration.forget_unconfirmed(now=timezone.now())
