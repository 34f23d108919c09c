"""Reads of the first run: whether the site is still empty, whether a code is the right one."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import cache
from django.utils.crypto import constant_time_compare

from network.firstrun.models import SetupCode
from network.firstrun.rules import code_hash, is_good
from network.mail.choices import MailState
from network.mail.models import OutboxMessage
from network.people.models import Account

CACHE_KEY = "firstrun.over"
REMEMBERED_SECONDS = 3600
TEST_MAIL = "network/firstrun/test_mail"
PATIENCE = timedelta(seconds=60)


def is_over() -> bool:
    """Whether the site has an account; asked by every visit of the front door, so a cache remembers a yes."""
    if cache.get(CACHE_KEY):
        return True
    if not Account.objects.exists():
        return False
    cache.set(CACHE_KEY, True, REMEMBERED_SECONDS)
    return True


def opens(secret_hash: str, *, now: datetime) -> bool:
    """Whether this is the hash of the code that may set the site up now."""
    row = SetupCode.objects.filter(pk=1).first()
    return (
        row is not None
        and bool(row.code_hash)
        and constant_time_compare(row.code_hash, secret_hash)
        and is_good(used_at=row.used_at, expires_at=row.expires_at, now=now)
    )


def hash_of(code: str) -> str:
    """What a session keeps of a code."""
    return code_hash(code)


@dataclass(frozen=True)
class TestMail:
    """What has become of a test mail. `result`: waiting, stuck, sent or failed."""

    to_address: str
    result: str
    state_label: str
    error: str
    at: datetime


def test_mail(pk: int | None, *, now: datetime) -> TestMail | None:
    """The test mail of this number; None where there is none."""
    message = OutboxMessage.objects.filter(pk=pk, template=TEST_MAIL).first() if pk else None
    if message is None:
        return None
    return TestMail(
        to_address=message.to_address,
        result=_result(message, now),
        state_label=message.get_state_display(),
        error=message.error,
        at=message.sent_at or message.created_at,
    )


def a_test_mail_went_out() -> bool:
    """Whether the mail server has ever taken a test mail."""
    went = (MailState.SENT, MailState.CONFIRMED)
    return OutboxMessage.objects.filter(template=TEST_MAIL, state__in=went).exists()


def _result(message: OutboxMessage, now: datetime) -> str:
    if message.state in (MailState.SENT, MailState.CONFIRMED):
        return "sent"
    if message.state in (MailState.FAILED, MailState.BOUNCED, MailState.SUPPRESSED) or message.error:
        return "failed"
    return "stuck" if now - message.created_at > PATIENCE else "waiting"
