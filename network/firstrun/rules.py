"""Decisions about the first run: how a set-up code reads, and whether one still opens the door."""

import hashlib
import unicodedata
from collections.abc import Callable
from datetime import datetime, timedelta

CODE_DIGITS = 16
CODE_LASTS = timedelta(hours=24)


def new_code(random_below: Callable[[int], int]) -> str:
    """Sixteen digits: easy to read out and to type on any keyboard."""
    return f"{random_below(10**CODE_DIGITS):0{CODE_DIGITS}d}"


def shown_code(code: str) -> str:
    """1234-5678-9012-3456."""
    return "-".join(code[start : start + 4] for start in range(0, CODE_DIGITS, 4))


def typed_code(text: str) -> str:
    """The digits somebody typed, full-width ones, spaces and hyphens included; empty when they are no code."""
    digits = "".join(letter for letter in unicodedata.normalize("NFKC", text) if letter.isalnum())
    is_code = len(digits) == CODE_DIGITS and digits.isascii() and digits.isdecimal()
    return digits if is_code else ""


def code_hash(code: str) -> str:
    """What is kept of a code."""
    return hashlib.sha256(f"first run {code}".encode()).hexdigest()


def is_good(*, used_at: datetime | None, expires_at: datetime, now: datetime) -> bool:
    """Whether a code that was made may still be used."""
    return used_at is None and now < expires_at
