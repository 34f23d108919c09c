"""A named trade: names in a row: what stands beside names in a list is one too (松本、石川、森の三名). Knows no Django."""

import re

from network.privacy.cutting import Word, senses
from network.privacy.places import Place
from network.privacy.reading import KANJI, Reading
from network.privacy.wording import listed

_SEPARATORS = ("、", ",", "・", "/", "と")
_ENDS_A_LIST = re.compile(
    r"$|[、,・/。\n)」]|の\d+[名人]|の[二三四五六七八九十]+[名人]|の二人|の三人|ら|両|の各|が|を|は|と(?=[一-龥])"
)
_ENDS_WITH_AND = re.compile(r"$|[、。)」]|の[二三四五六七八九十]+[名人]|の\d+[名人]|が|を|は|も")


def beside_names(reading: Reading, found: list[Place]) -> list[Place]:
    """Names that only their place beside other names shows; `found` are those others."""
    ends, starts = {end for _, end in found}, {start for start, _ in found}
    more = []
    for index in range(2, len(reading.words)):
        word, gap, name = reading.words[index], reading.words[index - 1], reading.words[index - 2]
        if gap.text in _SEPARATORS and name.end in ends and _closes(reading, word, gap):
            more.append((word.start, word.end))
            ends.add(word.end)
    for index in range(len(reading.words) - 3, -1, -1):
        word, gap, name = reading.words[index : index + 3]
        if gap.text in _SEPARATORS[:-1] and name.start in starts and _opens(reading, index):
            more.append((word.start, word.end))
            starts.add(word.start)
    return more


def _closes(reading: Reading, word: Word, gap: Word) -> bool:
    """Whether a word behind a name and a separator is a name: a surname, behind と a given name too."""
    behind = reading.behind(word.end)
    if gap.text == "と":
        is_given = word.detail == "名" or word.text in listed("given_words")
        return is_given and bool(KANJI.fullmatch(word.text)) and bool(_ENDS_WITH_AND.match(behind))
    return _may_be_a_surname(word) and bool(_ENDS_A_LIST.match(behind))


def _opens(reading: Reading, index: int) -> bool:
    is_first = index == 0 or reading.words[index - 1].part in ("補助記号", "空白", "助詞", "記号")
    return is_first and _may_be_a_surname(reading.words[index])


def _may_be_a_surname(word: Word) -> bool:
    is_one = word.part == "名詞" and "姓" in senses(word.text) and bool(KANJI.fullmatch(word.text))
    return is_one and word.text not in listed("roles") and word.text not in listed("kin")
