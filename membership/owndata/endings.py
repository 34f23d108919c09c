"""A named trade: what ends in this wing when somebody is erased, each by the room that ends it otherwise, too."""

from datetime import date, datetime

from django.db.models import Q

from membership.members.actions import DecisionError, decide_membership
from membership.members.choices import DecisionKind
from membership.members.models import Membership, NamedCover
from membership.selfservice.actions import end_contacts, end_seat


def end_for(person_id: int, *, by_id: int | None, today: date, now: datetime) -> None:
    """Memberships are left today, named places and duties end. Nobody is told; what is owed stays for the treasurer."""
    _leave(person_id, by_id=by_id, today=today, now=now)
    for cover in NamedCover.objects.filter(person=person_id, until__isnull=True).select_related("membership"):
        end_seat(cover.membership, cover.pk, on=today, made_by=by_id)
    end_contacts(person_id, on=today)


def _leave(person_id: int, *, by_id: int | None, today: date, now: datetime) -> None:
    """Left from today on; what has ended otherwise stays as it is."""
    going_on = Q(until__isnull=True) | Q(until__gt=today)
    for membership in Membership.objects.filter(going_on, person=person_id):
        day = max(today, membership.since)
        try:
            decide_membership(membership, kind=DecisionKind.LEFT, on=day, made_by=by_id, now=now)
        except DecisionError:
            continue
