"""What a member's own page says about its owner."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from membership.members.queries import standing_of
from membership.members.rules import Standing
from membership.tiers.queries import tier_called
from network.people.models import Account, Person
from network.people.queries import affiliation_of


@dataclass(frozen=True)
class Profile:
    """A person as that person sees it."""

    name: str
    kana: str
    organisation: str
    email: str
    standing_text: str
    is_member: bool = False


def profile_of(person: Person | None, account: Account, *, now: datetime) -> Profile:
    """Name, organisation and standing; an account without a person has only its login name."""
    if person is None:
        return Profile(account.username, "", "", account.email or "", _("No membership"))
    today = timezone.localdate(now)
    affiliation = affiliation_of(person, today)
    standing = standing_of(person, on=today)
    return Profile(
        name=person.name,
        kana=person.kana,
        organisation=affiliation.organisation.name if affiliation else "",
        email=person.email,
        standing_text=_standing_text(standing),
        is_member=standing.is_member,
    )


def _standing_text(standing: Standing) -> str:
    if not standing.is_member:
        return _("No membership")
    tier = tier_called(standing.tier_code)
    return _("Member (%(tier)s)") % {"tier": tier.local_name if tier else standing.tier_code}
