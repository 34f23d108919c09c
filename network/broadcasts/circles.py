"""A named trade: the circles that the ground floor itself knows."""

from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from network.association.dates import long_date
from network.broadcasts.registry import Circle
from network.people.models import Person
from network.worklists.choices import LineState
from network.worklists.models import DeedLine, DeedRun

REGISTER, ORGANISATIONS, PICKED = "register", "organisations", "picked"
PICKED_SHOWN = 30


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


def picked() -> Circle:
    """People ticked on a list of the desk; each such choice is a circle."""
    return Circle(
        name=PICKED,
        position=50,
        options=choices_made,
        label=lambda key: _("people chosen one by one"),
        people=ticked,
    )


def picked_key(run_key: UUID) -> str:
    """The circle's key of one choice."""
    return f"{PICKED}:{run_key}"


def choices_made(now: datetime) -> list[tuple[str, str]]:
    """The latest choices, by day and number of people. One query."""
    runs = DeedRun.objects.filter(deed="add_to_announcement").annotate(
        people=Count("lines", filter=Q(lines__state=LineState.CHANGED))
    )
    return [
        (
            picked_key(run.key),
            ngettext(
                "%(people)d person chosen one by one on %(day)s",
                "%(people)d people chosen one by one on %(day)s",
                run.people,
            )
            % {"people": run.people, "day": long_date(localdate(run.done_at), get_language())},
        )
        for run in runs.filter(people__gt=0).order_by("-pk")[:PICKED_SHOWN]
    ]


def ticked(key: str, now: datetime) -> QuerySet:
    run_key = key.partition(":")[2]
    return DeedLine.objects.filter(run__key=run_key, state=LineState.CHANGED).values("subject_id")


def everybody(key: str, now: datetime) -> QuerySet:
    return Person.objects.values("pk")


def nobody(key: str, now: datetime) -> QuerySet:
    return Person.objects.none().values("pk")
