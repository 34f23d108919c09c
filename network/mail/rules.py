"""Decisions about mail: who gets it, when to try again, what a refusal means, how a typed code is read."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal

# A worker that dies leaves its mails to others after so long.
CLAIM = timedelta(minutes=2)
# While sending, the claim is renewed so often; what is left always outlasts the mail server's time-outs.
RENEW_AFTER = timedelta(seconds=20)
OUTAGE_PAUSE = timedelta(minutes=1)
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=4)
# With the pauses above a mail is tried for about two days.
MAX_ATTEMPTS = 20
CODE_DIGITS = 10
# What a context calls its codes; and how a link of ours that opens something looks.
CODE_NAMES = frozenset({"code", "action_code"})
TOKEN = re.compile(r"(?<=/l/)[A-Za-z0-9_-]{20,}(?=/)")
LET_GO = "••••••"


@dataclass(frozen=True)
class Recipient:
    """To whom a mail goes, and in which language."""

    address: str
    name: str
    language: str
    person_id: int | None = None


@dataclass(frozen=True)
class CalendarPart:
    """A calendar message that travels with a mail."""

    method: Literal["REQUEST", "CANCEL", "PUBLISH"]
    content: bytes


def recipient_key(address: str) -> str:
    """One recipient, however the address is written: the order of mails is kept per key."""
    return address.strip().lower()


def back_off(attempts: int) -> timedelta:
    """The pause after so many attempts: a minute, doubled each time, at most four hours."""
    return min(FIRST_PAUSE * 2 ** min(max(attempts - 1, 0), 20), LONGEST_PAUSE)


def is_permanent(code: int) -> bool:
    """Whether a mail server's answer means that trying again is useless."""
    return 500 <= code < 600


def is_dead_address(code: int, answer: str) -> bool:
    """Whether a refused recipient does not exist (enhanced status 5.1.x), rather than being refused today."""
    return is_permanent(code) and answer.lstrip().startswith("5.1.")


def one_line(subject: str) -> str:
    """A subject is one line, however its template was broken."""
    return " ".join(subject.split())


def shown_code(digits: str) -> str:
    """123 456 7890: ten digits in groups that can be read out."""
    return f"{digits[:3]} {digits[3:6]} {digits[6:]}"


def typed_code(text: str) -> str:
    """The ten digits of a code as somebody typed it, full-width digits, spaces and hyphens included.

    Empty when it is not a code.
    """
    plain = unicodedata.normalize("NFKC", text)
    kept = [
        letter
        for letter in plain
        if not letter.isspace() and letter not in "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u30fc"
    ]
    digits = "".join(kept)
    return digits if len(digits) == CODE_DIGITS and digits.isascii() and digits.isdigit() else ""


def calendar_uid(content: bytes) -> bytes:
    """The UID of the meeting in a calendar message; empty when there is none."""
    unfolded = content.replace(b"\r\n ", b"")
    event = unfolded.partition(b"\r\nBEGIN:VEVENT")[2]
    return event.partition(b"\r\nUID:")[2].partition(b"\r\n")[0]


def codes_in(context: dict[str, Any]) -> frozenset[str]:
    """The codes that a mail's context holds."""
    return frozenset(str(context[name]) for name in CODE_NAMES & context.keys() if context[name])


def holds_secrets(context: dict[str, Any]) -> bool:
    """Whether something in the context opens something."""
    return context_without_secrets(context, codes_in(context)) != context


def without_secrets(text: str, codes: Iterable[str]) -> str:
    """The text with its codes and the tokens of its links let go."""
    for code in codes:
        text = text.replace(code, LET_GO)
    return TOKEN.sub(LET_GO, text)


def context_without_secrets(value: Any, codes: frozenset[str]) -> Any:
    """A context of which nothing opens anything any more."""
    if isinstance(value, dict):
        return {name: context_without_secrets(inner, codes) for name, inner in value.items()}
    if isinstance(value, list):
        return [context_without_secrets(inner, codes) for inner in value]
    return without_secrets(value, codes) if isinstance(value, str) else value
