"""Meetings far enough ahead for the real clock, addresses, and what a visitor types."""

from django.urls import reverse

from events.registration.models import Registration
from tests.factories.events import STARTS, meeting

FAR = STARTS.replace(year=2099)
TYPED = {"name": "髙橋 見本", "email": "takahashi@office.example", "kana": "", "organisation": ""}


def coming(**fields):
    """A meeting far enough ahead for the real clock."""
    return meeting(**({"starts_at": FAR} | fields))


def to(name, pool):
    return reverse(f"events:{name}", args=[pool.event.slug])


def post_as_guest(client, pool, **changes):
    return client.post(to("register", pool), TYPED | changes)


def held():
    return Registration.objects.get(person__email=TYPED["email"])
