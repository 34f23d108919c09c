"""A named trade: stretches of a text that let somebody be recognised, and what could stand there instead. Pure."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

# What a moderator marks without the check saying of which kind it is.
BY_HAND = "MARKED"


@dataclass(frozen=True, order=True)
class Mark:
    """Characters `start` to `end` (as in a slice) of a text, of which kind they are, and what could stand there."""

    start: int
    end: int
    kind: str = BY_HAND
    instead: str = ""

    def stored(self) -> dict[str, Any]:
        """As the hold table keeps it."""
        return {"start": self.start, "end": self.end, "kind": self.kind, "instead": self.instead}


@dataclass(frozen=True)
class Piece:
    """Part of a text on the screen, with the mark it carries, if any."""

    text: str
    mark: Mark | None = None


def seen(text: str) -> str:
    """A short sign of a text, so that a decision holds for the words its moderator saw."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def marks_from(findings: Any) -> list[Mark]:
    """What the check found, each with its neutral wording: personal data, and pieces that identify together."""
    found = [
        *zip(findings.spans, findings.neutral, strict=True),
        *zip(findings.pieces, findings.blurred, strict=True),
    ]
    return apart(Mark(one.start, one.end, str(one.kind), instead) for one, instead in found)


def marks_for(text: str, phrases: Iterable[tuple[str, str]]) -> list[Mark]:
    """Every place of each phrase a moderator named, with what the moderator suggests there."""
    found = []
    for phrase, instead in phrases:
        place = text.find(phrase) if phrase else -1
        while place >= 0:
            found.append(Mark(place, place + len(phrase), BY_HAND, instead))
            place = text.find(phrase, place + len(phrase))
    return apart(found)


def stored_marks(rows: Iterable[dict[str, Any]]) -> list[Mark]:
    """Marks as the hold table kept them."""
    return [Mark(row["start"], row["end"], row["kind"], row["instead"]) for row in rows]


def apart(marks: Iterable[Mark]) -> list[Mark]:
    """Marks in their order, of those that overlap only the longest, the earlier one first."""
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda one: (one.start - one.end, one.start)):
        if all(mark.end <= other.start or other.end <= mark.start for other in kept):
            kept.append(mark)
    return sorted(kept)


def pieces(text: str, marks: Iterable[Mark]) -> list[Piece]:
    """A text in pieces, the marked ones apart."""
    cut, last = [], 0
    for mark in apart(marks):
        cut += [Piece(text[last : mark.start]), Piece(text[mark.start : mark.end], mark)]
        last = mark.end
    return [piece for piece in [*cut, Piece(text[last:])] if piece.text]


def generalised(text: str, marks: Sequence[Mark]) -> str:
    """The text with what is suggested in place of each mark that has a suggestion."""
    return "".join(
        piece.mark.instead if piece.mark and piece.mark.instead else piece.text
        for piece in pieces(text, marks)
    )
