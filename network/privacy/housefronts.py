"""A named trade: facilities and firms whose name stands behind their kind, or around it: グループホームとまり木. Knows no Django."""

import re
from functools import cache

from network.privacy.cutting import Word, senses
from network.privacy.housenames import KANA, is_bridge, is_name
from network.privacy.places import Place, touches
from network.privacy.wording import listed, one_of

_QUOTED = re.compile(r"[「『\"“]([^「」『』\"“”\n]{1,20})[」』\"”]")
_FIRM = re.compile(r"株式会社|有限会社|合同会社|合資会社|\(株\)|\(有\)")
# A run of hiragana behind a kind, when what it ends with is no particle, ending or auxiliary.
_KANA_BEHIND = re.compile(
    r"[ぁ-んー]{2,8}?(?:の[家里園森丘杜木会])?(?<![たてるいうくはがをにもでへとや])(?<!から)(?<!まで)(?<!より)(?<!のみ)(?<!だけ)(?<!など)(?<!ごと)(?<!さん)(?<!たち)(?<!です)(?<!ます)(?<!けど)(?<!なら)"
    r"(?=の|に|で|を|へ|から|と|が|は|、|。|」|\)|\s|$|・)"
)


# A name in katakana that the dictionary took for a part of the word before it.
_GROWN_TOGETHER = re.compile(r"(?<=[ァ-ヴー])[ァ-ヴー]{2,10}")


@cache
def _fronts() -> re.Pattern[str]:
    return re.compile(one_of(listed("facility_fronts")))


def named_behind(text: str, words: list[Word]) -> list[Place]:
    """Names that stand behind the kind: グループホームとまり木, 株式会社見本建設, 作業所「虹」."""
    at = {word.start: index for index, word in enumerate(words)}
    strange = [(word.start, word.end) for word in words if not word.known]
    found = []
    for front in _fronts().finditer(text):
        quoted = _QUOTED.match(text, front.end())
        grown = _GROWN_TOGETHER.match(text, front.end()) if front.end() not in at else None
        if grown and grown.group() not in listed("facility_generic") and touches(grown.span(), strange):
            found.append((front.start(), grown.end()))
            continue
        end = quoted.end() if quoted else _end_of_name(text, words, at.get(front.end()), front.group())
        if end:
            found.append((front.start(), end))
    return found


def _end_of_name(text: str, words: list[Word], index: int | None, front: str) -> int:
    """Where the name behind a kind ends; 0 when there is none."""
    if index is None:
        return 0
    if words[index].text == "第" and index + 2 < len(words):
        index += 2
    first = words[index]
    is_town = first.detail == "地名" and first.text.endswith(("市", "町", "村"))
    is_firm = bool(_FIRM.fullmatch(front))
    if (is_name(first) and not (is_town and not is_firm)) or (is_firm and _may_name_a_firm(first)):
        return _last_of_name(words, index).end
    kana = _KANA_BEHIND.match(text, first.start)
    return kana.end() if kana and _is_no_other_word(kana.group(), first) else 0


def _is_no_other_word(kana: str, first: Word) -> bool:
    """Whether a run of hiragana is a noun, or nothing that the dictionary knows and no ending of what stands before."""
    known = senses(kana)
    if kana in listed("facility_generic"):
        return False
    if known:
        return bool(known & {"普通名詞", "名", "固有名詞"})
    return first.part in ("名詞", "感動詞", "副詞") or (
        first.part in ("接尾辞", "接頭辞", "動詞") and len(kana) > 2
    )


def _may_name_a_firm(word: Word) -> bool:
    """Whether any word may be the name of a firm, but for those that speak about firms."""
    is_about_firms = any(word.text in listed(name) for name in ("not_in_a_firm", "facility_generic", "roles"))
    return (
        word.part in ("名詞", "接尾辞", "接頭辞")
        and word.detail not in ("数詞", "サ変可能")
        and not is_about_firms
    )


def _last_of_name(words: list[Word], index: int) -> Word:
    while index + 1 < len(words) and words[index + 1].start == words[index].end:
        following = words[index + 1]
        goes_on = following.part == "名詞" and following.text not in listed("roles")
        if not goes_on and not is_bridge(words, index + 1):
            break
        index += 1
    return words[index]


def firms(text: str, words: list[Word]) -> list[Place]:
    """Any name before the word for a firm: 見本建設株式会社."""
    ends = {word.end: index for index, word in enumerate(words)}
    found = []
    for firm in _FIRM.finditer(text):
        index = ends.get(firm.start())
        if index is not None and words[index].part == "名詞":
            found.append((_noun_run(words, index)[0].start, firm.end()))
    return found


def branches(words: list[Word]) -> list[Place]:
    """A shop of a chain in a named quarter: 見本ストア野幌店."""
    found = []
    for index, word in enumerate(words):
        if word.text in ("店", "支店", "営業所") and index and words[index - 1].end == word.start:
            name = _noun_run(words, index - 1)
            in_a_quarter = bool(KANA.fullmatch(name[0].text)) or name[-1].detail in ("地名", "姓")
            if len(name) > 1 and in_a_quarter and is_name(name[0]):
                found.append((name[0].start, word.end))
    return found


def _noun_run(words: list[Word], last: int) -> list[Word]:
    """The nouns without a gap that end with this word."""
    first = last
    while first and words[first - 1].end == words[first].start and words[first - 1].part == "名詞":
        first -= 1
    return words[first : last + 1]
