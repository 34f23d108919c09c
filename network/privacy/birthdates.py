"""A named trade: dates of birth in a folded text, told from other dates by the words around them. Knows no Django."""

import re

from network.privacy.places import Place, longest

_N = r"(?:\d{1,2}|元|[〇一二三四五六七八九十]{1,4})"
_ERA = r"(?:明治|大正|昭和|平成|令和|[明大昭平令](?=[\s.]?\d)|(?<![A-Za-z])[MTSHRmtshr](?=[\s.]?\d))[\s.]?"
_YEAR = rf"(?:{_ERA}{_N}|(?:西暦)?(?:1[89]|20)\d\d|[一二][〇一二三四五六七八九]{{3}}|'?\d\d)"
_MARK = r"\s?[/.\-・]\s?"
_WHOLE = (
    rf"(?:{_YEAR}\s?年\s?(?:\((?:{_ERA}{_N}年?|\d{{4}}年?)\)\s?)?{_N}\s?月\s?{_N}\s?日"
    rf"|(?:{_ERA}{_N}|(?:1[89]|20)\d\d|'?\d\d(?=[/.]\d{{1,2}}[/.]))(?:年|{_MARK})\d{{1,2}}(?:月|{_MARK})\d{{1,2}}(?:日)?(?!\d)"
    rf"|(?<!\d)(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)"
    rf"|(?<![A-Za-z0-9])[SHRTsh]\d{{6}}(?!\d))"
)
_MONTH_OF_YEAR = rf"{_YEAR}\s?年\s?{_N}\s?月(?!\s?{_N}\s?日)"
_DAY = rf"(?<![\d/.\-年]){_N}\s?月\s?{_N}\s?日"
_SHORT_DAY = r"(?<![\d/.\-])\d{1,2}/\d{1,2}(?![\d/])"
_ANY = rf"(?:{_WHOLE}|{_MONTH_OF_YEAR}|{_DAY})"
_BETWEEN = r"\s?(?:\([^()\n]{1,12}\))?\s?(?:頃|ごろ|前後)?\s?"
_BORN = (
    r"(?:生まれ|生れ|うまれ|産まれ|誕生|出生|生(?=[\s、。,)\]」』・/]|$|の|で|は|、|ま)"
    r"|に(?:生まれ|生れ|うまれ|産まれ|出生|誕生|出産)|に[^。、\s]{2,8}で(?:生まれ|出生)|に[^。、\s]{1,8}(?:を出産|が(?:生まれ|誕生|産まれ))|が(?:お)?誕生日|は(?:お)?誕生日|を誕生日|\s?born)"
)
_NOT_SOMEBODY = r"(?!(?:まれ|れ)?(?:た|ました)?(?:制度|法律|事業|仕組|団体|会(?:で|が|は|です)|組織|取組|取り組み|サービス|条例|町で|村で|市で|施設))"
_BEFORE = (
    r"(?:生年月日|(?:お)?誕生日|バースデー|生まれ年|出生年月日|出生日|出生|生年|(?<![A-Za-z])D\.?O\.?B\.?|(?:ご|御)生誕|生まれ(?=は|が|:|\s|日|年月日))"
    r"(?:年月日|日)?(?:\s|は|が|も|の|を|:|=|→|・|、|「|『|\(西暦\)|\(和暦\)|\(|\[|,|欄|に|\|)*(?:西暦)?"
)
_YEAR_BORN = re.compile(
    rf"(?<![からー~\-〜\d])({_YEAR}\s?年)\s?(?:度)?(?:生まれ|生れ|うまれ|産まれ|生(?=[\s、。,)]|$|の)"
    r"|に生まれた(?=人|方|男|女|子|長|次|娘|息子|ご本人|本人))(?!の?世代|年代|の?制度)"
)
_RANGE = re.compile(r"(?:から|~|〜|-|ー|以降|以前)$")
_AFTER = re.compile(rf"({_ANY}){_BETWEEN}{_BORN}{_NOT_SOMEBODY}")
_THING = re.compile(
    r"(?:会|制度|法|法律|事業|団体|組織|ネットワーク|取組|取り組み|サービス|条例|仕組み|センター|施設|[市町村])(?:は|が)[^。、\n]{0,6}$"
)
_CALLED = re.compile(rf"{_BEFORE}({_ANY}|{_SHORT_DAY}|{_YEAR}\s?年(?!\d|代|度))")
_AGED = re.compile(
    rf"({_WHOLE})\s?(?:生)?\s?[(、,/]?\s?(?:満|現在)?\d{{1,3}}(?:歳|才)(?:\)|$|、|,|。|\s|の|男|女|で)|\d{{1,3}}(?:歳|才)\s?[(]\s?({_WHOLE})"
)
_BEHIND_A_NAME = re.compile(
    rf"\s?(?:さん|様|氏|君|くん|ちゃん|さま|殿)?\s?(?:\(|、|,|/)?\s?(?:男|女|男性|女性)?\s?(?:、|,|・|/)?\s?({_WHOLE})\s?(?=[)、,/]|生|$)"
)


def birth_dates(text: str, names: list[Place]) -> list[Place]:
    """Dates that somebody was born on: said so before or after, beside an age, or in brackets behind a name."""
    found = [match.span(1) for match in _AFTER.finditer(text) if not _THING.search(text[: match.start()])]
    found += [match.span(1) for match in _CALLED.finditer(text)]
    found += [match.span(1) if match.group(1) else match.span(2) for match in _AGED.finditer(text)]
    found += [
        match.span(1) for match in _YEAR_BORN.finditer(text) if not _RANGE.search(text[: match.start()])
    ]
    for _start, end in names:
        behind = _BEHIND_A_NAME.match(text, end)
        if behind and "(" in text[end : behind.start(1)]:
            found.append(behind.span(1))
    return longest(found)
