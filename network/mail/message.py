"""A named trade: turns a rendered mail into the MIME message that calendar programs understand."""

import hashlib
import re
from email.encoders import encode_base64
from email.header import decode_header, make_header
from email.message import Message
from email.mime.base import MIMEBase

from django.core.mail import EmailMultiAlternatives

CALENDAR_FILE = "invite.ics"
# Control characters, line ends, half characters, and marks that turn the direction of writing.
UNFIT_FOR_HEADERS = re.compile("[ \x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")


class MethodMismatchError(ValueError):
    """The mail would state another METHOD than the calendar in it, and programs would believe either."""


class InvitationEmail(EmailMultiAlternatives):
    """A mail whose calendar part and long Japanese headers arrive as they were written."""

    def message(self) -> Message:
        """Fold headers with regard to their own names: Django leaves "Subject:" alone on its first line,
        which some filters on the way take for a mail without a subject."""
        message = super().message()
        for name in ("Subject", "From", "To"):
            folded = make_header(decode_header(message[name]), header_name=name)
            message.replace_header(name, folded)
        _set_boundaries(message)
        return message

    def _create_mime_attachment(self, content: str | bytes, mimetype: str) -> Message:
        """Base64 for the calendar: relays may trim or re-break 8-bit lines, and one blank lost at a fold
        is a letter lost in a name."""
        if not mimetype.startswith("text/calendar"):
            return super()._create_mime_attachment(content, mimetype)
        part = MIMEBase("text", "calendar")
        part.replace_header("Content-Type", mimetype)
        part.set_payload(content.encode())
        encode_base64(part)
        return part


def build_email(
    *,
    subject: str,
    text: str,
    html: str,
    from_address: str,
    to: str,
    message_id: str,
    headers: dict[str, str] | None = None,
    calendar: tuple[str, bytes] | None = None,
) -> EmailMultiAlternatives:
    """Put a mail together: text, HTML, and a calendar message twice.

    The calendar stands last among the alternatives, where Outlook, Gmail and Apple Mail look for it,
    and once more as a file for programs that only know files. What is only published (PUBLISH) is a file alone.
    """
    email = InvitationEmail(
        subject=_one_line(subject),
        body=text,
        from_email=from_address,
        to=[to],
        headers={**(headers or {}), "Message-ID": message_id},
    )
    if html:
        email.attach_alternative(html, "text/html")
    if calendar:
        _enclose(email, *calendar)
    return email


def mailbox(name: str, address: str) -> str:
    """Name and address as one mailbox; a name may hold anything people type, commas and quotes included."""
    shown = _one_line(name).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{shown}" <{address}>' if shown else address


def stated_method(content: bytes) -> str:
    """The METHOD in the head of a calendar, which the mail part must repeat."""
    head = content.partition(b"\r\nBEGIN:")[0]
    return head.partition(b"\r\nMETHOD:")[2].partition(b"\r\n")[0].decode("ascii")


def _enclose(email: EmailMultiAlternatives, method: str, content: bytes) -> None:
    if stated_method(content) != method:
        raise MethodMismatchError(method)
    if method != "PUBLISH":  # which asks nothing of the reader, and which Outlook would show as its raw lines
        email.attach_alternative(content.decode(), f"text/calendar; method={method}; charset=UTF-8")
    email.attach(CALENDAR_FILE, content, "application/ics")


def _set_boundaries(message: Message) -> None:
    """The same boundaries whenever the same mail is written, so that a mail that goes twice is the same twice."""
    seed = hashlib.sha256(str(message["Message-ID"]).encode()).hexdigest()[:32]
    for number, part in enumerate(part for part in message.walk() if part.is_multipart()):
        part.set_boundary(f"=_{seed}.{number}")


def _one_line(value: str) -> str:
    """Headers have one line: whatever else people type must not begin another."""
    return UNFIT_FOR_HEADERS.sub(" ", value).strip()
