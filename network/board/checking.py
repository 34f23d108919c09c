"""A named trade: asks the check of personal data, and says so when there is none: then everything waits for a person."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

from network.board.rules import Checked

ROOM = "network.privacy.queries"


def checked(text: str) -> Checked:
    """What the check finds in a text. A check that is missing or fails has not run; the text is logged nowhere."""
    findings = findings_in(text)
    if findings is None:
        return Checked(ran=False)
    return Checked(
        ran=findings.name_check_on,
        kinds=frozenset(str(span.kind) for span in findings.spans),
        has_hint=bool(findings.pieces),
    )


def findings_in(text: str) -> Any | None:
    """All that the check says about a text, places and neutral wordings included; None when it is missing or fails."""
    check = _check()
    if check is None:
        return None
    try:
        return check(text)
    except Exception:
        return None


def is_on() -> bool:
    """Whether the check looks for names just now."""
    return checked("").ran


def _check() -> Callable[[str], Any] | None:
    """The check itself: of a text it says `spans` with their `kind`, `pieces` that identify together, and whether
    names were looked for (`name_check_on`)."""
    try:
        return import_module(ROOM).check
    except (ImportError, AttributeError):
        return None
