"""Writes of the first run: the set-up code, the test mail, the first administrator."""

import secrets
import uuid
from datetime import datetime

from django.core.cache import cache
from django.db import transaction

from network.firstrun.models import SetupCode
from network.firstrun.queries import CACHE_KEY, TEST_MAIL
from network.firstrun.rules import CODE_LASTS, code_hash, is_good, new_code
from network.mail import actions as mail
from network.mail.models import OutboxMessage
from network.mail.rules import Recipient
from network.people.founding import found_account
from network.people.models import Account


class FirstRunError(Exception):
    """The first run can't go on; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def make_code(*, now: datetime) -> str:
    """A fresh set-up code, good for a day; earlier ones end with it. Nobody is told but the caller.

    Raises FirstRunError: over, once the site has an account.
    """
    row = _locked(now)
    if _is_over(row):
        raise FirstRunError("over")
    code = new_code(secrets.randbelow)
    row.code_hash, row.made_at, row.expires_at = code_hash(code), now, now + CODE_LASTS
    row.save()
    return code


@transaction.atomic
def open_site(
    *, secret_hash: str | None, name: str, email: str, login_name: str, password: str, now: datetime
) -> Account:
    """Makes the first administrator and closes the first run, both or neither; nobody is told.

    `secret_hash` is the hash of the set-up code; None is for the command on the server, which needs none.
    Of several at once one succeeds. Raises FirstRunError: over, or code (wrong, used, or out of date).
    """
    row = _locked(now)
    if _is_over(row):
        raise FirstRunError("over")
    if secret_hash is not None and not (
        secrets.compare_digest(row.code_hash, secret_hash)
        and is_good(used_at=row.used_at, expires_at=row.expires_at, now=now)
    ):
        raise FirstRunError("code")
    account = found_account(name=name, email=email, login_name=login_name, password=password)
    row.used_at = now
    row.save(update_fields=["used_at"])
    transaction.on_commit(lambda: cache.delete(CACHE_KEY))
    return account


@transaction.atomic
def send_test_mail(to_address: str, *, language: str) -> OutboxMessage:
    """Writes a mail to this address into the outbox, to see whether mails leave and arrive."""
    return mail.queue(
        key=f"test-mail:{uuid.uuid4()}",
        to=Recipient(to_address, "", language),
        template=TEST_MAIL,
        context={},
    )


def _locked(now: datetime) -> SetupCode:
    """The one row, locked until the end of the transaction."""
    SetupCode.objects.get_or_create(pk=1, defaults={"made_at": now, "expires_at": now})
    return SetupCode.objects.select_for_update().get(pk=1)


def _is_over(row: SetupCode) -> bool:
    return row.used_at is not None or Account.objects.exists()
