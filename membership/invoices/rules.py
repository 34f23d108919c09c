"""References that payers type before their name: seven digits, the last of which checks the others (ADR 40)."""

import re
import unicodedata

DIGITS = 7
# First payloads with six digits: no reference begins with a zero that a form or a spreadsheet would drop.
FIRST, LAST = 100_000, 999_999
# Weighted by place, a good reference is divisible by a prime above all digits and weights. So a wrong digit always
# shows, and so do two digits that changed places, neighbours or not.
WEIGHTS = (7, 6, 5, 4, 3, 2, 1)
PRIME = 11
RUN = re.compile(r"(?<!\d)\d{7}(?!\d)", re.ASCII)


def make_reference(payload: int) -> str | None:
    """The reference of a number from FIRST to LAST; None where it would need a check digit of ten."""
    if not FIRST <= payload <= LAST:
        raise ValueError(payload)
    digits = str(payload)
    check = -_weighted(digits) % PRIME
    return f"{digits}{check}" if check < 10 else None


def is_reference(text: str) -> bool:
    """Whether a text is seven half-width digits that check."""
    return bool(RUN.fullmatch(text)) and text[0] != "0" and _weighted(text) % PRIME == 0


def references_in(text: str) -> list[str]:
    """Every run of exactly seven digits in a text that is a reference, full-width digits included, each once."""
    runs = RUN.findall(unicodedata.normalize("NFKC", text))
    return list(dict.fromkeys(run for run in runs if is_reference(run)))


def _weighted(digits: str) -> int:
    return sum(weight * int(digit) for weight, digit in zip(WEIGHTS, digits, strict=False))
