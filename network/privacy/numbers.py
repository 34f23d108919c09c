"""A named trade: telephone numbers, postal codes, e-mail addresses and My Numbers in a folded text. Knows no Django.

Each function returns (start, end) places.
"""

import re

from network.privacy.places import Place, touches

_KANJI_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_DASH = r"[-ー~〜・.‐_/]"
_GAP = rf"(?:[ ]?{_DASH}[ ]?|[ ]?\([ ]?|[ ]?\)[ ]?|[ ]|の)"
_FREE_PHONE = re.compile(r"\(?(?:0(?:120|800|570|990|180|170)\D|0(?:120|570|990)(?=\d{6}$))")
_MOBILE = rf"0[5-9]0{_GAP}?\d{{4}}{_GAP}?\d{{4}}"
_LANDLINE = rf"\(?0\d{{1,4}}{_GAP}\d{{1,4}}{_GAP}\d{{4}}"
_WITHOUT_ZERO = rf"[1-9]\d{_DASH}\d{{4}}{_DASH}\d{{4}}"
_UNBROKEN = r"0[1-9]\d{8}"
_ABROAD = rf"(?:\+|00|010-?)[ ]?81{_GAP}?(?:\(0\)|0)?{_GAP}?\d{{1,4}}{_GAP}?\d{{2,4}}{_GAP}?\d{{4}}"
_PHONE = re.compile(
    rf"(?<![\d+])(?<!\d[-])(?:{_ABROAD}|{_MOBILE}|{_LANDLINE}|{_UNBROKEN}|{_WITHOUT_ZERO})(?!\d)(?!-\d)"
)
_SPEAKS_OF_PHONE = r"(?:電話|でんわ|TEL|Tel|tel|☎|📞|☏|携帯|けいたい|ケータイ|スマホ|FAX|Fax|fax|ファックス|ファクス|連絡先|市外局番なし|市内局番|着信|内線|番号)"
_LOCAL = re.compile(
    rf"{_SPEAKS_OF_PHONE}[^\d\n。]{{0,8}}?(?<!\d)(\d{{2,4}}[ ]?(?:-|ー|の)[ ]?\d{{4}})(?![\d]|-\d)"
)
_OTHER_NUMBER = re.compile(
    r"(?:受付|整理|管理|口座|記号|証|会員|登録|通知|注文|伝票|お客様|顧客|保険者|法人|ケース|相談|案件|請求|予約|製造|型|図書|ISBN|文書|申請|許可|認可|決裁)"
    r"(?:番号|No\.?|NO\.?|ID|記号)?(?:は|が|の|も|:|=|「|\(|\s)*$|第$|No\.?\s*$|品番\S?$"
)
_AFTER_POSTAL_WORD = re.compile(
    r"(?:〒|郵便番号|郵便|〶)(?:は|が|の|も|:|=|「|\(|\s|、)*(\d{3}[ ]?(?:[-ー]|の)?[ ]?\d{4})(?!\d)"
)
_LONE_POSTAL = re.compile(
    r"(?<![\d.])(?<!\d[-/])(\d{3}-\d{4})(?![\d.])(?!-\d)(?!円|人|名|件|時|年|頁|ページ|字|g|kg|万|個|m)"
)
_POSTAL_FORBIDS = re.compile(rf"(?:{_SPEAKS_OF_PHONE}[^\d\n。]{{0,8}}$)")
_COUNTED = re.compile(r"\s*(?:円|人|名|件|字|部|枚|個)")

_AT_SIGN = r"[ ]?@[ ]?"
_AT_WORDS = (
    r"[ ]?(?:[(\[<{〔【（「](?:at|AT|At|a|@|アット|アットマーク|あっと|あっとまーく)[)\]>}〕】」]"
    r"|アットマーク|あっとまーく|アット|[★☆◎●◆■※#]|_at_|[ ]at[ ]|[ ]AT[ ]|\*)[ ]?"
)
_DOT = r"(?:\.|[ ]?(?:[(\[](?:dot|DOT|ドット|\.)[)\]]|ドット|[ ]dot[ ]|_dot_)[ ]?)"
_LOCAL_PART = rf"[A-Za-z0-9](?:[A-Za-z0-9+%'\-]|_(?!at_|dot_)|{_DOT}(?=[A-Za-z0-9]))*"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9\-]*[A-Za-z0-9])?"
_DOMAIN = rf"{_LABEL}(?:{_DOT}{_LABEL})*{_DOT}[A-Za-z]{{2,}}"
_MAIL = re.compile(
    rf"(?<![A-Za-z0-9]){_LOCAL_PART}[_.\-]*(?:{_AT_SIGN}(?:{_DOMAIN}|[A-Za-z][A-Za-z0-9\-]{{2,}})|{_AT_WORDS}{_DOMAIN})"
)

