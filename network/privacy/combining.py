"""A named trade: pieces of a folded text of which each is harmless, and three together may show who is meant. Knows no Django."""

import re
from functools import cache

from network.privacy.choices import Clue
from network.privacy.places import Place
from network.privacy.wording import listed, municipalities, one_of

_N = r"(?:\d{1,3}|[一二三四五六七八九十百]{1,4})"
_MANY = r"(?:[3-9]|1\d|[三四五六七八九十])"
_AGE = re.compile(
    rf"(?<![\d.])(?:満)?{_N}\s?(?:歳|才)(?!以上|以下|未満|前後|くらい|ぐらい|程度|代|から|まで|~|〜|-|になるまで|の誕生日|を(?:過ぎ|超え|迎え)|で(?:施設|成人))"
    r"|(?:小学(?:校)?|中学(?:校)?|高校|小|中|高)\s?[1-6一二三四五六](?:年生|(?=[のでがは、)]))|(?:小学校|中学校|高校|大学)の?\s?[1-6一二三四五六]年生"
)
_FAMILY = re.compile(
    rf"双子|ふたご|三つ子|四つ子|年子|{_MANY}人(?:の(?:子|お子|男の子|女の子|きょうだい|兄弟|姉妹)|兄弟|姉妹|きょうだい|目の(?:子|妊娠))|(?:子ども|子供|お子さん|きょうだい|兄弟|姉妹|息子|娘)(?:が|は)?{_MANY}人"
    r"|父子(?:家庭|世帯)|母子(?:家庭|世帯)|(?:母|父|兄|姉|弟|妹|祖母|祖父|息子|娘|孫)と(?:の)?(?:二|2|三|3|四|4|五|5)人(?:暮らし|世帯|で暮ら)|里親|里子|養子|養女|異父|異母|連れ子|内縁|同性の?(?:パートナー|カップル)|国際結婚|外国(?:籍|人)の(?:妻|夫|母|父)"
    r"|年の差|再婚同士|祖父母と孫|祖母と孫|祖父と孫|未婚の(?:母|父)|三世代|四世代|四代"
)
_DATE = re.compile(
    r"(?:(?:令和|平成|昭和)\s?(?:\d{1,2}|元)年|(?:19|20)\d\d年|昨年|去年|今年|一昨年|先月|今月)?\s?の?\d{1,2}月\s?\d{1,2}日|(?<![\d.])(?:19|20)\d\d[/.-]\d{1,2}[/.-]\d{1,2}(?!\d)"
    r"|(?:(?:令和|平成|昭和)\s?(?:\d{1,2}|元)年|(?:19|20)\d\d年)\s?\d{1,2}月(?!\d)"
)
_OF_A_PAPER = re.compile(
    r"\s?(?:付け?|施行|改正|通知|法律|公布|告示|適用|から(?:施行|適用)|厚生|社援|事務連絡|現在|締切|必着|まで|開催|号)"
)
_PEOPLE = re.compile(
    r"人口(?:は|が|約|わずか|およそ|\s)*(\d[\d,]*|[一二三四五六七八九]?千(?:[一二三四五六七八九]百)?|[一二三四五六七八九]百|数百|数千)\s?人"
)
_WORKED = r"(?:として|を(?:して|辞|退職|引退|営|継)|だった|でした|で(?:、|し|あ)|の(?:男性|女性|方|父|母|夫|妻|息子|娘|兄|弟|祖父|家|[A-Z]さん)|、|一家)"
_SMALL = 10_000


def clues(text: str) -> list[tuple[int, int, Clue]]:
    """All pieces that tell a little about somebody: a small place, an exact age, work, family, an event, a day."""
    found = [(*match.span(), Clue.AGE) for match in _AGE.finditer(text)]
    found += [(*match.span(), Clue.FAMILY) for match in _FAMILY.finditer(text)]
    found += [(*match.span(), Clue.EVENT) for match in _events().finditer(text)]
    found += [(*match.span(), Clue.OCCUPATION) for match in _occupations().finditer(text)]
    found += [
        (*match.span(), Clue.DATE)
        for match in _DATE.finditer(text)
        if not _OF_A_PAPER.match(text, match.end())
    ]
    found += [(*place, Clue.MUNICIPALITY) for place in _small_places(text)]
    return sorted(found)


def _small_places(text: str) -> list[Place]:
    """Municipalities under 10,000 inhabitants, and towns of which the text itself says so."""
    named = [match.span() for match in _small_municipalities().finditer(text)]
    return named + [match.span() for match in _PEOPLE.finditer(text) if _count(match.group(1)) < _SMALL]


def _count(written: str) -> int:
    """A number of inhabitants; kanji numbers here are hundreds or thousands, so they are small."""
    digits = written.replace(",", "")
    return int(digits) if digits.isdecimal() else 0


def is_small(municipality: str) -> bool:
    """Whether a municipality of Hokkaido counts as having fewer than 10,000 inhabitants."""
    if municipality.endswith("市"):
        return municipality in listed("smaller_cities")
    return municipality not in listed("larger_towns")


@cache
def _small_municipalities() -> re.Pattern[str]:
    here = one_of([name for name in municipalities() if is_small(name)])
    return re.compile(
        rf"(?:{here})|[一-龥々]{{1,4}}郡[一-龥々ァ-ヴーぁ-ん]{{1,5}}?[町村]|[一-龥々]{{1,3}}村(?!山|上|田|木|井|長|議|民|立)"
    )


@cache
def _occupations() -> re.Pattern[str]:
    work = one_of(listed("occupations"))
    return re.compile(rf"(?:元|もと|現役(?:の)?|かつて)(?:、)?(?:{work})|(?:{work})(?={_WORKED})")


@cache
def _events() -> re.Pattern[str]:
    return re.compile(one_of(listed("events")))
