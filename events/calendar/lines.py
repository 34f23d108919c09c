"""A named trade: the content lines of RFC 5545, escaped and folded; knows no database."""

import re
from urllib.parse import quote

LINE_END = re.compile("\r\n|[\n\v\f\r\x1c-\x1e\x85\u2028\u2029]")
# Control characters, half characters, and marks that turn the direction of writing to disguise a name.
UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
# Calendar programs disagree about how these are escaped and undo it in different orders; their
# full-width twins look the same to people and mean nothing to programs.
TWIN_IN_TEXT = str.maketrans({"\\": "＼"})
TWIN_IN_NAME = str.maketrans({'"': "＂", "^": "＾"})
ESCAPED = str.maketrans({";": r"\;", ",": r"\,", "\n": r"\n"})
NEEDS_QUOTES = re.compile("[,;:= ]")

OCTETS = 75
BACKSLASH = 0x5C


class UnsafeValueError(ValueError):
    """A value that stands for an identity or a moment cannot go into a calendar as it is."""


def line(name: str, value: str, **parameters: str) -> bytes:
    """One property, folded. The value comes from `text`, `identity` or our own constants."""
    stated = "".join(f";{key}={_quoted(parameter)}" for key, parameter in parameters.items())
    return fold(f"{name}{stated}:{value}".encode()) + b"\r\n"


def text(value: str) -> str:
    """Words of several lines, escaped."""
    return clean(value).translate(ESCAPED)


def one_line(value: str) -> str:
    """Words of one line, escaped."""
    return flat(value).translate(ESCAPED)


def name_parameter(value: str) -> str:
    """A person's or body's name as the value of a parameter, where backslashes escape nothing."""
    return flat(value).translate(TWIN_IN_NAME)


def mailto(address: str) -> str:
    return "mailto:" + quote(identity(address), safe="@!$'*+/=_~-.")


def identity(value: str) -> str:
    """A UID, address or URL: changing it would name something else, so a bad one is refused."""
    if not value or value != clean(value) or any(sign.isspace() for sign in value):
        raise UnsafeValueError(f"not usable in a calendar: {value!r}")
    return value


def flat(value: str) -> str:
    """Without line ends, so that nothing a person typed can begin a line of its own."""
    return clean(value).replace("\n", " ")


def clean(value: str) -> str:
    shown = UNSEEN.sub("", LINE_END.sub("\n", value).replace("\t", " "))
    return shown.translate(TWIN_IN_TEXT).strip()


def fold(content: bytes) -> bytes:
    """At most 75 octets a line, never within a character and never within an escape."""
    pieces = []
    start, room = 0, OCTETS
    while len(content) - start > room:
        end = start + room
        while content[end] & 0xC0 == 0x80:
            end -= 1
        if content[end - 1] == BACKSLASH:
            end -= 1
        pieces.append(content[start:end])
        start, room = end, OCTETS - 1
    pieces.append(content[start:])
    return b"\r\n ".join(pieces)


def _quoted(parameter: str) -> str:
    return f'"{parameter}"' if NEEDS_QUOTES.search(parameter) else parameter