_MY_NUMBER = re.compile(r"(?<!\d)(?<!\d[-])\d(?:[ ]?[-ー・.]?[ ]?\d){11}(?!\d)(?!-\d)")
_SAYS_MY_NUMBER = re.compile(r"(?:マイナンバー|個人番号)(?:は|が|の|も|:|=|「|\(|\s|、)*$")
_MY_NUMBER_GROUPS = ([12], [4, 4, 4], [3, 3, 3, 3], [6, 6])


def with_digits(text: str) -> str:
    """The same text with kanji digits as digits, place for place: 〇九〇 as 090."""
    return text.translate(_KANJI_DIGITS)


def phones(text: str) -> list[Place]:
    """Telephone numbers; numbers that are free of charge or shared belong to public bodies and are left out."""
    digits = with_digits(text)
    found = [place for place in map(_span, _PHONE.finditer(digits)) if _is_phone(digits, *place)]
    for local in _LOCAL.finditer(digits):
        place = local.span(1)
        if not touches(place, found) and _is_local_phone(digits, *place):
            found.append(place)
    return sorted(found)


def _is_phone(digits: str, start: int, end: int) -> bool:
    bare = re.sub(r"\D", "", digits[start:end])
    abroad = re.match(r"(?:00|010)?81", bare) if not bare.startswith("0") or len(bare) > 11 else None
    national = f"0{bare[abroad.end() :]}" if abroad else ""
    if (
        _FREE_PHONE.match(digits[start:end])
        or _FREE_PHONE.match(national)
        or _OTHER_NUMBER.search(digits[:start][-20:])
    ):
        return False
    return len(bare) >= 10 and not (len(bare) == 10 and bare.startswith("00"))


def _is_local_phone(digits: str, start: int, end: int) -> bool:
    before = digits[:start][-20:]
    return (
        not re.search(r"郵便番号\S{0,4}$|〒\s*$", before)
        and not _OTHER_NUMBER.search(before)
        and not _COUNTED.match(digits, end)
    )


def postal_codes(text: str, taken: list[Place]) -> list[Place]:
    """Postal codes after 〒 or 郵便番号, or as 060-0001 alone; `taken` are the telephone numbers."""
    digits = with_digits(text)
    found = [match.span(1) for match in _AFTER_POSTAL_WORD.finditer(digits)]
    for match in _LONE_POSTAL.finditer(text):
        before = text[: match.start()][-20:]
        if not (
            touches(match.span(1), [*found, *taken])
            or _OTHER_NUMBER.search(before)
            or _POSTAL_FORBIDS.search(before)
        ):
            found.append(match.span(1))
    return sorted(found)


def mails(text: str) -> list[Place]:
    """E-mail addresses, hidden ones too: taro★example.jp, taro(at)example.jp, taro アットマーク example.jp."""
    return [_span(match) for match in _MAIL.finditer(text)]


def my_numbers(text: str) -> list[Place]:
    """Twelve digits whose last one checks; without that only right after the words マイナンバー or 個人番号."""
    digits = with_digits(text)
    return [place for place in map(_span, _MY_NUMBER.finditer(digits)) if _is_my_number(digits, *place)]


def _is_my_number(digits: str, start: int, end: int) -> bool:
    groups = [len(group) for group in re.findall(r"\d+", digits[start:end])]
    if groups not in _MY_NUMBER_GROUPS:
        return False
    bare = re.sub(r"\D", "", digits[start:end])
    return my_number_digit(bare[:11]) == int(bare[11]) or bool(_SAYS_MY_NUMBER.search(digits[:start]))


def my_number_digit(eleven: str) -> int:
    """The check digit of a My Number (ministerial ordinance 85 of 2014, article 5)."""
    total = sum(int(digit) * (n + 1 if n <= 6 else n - 5) for n, digit in enumerate(reversed(eleven), 1))
    return 0 if total % 11 <= 1 else 11 - total % 11


def _span(match: re.Match[str]) -> Place:
    return match.span()
