"""Gives, confirms and ends roles; closes and reopens accounts. There is always an administrator left."""

from collections.abc import Iterable
from datetime import date, datetime

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone

from network.audit import actions as audit
from network.people.choices import Role
from network.people.models import Account
from network.people.queries import account_by_login
from network.roles.models import RoleHolding
from network.roles.queries import is_last_administrator, roles_held
from network.safety.actions import end_sessions, reset_second_step


class RolesError(Exception):
    """A role can't be given or taken; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def set_roles(account: Account, roles: Iterable[Role], *, by: Account | None, today: date) -> None:
    """Brings an account to exactly these roles, from today on; what stays keeps its date. Nobody is told.

    Raises RolesError: closed (an account nobody can use gets no role), last_administrator.
    """
    wanted, held = set(roles), _held_now(account)
    if wanted - held and not account.is_active:
        raise RolesError("closed")
    for role in held - wanted:
        _take(account, role, today)
    for role in wanted - held:
        _give(account, role, today)
    if wanted != held:
        _note(account, by, "set_roles", {"roles": "+".join(sorted(role.value for role in wanted))[:60]})


@transaction.atomic
def confirm_role(account: Account, role: Role, *, by: Account, today: date) -> bool:
    """Notes that a role is still right, once a day; False when the account does not hold it any more."""
    if role not in _held_now(account):
        return False
    holding, _made = RoleHolding.objects.get_or_create(account=account, role=role.value, until=None)
    if holding.confirmed_on != today:
        holding.confirmed_on, holding.confirmed_by = today, by
        holding.save(update_fields=["confirmed_on", "confirmed_by"])
        _note(account, by, "confirm_role", {"role": role.value})
    return True


@transaction.atomic
def end_role(account: Account, role: Role, *, by: Account, today: date) -> bool:
    """Takes one role away from today on; False when it had ended before. Raises RolesError: last_administrator."""
    if role not in _held_now(account):
        return False
    _take(account, role, today)
    _note(account, by, "end_role", {"role": role.value})
    return True


@transaction.atomic
def close_account(account: Account, *, by: Account, today: date) -> None:
    """Nobody can sign in with the account any more: its roles end, and every session of it. Nobody is told.

    Raises RolesError: own (somebody else must do it), last_administrator.
    """
    if account.pk == by.pk:
        raise RolesError("own")
    for role in _held_now(account):
        _take(account, role, today)
    account.is_active = False
    account.save(update_fields=["is_active"])
    end_sessions(account)
    _note(account, by, "close_account", {})


@transaction.atomic
def reopen_account(account: Account, *, by: Account) -> None:
    """The account can be signed in with again; its roles don't come back. Nobody is told."""
    account.is_active = True
    account.save(update_fields=["is_active"])
    _note(account, by, "reopen_account", {})


@transaction.atomic
def restore_administrator(login: str, *, now: datetime) -> Account:
    """For the case that no administrator gets in: opens an account, makes it administrator, takes its second step.

    Its sessions end and its owner is told. Raises RolesError: unknown.
    """
    account = account_by_login(login)
    if account is None:
        raise RolesError("unknown")
    if not account.is_active:
        account.is_active = True
        account.save(update_fields=["is_active"])
    set_roles(account, roles_held(account) | {Role.ADMINISTRATOR}, by=None, today=timezone.localdate(now))
    reset_second_step(account, by=None, now=now)
    return account


def _held_now(account: Account) -> set[Role]:
    """The account's roles, once nobody else can change who is administrator: two at once would both be allowed."""
    Group.objects.select_for_update().get_or_create(name=Role.ADMINISTRATOR.value)
    account.refresh_from_db(fields=["is_active", "is_superuser"])
    return roles_held(account)


def _give(account: Account, role: Role, today: date) -> None:
    account.groups.add(Group.objects.get_or_create(name=role.value)[0])
    RoleHolding.objects.get_or_create(account=account, role=role.value, until=None, defaults={"since": today})


def _take(account: Account, role: Role, today: date) -> None:
    if role is Role.ADMINISTRATOR and is_last_administrator(account):
        raise RolesError("last_administrator")
    account.groups.remove(*Group.objects.filter(name=role.value))
    if role is Role.ADMINISTRATOR and account.is_superuser:
        account.is_superuser = False
        account.save(update_fields=["is_superuser"])
    RoleHolding.objects.filter(account=account, role=role.value, until=None).update(until=today)


def _note(account: Account, by: Account | None, verb: str, details: dict[str, str | int]) -> None:
    audit.record(
        actor_id=by.pk if by else None,
        verb=verb,
        subject="network.account",
        subject_id=account.pk,
        details=details,
    )
