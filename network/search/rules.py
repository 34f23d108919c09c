"""Decisions about words: spellings that mean the same, what of a text is worth indexing, where a hit stands."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from network.search.tables import spellings

QUESTION_LENGTH = 100
MOST_WORDS = 16
EXCERPT_LENGTH = 120
BEFORE_THE_HIT = 30
_KATAKANA = range(0x30A1, 0x30F7)
_KANA = re.compile(r"[ぁ-ゖー]+")
_SAYS_NOTHING = {"助詞", "助動詞", "補助記号", "記号", "空白", "接続詞", "感動詞"}
_ANCILLARY = ("動詞", "非自立可能")
_POLITE_OR_ORDINAL = {"御", "第"}
# Glyph choices say nothing about a word.
_VARIATION_SELECTORS = dict.fromkeys([*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)])
_OLD_FORMS = {ord(row.variant): row.standard for row in spellings() if row.kind == "old"}
_ONE_FOR_ALL = {ord(row.variant): row.standard for row in spellings()}
_TO_HIRAGANA = {code: code - 0x60 for code in _KATAKANA}


@dataclass(frozen=True)
class Morpheme:
    """One piece of text as a dictionary cuts it."""

    surface: str
    normal: str
    reading: str
    part: tuple[str, ...]
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sought:
    """A question: every group must be met, by all words of any one of its alternatives. `marks` show the hits."""

    groups: tuple[tuple[tuple[str, ...], ...], ...] = ()
    marks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Piece:
    """Part of a text on the screen; `is_hit` when it was asked for."""

    text: str
    is_hit: bool


def plain(text: str) -> str:
    """A text as a dictionary expects it: one width, ordinary characters, nothing unprintable."""
    one_width = unicodedata.normalize("NFKC", text.translate(_VARIATION_SELECTORS))
    return printable(one_width).translate(_OLD_FORMS)


def printable(text: str) -> str:
    """A text with spaces where it holds signs that mean nothing on a screen, halves of characters among them."""
    return "".join(" " if unicodedata.category(character)[0] == "C" else character for character in text)


def fold(text: str) -> str:
    """A text as it is compared, never shown: one width, one case, one kana, one character per family."""
    one_width = unicodedata.normalize("NFKC", text.translate(_VARIATION_SELECTORS)).casefold()
    return one_width.translate(_ONE_FOR_ALL).translate(_TO_HIRAGANA)


def question(typed: str) -> str:
    """What of a typed question is looked for: its first hundred characters, without half a word at the end."""
    whole = " ".join(plain(typed[: 10 * QUESTION_LENGTH]).split())
    cut = whole[:QUESTION_LENGTH]
    return cut if whole[QUESTION_LENGTH:][:1] in ("", " ") else cut.rpartition(" ")[0] or cut


def letters(text: str) -> str:
    """The folded letters and digits of a text, nothing between them."""
    return "".join(character for character in fold(text) if character.isalnum())


def is_kana(text: str) -> bool:
    """Whether a folded text is kana only."""
    return bool(_KANA.fullmatch(text))


def is_word(morpheme: Morpheme) -> bool:
    """Whether somebody could look for this; particles, marks, bare auxiliaries and single kana nobody does."""
    surface = letters(morpheme.surface)
    return (
        morpheme.part[0] not in _SAYS_NOTHING
        and morpheme.part[:2] != _ANCILLARY
        and morpheme.normal not in _POLITE_OR_ORDINAL
        and bool(surface and letters(morpheme.normal))
        and not (len(surface) == 1 and is_kana(surface))
    )


def with_counters(morphemes: Iterable[Morpheme]) -> list[Morpheme]:
    """Numbers together with what they count: the third meeting is not any meeting and any 3."""
    joined: list[Morpheme] = []
    for morpheme in morphemes:
        number = joined[-1] if joined and joined[-1].part[:2] == ("名詞", "数詞") else None
        if number and "助数詞可能" in morpheme.part:
            both = number.surface + morpheme.surface
            joined[-1] = Morpheme(both, both, "", morpheme.part, also=(number.surface,))
        else:
            joined.append(morpheme)
    return joined


def indexed_words(morpheme: Morpheme) -> tuple[str, ...]:
    """Under which words a piece of text is found: its ordinary form, and how it is read."""
    normal, reading, surface = (
        letters(form) for form in (morpheme.normal, morpheme.reading, morpheme.surface)
    )
    spoken = [form for form in (reading, surface) if is_kana(form)]
    return tuple(dict.fromkeys([normal, *spoken, *morpheme.also]))


def sought_words(morpheme: Morpheme) -> tuple[str, ...]:
    """What a piece of a question may be found as: kana by its sound too, everything else by its ordinary form."""
    normal, surface = letters(morpheme.normal), letters(morpheme.surface)
    return tuple(dict.fromkeys([normal, surface] if is_kana(surface) else [normal]))


def marks_of(morphemes: Sequence[Morpheme]) -> list[str]:
    """What to mark for a run of words: any stretch of it, the longest first; single characters only alone."""
    surfaces = [letters(morpheme.surface) for morpheme in morphemes]
    stretches = {
        "".join(surfaces[start:stop])
        for start in range(len(surfaces))
        for stop in range(start + 1, len(surfaces) + 1)
    }
    stretches |= {letters(morpheme.normal) for morpheme in morphemes}
    long_enough = [stretch for stretch in stretches if len(stretch) > 1]
    return sorted(long_enough or stretches, key=lambda stretch: (-len(stretch), stretch))


def marked(text: str, marks: Iterable[str]) -> tuple[Piece, ...]:
    """A text in pieces, those that were asked for apart."""
    pieces, last = [], 0
    for start, stop in _hits(text, marks):
        pieces += [Piece(text[last:start], is_hit=False), Piece(text[start:stop], is_hit=True)]
        last = stop
    return tuple(piece for piece in [*pieces, Piece(text[last:], is_hit=False)] if piece.text)


def excerpt(text: str, marks: Sequence[str], length: int = EXCERPT_LENGTH) -> tuple[Piece, ...]:
    """The stretch of a text around its first hit, or its beginning; cut ends show an ellipsis."""
    one_line = " ".join(text.split())
    first = next(_hits(one_line, marks), (0, 0))[0]
    start = max(0, min(first - BEFORE_THE_HIT, len(one_line) - length))
    cut = one_line[start : start + length]
    before, after = "…" if start else "", "…" if start + length < len(one_line) else ""
    return marked(f"{before}{cut}{after}", marks) if cut else ()


def _hits(text: str, marks: Iterable[str]) -> Iterable[tuple[int, int]]:
    pattern = "|".join(re.escape(mark) for mark in marks if mark)
    if not pattern:
        return iter(())
    return (found.span() for found in re.finditer(pattern, text.translate(_EVENLY)))


class _Evenly(dict):
    """Folds character by character, so that places in the folded text are places in the text."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        folded = fold(character)
        self[code] = folded if len(folded) == 1 else character
        return self[code]


_EVENLY = _Evenly()
