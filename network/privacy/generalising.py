"""A named trade: how to say the same without showing who is meant. The wordings are Japanese, as the texts are."""

import re

from network.privacy.choices import Clue, Kind
from network.privacy.wording import Words, listed, municipalities, one_of

_HONORIFIC = re.compile(r"[ \u3000]?(?:さん|様|さま|氏|殿|君|くん|ちゃん|先生)")
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_LETTER_IN_USE = re.compile(r"([A-ZＡ-Ｚ])(?=さん|様|氏|君|くん|ちゃん|子|男)")
_ALWAYS = {
    Kind.PHONE: "（電話番号）",
    Kind.POSTAL: "（郵便番号）",
    Kind.EMAIL: "（メールアドレス）",
    Kind.MYNUMBER: "（個人番号）",
    Clue.OCCUPATION: "（職業）",
    Clue.FAMILY: "（家族の状況）",
    Clue.EVENT: "（出来事）",
}
_HOUSES = (
    ("病院|クリニック|医院|診療所|歯科|内科|外科|医療", "ある病院"),
    ("薬局", "ある薬局"),
    ("保育|こども園|子ども園|幼稚園", "ある保育園"),
    ("学校|中学|高校|高専|学園|学院|大学|短大|塾|予備校", "ある学校"),
    (
        "会社|\\(株\\)|\\(有\\)|（株）|（有）|建設|工業|水産|運輸|タクシー|商店|工務店|牧場|農園|スナック|居酒屋|食堂|ホテル|旅館|店$",
        "ある職場",
    ),
    ("法人", "ある団体"),
)
_ERA_YEAR = re.compile(r"(明治|大正|昭和|平成|令和|[MTSHR明大昭平令])\s?\.?(\d{1,2}|元)")
_WESTERN_YEAR = re.compile(r"(1[89]\d\d|20\d\d)")
_ERAS = {
    "M": "明治",
    "T": "大正",
    "S": "昭和",
    "H": "平成",
    "R": "令和",
    "明": "明治",
    "大": "大正",
    "昭": "昭和",
    "平": "平成",
    "令": "令和",
}
_DIGITS = re.compile(r"\d+")
_KANJI_TENS = {
    "十": 10,
    "二十": 20,
    "三十": 30,
    "四十": 40,
    "五十": 50,
    "六十": 60,
    "七十": 70,
    "八十": 80,
    "九十": 90,
}
_SCHOOLS = (("小", "小学生"), ("中", "中学生"), ("高", "高校生"), ("大", "大学生"))


def neutral(kind: Kind | Clue, written: str, behind: str, *, letter: str, words: Words) -> str:
    """The neutral wording for a stretch of folded text. `behind` is what follows it, `letter` stands for a name."""
    taught = dict(words.replacements)
    if written in taught:
        return taught[written]
    if kind in _ALWAYS:
        return _ALWAYS[kind]
    return {
        Kind.PERSON: lambda: letter if _HONORIFIC.match(behind) or _is_titled(behind) else f"{letter}さん",
        Kind.ADDRESS: lambda: _somewhere(written),
        Kind.FACILITY: lambda: _some_house(written),
        Kind.BIRTHDATE: lambda: _some_years(written),
        Clue.MUNICIPALITY: lambda: _somewhere(written),
        Clue.AGE: lambda: _some_age(written),
        Clue.DATE: lambda: "ある日" if "日" in written or not written.endswith("月") else "ある時期",
    }[kind]()


def _is_titled(behind: str) -> bool:
    return bool(re.match(one_of(listed("name_roles")), behind))


def letters_free_in(text: str) -> str:
    """The letters by which nobody is called in a text yet; all of them should they run out."""
    used = {
        chr(ord(found) - 0xFEE0) if ord(found) > 0xFF00 else found for found in _LETTER_IN_USE.findall(text)
    }
    return "".join(letter for letter in _LETTERS if letter not in used) or _LETTERS


def _somewhere(written: str) -> str:
    """道央の市 for 江別市, whatever stands behind it; a place that is in no table is just some place."""
    if "人口" in written:
        return "小規模"
    for name, row in municipalities().items():
        if name in written:
            return f"{row['area']}の{name[-1]}"
    elsewhere = re.search(r"[市区町村]", written)
    return "ある町" if elsewhere else "ある場所"


def _some_house(written: str) -> str:
    return next((said for pattern, said in _HOUSES if re.search(pattern, written)), "ある施設")


def _some_years(written: str) -> str:
    """昭和50年代 for 昭和55年3月3日; some day when no year is known."""
    western = _WESTERN_YEAR.search(written)
    if western:
        return f"{western.group()[:3]}0年代"
    era = _ERA_YEAR.search(written)
    if era is None:
        return "ある日"
    year = 1 if era.group(2) == "元" else int(era.group(2))
    name = _ERAS.get(era.group(1), era.group(1))
    return f"{name}一桁" if year < 10 else f"{name}{year // 10 * 10}年代"


def _some_age(written: str) -> str:
    """50代 for 53歳, 中学生 for 中2."""
    digits = _DIGITS.search(written)
    if "歳" not in written and "才" not in written:
        return next((said for mark, said in _SCHOOLS if written.startswith(mark)), "ある年齢")
    years = int(digits.group()) if digits else _in_kanji(written)
    return f"{years // 10 * 10}代" if years >= 10 else "幼い年齢"


def _in_kanji(written: str) -> int:
    tens = [ten for ten in _KANJI_TENS if written.startswith(ten)]
    return _KANJI_TENS[max(tens, key=len)] if tens else 0
