"""Reads of roles: who holds which, who is administrator, what waits for its yearly look."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from network.association.dates import FiscalYear
from network.people.choices import Role
from network.people.models import Account
from network.roles.models import RoleHolding
from network.roles.rules import is_due, leaves_nobody


@dataclass(frozen=True)
class HeldRole:
    """One line of the review: who holds what since when, and what somebody should do about it."""

    account: Account
    role: Role
    since: date | None
    confirmed_on: date | None
    is_due: bool
    is_last_administrator: bool


def administrators() -> QuerySet[Account]:
    """Open accounts that may do everything: by role, or made at the command line."""
    by_role = Q(groups__name=Role.ADMINISTRATOR.value) | Q(is_superuser=True)
    return Account.objects.filter(by_role, is_active=True).distinct()


def holders(*roles: Role) -> QuerySet[Account]:
    """Open accounts that hold one of these roles, with their people, by number."""
    by_role = Q(groups__name__in=[role.value for role in roles])
    if Role.ADMINISTRATOR in roles:
        by_role |= Q(is_superuser=True)
    return Account.objects.filter(by_role, is_active=True).select_related("person").distinct().order_by("pk")


def is_last_administrator(account: Account) -> bool:
    """Whether nobody else is administrator."""
    ids = set(administrators().order_by().values_list("pk", flat=True))
    return leaves_nobody(administrators=ids, without=account.pk)


def roles_held(account: Account) -> set[Role]:
    """The roles an account has now; who was made at the command line counts as administrator."""
    names = {group.name for group in account.groups.all()}
    held = {role for role in Role if role.value in names}
    return held | {Role.ADMINISTRATOR} if account.is_superuser else held


def held_roles(*, today: date) -> list[HeldRole]:
    """Every role somebody holds, in the order of roles and names. Three queries, however many they are."""
    holders = list(
        Account.objects.filter(Q(groups__name__in=Role.values) | Q(is_superuser=True), is_active=True)
        .select_related("person")
        .prefetch_related("groups")
        .distinct()
        .order_by("person__kana", "username")
    )
    open_holdings = {
        (holding.account_id, holding.role): holding
        for holding in RoleHolding.objects.filter(account__in=holders, until__isnull=True)
    }
    bosses = {account.pk for account in holders if Role.ADMINISTRATOR in roles_held(account)}
    order = list(Role)
    lines = [
        _line(account, role, open_holdings.get((account.pk, role.value)), bosses, today)
        for account in holders
        for role in roles_held(account)
    ]
    return sorted(lines, key=lambda line: -order.index(line.role))


def _line(
    account: Account, role: Role, holding: RoleHolding | None, bosses: set[int], today: date
) -> HeldRole:
    since = holding.since if holding else None
    confirmed_on = holding.confirmed_on if holding else None
    begins = FiscalYear.of(today).first_day
    return HeldRole(
        account=account,
        role=role,
        since=since,
        confirmed_on=confirmed_on,
        is_due=is_due(since=since, confirmed_on=confirmed_on, year_begins=begins),
        is_last_administrator=role is Role.ADMINISTRATOR and bosses == {account.pk},
    )
