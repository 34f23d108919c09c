"""Decisions about the association's bank account: what a bank's form takes."""

import re
import unicodedata

# What a transfer form can hold of a name: katakana, Latin letters, digits and a few marks.
HOLDER = re.compile(r"[ァ-ヶーA-Z0-9 ()．.,/\\¥「」-]+")
DASHES = "‐‑‒–—―−ｰ"


class WrongBankDetailError(ValueError):
    """What was typed can't stand on a transfer form; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def clean_digits(typed: str, most: int, *, exactly: bool = False) -> str:
    """Digits in half width, filled up with zeros in front. Raises WrongBankDetailError: not_digits, length."""
    digits = "".join(unicodedata.normalize("NFKC", typed).split()).replace("-", "")
    if not digits:
        return ""
    if not (digits.isascii() and digits.isdecimal()):
        raise WrongBankDetailError("not_digits")
    if len(digits) > most or (exactly and len(digits) < most):
        raise WrongBankDetailError("length")
    return digits.zfill(most)


def clean_holder(typed: str) -> str:
    """The holder's name in full-width katakana, however it was typed. Raises WrongBankDetailError: not_kana."""
    plain = unicodedata.normalize("NFKC", typed).upper()
    kana = "".join(chr(ord(letter) + 0x60) if "ぁ" <= letter <= "ゖ" else letter for letter in plain)
    after_kana = re.sub(rf"(?<=[ァ-ヶー])[{DASHES}-]", "ー", kana)
    name = " ".join(re.sub(rf"[{DASHES}]", "-", after_kana).split())
    if name and not HOLDER.fullmatch(name):
        raise WrongBankDetailError("not_kana")
    return name
