"""Reads of who may read what."""

from typing import Any

from django.utils import timezone

from cms.access.choices import Audience
from cms.access.rules import may_read
from membership.members.queries import standing_of
from network.organisations.choices import OrganisationKind
from network.people.queries import affiliations_on, person_of


def audiences_of(account: Any) -> frozenset[Audience]:
    """Whose things an account may read today. No query for a visitor, at most two beside rights for others."""
    person = person_of(account)
    is_staff = account.has_perm("cms.view_resource")
    if is_staff or person is None:
        return frozenset(may_read(is_member=False, works_for_municipality=False, is_staff=is_staff))
    today = timezone.localdate()
    municipalities = affiliations_on(today).filter(
        person=person, organisation__kind=OrganisationKind.MUNICIPALITY
    )
    return frozenset(
        may_read(
            is_member=standing_of(person, on=today).is_member,
            works_for_municipality=municipalities.exists(),
            is_staff=False,
        )
    )
