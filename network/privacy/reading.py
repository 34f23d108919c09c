"""A named trade: the words of a text with their neighbours, for those that look for names in them. Knows no Django."""

import re
from functools import cache

from network.privacy.cutting import Word, senses
from network.privacy.wording import listed

PERSON = frozenset({"姓", "名", "人名"})
KANJI = re.compile(r"[一-龥々〆ヶ]+")
KATAKANA = re.compile(r"[ァ-ヴー]+")
HIRAGANA = re.compile(r"[ぁ-ゖー]+")
LATIN = re.compile(r"(?!Dr|Mr|Ms|No|Id|Tel|Fax)[A-Z][a-z]+|[A-Z]{4,}|[A-ZÀ-Ý][a-zà-ÿ]{2,}")
MIXED = re.compile(r"[ぁ-んァ-ヴ]{1,3}[子美代江枝恵奈香菜乃]")
INITIALS = re.compile(
    r"(?:[A-Za-z][.・]){1,3}[A-Za-z]?|[A-Z]{1,3}|[a-z]|[A-Za-z][子男美夫]?|[〇○◯●△▲□■×✕Xx＊*◎☆★甲乙丙丁某仮]+"
)
NOT_OF_NAMES = re.compile(r"[氏家宅方側様君殿両世班組課係部長員]")
BOUNDARY = re.compile(
    r"$|[\s、。,.!?・:;/「」『』()\[\]〔〕【】\"'〜~|→=-]|は|が|を|に|も|と|の|で|へ|や|から|まで|より|だ|です|って|という|ら|たち|など|だけ|さん|様|さま|氏|くん|君|ちゃん|殿|先生|\d|…|ー|！|？"
)


class Reading:
    """The words of a text, and names found so far as pairs of word indices (first, behind the last)."""

    def __init__(self, text: str, words: list[Word]) -> None:
        self.text = text
        self.words = words = _mended(words)
        self.by_start = {word.start: index for index, word in enumerate(words)}
        self.by_end = {word.end: index for index, word in enumerate(words)}

    def beside(self, index: int) -> bool:
        """Whether a word follows the one before it at once."""
        return 0 < index < len(self.words) and self.words[index - 1].end == self.words[index].start

    def behind(self, end: int) -> str:
        """The text behind a place, as far as a decision may need it."""
        return self.text[end : end + 24]


def _mended(words: list[Word]) -> list[Word]:
    """The words, with given names together that the dictionary knows and yet cut to single kanji: 七夏, 陽一."""
    mended: list[Word] = []
    index = 0
    while index < len(words):
        pair = words[index : index + 2]
        joined = "".join(word.text for word in pair)
        if len(joined) == 2 == len(pair) and _is_cut_name(
            joined, mended[-1:], words[index + 2 : index + 3], pair
        ):
            mended.append(Word(joined, pair[0].start, pair[1].end, "名詞", "名", True))
            index += 2
        else:
            mended.append(words[index])
            index += 1
    return mended


def _is_cut_name(joined: str, before: list[Word], behind: list[Word], pair: list[Word]) -> bool:
    if (
        pair[0].end != pair[1].start
        or not KANJI.fullmatch(joined)
        or not (joined in listed("given_words") or (senses(joined) and not senses(joined) - PERSON))
    ):
        return False
    free_before = (
        not before
        or before[0].end < pair[0].start
        or before[0].part != "名詞"
        or "姓" in {before[0].detail, *senses(before[0].text)}
        or before[0].text in listed("kin")
    )
    return free_before and not (
        behind
        and behind[0].start == pair[1].end
        and KANJI.match(behind[0].text)
        and behind[0].text not in listed("honorifics")
    )


@cache
def _kana_names() -> frozenset[str]:
    return listed("givens_kana") | listed("surnames_kana")


def is_kana_name(text: str) -> bool:
    """Whether kana sound like a common surname or given name."""
    return hiragana(text) in _kana_names() and bool(HIRAGANA.fullmatch(hiragana(text)))


def hiragana(text: str) -> str:
    return "".join(
        chr(ord(character) - 0x60) if "ァ" <= character <= "ヶ" else character for character in text
    )


def katakana(text: str) -> str:
    return "".join(
        chr(ord(character) + 0x60) if "ぁ" <= character <= "ゖ" else character for character in text
    )
