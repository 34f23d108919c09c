"""Reads of memberships: who is a member on a day."""

from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from membership.members.models import Membership, NamedCover
from membership.members.rules import NO_MEMBER, Ground, Standing, decide
from membership.tiers.choices import Coverage
from network.people.models import Person
from network.people.queries import affiliations_on


def standing_of(person: Person | None, *, on: date) -> Standing:
    """Whether somebody is a member on a day: by an own membership, or by an organisation's that covers them."""
    if person is None:
        return NO_MEMBER
    named = NamedCover.objects.filter(_holds_on(on), membership=OuterRef("pk"), person=person)
    works_there = affiliations_on(on).filter(organisation=OuterRef("organisation"), person=person)
    grounds = (
        memberships_on(on)
        .annotate(is_named=Exists(named), works_there=Exists(works_there))
        .filter(Q(person=person) | Q(is_named=True) | Q(works_there=True))
        .order_by("tier__position", "since", "pk")
        .values("person_id", "is_named", "works_there", code=F("tier__code"), covers=F("tier__coverage"))
    )
    return decide(
        Ground(
            tier_code=row["code"],
            coverage=row["covers"],
            is_own=row["person_id"] == person.pk,
            works_there=row["works_there"],
            is_named=row["is_named"],
        )
        for row in grounds
    )


def members_on(day: date) -> QuerySet[Person]:
    """Everybody who is a member on a day: those of whom `standing_of` says so."""
    held = memberships_on(day)
    named = NamedCover.objects.filter(
        _holds_on(day), membership__in=held.filter(tier__coverage=Coverage.NAMED)
    )
    works_there = affiliations_on(day).filter(
        organisation__in=held.filter(tier__coverage=Coverage.EVERYBODY, organisation__isnull=False).values(
            "organisation"
        )
    )
    return Person.objects.filter(
        Q(pk__in=held.filter(person__isnull=False).values("person"))
        | Q(pk__in=named.values("person"))
        | Q(pk__in=works_there.values("person"))
    )


def memberships_on(day: date) -> QuerySet[Membership]:
    """Memberships that hold on a day, first and last day included."""
    return Membership.objects.filter(_holds_on(day))


def _holds_on(day: date) -> Q:
    return (Q(until__isnull=True) | Q(until__gte=day)) & Q(since__lte=day)
