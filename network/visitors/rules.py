"""Whose request may be answered with a kept page, and which answer may become one."""

from collections.abc import Collection, Mapping
from urllib.parse import parse_qsl

# What narrows a list or turns its pages. Free words would fill the shelf with what nobody asks twice.
KNOWN_PARAMETERS = frozenset({"bureau", "theme", "kind", "view", "page", "year", "section", "programme"})
LONGEST_VALUE = 60
LONGEST_QUESTION = 300
LARGEST_PAGE = 512 * 1024
# A page that differs by anything else is not the same for all. Addresses tell the language, headers don't.
MAY_VARY_BY = frozenset({"cookie", "accept-language"})


def is_visitor(*, method: str, cookies: Collection[str], headers: Collection[str], harmless: str) -> bool:
    """Does a request come from somebody nothing is known about, and ask for a whole page?

    `cookies` are names; `harmless` is the one cookie no kept page can depend on. `headers` are the names of headers
    that were sent, lower case.
    """
    return (
        method in ("GET", "HEAD")
        and not set(cookies) - {harmless}
        and not {"authorization", "range", "x-requested-with"} & set(headers)
    )


def is_known_question(query: str) -> bool:
    """Does an address ask nothing, or only what lists are narrowed by, each once?"""
    if not query:
        return True
    if len(query) > LONGEST_QUESTION:
        return False
    asked = parse_qsl(query, keep_blank_values=True)
    names = [name for name, _value in asked]
    return (
        bool(names)
        and len(names) == len(set(names))
        and KNOWN_PARAMETERS.issuperset(names)
        and all(len(value) <= LONGEST_VALUE for _name, value in asked)
    )


def may_be_kept(*, status: int, headers: Mapping[str, str], size: int) -> bool:
    """Is an answer whole, the same for all, and free of what belongs to one reader?

    `headers` have lower-case names and hold a set-cookie where any cookie is given; `size` is in bytes.
    """
    if status != 200 or size > LARGEST_PAGE or "set-cookie" in headers or "content-encoding" in headers:
        return False
    if {"no-store", "no-cache"} & _words(headers.get("cache-control", "")):
        return False
    if any("'nonce-" in value for name, value in headers.items() if "security-policy" in name):
        return False
    return _words(headers.get("vary", "")) <= MAY_VARY_BY


def _words(value: str) -> set[str]:
    return {word.strip().lower() for word in value.split(",") if word.strip()}
