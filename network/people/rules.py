"""Decisions about people: spellings of names that mean the same."""

import re
import unicodedata

from network.people.spelling import fold_name

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
