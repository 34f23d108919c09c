"""A named trade: facilities, shops and employers with a name of their own, in the words of a folded text. Knows no Django."""

import re
from functools import cache

from network.privacy.cutting import Word
from network.privacy.places import Place, joined
from network.privacy.wording import listed, one_of

_KANA = re.compile(r"[ぁ-んァ-ヴー・]+")
_HIRAGANA = re.compile(r"[ぁ-んー]{2,}")
_LATIN = re.compile(r"[A-Za-z]{2,}")
_TWICE = re.compile(r"([ぁ-ん]{2})\1")
_PROPER = {"姓", "名", "人名", "地名", "固有名詞"}
_NOMINAL = {"名詞", "接頭辞", "接尾辞", "形状詞"}
_QUOTED = re.compile(r"[「『\"“]([^「」『』\"“”\n]{1,20})[」』\"”]")
_BY_ANY_NAME = {"株式会社", "有限会社", "合同会社", "合資会社", "(株)", "(有)"}
_PARK = re.compile(r"(?:公園|動物園|植物園|庭園|霊園|遊園|楽園|田園|温泉|銀行)$")
_PUBLIC = re.compile(
    r"児童相談所|家庭裁判所|地方裁判所|簡易裁判所|ハローワーク|公共職業安定所|年金事務所|教育事務所"
)
_LEARNED = re.compile(r"の?(?:調査|研究|教授|准教授|名誉教授|大学院|論文|チーム|附属図書館|入試)")
_GENERAL_TRADE = {"観光", "日本", "北海道", "道内", "国内", "海外", "地元"}


def facilities(text: str, words: list[Word], extra: frozenset[str]) -> list[Place]:
    """Facilities that a name makes a certain one. Public offices, which serve a whole region, are none.

    `extra` are names that a moderator added.
    """
    at = {word.start: index for index, word in enumerate(words)}
    found = [
        *_named_before(text, words),
        *_named_in_kana(text),
        *_named_behind(text, words, at),
        *_branches(words),
    ]
    found += [match.span() for name in extra for match in re.finditer(re.escape(name), text)]
    certain = [place for place in joined(found) if not _PUBLIC.search(text, *place)]
    return [place for place in certain if text[slice(*place)] not in listed("chains")]


@cache
def _kinds() -> re.Pattern[str]:
    return re.compile(
        f"(?:{one_of(listed('facility_kinds'))})(?=$|[^ぁ-んァ-ヴー一-龥]|[ぁ-ん]|[一-龥ァ-ヴ])"
    )


@cache
def _fronts() -> re.Pattern[str]:
    return re.compile(one_of(listed("facility_fronts")))


def _named_before(text: str, words: list[Word]) -> list[Place]:
    """Names that stand before the kind: すずらん保育園, 虹の橋デイサービスセンター."""
    ends = {word.end: index for index, word in enumerate(words)}
    found = []
    for kind in _kinds().finditer(text):
        last = ends.get(kind.end())
        if last is None or _goes_on(words, last, kind.group()):
            continue
        if words[last].start < kind.start() and words[last].detail in _PROPER:
            if not (kind.group() == "大学" and _LEARNED.match(text, kind.end())) and not _PARK.search(
                words[last].text
            ):
                found.append((words[last].start, kind.end()))
            continue
        before = ends.get(kind.start())
        if kind.group() in ("の家", "の里") and not (
            before is not None and words[before].text in listed("facility_words")
        ):
            continue
        first = None if before is None else _first_of_name(words, before, kind.group())
        if first is not None and not (kind.group() == "大学" and _LEARNED.match(text, kind.end())):
            found.append((words[first].start, kind.end()))
    return found


@cache
def _kana_names() -> re.Pattern[str]:
    kinds = one_of(
        listed("facility_kinds") - {"小", "高", "の家", "の里", "中学", "ハウス", "事務所", "スーパー"}
    )
    return re.compile(
        rf"(?<![ぁ-んー一-龥々])[ぁ-んー]{{3,10}}(?<![のないるたうくでにをはがもとやかてずへしけ])(?:内科|外科|皮膚科|小児科|記念|総合|中央)?(?:{kinds})(?!都市|祭|通り|町|前)|(?<![ぁ-んー一-龥々])[ぁ-んー]{{3,10}}(?<![のなたるをはがに])[苑荘寮]"
    )


def _named_in_kana(text: str) -> list[Place]:
    """A name in hiragana that no word is made of: みほん病院. What could end with a particle is left to the words."""
    return [
        match.span()
        for match in _kana_names().finditer(text)
        if not re.match(one_of(listed("facility_generic") | listed("small_words")), match.group())
    ]


def _goes_on(words: list[Word], last: int, kind: str) -> bool:
    """Whether a short kind is only the beginning of a longer word: 園 in 園長."""
    if last + 1 >= len(words) or words[last + 1].start != words[last].end:
        return False
    following = words[last + 1]
    if following.text in ("都市", "祭", "通り", "町", "前"):
        return True
    return (
        kind in listed("short")
        and following.part in ("名詞", "接尾辞")
        and following.text not in ("さん", "様", "内", "側", "利用", "入居")
    )


