"""Decisions about texts: which stretches of them are personal data, and how to say the same without."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from network.privacy import numbers
from network.privacy.addresses import addresses
from network.privacy.birthdates import birth_dates
from network.privacy.choices import Clue, Kind
from network.privacy.combining import clues
from network.privacy.cutting import Word, words_of
from network.privacy.facilities import facilities
from network.privacy.folding import Folded, fold
from network.privacy.generalising import letters_free_in, neutral
from network.privacy.persons import persons
from network.privacy.places import Place, within
from network.privacy.wording import DEFAULT, Words

CLUES_THAT_IDENTIFY = 3


@dataclass(frozen=True, order=True)
class Span:
    """Personal data in a text: characters `start` to `end` (as in a slice) of the text as given."""

    start: int
    end: int
    kind: Kind


@dataclass(frozen=True, order=True)
class Piece:
    """A piece that identifies nobody by itself: characters `start` to `end` of the text as given."""

    start: int
    end: int
    kind: Clue


@dataclass(frozen=True)
class Segment:
    """A stretch of a text on the screen, with the indices of the findings it belongs to."""

    text: str
    findings: tuple[int, ...] = ()


class NameCheckOffError(Exception):
    """Sudachi is missing, so names were not looked for. `spans` holds what the patterns found without it."""

    code = "name_check_off"

    def __init__(self, spans: tuple[Span, ...]) -> None:
        super().__init__(self.code)
        self.spans = spans


def find(text: str, *, words: Words = DEFAULT) -> tuple[Span, ...]:
    """Personal data in a text, by place; spans of different kinds may overlap.

    `words` is what moderators taught. Raises NameCheckOffError where Sudachi is missing: such a text is never clean.
    """
    folded = fold(text)
    try:
        cut = words_of(folded.text)
    except ImportError as missing:
        raise NameCheckOffError(_spans(folded, _by_pattern(folded.text, []), words)) from missing
    return _spans(folded, _by_words(folded.text, cut, words, _by_pattern(folded.text, cut)), words)


def combinations(text: str, *, words: Words = DEFAULT) -> tuple[Piece, ...]:
    """The pieces by which somebody may be recognised although none of them is personal data; empty when fewer than
    three sorts of them stand in the text (specification of the board, identifying combinations)."""
    folded = fold(text)
    pieces = tuple(
        Piece(*folded.given(start, end), clue)
        for start, end, clue in clues(folded.text)
        if folded.text[start:end] not in words.allowed
    )
    return pieces if len({piece.kind for piece in pieces}) >= CLUES_THAT_IDENTIFY else ()


def generalise(found: Span | Piece, text: str, *, letter: str = "A", words: Words = DEFAULT) -> str:
    """A neutral wording for one finding of a text: Aさん for a name, 道央の市 for a place. `letter` stands for a name."""
    written, behind = fold(text[found.start : found.end]).text, fold(text[found.end : found.end + 12]).text
    return neutral(found.kind, written, behind, letter=letter, words=words)


def suggestions(text: str, found: Sequence[Span | Piece], *, words: Words = DEFAULT) -> tuple[str, ...]:
    """Neutral wordings for all findings, in their order; the same name gets the same letter, another name another."""
    free = letters_free_in(text)
    letters: dict[str, str] = {}
    for one in found:
        if one.kind == Kind.PERSON:
            letters.setdefault(_name_of(text, one), free[len(letters) % len(free)])
    return tuple(
        generalise(one, text, letter=letters.get(_name_of(text, one), free[0]), words=words) for one in found
    )


def _name_of(text: str, one: Span | Piece) -> str:
    return fold(text[one.start : one.end]).text.replace(" ", "")


def mark(text: str, found: Sequence[Span | Piece]) -> tuple[Segment, ...]:
    """A text in stretches, each with the indices of the findings that cover it; together they are the text."""
    edges = sorted({0, len(text), *(one.start for one in found), *(one.end for one in found)})
    return tuple(
        Segment(
            text[start:end],
            tuple(index for index, one in enumerate(found) if one.start <= start and end <= one.end),
        )
        for start, end in pairwise(edges)
    )


def rewrite(text: str, replacements: Iterable[tuple[Span | Piece, str]]) -> str:
    """A text with findings said otherwise. Of findings that overlap the longest is replaced, the others with it."""
    done: list[tuple[Span | Piece, str]] = []
    for one, wording in sorted(replacements, key=lambda pair: (pair[0].start - pair[0].end, pair[0].start)):
        if not any(one.start < other.end and other.start < one.end for other, _wording in done):
            done.append((one, wording))
    for one, wording in sorted(done, key=lambda pair: -pair[0].start):
        text = text[: one.start] + wording + text[one.end :]
    return text


def _by_pattern(text: str, cut: list[Word]) -> dict[Kind, list[Place]]:
    """What can be found without knowing Japanese words, or with little of them."""
    my_numbers, mails = numbers.my_numbers(text), numbers.mails(text)
    phones = [place for place in numbers.phones(text) if not within(place, [*my_numbers, *mails])]
    return {
        Kind.MYNUMBER: my_numbers,
        Kind.PHONE: phones,
        Kind.POSTAL: numbers.postal_codes(text, [*phones, *my_numbers]),
        Kind.EMAIL: mails,
        Kind.ADDRESS: addresses(text, cut),
        Kind.BIRTHDATE: birth_dates(text, []),
    }


def _by_words(
    text: str, cut: list[Word], words: Words, found: dict[Kind, list[Place]]
) -> dict[Kind, list[Place]]:
    """What was found, facilities, the names that belong to none of all that, and the dates behind these names."""
    houses = facilities(text, cut, words.facilities)
    elsewhere = [*houses, *found[Kind.ADDRESS], *found[Kind.EMAIL]]
    names = persons(text, cut, allowed=words.allowed, extra=words.names)
    names = [place for place in names if not within(place, elsewhere)]
    return {**found, Kind.FACILITY: houses, Kind.PERSON: names, Kind.BIRTHDATE: birth_dates(text, names)}


def _spans(folded: Folded, found: dict[Kind, list[Place]], words: Words) -> tuple[Span, ...]:
    """Places of the folded text as spans of the given one, without the phrases that moderators allowed."""
    return tuple(
        sorted(
            Span(*folded.given(*place), kind)
            for kind, places in found.items()
            for place in places
            if folded.text[slice(*place)] not in words.allowed
        )
    )
