"""A named trade: days as banks write them, with an era that is not named. Pure."""

import re
import unicodedata
from datetime import date, timedelta

# The year before the first one of each era.
ERAS = {"R": 2018, "H": 1988, "S": 1925}
ERA_NAMES = {"令和": "R", "平成": "H", "昭和": "S", "R": "R", "H": "H", "S": "S"}
BEFORE, AFTER = timedelta(days=731), timedelta(days=7)
WESTERN = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
PACKED = re.compile(r"(\d{4})(\d{2})(\d{2})")
NAMED = re.compile(r"(令和|平成|昭和|[RHS])\.?(\d{1,2}|元)[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
UNNAMED = re.compile(r"(\d{1,2})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")


def day_without_era(digits: str, today: date) -> date | None:
    """The one day that six digits YYMMDD of an unnamed era mean between two years ago and a week ahead, if there is
    exactly one."""
    if len(digits) != 6 or not (digits.isascii() and digits.isdecimal()):
        return None
    year, month, day = int(digits[:2]), int(digits[2:4]), int(digits[4:])
    days = {_day(base + year, month, day) for base in ERAS.values()} - {None}
    within = [found for found in days if today - BEFORE <= found <= today + AFTER]
    return within[0] if len(within) == 1 else None


def era_digits(day: date) -> str:
    """A day of 令和 as YYMMDD."""
    return f"{day.year - ERAS['R']:02d}{day:%m%d}"


def read_day(written: str, today: date) -> date | None:
    """A day of a bank's CSV in any of the usual spellings; None where it is none, or not near today."""
    text = "".join(unicodedata.normalize("NFKC", written).upper().split())
    if found := WESTERN.fullmatch(text) or PACKED.fullmatch(text):
        day = _day(*(int(part) for part in found.groups()))
        return day if day is not None and day <= today + AFTER else None
    if found := NAMED.fullmatch(text):
        era, year, month, number = found.groups()
        return _day(ERAS[ERA_NAMES[era]] + (1 if year == "元" else int(year)), int(month), int(number))
    if found := UNNAMED.fullmatch(text):
        return day_without_era("".join(part.zfill(2) for part in found.groups()), today)
    return day_without_era(text, today)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
