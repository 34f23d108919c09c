"""A named trade: how names are compared; tables use it too, so it stands below the rules and is as pure as they are."""

import unicodedata

from network.search.rules import fold


def fold_name(name: str) -> str:
    """A name as it is compared, never shown: one width, one kana, one spelling per family, no spaces or marks.

    髙橋, 高橋 and 高　橋 become one, so do サトウ, さとう and ｻﾄｳ, and 斉藤, 齋藤 and 斎藤.
    """
    return "".join(character for character in fold(name) if not _says_nothing(character))


def folded_names(name: str, kana: str) -> str:
    """Name and reading folded, a line each, so that no question finds the end of one with the beginning of the other."""
    return f"{fold_name(name)}\n{fold_name(kana)}"


def _says_nothing(character: str) -> bool:
    return unicodedata.category(character)[0] in "ZC" or character in "・･.,-’'"
