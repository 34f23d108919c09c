"""Codes of municipalities: six digits, the last one checks the five before it."""

import unicodedata
from collections.abc import Collection

WEIGHTS = (6, 5, 4, 3, 2)
PREFECTURES = range(1, 48)
# Within a prefecture 000 is the prefecture itself and municipalities begin at 100.
FIRST_MUNICIPALITY = 100


class WrongCodeError(ValueError):
    """What was typed is no municipality's code; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def check_digit(five: str) -> str:
    """The sixth digit of a code, from the five before it."""
    total = sum(int(digit) * weight for digit, weight in zip(five, WEIGHTS, strict=True))
    return str((11 - total % 11) % 10)


def is_valid_code(code: str) -> bool:
    """Whether this is a full code of six half-width digits with the right check digit."""
    return (
        len(code) == 6
        and code.isascii()
        and code.isdecimal()
        and _is_place(code[:5])
        and check_digit(code[:5]) == code[5]
    )


def repair_code(typed: str, known: Collection[str] = ()) -> str:
    """The full code behind what a spreadsheet or a keyboard left of it; with `known`, one of these.

    Mended are full-width digits, spaces, a missing check digit and a leading zero that a spreadsheet dropped.
    Raises WrongCodeError: not_digits, length, check_digit, unknown or ambiguous (two codes could be meant).
    """
    digits = "".join(unicodedata.normalize("NFKC", typed).split()).replace("-", "")
    if not (digits.isascii() and digits.isdecimal()):
        raise WrongCodeError("not_digits")
    if len(digits) not in (4, 5, 6):
        raise WrongCodeError("length")
    possible = [code for code in _readings(digits) if is_valid_code(code)]
    if not possible:
        raise WrongCodeError("check_digit")
    if known:
        possible = [code for code in possible if code in known]
    if not possible:
        raise WrongCodeError("unknown")
    if len(possible) > 1:
        raise WrongCodeError("ambiguous")
    return possible[0]


def _readings(digits: str) -> list[str]:
    if len(digits) == 4:
        return [f"0{digits}{check_digit(f'0{digits}')}"]
    if len(digits) == 5:
        return [f"{digits}{check_digit(digits)}", f"0{digits}"]
    return [digits]


def _is_place(five: str) -> bool:
    within = int(five[2:])
    return int(five[:2]) in PREFECTURES and (within == 0 or within >= FIRST_MUNICIPALITY)
