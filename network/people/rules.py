"""Decisions about people: spellings of names that mean the same."""

import re
import unicodedata

# Families of characters that people write for one another; the first stands for all.
SPELLINGS = (
    "斎斉齋齊",
    "高髙",
    "崎﨑碕嵜",
    "吉𠮷",
    "浜濱濵",
    "辺邉邊",
    "沢澤",
    "徳德",
    "広廣",
    "国國",
    "真眞",
    "恵惠",
    "桜櫻",
    "竜龍",
    "滝瀧",
    "島嶋嶌",
    "橋槗𣘺",
    "栄榮",
    "薮藪",
    "富冨",
    "円圓",
    "万萬",
    "渕淵渊",
    "曽曾",
    "桑桒",
    "館舘",
    "条條",
    "済濟",
    "瀬瀨",
    "静靜",
    "会會",
    "豊豐",
    "宝寶",
    "弥彌",
    "礼禮",
    "黒黑",
    "塩鹽",
    "鉄鐵",
    "横橫",
    "関關",
    "学學",
    "実實",
    "寿壽",
)
_ONE_FOR_ALL = {ord(spelling): family[0] for family in SPELLINGS for spelling in family[1:]}
_HIRAGANA = range(0x3041, 0x3097)
_TO_KATAKANA = {code: code + 0x60 for code in _HIRAGANA}
# Marks that choose a glyph and say nothing about the name.
_VARIATION_SELECTORS = dict.fromkeys([*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)])


def fold_name(name: str) -> str:
    """A name as it is compared, never shown: one width, one kana, one spelling per family, no spaces or marks.

    髙橋, 高橋 and 高　橋 become one, so do サトウ, さとう and ｻﾄｳ, and 斉藤, 齋藤 and 斎藤.
    """
    plain = unicodedata.normalize("NFKC", name.translate(_VARIATION_SELECTORS)).casefold()
    one_spelling = plain.translate(_ONE_FOR_ALL).translate(_TO_KATAKANA)
    return "".join(character for character in one_spelling if not _says_nothing(character))


def _says_nothing(character: str) -> bool:
    return unicodedata.category(character)[0] in "ZC" or character in "・･.,-’'"


# A login name for those who share a mailbox: easy to type on any keyboard, never mistaken for an address.
LOGIN_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,29}")


class WrongLoginNameError(ValueError):
    """What was chosen can't be a login name; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def clean_login_name(typed: str) -> str:
    """The login name as it is kept: half-width, lower case. Raises WrongLoginNameError: shape."""
    name = unicodedata.normalize("NFKC", typed).strip().lower()
    if not LOGIN_NAME.fullmatch(name):
        raise WrongLoginNameError("shape")
    return name


def same_name(one: str, other: str) -> bool:
    """Whether two spellings may be one person's name."""
    return fold_name(one) == fold_name(other)
