"""A named trade: names of persons in the words of a folded text. Knows no Django.

Four things make a word a name: what stands behind it (さん, 課長), what stands before it (長男の, 氏名:), where it
stands (between other names), or that the dictionary reads it as one. What a name is not, is decided last.
"""

import re
from functools import cache

from network.privacy.bare import as_the_dictionary_reads, strange_givens
from network.privacy.cutting import Word
from network.privacy.honoured import before_honorifics, titles
from network.privacy.introduced import behind_kin
from network.privacy.kananames import childs_names, half_in_kana
from network.privacy.labelled import behind_labels, called
from network.privacy.places import Place, joined, touches
from network.privacy.reading import Reading
from network.privacy.rows import beside_names
from network.privacy.wording import listed, municipalities, one_of, phrases

_PLACE_BEHIND = re.compile(
    r"[町市区村県郡州駅川湖岬峠港島線城寺条]|通り|通(?=[^院学所知報話う])|空港|神社|大学|高校|高等|小学|中学|病院|町村|市町|市民|町民|村民|区民|県民|道民|地区|地方|方面|管内|振興局|総合|支庁|弁護士会|医師会|労働|保健所|保護観察|刑務所|少年|出身|産|湾|平野|盆地|半島|山(?![かがにのを])|競馬|競輪|さんぽ"
)


def persons(text: str, words: list[Word], *, allowed: frozenset[str], extra: frozenset[str]) -> list[Place]:
    """Names of persons, without their honorifics. `allowed` are phrases that are none, `extra` names that always are."""
    reading = Reading(text, words)
    towns = [match.span() for match in _towns().finditer(text)]
    announced = [
        *before_honorifics(reading),
        *childs_names(reading),
        *behind_labels(reading),
        *called(reading),
    ]
    announced += [place for place in behind_kin(reading) if not touches(place, towns)]
    found = [place for place in announced if not _is_public(reading, place)]
    found = joined([*found, *_without_announcement(reading, towns)])
    found = joined([*found, *beside_names(reading, found)])
    found = [place for place in found if text[slice(*place)] not in allowed]
    return joined([*found, *(match.span() for name in extra for match in re.finditer(re.escape(name), text))])


def _without_announcement(reading: Reading, towns: list[Place]) -> list[Place]:
    """Names that stand for themselves, but for parts of towns and of titles, places, things and public figures."""
    bare = [*as_the_dictionary_reads(reading), *strange_givens(reading), *half_in_kana(reading)]
    inside = [match.span() for match in titles().finditer(reading.text)]
    return [
        place
        for place in bare
        if not (touches(place, towns) or _crosses(place, inside) or _is_no_name(reading, place))
    ]


def _is_no_name(reading: Reading, place: Place) -> bool:
    """What follows says that a place, a thing or a public figure is meant."""
    return bool(_PLACE_BEHIND.match(reading.behind(place[1]))) or _is_public(reading, place)


def _is_public(reading: Reading, place: Place) -> bool:
    text = re.sub(r"[ ・]", "", reading.text[slice(*place)])
    if text in _public_names() or _well_known().match(reading.text, place[0]):
        return True
    behind = reading.behind(place[1])
    return bool(_public_behind().match(behind)) and not re.match(r"さん|様|氏", behind)


@cache
def _towns() -> re.Pattern[str]:
    return re.compile(one_of(list(municipalities())))


@cache
def _public_names() -> frozenset[str]:
    return frozenset(name.replace("・", "") for name in listed("public_names"))


@cache
def _well_known() -> re.Pattern[str]:
    """Firms and words that begin with what looks like a name."""
    longer = {word for word in listed("nobody") if word.endswith(("家", "札"))}
    return re.compile(one_of(listed("chains") | longer))


@cache
def _public_behind() -> re.Pattern[str]:
    short = {phrase for phrase in phrases("public_after") for phrase in phrase.split()}
    return re.compile(one_of(frozenset(short)))


def _crosses(place: Place, titles: list[Place]) -> bool:
    """Whether a supposed name ends inside a title, which the dictionary then cut wrongly."""
    return any(
        place[0] < start < place[1] or start < place[0] < end for start, end in titles if end - start > 1
    )
