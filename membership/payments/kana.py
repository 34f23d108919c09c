"""A named trade: names as banks print them, folded so that two spellings of one name are equal. Pure.

The order of the steps matters: width first (a voiced mark is a letter of its own in half width), then kana, then marks.
"""

import json
import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from network.search.rules import fold

FORMS = Path(__file__).parent / "data" / "legal_forms.json"
SMALL = str.maketrans("ァィゥェォッャュョヮヵヶ", "アイウエオツヤユヨワカケ")
TO_KATAKANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}
DASHES = re.compile("[-‐‑‒–—―−ーｰ─━〜~]")
OLD_KANA = str.maketrans("ヱヰヲ", "エイオ")
WEAK = (
    ("ヴア", "バ"),
    ("ヴイ", "ビ"),
    ("ヴエ", "ベ"),
    ("ヴオ", "ボ"),
    ("ヴ", "ブ"),
    ("ヂ", "ジ"),
    ("ヅ", "ズ"),
)
ORPHANS = str.maketrans("", "", "゛゜\u3099\u309a")
DIGITS = re.compile(r"[0-9]+")
# Widths at which banks cut a payer's name, in bytes; a blank at the edge is lost with what stood behind it.
CUTS = frozenset({20, 26, 37, 48, 19, 25, 36, 47})
# A cut name shorter than this says too little; where its legal form is known, less will do.
LEAST_CUT, LEAST_CUT_WITH_FORM = 8, 3
# So many letters of a long word make it that word.
LEAST_WORD = 5


@dataclass(frozen=True)
class Folding:
    """What is folded. Switched off only where a test shows what each is worth."""

    kana: bool = True
    legal_forms: bool = True


@dataclass(frozen=True)
class PayerName:
    """A name folded: `core` with one kind of dash, `bare` without, `weak` for spellings that often stand for another.

    `form` is the legal form's mark, `digits` the runs of digits that stood in the name, `is_cut` whether the field
    was full, so that the name may go on.
    """

    core: str
    bare: str
    weak: str
    form: str = ""
    digits: tuple[str, ...] = ()
    is_cut: bool = False


@dataclass(frozen=True)
class _Forms:
    marks: frozenset[str]
    spelled: tuple[tuple[str, str], ...]
    short: tuple[tuple[str, str], ...]
    offices: tuple[str, ...]


@cache
def _forms() -> _Forms:
    table = json.loads(FORMS.read_text(encoding="utf-8"))
    spelled = [
        (_one_spelling(word), form["mark"])
        for form in table["forms"]
        for word in [*form["kana"], *form["kanji"]]
        if not word.startswith("(")
    ]
    bracketed = [
        word.strip("()") for form in table["forms"] for word in form["kanji"] if word.startswith("(")
    ]
    return _Forms(
        marks=frozenset([form["mark"] for form in table["forms"]] + bracketed),
        spelled=tuple(sorted(spelled, key=lambda pair: (-len(pair[0]), pair))),
        short=tuple((_one_spelling(long), _one_spelling(short)) for long, short in table["short"]),
        offices=tuple(sorted(map(_one_spelling, table["offices"]), key=len, reverse=True)),
    )


def one_width(text: str) -> str:
    """One width, one kana, large letters, one dash."""
    plain = unicodedata.normalize("NFKC", text).upper()
    large = plain.translate(TO_KATAKANA).translate(SMALL)
    return DASHES.sub("-", large).translate(OLD_KANA)


def _one_spelling(text: str) -> str:
    """One width, and one character for those that families and offices write differently (髙, 齋)."""
    return one_width(fold(text))


def letters(text: str) -> str:
    """The letters and digits of a name, nothing folded away: what two files of one bank agree on."""
    return "".join(letter for letter in one_width(text) if letter.isalnum())


def may_be_cut(raw: str) -> bool:
    """Whether a name fills its field, so that a longer one may stand behind it."""
    return len(raw.rstrip().encode("cp932", "replace")) in CUTS


EVERYTHING = Folding()


@lru_cache(maxsize=50_000)
def fold_payer(raw: str, folding: Folding = EVERYTHING) -> PayerName:
    """A payer's name as it is compared. Nothing is looked up, so that it is the same on every day."""
    if not folding.kana:
        plain = " ".join(raw.split())
        return PayerName(plain, plain, plain, "", tuple(DIGITS.findall(plain)), may_be_cut(raw))
    text = _one_spelling(raw)
    digits = tuple(DIGITS.findall(text))
    text = DIGITS.sub(" ", text).strip(" .,/")
    form = ""
    if folding.legal_forms:
        text, form = _without_form(text)
    core = _only_letters(text)
    if folding.legal_forms:
        core, form = _without_spelled(core, form)
        core = _without_office(_completed(core) if may_be_cut(raw) else core)
    bare = core.replace("-", "")
    return PayerName(core, bare, _weak(bare), form, digits, may_be_cut(raw))


def _without_form(text: str) -> tuple[str, str]:
    """The name without one legal form's mark, by where it stands: カ)…, …(カ, …(カ)…."""
    head, bracket, rest = text.partition(")")
    if bracket and "(" not in head and head.strip() in _forms().marks:
        return rest, head.strip()
    front, bracket, tail = text.rpartition("(")
    if not bracket:
        return text, ""
    mark, _closing, rest = tail.partition(")")
    if mark.strip() in _forms().marks:
        return f"{front} {rest}", mark.strip()
    return text, ""


def _only_letters(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum() or letter in "-゛゜\u3099\u309a")


def _without_spelled(core: str, form: str) -> tuple[str, str]:
    """A form written out goes too, the longest first; then long words become the short ones in use."""
    for spelled, mark in _forms().spelled:
        if spelled in core and core != spelled:
            core, form = core.replace(spelled, "", 1), form or mark
            break
    for long, short in _forms().short:
        core = core.replace(long, short)
    return core, form


def _completed(core: str) -> str:
    """A long word that was cut off at the end is still that word."""
    for long, short in _forms().short:
        for length in range(len(long) - 1, LEAST_WORD - 1, -1):
            if core.endswith(long[:length]):
                return core[:-length] + short
    return core


def _without_office(core: str) -> str:
    """Who pays for a town: its treasury's office stands behind the town's name."""
    for office in _forms().offices:
        if core.endswith(office) and len(core) - len(office) >= 2:
            rest = core[: -len(office)]
            # 市役所 begins with a letter of the town's own name.
            return f"{rest}シ" if office == "シヤクシヨ" else f"{rest}市" if office == "市役所" else rest
    return core


def _weak(bare: str) -> str:
    text = bare.translate(ORPHANS)
    for spelled, plain in WEAK:
        text = text.replace(spelled, plain)
    return text
