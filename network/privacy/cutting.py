"""A named trade: words of a folded text with their places, and what else the dictionary knows of them. Knows no Django."""

import re
from dataclasses import dataclass
from functools import lru_cache

from network.dictionary import cutter, dictionary

# Sudachi takes 49,149 bytes at a time; a line is cut where that can't part a name.
_PIECE = re.compile(r"[^\n]{1,8000}|\n")
_PERSON = "人名"
# Sudachi takes kana in round brackets for the reading of what stands before them, and hides them.
_ROUND = str.maketrans("()", "[]")


@dataclass(frozen=True)
class Word:
    """A word with its place in the folded text and its part of speech: 普通名詞, 姓, 名, 人名, 地名, 助詞, …"""

    text: str
    start: int
    end: int
    part: str
    detail: str
    known: bool


def words_of(text: str) -> list[Word]:
    """A folded text as long words. Raises ImportError where Sudachi is missing."""
    words: list[Word] = []
    for piece in _PIECE.finditer(text):
        tokenizer = cutter("C")
        for found in tokenizer.tokenize(piece.group().translate(_ROUND)):
            start = piece.start() + found.begin()
            part, detail = _sort(tuple(found.part_of_speech()))
            end = piece.start() + found.end()
            words.append(Word(text[start:end], start, end, part, detail, not found.is_oov()))
    return words


@lru_cache(maxsize=20_000)
def senses(text: str) -> frozenset[str]:
    """Everything the dictionary knows a text as, in the sorts of `Word.detail`; empty when it is no word."""
    return frozenset(_sort(tuple(entry.part_of_speech()))[1] for entry in dictionary().lookup(text))


def _sort(part: tuple[str, ...]) -> tuple[str, str]:
    """The part of speech, and the one finer sort that matters here."""
    if part[2] == _PERSON:
        return part[0], part[3] if part[3] in ("姓", "名") else _PERSON
    if part[2] == "地名":
        return part[0], "地名"
    return part[0], part[1]
