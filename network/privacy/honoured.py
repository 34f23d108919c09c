"""A named trade: names by what stands behind them: さん, 課長, 夫妻. Knows no Django."""

import re
from functools import cache

from network.privacy.conduct import RATHER_NAMES
from network.privacy.cutting import Word, senses
from network.privacy.places import Place
from network.privacy.reading import INITIALS, KANJI, KATAKANA, LATIN, PERSON, Reading, is_kana_name
from network.privacy.wholenames import backwards, is_scrap
from network.privacy.wording import bare_places, listed, one_of

ROLE_END = re.compile(
    r"(?:[員者士師屋官長係課部署局庁社協会所店人家親子たち方手生医婦科室側職役院園体関市町村区県道府都国達ら類系層圏]|センター|学校|組合|法人|団体|ワーカー|スタッフ|リーダー|マネージャー|サポーター)$"
)
_SPEAKS_OF_A_TOWN = re.compile(
    r"さん(?:では|でも|や|も|にも|の(?:取|事例|や|担当|よう|ほう|方|例|と|場合|プラン|要綱|仕様|体制|窓口|人口|職員)|と(?:合同|連携|一緒|情報|共同|協)|は(?:どう|いかが|、どう)|が(?:先行|始|進)|、[^。]{1,12}さん|に(?:視察|聞|教|伺))"
)
_MAY_FOLLOW_A_TITLE = re.compile(r"本人|担当|宅|様|氏|夫妻|両|他|等|同席|同行|対応|作成|記|面談|より|宛")


@cache
def titles() -> re.Pattern[str]:
    return re.compile(one_of(listed("name_roles")))


def before_honorifics(reading: Reading) -> list[Place]:
    found = []
    for index, word in enumerate(reading.words):
        if index == 0 or word.text not in listed("honorifics"):
            continue
        last = index - 1
        if reading.words[last].text == " " and last > 0:
            last -= 1
        place = _honoured(reading, last)
        if place is not None:
            found.append(place)
    for title in titles().finditer(reading.text):
        last = reading.by_end.get(title.start(), -1)
        place = _titled(reading, last, title) if last >= 0 else _cut_wrongly(reading, title.start())
        if place is not None:
            found.append(place)
    return found + [(word.start, word.end - 1) for word in reading.words if _is_a_family(word)]


def _cut_wrongly(reading: Reading, end: int) -> Place | None:
    """A name that the dictionary cut together with the title behind it: 前田保健師 as 前, 田保, 健師."""
    surname = _ending_in(reading.text, end, "姓")
    if surname is not None:
        return surname
    given = _ending_in(reading.text, end, "名", after_kanji=True)
    before = _ending_in(reading.text, given[0], "姓") if given else None
    return (before[0], end) if before else None


def _ending_in(text: str, end: int, sense: str, *, after_kanji: bool = False) -> Place | None:
    """Two or three kanji before a place that the dictionary knows as a name; nothing but no kanji before them."""
    for length in (3, 2):
        start = end - length
        name = text[max(0, start) : end]
        is_free = after_kanji or start <= 0 or not KANJI.match(text[start - 1])
        if start >= 0 and is_free and KANJI.fullmatch(name) and sense in senses(name):
            is_plain = "普通名詞" in senses(name) and name not in listed("surnames")
            return None if is_plain else (start, end)
    return None


def _is_a_family(word: Word) -> bool:
    """Whether the dictionary holds a surname and 家 as one word: 池田家."""
    return (
        len(word.text) > 2
        and word.text.endswith("家")
        and word.text not in listed("nobody")
        and "姓" in senses(word.text[:-1])
    )


def _honoured(reading: Reading, last: int) -> Place | None:
    """The name whose last word stands before an honorific, if that is a name and no role."""
    word = reading.words[last]
    if _ends_in_a_role(reading, word) or INITIALS.fullmatch(word.text) or not word.text.strip():
        return None
    known = senses(word.text)
    if KATAKANA.fullmatch(word.text) and "普通名詞" in known and _is_compounded(reading, last):
        return None
    if word.detail in PERSON or known & PERSON or word.text in listed("given_words"):
        return backwards(reading, last)
    if word.detail == "地名" or "地名" in known:
        return backwards(reading, last) if _is_somebody_called_like_a_place(reading, last) else None
    if LATIN.fullmatch(word.text) or is_kana_name(word.text):
        return backwards(reading, last)
    if known and len(word.text) > 1:
        is_short = (
            bool(KATAKANA.fullmatch(word.text)) and len(word.text) <= 3 and not _is_compounded(reading, last)
        )
        return (
            (word.start, word.end)
            if is_short and word.text not in listed("nobody_called_so") and not word.text.endswith("ー")
            else None
        )
    return _unknown_name(reading, last)


