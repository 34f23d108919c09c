"""A named trade: cuts texts and questions into words with Sudachi, which is loaded when the first one comes."""

import hashlib
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.metadata import version

from network.dictionary import cutter
from network.search import rules
from network.search.rules import Morpheme, Sought
from network.search.tables import DATA, synonyms

# Sudachi takes 49,149 bytes at a time.
PIECE_LENGTH = 10_000
# To be raised when other words come to stand in the index for the same text.
METHOD = 1


def made_with() -> str:
    """What decides which words stand in the index: the dictionary, the table of spellings, our method."""
    table = hashlib.sha256((DATA / "spellings.csv").read_bytes()).hexdigest()[:12]
    return f"sudachidict-core {version('sudachidict-core')}, spellings {table}, method {METHOD}"


@lru_cache(maxsize=128)
def words_of(text: str) -> str:
    """The words under which a text is found, with spaces between them.

    The index asks for each text of an object three times: as title, as beginning, as body. So the latest are kept.
    """
    return " ".join(word for morpheme in _kept(rules.plain(text)) for word in rules.indexed_words(morpheme))


def sought(typed: str) -> Sought:
    """What a question looks for; without groups when it holds no word."""
    groups: list[tuple[tuple[str, ...], ...]] = []
    marks: list[str] = []
    for stretch, others in _by_synonyms(rules.question(typed)):
        terms = (stretch, *others)
        groups += [tuple(dict.fromkeys(_all_of(term) for term in terms))] if others else _groups(stretch)
        marks += [mark for term in terms for mark in (_whole(term), *rules.marks_of(_kept(term)))]
    by_length = sorted(dict.fromkeys(mark for mark in marks if mark), key=len, reverse=True)
    return Sought(tuple(dict.fromkeys(groups))[: rules.MOST_WORDS], tuple(by_length))


def _groups(stretch: str) -> list[tuple[tuple[str, ...], ...]]:
    """One group per word; a stretch of kana may also be one word that the dictionary cut wrongly."""
    kept = _kept(stretch)
    whole = _whole(stretch)
    if rules.is_kana(whole) and len(kept) != 1:
        parts = tuple(rules.sought_words(morpheme)[0] for morpheme in kept)
        return [tuple(option for option in (parts, (whole,)) if option)]
    return [tuple((word,) for word in rules.sought_words(morpheme)) for morpheme in kept]


def _whole(stretch: str) -> str:
    folded = rules.letters(stretch)
    return folded if len(folded) > 1 else ""


def _all_of(term: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(rules.sought_words(morpheme)[0] for morpheme in _kept(term)))


def _by_synonyms(asked: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The question in stretches, each with the terms that stand for it (none for most); spaces part them too."""
    known = _synonyms()
    for chunk in re.split(r"\s+", asked):
        last = 0
        for found in _term_pattern().finditer(rules.fold(chunk) if _keeps_length(chunk) else ""):
            yield chunk[last : found.start()], ()
            yield chunk[found.start() : found.end()], known[found.group()]
            last = found.end()
        yield chunk[last:], ()


def _keeps_length(chunk: str) -> bool:
    return len(rules.fold(chunk)) == len(chunk)


@cache
def _synonyms() -> dict[str, tuple[str, ...]]:
    return {rules.fold(term): others for term, others in synonyms().items()}


@cache
def _term_pattern() -> re.Pattern[str]:
    longest_first = sorted(_synonyms(), key=len, reverse=True)
    # A term in Latin letters is a word of its own: SV is not part of CSV.
    alone = [
        rf"(?<![a-z0-9]){re.escape(term)}(?![a-z0-9])" if term.isascii() else re.escape(term)
        for term in longest_first
    ]
    return re.compile("|".join(alone))


def _kept(text: str) -> list[Morpheme]:
    return [morpheme for morpheme in rules.with_counters(_cut(text)) if rules.is_word(morpheme)]


def _cut(text: str) -> Iterator[Morpheme]:
    for start in range(0, len(text), PIECE_LENGTH):
        for found in cutter("A").tokenize(text[start : start + PIECE_LENGTH]):
            yield Morpheme(
                found.surface(), found.normalized_form(), found.reading_form(), tuple(found.part_of_speech())
            )
