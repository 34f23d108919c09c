"""Decisions about people: spellings of names that mean the same."""

import re
import unicodedata

from network.search.rules import fold


def fold_name(name: str) -> str:
    """A name as it is compared, never shown: one width, one kana, one spelling per family, no spaces or marks.

    髙橋, 高橋 and 高　橋 become one, so do サトウ, さとう and ｻﾄｳ, and 斉藤, 齋藤 and 斎藤.
    """
    return "".join(character for character in fold(name) if not _says_nothing(character))


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
