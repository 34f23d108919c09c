"""Decisions about arriving: who may get a letter now, and which login name to propose."""

import unicodedata
from collections.abc import Collection
from datetime import datetime, timedelta

# Nobody gets two letters in a day, however often buttons are pressed.
REST = timedelta(hours=24)

_ROWS = {
    "": "アイウエオ",
    "k": "カキクケコ",
    "s": "サシスセソ",
    "t": "タチツテト",
    "n": "ナニヌネノ",
    "h": "ハヒフヘホ",
    "m": "マミムメモ",
    "r": "ラリルレロ",
    "g": "ガギグゲゴ",
    "z": "ザジズゼゾ",
    "d": "ダヂヅデド",
    "b": "バビブベボ",
    "p": "パピプペポ",
}
ROMAJI = {kana: head + vowel for head, row in _ROWS.items() for kana, vowel in zip(row, "aiueo", strict=True)}
ROMAJI |= {"シ": "shi", "チ": "chi", "ツ": "tsu", "フ": "fu", "ジ": "ji", "ヂ": "ji", "ヅ": "zu"}
ROMAJI |= {"ヤ": "ya", "ユ": "yu", "ヨ": "yo", "ワ": "wa", "ヲ": "o", "ン": "n", "ヴ": "vu", "ー": ""}
ROMAJI |= {"ァ": "a", "ィ": "i", "ゥ": "u", "ェ": "e", "ォ": "o"}
GLIDES = {"ャ": "ya", "ュ": "yu", "ョ": "yo"}
LONGEST = 26


def refusal(
    *, is_erased: bool, has_account: bool, has_address: bool, last_sent_at: datetime | None, now: datetime
) -> str:
    """Why somebody gets no letter now: erased, arrived, no_address or resting; empty when they may."""
    if is_erased:
        return "erased"
    if has_account:
        return "arrived"
    if not has_address:
        return "no_address"
    return "resting" if last_sent_at is not None and now - last_sent_at < REST else ""


def propose_login_name(kana: str, fallback: str, taken: Collection[str]) -> str:
    """A login name that can be typed anywhere, from the reading: ミホン ハナコ becomes mihon.hanako.

    A number follows where somebody has the name already; without a reading the fallback begins it.
    """
    plain = unicodedata.normalize("NFKC", kana)
    katakana = "".join(chr(ord(letter) + 0x60) if "ぁ" <= letter <= "ゖ" else letter for letter in plain)
    words = [spelled for word in katakana.split() if (spelled := _romaji(word))]
    name = ".".join(words)[:LONGEST].strip(".")
    name = name if len(name) >= 3 else fallback
    number, proposal = 2, name
    while proposal in taken:
        proposal, number = f"{name}{number}", number + 1
    return proposal


def _romaji(word: str) -> str:
    spelled, doubles = "", False
    for letter in word:
        if letter == "ッ":
            doubles = True
            continue
        if letter in GLIDES and spelled.endswith("i"):
            glide = GLIDES[letter]
            is_soft = spelled.endswith(("shi", "chi", "ji"))
            spelled = spelled[:-1] + (glide[1:] if is_soft else glide)
            continue
        sound = ROMAJI.get(letter, letter.lower() if letter.isascii() and letter.isalnum() else "")
        spelled += (sound[:1] if doubles and sound else "") + sound
        doubles = False
    return spelled
