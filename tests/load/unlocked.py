"""The site with the lock of seats taken away: shows that the tests of a rush bite (I10)."""

from importlib import import_module

from tasuki.wsgi import application as application

# Models can be imported only once the application is made.
seats = import_module("events.registration.seats")
Event = import_module("events.programme.models").Event


def read_without_lock(event_id: int) -> Event:
    """What `seats.lock` reads, without the lock."""
    return Event.objects.select_related("state").get(pk=event_id)


seats.lock = read_without_lock
