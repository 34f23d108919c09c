"""A named trade: the peer board's door. Knows who comes, and tells the board only what it may know (its `Port`)."""

from datetime import date
from typing import Any

from django.core.cache import caches
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from membership.members.queries import may_write_board_on, standing_of
from membership.tiers.queries import tier_called
from network.board.port import Port
from network.people.choices import Role
from network.people.limits import address_of
from network.people.models import Account
from network.people.queries import person_of

MODERATES = "network.change_heldact"
SALT = "cms.access.board"
KEPT_SECONDS = 600


def port_of(request: HttpRequest) -> Port:
    """What the board learns of a request: nothing that leads back to an account without our secret key.

    Five queries for a member who is signed in, none for a visitor.
    """
    account, today = request.user, timezone.localdate()
    address_key = _opaque("address", address_of(request))
    if not account.is_authenticated:
        return Port(address_key=address_key, entitled=entitled(today))
    person = person_of(account)
    standing = standing_of(person, on=today)
    tier = tier_called(standing.tier_code) if standing.is_member else None
    moderates = account.has_perm(MODERATES)
    return Port(
        member_key=member_key(person.pk) if tier and tier.may_read_board else "",
        address_key=address_key,
        is_signed_in=True,
        may_read=moderates or bool(tier and tier.may_read_board),
        may_post=bool(tier and tier.may_write_board),
        moderates=moderates,
        actor_id=account.pk if moderates else None,
        is_only_moderator=moderates and _moderators() < 2,
        entitled=entitled(today),
    )


def may_read(account: Any) -> bool:
    """Whether an account may read the board and its notes. Three queries; none for a visitor."""
    if not account.is_authenticated:
        return False
    if account.has_perm(MODERATES):
        return True
    standing = standing_of(person_of(account), on=timezone.localdate())
    return standing.is_member and tier_called(standing.tier_code).may_read_board


def member_key(person_id: int) -> str:
    """The opaque key under which the board meets a person: for ever the same, in no table."""
    return _opaque("member", str(person_id))


def entitled(today: date) -> int:
    """How many people may post, as it was within the last ten minutes in this process."""
    return caches["process"].get_or_set(
        f"board:entitled:{today}", lambda: may_write_board_on(today).count(), KEPT_SECONDS
    )


def _moderators() -> int:
    return Account.objects.filter(is_active=True, groups__name=Role.MODERATOR.value).count()


def _opaque(kind: str, what: str) -> str:
    return salted_hmac(f"{SALT}.{kind}", what, algorithm="sha256").hexdigest()