def _first_of_name(words: list[Word], before: int, kind: str) -> int | None:
    """The index of the first word of the name that ends at `before`; None when those words say only what kind it is."""
    first, named, index = None, False, before
    while index >= 0 and (index == before or words[index].end == words[index + 1].start):
        word = words[index]
        if _is_bridge(words, index):
            index -= 1
            continue
        if not _is_nominal(word) or (kind in listed("trades") and not _is_name(word) and not named):
            break
        named = named or _names_trade(word, kind)
        if named or first is not None or _is_nominal(word):
            first = index
        index -= 1
    return _without_qualifiers(words, first, before) if named and first is not None else None


def _names_trade(word: Word, kind: str) -> bool:
    """Whether a word is a name for this kind: places don't name a trade (札幌観光), but a hospital (江別病院)."""
    if kind in listed("trades") and word.detail == "地名":
        return kind in ("大学", "高", "小", "内科", "外科", "小児科", "温泉", "食堂", "旅館")
    return _is_name(word)


def _without_qualifiers(words: list[Word], first: int, before: int) -> int:
    while first < before and words[first].text in listed("qualifiers"):
        first += 1
    return first


def _is_bridge(words: list[Word], index: int) -> bool:
    """A particle inside a name: 虹の橋, 鳩が丘."""
    if index == 0 or words[index].text not in ("の", "が", "ヶ") or index + 1 >= len(words):
        return False
    before, behind = words[index - 1], words[index + 1]
    poetic = before.text in listed("facility_words") or (
        words[index].text == "の"
        and bool(_HIRAGANA.fullmatch(before.text))
        and before.part == "名詞"
        and _is_name(before)
    )
    return before.end == words[index].start and poetic and behind.text in listed("facility_poems")


def _is_nominal(word: Word) -> bool:
    return (
        word.part in _NOMINAL
        or not word.known
        or bool(_TWICE.fullmatch(word.text))
        or word.text in listed("facility_words")
    )


def _is_name(word: Word) -> bool:
    """Whether a word says which facility rather than what kind."""
    if word.text in listed("facility_words"):
        return True
    if (
        word.text in listed("facility_generic")
        or word.text in listed("roles")
        or word.detail in ("数詞", "代名詞")
    ):
        return False
    if word.part == "接尾辞" or word.part == "接頭辞":
        return False
    if word.detail in _PROPER or _TWICE.fullmatch(word.text):
        return True
    if _KANA.fullmatch(word.text) or _LATIN.fullmatch(word.text):
        return (
            len(word.text) > 1
            and word.part == "名詞"
            and (word.text not in ("こと", "もの", "ため", "とき", "ほう"))
        )
    return not word.known and not word.text.isdigit() and word.text.isalpha()


def _named_behind(text: str, words: list[Word], at: dict[int, int]) -> list[Place]:
    """Names that stand behind the kind: グループホームとまり木, 株式会社見本建設, 作業所「虹」."""
    found = []
    for front in _fronts().finditer(text):
        quoted = _QUOTED.match(text, front.end())
        if quoted:
            found.append((front.start(), quoted.end()))
            continue
        index = at.get(front.end())
        if index is None:
            continue
        end = _end_of_name(words, index, any_name=front.group() in _BY_ANY_NAME)
        if end is not None:
            found.append((front.start(), end))
    found += [(words[first].start, company.end()) for company, first in _companies(text, words)]
    return found


def _end_of_name(words: list[Word], index: int, *, any_name: bool) -> int | None:
    first = words[index]
    good = _is_name(first) and not (
        first.detail == "地名" and not any_name and first.text.endswith(("市", "町", "村"))
    )
    if not good and not (
        any_name
        and first.part in ("名詞", "接尾辞", "接頭辞")
        and first.text not in listed("not_in_a_firm")
        and first.text not in listed("facility_generic")
        and first.detail not in ("数詞", "サ変可能")
        and first.text not in listed("roles")
    ):
        return None
    while index + 1 < len(words) and words[index + 1].start == words[index].end:
        following = words[index + 1]
        if _is_bridge(words, index + 1) or (
            following.part == "名詞" and following.text not in listed("roles")
        ):
            index += 1
        else:
            break
    return words[index].end


def _companies(text: str, words: list[Word]) -> list[tuple[re.Match[str], int]]:
    """見本建設株式会社: any name before the word for company."""
    ends = {word.end: index for index, word in enumerate(words)}
    found = []
    for company in re.finditer(r"株式会社|有限会社|合同会社|\(株\)|\(有\)", text):
        index = ends.get(company.start())
        first = None
        while index is not None and index >= 0 and words[index].part == "名詞":
            first = index
            if index == 0 or words[index - 1].end != words[index].start:
                break
            index -= 1
        if first is not None:
            found.append((company, first))
    return found


def _branches(words: list[Word]) -> list[Place]:
    """A shop of a chain in a named quarter: 見本ストア野幌店."""
    found = []
    for index, word in enumerate(words):
        if word.text not in ("店", "支店", "営業所"):
            continue
        first = index
        while (
            first > 0
            and words[first - 1].end == words[first].start
            and words[first - 1].part == "名詞"
            and words[first - 1].text not in listed("facility_generic")
        ):
            first -= 1
        name = words[first:index]
        if (
            len(name) > 1
            and (_KANA.fullmatch(name[0].text) or name[-1].detail in ("地名", "姓"))
            and _is_name(name[0])
        ):
            found.append((name[0].start, word.end))
    return found
