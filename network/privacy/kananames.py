"""A named trade: names in kana before ちゃん and くん, however the dictionary cuts them. Knows no Django."""

import re

from network.privacy.conduct import SINGLE_GIVENS
from network.privacy.cutting import senses
from network.privacy.places import Place
from network.privacy.reading import KANJI, PERSON, Reading, hiragana, is_kana_name
from network.privacy.wording import listed

_BEFORE_CHILD = re.compile(
    r"([ぁ-ゖー]{1,8}|[ァ-ヴー]{1,8}|[一-龥々]{1,3})(?:(ちゃん|チャン|くん|クン|たん(?=[はがのをもと、。]))|(?:さん|サン|さま|様|氏|君|先生|殿))"
)
_SOUNDS = str.maketrans(
    {
        "子": "こ",
        "代": "よ",
        "江": "え",
        "枝": "え",
        "恵": "え",
        "美": "み",
        "夫": "お",
        "男": "お",
        "雄": "お",
        "香": "か",
        "奈": "な",
        "乃": "の",
        "菜": "な",
    }
)
_HALF_KANA = re.compile(
    r"(?<![ぁ-んァ-ヴー一-龥])(?:[ぁ-ん]{1,3}|[ァ-ヴ]{1,3})[子代江枝恵美夫男雄香奈乃菜](?![一-龥])|(?<=[のはが父母妻夫姉妹兄弟娘孫])(?:[ぁ-ん]{2,3}|[ァ-ヴ]{1,3})[子代江枝恵美夫男雄香奈乃菜](?![一-龥])"
)


def childs_names(reading: Reading) -> list[Place]:
    """Kana and short forms before ちゃん, くん and other honorifics, however the dictionary cuts them."""
    found = []
    for match in _BEFORE_CHILD.finditer(reading.text):
        stem, start, end = match.group(1), match.start(1), match.end(1)
        if (
            stem in listed("role_stems")
            or stem in listed("roles")
            or f"{stem}{match.group(2)}" in listed("roles")
        ):
            continue
        if KANJI.fullmatch(stem):
            if match.group(2) and _is_short_kanji(reading, start, end):
                found.append((start, end))
            elif match.group(2) and (stem[-2:] in listed("given_words") or stem[-1:] in SINGLE_GIVENS):
                found.append((end - (2 if stem[-2:] in listed("given_words") else 1), end))
            continue
        name = _name_at_the_end(stem)
        if name:
            found.append((end - len(name), end))
        elif match.group(2) and (rest := _without_particles(reading, start, end)) and not _ends_in_role(rest):
            found.append((end - len(rest), end))
    return found


def _is_short_kanji(reading: Reading, start: int, end: int) -> bool:
    stem = reading.text[start:end]
    known = senses(stem)
    if (
        stem in listed("roles")
        or stem[-1] in "坊嬢婆爺猫犬赤兄姉母父甲乙丙丁"
        or ("普通名詞" in known and not known & PERSON)
    ):
        return False
    return len(stem) < 3 or bool(known & PERSON)


def _name_at_the_end(stem: str) -> str:
    """The longest kana name that a run of kana ends with, if what stands before it is nothing or a particle."""
    if is_kana_name(stem):
        return stem
    for length in range(len(stem) - 1, 1, -1):
        rest = stem[:-length]
        if is_kana_name(stem[-length:]) and rest.endswith(
            ("の", "は", "が", "と", "も", "に", "を", "や", "で", "し", "た", "る", "い")
        ):
            return stem[-length:]
    return ""


def _without_particles(reading: Reading, start: int, end: int) -> str:
    """What of a run of kana belongs to the name: everything behind its last particle."""
    first = start
    for index in range(reading.by_end.get(end, -1), -1, -1):
        word = reading.words[index]
        if word.start <= start:
            break
        if (
            word.part == "助詞"
            and word.end < end
            and word.text in ("の", "は", "が", "と", "も", "を", "や", "に", "って")
        ):
            first = word.end
            break
    return reading.text[first:end]


def _ends_in_role(stem: str) -> bool:
    return any(stem.endswith(role) for role in listed("role_stems") if len(role) > 1) or stem in listed(
        "roles"
    )


def half_in_kana(reading: Reading) -> list[Place]:
    """Given names of kana and one kanji: くみ子, トシ子, きみ江."""
    return [
        match.span()
        for match in _HALF_KANA.finditer(reading.text)
        if (
            hiragana(match.group()).translate(_SOUNDS) in listed("givens_kana")
            or reading.behind(match.end()).startswith(("さん", "様", "氏"))
        )
        and not senses(match.group()) - PERSON
        and match.group() not in listed("roles")
    ]