def _ends_in_a_role(reading: Reading, word: Word) -> bool:
    """Whether a role stands before the honorific, however the dictionary cut it: 水道屋."""
    longer = (reading.text[max(0, word.end - length) : word.end] for length in range(3, 9))
    return word.text in listed("roles") or any(text in listed("roles") for text in longer)


def _is_compounded(reading: Reading, last: int) -> bool:
    """Whether a word is the end of a longer one: リサイクルショップ."""
    return reading.beside(last) and reading.words[last - 1].part == "名詞"


def _is_somebody_called_like_a_place(reading: Reading, last: int) -> bool:
    """Whether a place with さん is a person; towns are called so too, when one asks how they do things."""
    word = reading.words[last]
    if word.text.endswith(("市", "町", "村", "区", "県", "道", "都", "府")) or not (
        KANJI.fullmatch(word.text) or KATAKANA.fullmatch(word.text)
    ):
        return False
    return (
        not _SPEAKS_OF_A_TOWN.match(reading.behind(word.end)) and reading.behind(word.end)[:1] in "さ様氏君く"
    )


def _unknown_name(reading: Reading, last: int) -> Place | None:
    """A name the dictionary doesn't know: one strange word, or kanji that it could only cut to pieces."""
    word = reading.words[last]
    if KANJI.fullmatch(word.text):
        first = last
        while first > 0 and reading.beside(first) and is_scrap(reading.words[first - 1]):
            first -= 1
        text = reading.text[reading.words[first].start : word.end]
        if ROLE_END.search(text) and first == last:
            return None
        if len(text) < 2 and not reading.words[first].known:
            return reading.words[first].start, word.end
        return (
            (reading.words[first].start, word.end)
            if 2 <= len(text) <= 5 and text not in listed("roles")
            else None
        )
    if KATAKANA.fullmatch(word.text) and len(word.text) > 1 and not word.known:
        return backwards(reading, last) if not ROLE_END.search(word.text) else None
    if not word.known and word.text.isalpha() and not INITIALS.fullmatch(word.text):
        return word.start, word.end
    return None


def _titled(reading: Reading, last: int, title: re.Match[str]) -> Place | None:
    """A surname before a title: 佐藤課長. Places and single characters need a title that only persons bear."""
    word = reading.words[last]
    if word.text in listed("roles") or word.text in listed("kin") or _is_more_than_a_title(reading, title):
        return None
    if reading.beside(last) and len(word.text) == 1:
        before = reading.words[last - 1]
        if "姓" in senses(before.text + word.text):
            return before.start, word.end
    return backwards(reading, last) if _bears(reading, last, title.group()) else None


def _is_more_than_a_title(reading: Reading, title: re.Match[str]) -> bool:
    """Whether a longer word begins with the title: 医師会, 職員室."""
    follower = reading.behind(title.end())
    return bool(re.match(r"[一-龥]", follower)) and not _MAY_FOLLOW_A_TITLE.match(follower)


def _bears(reading: Reading, last: int, title: str) -> bool:
    """Whether the word before a title may be the name of somebody who bears it."""
    word, known = reading.words[last], senses(reading.words[last].text)
    is_weak, is_household = title in listed("weak_titles"), title in listed("households")
    if word.detail in PERSON:
        return len(word.text) > 1 or not is_weak
    if not KANJI.fullmatch(word.text):
        return bool(KATAKANA.fullmatch(word.text)) and bool(known & PERSON) and "普通名詞" not in known
    if "姓" not in known:
        return not word.known and 2 <= len(word.text) <= 3 and not is_weak
    if is_weak and not is_household:
        return False
    is_place = word.text in bare_places() - RATHER_NAMES
    return _stands_free(reading, last) or (len(word.text) > 1 and not (is_weak and is_place))


def _stands_free(reading: Reading, index: int) -> bool:
    """Whether a word is not the end of a longer one."""
    if not reading.beside(index):
        return True
    before = reading.words[index - 1]
    return before.part in ("助詞", "補助記号") or before.text in listed("times")
