"""A named trade: names that the dictionary reads as such, without anything around them that says so. Knows no Django."""

import re
from itertools import pairwise

from network.privacy.conduct import (
    AT_A_PLACE,
    PERSONAL,
    RATHER_NAMES,
    acts_like_a_person,
    is_a_common_surname,
)
from network.privacy.cutting import Word, senses
from network.privacy.places import Place
from network.privacy.reading import BOUNDARY, KANJI, KATAKANA, MIXED, PERSON, Reading
from network.privacy.wholenames import backwards, forwards
from network.privacy.wording import bare_places, listed

_NUMBERED = re.compile(
    r"[一二三四五六七八九十百千]+(?:代|歳|円|人|名|年|月|日|回|件|分|時|番|条|項|丁目|号|度|世|割|倍|組|階|枚|番地|町|戸)"
)
_GIVEN_ENDS = re.compile(
    r"$|[はがをにもと、。」)(]|の(?:こと|件|母|父|兄|姉|担任|様子|学校|家賃)|から|より|だけ|です"
)
_GIVEN_LAST = "斗翔介郎朗子美奈香乃菜莉哉也樹輝緒沙梨愛結葵凪蓮湊颯悠咲羽彩依紗琉瑠璃玖帆穂彦那杏陽夏音真希花心晴空海衣代江枝恵絵世馬吾太"
_GIVEN_FIRST = (
    _GIVEN_LAST
    + "優大美悠蒼隼芽柚歩千一健拓智雅康直和俊浩裕佳友由理麻亜里未七沙小早春秋冬萌柊律新奏朝朱翠紬詩桃栞暖琴倫怜玲瑛煌颯瑞遥遼龍竜虎獅"
)


def as_the_dictionary_reads(reading: Reading) -> list[Place]:
    """Words the dictionary reads as names: full names always, single words when hardly anything else can be meant."""
    found = []
    skip = 0
    for index, word in enumerate(reading.words):
        if index < skip or (word.detail not in PERSON and word.text != "見本"):
            continue
        place = forwards(reading, index)
        is_full = place[1] > word.end
        if is_full:
            skip = next(
                (
                    later
                    for later in range(index, len(reading.words))
                    if reading.words[later].start >= place[1]
                ),
                len(reading.words),
            )
            found.append(place)
        elif word.detail in PERSON and _stands_alone(reading, word):
            found.append(backwards(reading, index))
    found += _surnames_with_a_given_name(reading)
    for index, word in enumerate(reading.words):
        if acts_like_a_person(reading, index, word) or is_a_common_surname(reading, index, word):
            found.append((word.start, word.end))
    return found


def _surnames_with_a_given_name(reading: Reading) -> list[Place]:
    """石川心春: a surname that the dictionary read as a place or a word, with a given name right behind it."""
    return [
        (surname.start, given.end)
        for index, (surname, given) in enumerate(pairwise(reading.words), 1)
        if reading.beside(index)
        and len(surname.text) > 1
        and "姓" in senses(surname.text)
        and KANJI.fullmatch(surname.text)
        and KANJI.fullmatch(given.text)
        and (given.detail == "名" or given.text in listed("given_words"))
        and BOUNDARY.match(reading.text, given.end)
    ]


def strange_givens(reading: Reading) -> list[Place]:
    """Kanji that no word is made of, and given names often are: 優斗, 心羽."""
    whole = [(word.start, word.end) for word in reading.words if not word.known and _sounds_given(word.text)]
    cut = [
        (first.start, last.end)
        for index, (first, last) in enumerate(pairwise(reading.words), 1)
        if len(first.text) == len(last.text) == 1
        and reading.beside(index)
        and not (reading.beside(index - 1) and KANJI.fullmatch(reading.words[index - 2].text))
        and _sounds_given(first.text + last.text)
    ]
    return [place for place in [*whole, *cut] if _GIVEN_ENDS.match(reading.behind(place[1]))]


def _sounds_given(text: str) -> bool:
    """Whether two or three kanji begin and end as given names do and mean nothing else."""
    is_like_one = text[0] in _GIVEN_FIRST and text[-1] in _GIVEN_LAST
    return is_like_one and len(text) in (2, 3) and not senses(text) - PERSON


def _stands_alone(reading: Reading, word: Word) -> bool:
    """Whether a single word may be taken for a name without anything around it that says so."""
    if word.text in listed("nobody") or word.text in listed("roles"):
        return False
    if KANJI.fullmatch(word.text):
        return len(word.text) > 1 and not _NUMBERED.fullmatch(word.text) and _is_rather_a_name(reading, word)
    if MIXED.fullmatch(word.text):
        return word.detail == "名"
    return bool(KATAKANA.fullmatch(word.text)) and _is_a_foreign_name(reading, word)


def _is_rather_a_name(reading: Reading, word: Word) -> bool:
    """Whether a word in kanji that the dictionary reads as a name means neither a thing nor a place."""
    known, behind = senses(word.text), reading.behind(word.end)
    if word.detail == "人名" and not _is_full_name(word.text):
        return False
    if "普通名詞" in known and (word.detail != "姓" or behind.startswith("の")):
        return False
    if word.text in listed("big_places") or word.text in bare_places() - RATHER_NAMES:
        return False
    return not ("地名" in known and AT_A_PLACE.match(behind))


def _is_a_foreign_name(reading: Reading, word: Word) -> bool:
    """Whether a word in katakana means nothing but a name, and something is said of it that is said of people."""
    is_only_a_name = not senses(word.text) & {"普通名詞", "固有名詞", "地名"}
    return len(word.text) > 1 and is_only_a_name and bool(PERSONAL.match(reading.text, word.end))


def _is_full_name(text: str) -> bool:
    """Whether one word of the dictionary is a surname and a given name; others are figures of history and tales."""
    cuts = range(1, len(text))
    return any("姓" in senses(text[:cut]) and senses(text[cut:]) & {"名"} for cut in cuts)
