"""Reads of who may read what."""

from datetime import date
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from cms.access.choices import Audience
from cms.access.rules import may_read
from membership.members.queries import standing_of
from network.organisations.choices import OrganisationKind
from network.people.models import Account
from network.people.queries import affiliations_on, person_of

KEPT_AS = "_audiences"


def audiences_of(account: Any) -> frozenset[Audience]:
    """Whose things an account may read today. No query for a visitor; for others asked once per request."""
    if not hasattr(account, KEPT_AS):
        setattr(account, KEPT_AS, _audiences_of(account))
    return getattr(account, KEPT_AS)


def _audiences_of(account: Any) -> frozenset[Audience]:
    person = person_of(account)
    if not account.is_active or account.is_superuser:
        is_staff = account.is_active
        return frozenset(may_read(is_member=False, works_for_municipality=False, is_staff=is_staff))
    today = timezone.localdate()
    is_staff, works_for_municipality = _rights_and_work(account.pk, today)
    is_member = not is_staff and person is not None and standing_of(person, on=today).is_member
    return frozenset(
        may_read(is_member=is_member, works_for_municipality=works_for_municipality, is_staff=is_staff)
    )


def _rights_and_work(account_id: int, today: date) -> tuple[bool, bool]:
    """Whether the desk's library is open to an account, and whether its person works for a municipality. One query."""
    library = Permission.objects.filter(content_type__app_label="cms", codename="view_resource")
    work = affiliations_on(today).filter(organisation__kind=OrganisationKind.MUNICIPALITY)
    return Account.objects.filter(pk=account_id).values_list(
        Exists(library.filter(Q(group__user=OuterRef("pk")) | Q(user=OuterRef("pk")))),
        Exists(work.filter(person=OuterRef("person"))),
    )[0]
