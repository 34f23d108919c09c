"""A named trade: which words are names of facilities, and which say only what kind of facility it is. Knows no Django."""

import re

from network.privacy.cutting import Word
from network.privacy.reading import PERSON
from network.privacy.wording import listed

KANA = re.compile(r"[ぁ-んァ-ヴー・]+")
_HIRAGANA = re.compile(r"[ぁ-んー]{2,}")
_LATIN = re.compile(r"[A-Za-z]{2,}")
_TWICE = re.compile(r"([ぁ-ん]{2})\1")
_NOMINAL = frozenset({"名詞", "接頭辞", "接尾辞", "形状詞"})
PROPER = PERSON | {"地名", "固有名詞"}
_EMPTY_WORDS = frozenset({"こと", "もの", "ため", "とき", "ほう"})


def is_nominal(word: Word) -> bool:
    """Whether a word can stand in a name at all."""
    is_house_word = word.text in listed("facility_words") or bool(_TWICE.fullmatch(word.text))
    return word.part in _NOMINAL or not word.known or is_house_word


def is_name(word: Word) -> bool:
    """Whether a word says which facility rather than what kind."""
    if word.text in listed("facility_words"):
        return True
    if _says_what_kind(word):
        return False
    if word.detail in PROPER or _TWICE.fullmatch(word.text):
        return True
    if KANA.fullmatch(word.text) or _LATIN.fullmatch(word.text):
        return len(word.text) > 1 and word.part == "名詞" and word.text not in _EMPTY_WORDS
    return not word.known and not word.text.isdigit() and word.text.isalpha()


def _says_what_kind(word: Word) -> bool:
    is_common = word.text in listed("facility_generic") or word.text in listed("roles")
    return is_common or word.detail in ("数詞", "代名詞") or word.part in ("接尾辞", "接頭辞")


def is_bridge(words: list[Word], index: int) -> bool:
    """A particle inside a name: 虹の橋, 鳩が丘, もみの木."""
    if not 0 < index < len(words) - 1 or words[index].text not in ("の", "が", "ヶ"):
        return False
    before, behind = words[index - 1], words[index + 1]
    in_kana = words[index].text == "の" and before.part == "名詞" and bool(_HIRAGANA.fullmatch(before.text))
    is_poetic = before.text in listed("facility_words") or (in_kana and is_name(before))
    return is_poetic and before.end == words[index].start and behind.text in listed("facility_poems")
