"""A named trade: the circles that the ground floor itself knows."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from network.broadcasts.registry import Circle
from network.people.models import Person

REGISTER, ORGANISATIONS = "register", "organisations"


def register() -> Circle:
    """Everybody the network knows."""
    return Circle(
        name=REGISTER,
        position=40,
        options=lambda now: [(REGISTER, _("Everybody in our register"))],
        label=lambda key: _("people in our register"),
        people=everybody,
    )


def organisations() -> Circle:
    """Registered organisations; they are written to at their mailboxes, so there are no people in it."""
    return Circle(
        name=ORGANISATIONS,
        position=30,
        options=lambda now: [(ORGANISATIONS, _("Registered organisations (at their mailboxes)"))],
        label=lambda key: _("registered organisations"),
        people=nobody,
    )


def everybody(key: str, now: datetime) -> QuerySet:
    return Person.objects.values("pk")


def nobody(key: str, now: datetime) -> QuerySet:
    return Person.objects.none().values("pk")
