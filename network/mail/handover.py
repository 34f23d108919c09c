"""A named trade: hands one mail to the mail server and reads its answer.

The bytes of a mail depend on its row alone, so a mail that goes twice is the same mail twice.
"""

import smtplib
from contextlib import suppress
from dataclasses import dataclass
from email.utils import format_datetime

from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.db import Error as DatabaseError
from django.utils.translation import override

from network.association.queries import current, sending_address
from network.mail.choices import MailState
from network.mail.message import build_email, mailbox
from network.mail.models import OutboxMessage
from network.mail.rules import is_dead_address, is_permanent

# What may fail under a mail without being its fault: the database, files, lines to other machines.
PASSING = (DatabaseError, OSError)


class OutageError(Exception):
    """The mail server, or what a mail needs of ours, is not there: no mail's fault."""


@dataclass(frozen=True)
class Answer:
    """What became of a mail: SENT, QUEUED (try again), FAILED or BOUNCED, and why, without personal data."""

    state: MailState
    error: str = ""
    is_dead_address: bool = False


def hand_over(connection: BaseEmailBackend, message: OutboxMessage) -> Answer:
    """Offer a mail to the server. Raises OutageError when there is none to talk to, or our own database is away."""
    try:
        email = as_email(message)
    except PASSING as failure:
        raise OutageError(type(failure).__name__) from failure
    except Exception as failure:
        return Answer(MailState.FAILED, f"{type(failure).__name__} while putting the mail together")
    try:
        connection.open()
    except Exception as failure:
        _hang_up(connection)
        raise OutageError(type(failure).__name__) from failure
    try:
        accepted = connection.send_messages([email])
    except Exception as failure:
        _hang_up(connection)
        return _reading_of(failure)
    return Answer(MailState.SENT) if accepted else Answer(MailState.FAILED, "Nobody to send to")


def as_email(message: OutboxMessage) -> EmailMultiAlternatives:
    """The mail as it goes out."""
    with override(message.language):
        association = current()
        sender = mailbox(association.sender_name or association.local_name, sending_address())
    calendar = (message.calendar_method, bytes(message.calendar)) if message.calendar_method else None
    email = build_email(
        subject=message.subject,
        text=message.text,
        html=message.html,
        from_address=sender,
        to=mailbox(message.to_name, message.to_address),
        message_id=message.message_id,
        headers=_headers(message),
        calendar=calendar,
    )
    # Providers give mails numbers of their own; this one comes back with their webhooks.
    email.metadata = {"message_id": message.message_id}
    return email


def _headers(message: OutboxMessage) -> dict[str, str]:
    """Besides the date: that a machine wrote it, and for letters one may do without how to end them (RFC 8058)."""
    headers = {"Date": format_datetime(message.created_at), "Auto-Submitted": "auto-generated"}
    if message.letters_url:
        headers |= {
            "List-Unsubscribe": f"<{message.letters_url}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
    return headers


def _reading_of(failure: Exception) -> Answer:
    kind = type(failure).__name__
    if isinstance(failure, smtplib.SMTPRecipientsRefused):
        code, answer = next(iter(failure.recipients.values()))
        text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else str(answer)
        if not is_permanent(code):
            return Answer(MailState.QUEUED, f"{kind} {code}")
        return Answer(MailState.BOUNCED, f"{kind} {code}", is_dead_address=is_dead_address(code, text))
    if isinstance(failure, smtplib.SMTPDataError) and is_permanent(failure.smtp_code):
        return Answer(MailState.FAILED, f"{kind} {failure.smtp_code}")
    if isinstance(failure, ValueError):  # an address or a character that no mail can carry
        return Answer(MailState.FAILED, kind)
    # Our own address refused, our password refused, the line cut: the next mail would fare no better.
    code = getattr(failure, "smtp_code", None) or getattr(failure, "status_code", None)
    return Answer(MailState.QUEUED, f"{kind} {code}" if code else kind)


def _hang_up(connection: BaseEmailBackend) -> None:
    """A line on which something went wrong is not used again."""
    with suppress(Exception):
        connection.close()
