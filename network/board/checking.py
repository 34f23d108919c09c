"""A named trade: asks the check of personal data, and says so when there is none: then everything waits for a person."""

from network.board.rules import Checked
from network.privacy.queries import Findings, check


def findings_in(text: str) -> Findings | None:
    """What the check has to say about a text; None when it failed. The text is logged nowhere."""
    try:
        return check(text)
    except Exception:
        return None


def checked(text: str) -> Checked:
    """What the check finds in a text, as the intake needs it. A check that failed has not run."""
    findings = findings_in(text)
    if findings is None:
        return Checked(ran=False)
    return Checked(
        ran=findings.name_check_on,
        kinds=frozenset(str(span.kind) for span in findings.spans),
        has_hint=bool(findings.pieces),
    )


def is_on() -> bool:
    """Whether the check looks for names just now."""
    return checked("").ran
