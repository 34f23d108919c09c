"""A named trade: addresses in a folded text, from a municipality or a town down to a block or a room. Knows no Django."""

import re
from functools import cache

from network.privacy.cutting import Word, senses
from network.privacy.places import Place, joined
from network.privacy.wording import municipalities, one_of

_PREFECTURES = [
    "北海道",
    "青森県",
    "岩手県",
    "宮城県",
    "秋田県",
    "山形県",
    "福島県",
    "茨城県",
    "栃木県",
    "群馬県",
    "埼玉県",
    "千葉県",
    "東京都",
    "神奈川県",
    "新潟県",
    "富山県",
    "石川県",
    "福井県",
    "山梨県",
    "長野県",
    "岐阜県",
    "静岡県",
    "愛知県",
    "三重県",
    "滋賀県",
    "京都府",
    "大阪府",
    "兵庫県",
    "奈良県",
    "和歌山県",
    "鳥取県",
    "島根県",
    "岡山県",
    "広島県",
    "山口県",
    "徳島県",
    "香川県",
    "愛媛県",
    "高知県",
    "福岡県",
    "佐賀県",
    "長崎県",
    "熊本県",
    "大分県",
    "宮崎県",
    "鹿児島県",
    "沖縄県",
]
_K = r"一-龥々〆ヶヵ"
_NUM = r"(?:\d{1,4}|[〇一二三四五六七八九十百]{1,5})"
_TOWN_PIECE = (
    rf"(?:[{_K}ァ-ヴーノ]|の(?=[里森杜丘沢木台])|が(?=[丘原岡])|あいの里|もみじ|すすきの|すすき|ひばり|あけぼの|みどり|さくら|つつじ|みずほ|みなみ|きた|ひがし|にし|ときわ|いずみ|はまなす"
    r"|しらかば|すみれ|のぞみ|ひかり|わかば|あさひ|ひまわり|ゆめみ|あかね|ことぶき|とんでん|かえで|あおば|ふじ|まこまない|うめ|もも|しの|あずさ|おいわけ|いなほ|さつき|すずらん|みなと|かりん|あやめ|ゆうひ|みずき|こがね|にれ|(?<=[一-龥])[みしりちきつけ](?=[一-龥が]))"
)
_TOWN = rf"(?:(?!第|法|条例|規則|要綱){_TOWN_PIECE}){{0,14}}?"
_UNIT = rf"(?:{_NUM}\s?(?:丁目|線|番地の\d+|番地|番(?![目組号手組地])|条(?!第|の\d|項|例|件)通?(?:[東西南北])?|区(?=\d)|号(?![室棟])))"
_CHAIN = r"(?!0)\d{1,4}(?:\s?[-ー]\s?\d{1,4}){1,4}"
_TAIL = rf"(?:\s?(?:[東西南北]?(?:{_UNIT}|{_CHAIN}|\d{{1,4}}(?!\d|[年月日人名件回時円歳才%か万組])|地割)|の\d+|[-ー]\d{{1,4}}|[東西南北]))*"
_BUILDINGS = "荘|ハイツ|コーポ|メゾン|マンション|アパート|団地|ハイム|レジデンス|ヴィラ|ビラ|コート|パレス|ビル|住宅|寮|プラザ|ガーデン|ヒルズ|シャトー|グランド|フラット|ロイヤル|サン|カーサ|エステート"
_ROOM = rf"(?:\s?(?:(?:[{_K}ァ-ヴーa-zA-Zぁ-ん0-9・\s]{{1,16}}?(?:号室|号棟|号|階|F))(?![{_K}]))|\s?#?\d{{3,4}}(?=[\s、。)]|$)|\s?(?:{_BUILDINGS})[{_K}ァ-ヴーa-zA-Zぁ-ん]{{1,10}}?[-\s]?\d{{1,4}})?"
_COUNTED = r"(?!か月|ヶ月|ヵ月|カ月|か所|ヶ所)(?![年月日人名件回時分円歳才%万組度社個本台枚校戸部])"
_BLOCKS = re.compile(
    rf"(?<![{_K}])(?:[北南]\d+条(?:[東西]\s?{_NUM}(?:\s?丁目)?(?:{_TAIL})?|{_NUM}\s?丁目{_TAIL})"
    rf"|[東西南北]{_NUM}(?:条|線)[東西南北]?\s?{_NUM}(?:丁目|号|番地|番)?{_TAIL}|[東西][一二三四五六七八九十\d]+丁目[東西南北]?{_TAIL}){_ROOM}"
)
_NAMED_BLOCK = re.compile(
    rf"(?<![{_K}ァ-ヴー])(?!住所|現住所|本籍|転居先|実家|自宅|旧住所)(?P<name>(?:(?!第|法|条例|規則|丁目|番地|[約全各計]){_TOWN_PIECE}){{1,12}}?)"
    rf"(?:{_NUM}条(?!第|の\d|項|例|件)[東西南北]?\s?{_NUM}?(?:丁目)?|{_NUM}\s?丁目|{_NUM}番地){_TAIL}{_ROOM}"
)
_TOWN_BLOCK = re.compile(
    rf"(?<![{_K}ァ-ヴー])[{_K}ァ-ヴー]{{1,7}}(?:町|(?<![直共交融不普])通)(?:字[{_K}]+)?{_CHAIN}{_COUNTED}{_ROOM}"
)
_SECTION = re.compile(
    rf"字[{_K}ァ-ヴー]{{1,8}}\s?{_NUM}(?:番地|-\d+|線|番)?(?:の\d+|-\d+)?|[町村]字[{_K}ァ-ヴー]{{2,8}}"
)
_BUILDING = re.compile(
    rf"(?:[{_K}ァ-ヴーぁ-ん]{{1,10}}?(?:{_BUILDINGS})|(?:{_BUILDINGS})[{_K}ァ-ヴーa-zA-Z]{{1,10}}?)[{_K}ァ-ヴーA-Za-z0-9]{{0,6}}?\s?[A-Z]?-?\d{{1,4}}(?:号室|号棟|棟|号(?![室棟])|階)(?:-?\d{{1,4}}(?:号室|号)?)?"
)
_FLAT = re.compile(
    rf"(?:[{_K}ァ-ヴー]{{1,10}}(?:荘|ハイツ|コーポ|メゾン|マンション|アパート|ハイム|レジデンス|ヴィラ|コート|パレス|ヒルズ|シャトー|カーサ))[{_K}ァ-ヴー]{{0,6}}\s?\d{{3,4}}(?![\d円人年名月日歳件,.])"
)
_STREET = re.compile(rf"\d{{1,2}}丁目\s?\d{{1,4}}番(?:地|\d|(?=[、。\s]|$)){_TAIL}{_ROOM}")
_WARD = re.compile(rf"[{_K}]{{1,4}}市[{_K}]{{1,3}}区[{_K}]{{1,6}}町(?![{_K}])")
_PATTERNS = (_BLOCKS, _TOWN_BLOCK, _SECTION, _BUILDING, _FLAT, _STREET, _WARD)
_AREA_WORDS = re.compile(
    r"地区|方面|駅|圏|地域|エリア|管内|市|区|町|村|支庁|総合|振興|役場|役所|市役|出張|支所|空港|港|海岸|山|川|湖|大学|高校|病院|インター|線|周辺|中心|市内|町内|在住|全域|社協|協議|商工|警察|消防|保健|児童|地方|在|のまち|店"
)
_NOT_A_TOWN = re.compile(
    r"(?:第|法|条例|規則|要綱|要領|通知|告示|憲法|民法|刑法|同|本|新|旧|全|約|各|当該|表|別表|附則|様式)$"
)


