"""Reads of second steps: what an account has, and whether the desk opens to it."""

from dataclasses import dataclass, field
from datetime import datetime

from allauth.mfa.models import Authenticator

from network.people.models import Account
from network.safety.rules import Gate, gate

# Whoever has this right must sign in with a second step (cms/access/roles.py says which roles do).
NEEDS_SECOND_STEP = "network.secure_account"
MAIN = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


@dataclass(frozen=True)
class Passkey:
    """A passkey as its owner sees it."""

    pk: int
    name: str
    created_at: datetime


@dataclass(frozen=True)
class SecondStep:
    """What an account has of a second step."""

    has_app: bool = False
    passkeys: list[Passkey] = field(default_factory=list)
    codes_left: int = 0

    @property
    def exists(self) -> bool:
        return self.has_app or bool(self.passkeys)


def second_step_of(account: Account) -> SecondStep:
    """App, passkeys and unused recovery codes of an account, in one query."""
    rows = list(Authenticator.objects.filter(user=account).order_by("pk"))
    codes = [row for row in rows if row.type == Authenticator.Type.RECOVERY_CODES]
    return SecondStep(
        has_app=any(row.type == Authenticator.Type.TOTP for row in rows),
        passkeys=[
            Passkey(row.pk, row.wrap().name, row.created_at)
            for row in rows
            if row.type == Authenticator.Type.WEBAUTHN
        ],
        codes_left=len(codes[0].wrap().get_unused_codes()) if codes else 0,
    )


def has_second_step(account: Account) -> bool:
    """Whether an account signs in with more than its password."""
    return Authenticator.objects.filter(user=account, type__in=MAIN).exists()


def needs_second_step(account: Account) -> bool:
    """Whether one of the account's roles asks for a second step; the desk loads rights anyway."""
    return account.has_perm(NEEDS_SECOND_STEP)


def gate_for(account: Account, *, passed: bool) -> Gate:
    """What the desk says to a signed-in account; asks the database only when it is about to refuse."""
    needs = needs_second_step(account)
    has = needs and not passed and has_second_step(account)
    return gate(needs_second_step=needs, passed=passed, has_second_step=has)
