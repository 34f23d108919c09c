"""A named trade: the peer board's weekly letter: one text for everybody who may read the board and wants it.

The board renders it and knows nobody; whom it goes to is decided here, and the board can't read it (ADR 60).
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from membership.members.queries import may_read_board_on
from network.association.dates import local_day, long_date
from network.board.digest import week_facts
from network.board.rules import monday
from network.broadcasts.actions import send_by_calendar
from network.broadcasts.choices import Hindrance
from network.broadcasts.queries import Audience
from network.broadcasts.registry import Candidate, Circle
from network.mail.choices import MailKind
from network.organisations.models import Organisation
from network.people.models import Person

BOARD_WEEK, READERS = "board_week", "board_readers"
WEEK = timedelta(days=7)


def send_board_letter(*, now: datetime) -> bool:
    """Have the letter about last week go to everybody who may read the board and has not said no to it.

    Twice in a week does nothing. Whether it is new.
    """
    week = monday(local_day(now)) - WEEK
    return send_by_calendar(
        token=uuid5(NAMESPACE_URL, f"{BOARD_WEEK}:{week}"),
        about=BOARD_WEEK,
        about_id=week.toordinal(),
        kind=MailKind.BOARD,
        audience=Audience(circles=[READERS]),
        now=now,
    )


def readers() -> Circle:
    """Whoever may read the board on the day the letter goes out; nobody writes to them but the calendar."""
    return Circle(
        name=READERS,
        position=90,
        options=lambda now: [],
        label=lambda key: _("readers of the peer board"),
        people=lambda key, now: may_read_board_on(localdate(now)).values("pk"),
    )


class BoardWeek:
    """A week of the board, by the ordinal of its Monday."""

    kind = MailKind.BOARD
    template = "membership/boardletter/week"

    def candidates(self, *, now: datetime) -> Sequence[Candidate]:
        return []

    def facts(self, pk: int) -> dict[str, Any]:
        return week_facts(date.fromordinal(pk))

    def hindrance(self, pk: int, *, now: datetime) -> Hindrance | None:
        return None

    def titles(self, pks: Collection[int]) -> Mapping[int, str]:
        language = get_language() or "ja"
        return {
            pk: _("Peer board: the week of %(day)s") % {"day": long_date(date.fromordinal(pk), language)}
            for pk in pks
        }

    def own_among(self, account: Any, pks: Collection[int]) -> set[int]:
        return set()

    def people_who_answered(self, pk: int) -> QuerySet:
        return Person.objects.none().values("pk")

    def organisations_that_answered(self, pk: int) -> QuerySet:
        return Organisation.objects.none().values("pk")

    def desk_url(self, pk: int) -> str:
        return reverse("announcements:index")
