"""Reads of the personal-data check: what moderators taught, and everything the check has to say about a text."""

from dataclasses import dataclass

from network.privacy.choices import Lesson
from network.privacy.models import TaughtWord
from network.privacy.rules import NameCheckOffError, Piece, Span, combinations, find, suggestions
from network.privacy.wording import Words


@dataclass(frozen=True)
class Findings:
    """What the check says about a text.

    `spans` are personal data and `neutral` a wording for each of them; `pieces` may identify somebody together and
    `blurred` are wordings for these. Where `name_check_on` is False nobody looked for names and facilities.
    """

    spans: tuple[Span, ...]
    neutral: tuple[str, ...]
    pieces: tuple[Piece, ...]
    blurred: tuple[str, ...]
    name_check_on: bool

    @property
    def must_be_held(self) -> bool:
        """Whether a person has to read the text before others may."""
        return bool(self.spans or self.pieces) or not self.name_check_on


def taught() -> Words:
    """The dictionary of the moderators, for `find`; one query."""
    rows = list(TaughtWord.objects.all())
    return Words(
        allowed=_of(rows, Lesson.ALLOWED),
        names=_of(rows, Lesson.NAME),
        facilities=_of(rows, Lesson.FACILITY),
        replacements=tuple((row.folded, row.neutral) for row in rows if row.lesson == Lesson.WORDING),
    )


def check(text: str) -> Findings:
    """Everything the check says about a text. The text is neither stored nor logged; one query."""
    words = taught()
    try:
        spans, is_on = find(text, words=words), True
    except NameCheckOffError as off:
        spans, is_on = off.spans, False
    pieces = combinations(text, words=words)
    return Findings(
        spans=spans,
        neutral=suggestions(text, spans, words=words),
        pieces=pieces,
        blurred=suggestions(text, pieces, words=words),
        name_check_on=is_on,
    )


def _of(rows: list[TaughtWord], lesson: Lesson) -> frozenset[str]:
    return frozenset(row.folded for row in rows if row.lesson == lesson)
