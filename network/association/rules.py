"""Decisions about the association's money matters: what a bank's form takes, and whether a tax number can be right."""

import re
import unicodedata

# What a transfer form can hold of a name: katakana, Latin letters, digits and a few marks.
HOLDER = re.compile(r"[ァ-ヶーA-Z0-9 ()．.,/\\¥「」-]+")
DASHES = "‐‑‒–—―−ｰ"


REGISTRATION = re.compile(r"T(\d)(\d{12})", re.ASCII)


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


def clean_registration(typed: str) -> str:
    """T and 13 digits in half width. Raises WrongBankDetailError: length, check_digit.

    The check digit stands first: 9 less the remainder by 9 of the other twelve, of which every second one counts
    twice, beginning with the last but one. Source: the National Tax Agency's rule for corporate numbers.
    """
    plain = "".join(unicodedata.normalize("NFKC", typed).split()).replace("-", "").upper()
    if not plain:
        return ""
    found = REGISTRATION.fullmatch(plain)
    if not found:
        raise WrongBankDetailError("length")
    weighted = sum(int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(found[2])))
    if int(found[1]) != 9 - weighted % 9:
        raise WrongBankDetailError("check_digit")
    return plain
