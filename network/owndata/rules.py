"""Decisions about own data: who may be erased, how long papers of money stay, what a masked text says."""

import re
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from network.owndata.choices import Refusal

# Books and papers of money: seven years from the day the accounts of the year had to be handed in
# (Corporation Tax Act, enforcement regulations, article 59; associations without tax follow it as good practice).
MONEY_YEARS = 7
LONG_ENOUGH = 6
ERASED_NAME = "消去済み"


def why_not_erased(*, is_erased: bool, is_own: bool, roles: Collection[str]) -> Refusal | None:
    """Why somebody can't be erased now; None where they can."""
    if is_erased:
        return Refusal.ERASED
    if is_own:
        return Refusal.OWN
    return Refusal.HOLDS_ROLE if roles else None


def erased_name(number: int) -> str:
    """What stands in place of a name: the number, so that sums, lists and papers still tell people apart."""
    return f"{ERASED_NAME} {number}"


def money_kept_until(fiscal_year: int) -> date:
    """The last day on which papers of a fiscal year (by its starting year) must be kept: 31 May, seven years on."""
    return date(fiscal_year + 1 + MONEY_YEARS, 5, 31)


def last_year_let_go(today: date) -> int:
    """The latest fiscal year (by its starting year) whose papers need not be kept any more on a day."""
    year = today.year - 1 - MONEY_YEARS
    return year if today > money_kept_until(year) else year - 1


def names_somebody(login: str) -> bool:
    """Whether a login name, met in a text, can be taken for its owner: member or hanako may be any word."""
    return len(login) >= LONG_ENOUGH and re.search(r"[0-9._@-]", login) is not None


def masked(value: Any, words: Collection[str], instead: str) -> Any:
    """A text, list or mapping in which something else stands in place of somebody's words; anything else as it is.

    hanako@a.example is not found within kahanako@a.example, nor 花子1 within 花子12.
    """
    if isinstance(value, str):
        for word in words:
            value = _standing_alone(word).sub(instead, value)
        return value
    if isinstance(value, Mapping):
        return {key: masked(part, words, instead) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [masked(part, words, instead) for part in value]
    return value


def _standing_alone(word: str) -> re.Pattern[str]:
    """The word, not as a part of a longer one; Japanese has no spaces, so only its Latin ends are looked at."""
    before = r"(?<![A-Za-z0-9_.+-])" if word[0].isascii() else ""
    after = r"(?![A-Za-z0-9_-])(?!\.[A-Za-z0-9])" if word[-1].isascii() else ""
    return re.compile(before + re.escape(word) + after, re.IGNORECASE)