@cache
def _from_municipality() -> re.Pattern[str]:
    here = one_of(list(municipalities()))
    elsewhere = rf"(?:{one_of(_PREFECTURES)})[ ]?(?:[{_K}]{{1,4}}郡)?[ ]?(?:[{_K}ァ-ヴーぁ-ん]{{1,6}}?[市区町村])?(?:[{_K}]{{1,4}}区)?"
    town = rf"(?:(?:北海道)?[ ]?(?:[{_K}]{{2,4}}郡)?(?:{here})(?:[{_K}]{{1,3}}区)?|{elsewhere}|[{_K}]{{1,4}}市[{_K}]{{1,4}}区|(?!住所|現住所|所|現|本籍|籍|宛|転居|居|旧住|先は)[{_K}]{{2,4}}市)"
    return re.compile(
        rf"(?:{town})の?[ ]?(?:字)?{_TOWN}[ ]?"
        rf"(?:[東西南北]?(?:{_UNIT}|(?<!\d){_CHAIN}{_COUNTED})|[東西南北]\d{{1,3}}条?[東西南北]\d{{1,3}}|(?<=[町通])\d{{1,4}}(?=[にでへのを。、)\s]|から|$))(?!第){_TAIL}{_COUNTED}{_ROOM}"
    )


@cache
def _town_alone() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{one_of(list(municipalities()))})(?:[{_K}]{{1,3}}区)?|(?<![{_K}])(?:中央|北|東|白石|厚別|豊平|清田|南|西|手稲)区"
    )


def addresses(text: str, words: list[Word]) -> list[Place]:
    """Addresses finer than a municipality; `words` are those of the text, none when Sudachi is missing."""
    found = [
        match.span() for pattern in (_from_municipality(), *_PATTERNS) for match in pattern.finditer(text)
    ]
    found += [match.span() for match in _NAMED_BLOCK.finditer(text) if not _NOT_A_TOWN.search(match["name"])]
    return joined([_trimmed(text, place) for place in [*found, *_quarters(text, words)]])


def _quarters(text: str, words: list[Word]) -> list[Place]:
    """A municipality or ward with a quarter behind it, without a number: 札幌市白石区菊水."""
    by_start = {word.start: word for word in words}
    found = []
    for match in _town_alone().finditer(text):
        quarter = by_start.get(match.end()) or by_start.get(match.start())
        if (
            quarter is not None
            and quarter.end >= match.end() + 2
            and _is_quarter(text, quarter, match.group())
        ):
            found.append((match.start(), quarter.end))
    return found


def _is_quarter(text: str, quarter: Word, town: str) -> bool:
    """Whether a word behind a town is a part of it, and not an area, a station or another town."""
    is_place = quarter.detail == "地名" or (town.endswith("区") and "地名" in senses(quarter.text))
    return (
        is_place
        and not _AREA_WORDS.match(text, quarter.end)
        and not quarter.text.endswith(("市", "区", "県", "道"))
    )


def _trimmed(text: str, place: Place) -> Place:
    """A place without the spaces and marks at its edges."""
    start, end = place
    written = text[start:end]
    return start + len(written) - len(written.lstrip(" \n")), end - len(written) + len(
        written.rstrip(" \n・")
    )
