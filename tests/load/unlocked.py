"""The site with the lock of seats taken away: shows that the tests of a rush bite (I10)."""

from events.programme.models import Event
from events.registration import seats
from tasuki.wsgi import application as application


def read_without_lock(event_id: int) -> Event:
    """What `seats.lock` reads, without the lock."""
    return Event.objects.get(pk=event_id)


seats.lock = read_without_lock
