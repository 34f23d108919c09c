"""A named trade: facilities, shops and employers with a name of their own, in the words of a folded text. Knows no Django."""

import re
from functools import cache

from network.privacy.cutting import Word
from network.privacy.housefronts import branches, firms, named_behind
from network.privacy.housenames import PROPER, is_bridge, is_name, is_nominal
from network.privacy.places import Place, joined
from network.privacy.reading import PERSON
from network.privacy.wording import listed, one_of

_NO_HOUSE = re.compile(
    r"(?:公園|動物園|植物園|庭園|霊園|温泉|銀行|ラブホテル)$|児童相談所|裁判所|ハローワーク|公共職業安定所|年金事務所|教育事務所"
)
_LEARNED = re.compile(r"の?(?:調査|研究|教授|准教授|名誉教授|大学院|論文|チーム|附属図書館|入試)")
_GOES_ON = frozenset({"都市", "祭", "通り", "町", "前"})
_STAYS = frozenset({"さん", "様", "内", "側", "利用", "入居"})
_NAMED_AFTER_PLACES = frozenset({"大学", "高", "小", "内科", "外科", "小児科", "温泉", "食堂", "旅館"})
_NAMED_BY_ANY_WORD = frozenset(
    {"保育園", "保育所", "幼稚園", "こども園", "認定こども園", "小学校", "中学校", "高校", "高等学校", "学園"}
    | {"病院", "医院", "クリニック", "診療所", "歯科", "歯科医院", "薬局", "作業所", "荘", "苑"}
)
_POEMS = ("の家", "の里")


def facilities(text: str, words: list[Word], extra: frozenset[str]) -> list[Place]:
    """Facilities that a name makes a certain one. Public offices, which serve a whole region, are none.

    `extra` are names that a moderator added.
    """
    found = [*_named_before(text, words), *_named_in_kana(text), *named_behind(text, words)]
    found += [*firms(text, words), *branches(words)]
    found += [match.span() for name in extra for match in re.finditer(re.escape(name), text)]
    certain = [place for place in joined(found) if not _NO_HOUSE.search(text[slice(*place)])]
    return [place for place in certain if text[slice(*place)] not in listed("chains")]


@cache
def _kinds() -> re.Pattern[str]:
    return re.compile(one_of(listed("facility_kinds")))


def _named_before(text: str, words: list[Word]) -> list[Place]:
    """Names that stand before the kind: すずらん保育園, 虹の橋デイサービスセンター."""
    ends = {word.end: index for index, word in enumerate(words)}
    found = []
    for kind in _kinds().finditer(text):
        last = ends.get(kind.end())
        if last is None or _is_a_longer_word(words, last, kind.group()):
            continue
        first = _first_before(words, last, ends.get(kind.start()), kind)
        if first is not None and not (kind.group() == "大学" and _LEARNED.match(text, kind.end())):
            found.append((words[first].start, kind.end()))
    return found


def _is_a_longer_word(words: list[Word], last: int, kind: str) -> bool:
    """Whether a short kind is only the beginning of a longer word: 園 in 園長."""
    if last + 1 >= len(words) or words[last + 1].start != words[last].end:
        return False
    following = words[last + 1]
    is_part = following.part in ("名詞", "接尾辞") and following.text not in _STAYS
    return following.text in _GOES_ON or (kind in listed("short") and is_part)


def _first_before(words: list[Word], last: int, before: int | None, kind: re.Match[str]) -> int | None:
    """The index of the first word of the name before a kind; None when there is no name."""
    if words[last].start < kind.start():
        # The kind is the end of a longer word: 北海道大学 is a name, 商業高校 is none and may have one before it.
        if words[last].detail in PROPER:
            return last if words[last].detail not in PERSON else None  # 小野寺 is no temple
        is_apart = kind.group() in listed("short") or not last or words[last - 1].end < words[last].start
        before = None if is_apart else last - 1
    if before is None or before < 0:
        return None
    if kind.group() in _POEMS and words[before].text not in listed("facility_words"):
        return None
    return _first_of_name(words, before, kind.group())


def _first_of_name(words: list[Word], before: int, kind: str) -> int | None:
    """The index of the first word of the name that ends at `before`; None when those words say only what kind it is."""
    first, is_named, index = before, False, before
    while index >= 0 and (index == before or words[index].end == words[index + 1].start):
        word = words[index]
        if not is_bridge(words, index):
            if not is_nominal(word) or (not is_named and _says_more_about(word, kind)):
                break
            is_named = is_named or _names_this_kind(word, kind)
            first = index
        index -= 1
    return _without_qualifiers(words, first, before) if is_named else None


def _says_more_about(word: Word, kind: str) -> bool:
    """Whether a word before a trade says what it deals in: 中古 in 中古自動車."""
    return kind in listed("trades") and word.part == "名詞" and not is_name(word)


def _names_this_kind(word: Word, kind: str) -> bool:
    """Whether a word is a name for this kind: places name no trade (札幌観光), but a hospital (江別病院)."""
    if kind in listed("trades") and word.detail == "地名":
        return kind in _NAMED_AFTER_PLACES or word.text in listed("surnames")
    return is_name(word) or (kind in _NAMED_BY_ANY_WORD and (word.text == "第" or _is_any_name(word)))


def _is_any_name(word: Word) -> bool:
    """Whether an ordinary word may name a school or a hospital: 大空小学校, but not 定時制高校."""
    is_plain = any(
        word.text in listed(name) for name in ("facility_plain", "facility_generic", "roles", "kin")
    )
    return word.detail == "普通名詞" and len(word.text) > 1 and not is_plain


def _without_qualifiers(words: list[Word], first: int, before: int) -> int:
    while first < before and words[first].text in listed("qualifiers"):
        first += 1
    return first


@cache
def _kana_names() -> re.Pattern[str]:
    kinds = one_of(listed("facility_kinds") - listed("short") | {"寮", "苑", "荘"})
    return re.compile(
        r"(?<![ぁ-んー一-龥々])[ぁ-んー]{3,10}"
        rf"(?:(?<![のないるたうくでにをはがもとやかてずへしけ])(?:内科|外科|皮膚科|小児科|記念|総合|中央)?(?:{kinds})(?!都市|祭|通り|町|前)|(?<![のなたるをはがに])[苑荘寮])"
    )


@cache
def _no_kana_name() -> re.Pattern[str]:
    return re.compile(one_of(listed("facility_generic") | listed("small_words")))


def _named_in_kana(text: str) -> list[Place]:
    """A name in hiragana that no word is made of: みほん病院. What could end with a particle is left to the words."""
    return [
        match.span() for match in _kana_names().finditer(text) if not _no_kana_name().match(match.group())
    ]
