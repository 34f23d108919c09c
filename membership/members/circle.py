"""A named trade: members as a circle of people whom the desk can write to."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from membership.members.queries import members_on
from network.broadcasts.registry import Circle

MEMBERS = "members"


def members() -> Circle:
    """Whoever is a member on the day the letters go out."""
    return Circle(
        name=MEMBERS,
        position=10,
        options=lambda now: [(MEMBERS, _("Members"))],
        label=lambda key: _("members"),
        people=_people,
    )


def _people(key: str, now: datetime) -> QuerySet:
    return members_on(localdate(now)).values("pk")
