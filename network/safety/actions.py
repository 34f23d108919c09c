"""Ends sessions and takes second steps away."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.contrib.auth import update_session_auth_hash
from django.db import transaction
from django.http import HttpRequest

from network.audit import actions as audit
from network.mail import links
from network.mail.choices import LinkPurpose
from network.people.models import Account, new_epoch
from network.people.notices import tell


class SafetyError(Exception):
    """A second step can't be taken away; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def end_sessions(account: Account) -> None:
    """Ends every session of an account, wherever it is signed in: none of them fits its new epoch. Nobody is told."""
    account.session_epoch = new_epoch()
    Account.objects.filter(pk=account.pk).update(session_epoch=account.session_epoch)


def end_other_sessions(account: Account, request: HttpRequest) -> None:
    """Ends every session of an account but the one of this request. Nobody is told."""
    end_sessions(account)
    update_session_auth_hash(request, account)


@transaction.atomic
def reset_second_step(account: Account, *, by: Account | None, now: datetime) -> None:
    """Takes app, passkeys and recovery codes away and ends all sessions; the owner is told by mail.

    At the next sign-in the desk asks for a new second step. Raises SafetyError: own (somebody else must do it).
    """
    if by is not None and by.pk == account.pk:
        raise SafetyError("own")
    Authenticator.objects.filter(user=account).delete()
    end_sessions(account)
    tell(account, "network/safety/second_step", {"change": "reset", "changed_at": now}, now=now)
    audit.record(
        actor_id=by.pk if by else None,
        verb="reset_second_step",
        subject="network.account",
        subject_id=account.pk,
    )


def forget_use(authenticator: Authenticator) -> None:
    """Blanks when an authenticator was used: nobody keeps who was here at which minute."""
    Authenticator.objects.filter(pk=authenticator.pk).update(last_used_at=None)


@transaction.atomic
def raise_alarm(secret: str, *, now: datetime) -> Account | None:
    """Who gets a mail about a change they did not make ends all sessions with its link, once; None if it is over."""
    found = links.resolve(secret, LinkPurpose.ALARM, now)
    account = Account.objects.filter(pk=found).first() if found else None
    if account is None or not links.burn(secret, LinkPurpose.ALARM, now):
        return None
    end_sessions(account)
    audit.record(actor_id=account.pk, verb="alarm", subject="network.account", subject_id=account.pk)
    return account
