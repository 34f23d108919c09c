"""A named trade: names behind words of family and acquaintance: 長男の健太, 娘さくら, 妻(花子). Knows no Django."""

import re
from functools import cache

from network.privacy.conduct import AT_A_PLACE, PERSONAL
from network.privacy.cutting import Word, senses
from network.privacy.honoured import ROLE_END
from network.privacy.places import Place
from network.privacy.reading import (
    BOUNDARY,
    INITIALS,
    KANJI,
    KATAKANA,
    MIXED,
    PERSON,
    Reading,
    is_kana_name,
    katakana,
)
from network.privacy.wholenames import forwards
from network.privacy.wording import bare_places, listed, one_of

_LOCATIVE = re.compile(
    r"に|で|へ|から|まで|方|の(?!件|こと|ケース|お母|母|父|妻|夫|息子|娘|家|子|長|次|姓|名|場合|気持|希望|意向|収入|借金|通帳|携帯|話|同意|担当|面談|プラン|面接|状況|障害|年金)|と(?!話|面|会|相|連|の面|の話|の連)|、|や|・|より|など|以外|周辺|付近|近郊|行き|発|着|在住|市|町|経由|だけ|でも|管"
)
_KIN_LINK = re.compile(r"の|、|・|:|\(|「|『|\s|,|=|は、|が、|である|という|=|」の|\)の|")
_NAMES_ONLY = re.compile(
    r"[、。,)]|です|で、|といい|という|と(?=[一-龥ぁ-んァ-ヴ]{1,4}(?:です|の|で、|、|。))|\d|$"
)


_STRANGE_KANA = re.compile(r"[ぁ-ん]{2,4}(?=さん|ちゃん|くん|君)")


@cache
def _kin() -> re.Pattern[str]:
    return re.compile(f"(?:{one_of(listed('kin'))})(?={_KIN_LINK.pattern}|[一-龥ぁ-んァ-ヴ])")


def behind_kin(reading: Reading) -> list[Place]:
    """長男の健太, 娘さくら, 妻(花子)."""
    found = []
    for match in _kin().finditer(reading.text):
        if match.end() not in reading.by_end and match.end() not in reading.by_start:
            continue
        link = _KIN_LINK.match(reading.text, match.end())
        start = link.end() if link else match.end()
        place = _name_here(
            reading, start, linked=bool(link and link.group()), owned=bool(link and link.group() == "の")
        )
        strange = _STRANGE_KANA.match(reading.text, start) if place is None else None
        if strange and strange.group() not in listed("role_stems") | listed("roles"):
            place = strange.span()
        if place is None and reading.text[match.end() : match.end() + 1] in ("は", "が"):
            found += _said_to_be(reading, match.end() + 1)
        if place is not None:
            found.append(place)
    return found


def _said_to_be(reading: Reading, start: int) -> list[Place]:
    """息子は隼人、娘は琴音です: a given name and nothing more said of somebody."""
    index = reading.by_start.get(start)
    if (
        index is None
        or not _is_given(reading.words[index])
        or not _NAMES_ONLY.match(reading.text, reading.words[index].end)
    ):
        return []
    row = [reading.words[index]]
    for word, behind in zip(reading.words[index + 1 :: 2], reading.words[index + 2 :: 2], strict=False):
        if word.text not in ("と", "、", "・") or not _is_given(behind):
            break
        row.append(behind)
    return [(word.start, word.end) for word in row]


def _is_given(word: Word) -> bool:
    return (
        word.detail == "名"
        or word.text in listed("given_words")
        or (is_kana_name(word.text) and len(word.text) > 2)
    )


@cache
def _given_here() -> re.Pattern[str]:
    common = frozenset({"こころ", "みらい", "ゆめ", "のぞみ", "はな", "さき", "ひかり", "いちご"})
    sure = one_of(listed("givens_kana") - common)
    foreign = one_of([katakana(name) for name in listed("givens_kana") if len(name) > 1])
    unsure = one_of(common)
    ends = r"(?=さん|ちゃん|くん|君|は|が|も|を|に|と|、|,|。|\(|\)|」|$|です|\s|・|\d"
    return re.compile(f"(?:{sure}|{foreign}){ends}|の|で|から|だけ)|(?:{unsure}){ends})")


def _name_here(reading: Reading, start: int, *, linked: bool, owned: bool) -> Place | None:
    """A name that begins at this place behind a word of kinship or a label."""
    kana = _given_here().match(reading.text, start)
    index = reading.by_start.get(start)
    if kana and (
        index is None
        or reading.words[index].part not in ("助詞", "代名詞", "連体詞")
        or len(kana.group()) > 2
    ):
        return kana.span()
    if index is None:
        return None
    word = reading.words[index]
    if word.text in listed("roles") or word.text in listed("kin") or INITIALS.fullmatch(word.text):
        return None
    if (
        owned
        and word.text in listed("things_of_somebody")
        and word.detail not in PERSON
        and not PERSONAL.match(reading.text, word.end)
    ):
        return None
    place = forwards(reading, index)
    ends = bool(BOUNDARY.match(reading.text, place[1]))
    if word.detail in ("姓", "名") and (KANJI.match(word.text) or MIXED.fullmatch(word.text)) and ends:
        plain = "普通名詞" in senses(word.text) and word.text not in listed("given_words")
        return place if linked or not plain or (word.detail == "名" and len(word.text) > 1) else None
    if not ends:
        return None
    return place if _could_be_name(reading, index, place, linked=linked) else None


def _could_be_name(reading: Reading, index: int, place: Place, *, linked: bool) -> bool:
    """Whether words that the dictionary doesn't read as a name are one where a name is expected."""
    text, word = reading.text[slice(*place)], reading.words[index]
    known = senses(text)
    if text in listed("given_words") or (
        known & {"名", "姓"} and "普通名詞" not in known and (known != {"地名"})
    ):
        return bool(KANJI.fullmatch(text) or linked) and not (
            text in bare_places() and _LOCATIVE.match(reading.behind(place[1])) is not None
        )
    if linked and text in listed("surnames") and text not in bare_places():
        return not AT_A_PLACE.match(reading.behind(place[1]))
    if known or text in listed("roles"):
        if (
            linked
            and "姓" in known
            and word.detail in ("地名", "姓")
            and len(text) > 1
            and KANJI.fullmatch(text)
        ):
            return text not in bare_places() and not AT_A_PLACE.match(reading.behind(place[1]))
        return word.detail == "人名" and "普通名詞" not in known
    if KANJI.fullmatch(text):
        scraps = [w for w in reading.words[index:] if w.end <= place[1]]
        return (
            2 <= len(text) <= 4
            and all(len(w.text) == 1 or not w.known or senses(w.text) & PERSON for w in scraps)
            and not ROLE_END.search(text)
            and not re.search(
                r"[\d一二三四五六七八九十百千万](?!郎|子|美|恵|奈)|[件時分歳回年月日本的化性用]", text
            )
        )
    return linked and bool(KATAKANA.fullmatch(text)) and not word.known and 2 <= len(text) <= 7
