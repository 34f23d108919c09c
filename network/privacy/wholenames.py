"""A named trade: from one word of a name to the whole of it, forwards and backwards. Knows no Django."""

from network.privacy.conduct import SINGLE_SURNAMES
from network.privacy.cutting import Word, senses
from network.privacy.places import Place
from network.privacy.reading import (
    BOUNDARY,
    HIRAGANA,
    KANJI,
    KATAKANA,
    LATIN,
    NOT_OF_NAMES,
    PERSON,
    Reading,
    is_kana_name,
)
from network.privacy.wording import listed


def is_scrap(word: Word) -> bool:
    """A single kanji, or a surname: what is left when a name is cut to pieces."""
    return (
        bool(KANJI.fullmatch(word.text))
        and (len(word.text) == 1 or word.detail in PERSON)
        and word.detail not in ("数詞", "代名詞")
    )


def backwards(reading: Reading, last: int) -> Place:
    """The whole name that ends with this word: the surname before a given name, parts joined by a space or dot."""
    words = reading.words
    first = last
    while first > 0:
        before = first - 1
        gap = words[before].text in (" ", "・", "=")
        if gap:
            before -= 1
        if (
            before < 0
            or not (gap or reading.beside(first))
            or not _joins(words[before], words[first], gap=gap)
        ):
            break
        if gap and not reading.beside(before + 1):
            break
        first = before
    if (
        first > 1
        and len(words[first].text) == 1
        and is_scrap(words[first - 1])
        and words[first - 2].detail == "姓"
    ):
        first -= 2 if reading.beside(first) and reading.beside(first - 1) else 0
    return words[first].start, words[last].end


def _joins(before: Word, behind: Word, *, gap: bool) -> bool:
    """Whether two words are one name: 佐藤 + 花子, グエン + ヴァン, NGUYEN + Van."""
    if before.text in listed("kin") or before.text in listed("roles"):
        return False
    if LATIN.fullmatch(before.text) and (
        LATIN.fullmatch(behind.text) or (behind.text.isalpha() and behind.text.isascii())
    ):
        return gap
    known, following = senses(before.text), senses(behind.text)
    if KATAKANA.fullmatch(before.text):
        strange = bool(known & PERSON) or not before.known or is_kana_name(before.text)
        return strange and bool(KATAKANA.fullmatch(behind.text)) and len(before.text) > 1
    if (
        behind.text in listed("name_roles")
        or behind.text in listed("roles")
        or behind.text in listed("honorifics")
    ):
        return False
    if HIRAGANA.fullmatch(behind.text) and not is_kana_name(behind.text):
        return False
    if not (
        {"名"} & (following | {behind.detail})
        or behind.text in listed("given_words")
        or not behind.known
        or is_kana_name(behind.text)
    ):
        return False
    if gap and len(before.text) == len(behind.text) == 1 and before.text not in SINGLE_SURNAMES:
        return False
    if (before.text == "見本" and "名" in following) or (
        before.detail == "姓"
        and behind.detail != "姓"
        and not (gap and len(before.text) == 1 and behind.detail != "名")
    ):
        return True
    if gap and len(before.text) == 1 and behind.detail != "名":
        return False
    return (
        "姓" in known
        and before.part == "名詞"
        and (gap or before.detail != "普通名詞" or len(before.text) > 1)
        and behind.detail != "姓"
    )


def forwards(reading: Reading, index: int) -> Place:
    """The whole name that begins with this word."""
    words = reading.words
    word = words[index]
    end = index
    if (
        word.detail == "姓"
        and index + 2 < len(words)
        and reading.beside(index + 1)
        and len(words[index + 1].text) == 1
    ):
        scraps = _scraps(reading, index)
        if scraps:
            return word.start, scraps
    is_surname = word.detail == "姓" or "姓" in senses(word.text)
    behind = index + 1
    if behind < len(words) and words[behind].text in (" ", "・", "=") and behind + 1 < len(words):
        behind += 1
        if words[behind].part == "名詞" and _joins(word, words[behind], gap=True):
            end = behind
    elif behind < len(words) and reading.beside(behind) and _joins(word, words[behind], gap=False):
        end = behind
    if end == index and (is_surname or is_scrap(word) or not word.known) and KANJI.fullmatch(word.text):
        scraps = _scraps(reading, index)
        return (word.start, scraps) if scraps else (word.start, word.end)
    return word.start, words[end].end


def _may_stand_apart(word: Word) -> bool:
    """Whether a surname is one with a space behind it, too: 全 件 is no name."""
    return word.detail == "姓" and (len(word.text) > 1 or word.text in SINGLE_SURNAMES)


def _scraps(reading: Reading, index: int) -> int:
    """Where a given name ends that was cut to single kanji behind this word; 0 when there is none."""
    words = reading.words
    end = index
    if index + 2 < len(words) and words[index + 1].text == " " and _may_stand_apart(words[index]):
        index += 1
        end = index
    while end + 1 < len(words) and (reading.beside(end + 1)) and is_scrap(words[end + 1]):
        end += 1
    scrap = reading.text[words[index].end : words[end].end]
    if (
        not scrap
        or len(scrap) > 3
        or NOT_OF_NAMES.search(scrap)
        or not BOUNDARY.match(reading.text, words[end].end)
    ):
        return 0
    if len(scrap) == 1 and not (senses(scrap) & {"名"} or words[index].detail not in PERSON):
        return 0
    return words[end].end
