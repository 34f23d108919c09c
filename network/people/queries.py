"""Reads of people: who signed in, where they work, who answers to an address."""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from network.people.models import Account, Affiliation, Person


def person_of(account: Account | AnonymousUser) -> Person | None:
    """The person an account belongs to; None for a visitor. Sign-in brings the person along: no query then."""
    return account.person if account.is_authenticated else None


def affiliation_of(person: Person, on: date) -> Affiliation | None:
    """Where somebody works on a day, with the organisation's municipality; the latest where there are several."""
    return (
        affiliations_on(on)
        .filter(person=person)
        .select_related("organisation__municipality__bureau")
        .order_by("-since", "-pk")
        .first()
    )


def affiliations_on(day: date) -> QuerySet[Affiliation]:
    """Affiliations that hold on a day, first and last day included."""
    return Affiliation.objects.filter(Q(until__isnull=True) | Q(until__gte=day), since__lte=day)


def people_by_email(email: str) -> QuerySet[Person]:
    """Everybody reached at an address; several, where a section shares one."""
    return Person.objects.filter(email__iexact=email.strip(), erased_at__isnull=True).exclude(email="")
