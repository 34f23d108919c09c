"""Writes memberships and the people organisations have named."""

from datetime import date

from django.db import transaction

from membership.members.models import Membership, NamedCover
from membership.tiers.models import Tier
from network.organisations.models import Organisation
from network.people.models import Person


@transaction.atomic
def begin_membership(
    *, tier: Tier, since: date, person: Person | None = None, organisation: Organisation | None = None
) -> Membership:
    """A membership from a day on, of a person or of an organisation; nobody is told, nothing is billed."""
    return Membership.objects.create(tier=tier, since=since, person=person, organisation=organisation)


@transaction.atomic
def name_person(membership: Membership, person: Person, *, since: date) -> NamedCover:
    """Names somebody under an organisation's membership; nobody is told."""
    return NamedCover.objects.create(membership=membership, person=person, since=since)


@transaction.atomic
def take_back_membership(pk: int, *, since: date) -> bool:
    """Deletes a membership that is still as it was begun; False when it was changed or is used."""
    found = Membership.objects.filter(pk=pk).first()
    if found is None:
        return True
    if found.since != since or found.until is not None or found.named.exists():
        return False
    found.delete()
    return True


@transaction.atomic
def take_back_name(pk: int) -> bool:
    """Deletes a named cover that has not been ended; False when it was."""
    found = NamedCover.objects.filter(pk=pk).first()
    if found is not None and found.until is not None:
        return False
    if found is not None:
        found.delete()
    return True
