"""Trade of knowing which letters a font file can print: reads its character map (OpenType cmap, formats 4 and 12)."""

import struct
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
REGULAR = FONTS / "NotoSansJP_400Regular.ttf"
BOLD = FONTS / "NotoSansJP_700Bold.ttf"
# Not printed but obeyed.
BLANKS = frozenset("\n ")


def missing_letters(texts: Iterable[str]) -> list[str]:
    """Letters that one of our two fonts can't print, each once, in the order they are met."""
    known = letters_of(REGULAR) & letters_of(BOLD)
    met = dict.fromkeys(letter for text in texts for letter in text)
    return [letter for letter in met if letter not in BLANKS and ord(letter) not in known]


def named(letter: str) -> str:
    """𪛖（U+2A6D6）, so that a letter is found even where a screen can't show it."""
    return f"{letter}（U+{ord(letter):04X}）"


@cache
def letters_of(font: Path) -> frozenset[int]:
    """All code points that have a glyph of their own in a font file."""
    content = font.read_bytes()
    cmap = _table(content, b"cmap")
    count = struct.unpack_from(">H", content, cmap + 2)[0]
    found: set[int] = set()
    for place in range(count):
        (offset,) = struct.unpack_from(">I", content, cmap + 4 + 8 * place + 4)
        start = cmap + offset
        (form,) = struct.unpack_from(">H", content, start)
        if form in READERS:
            found.update(READERS[form](content, start))
    return frozenset(found)


def _table(content: bytes, wanted: bytes) -> int:
    (count,) = struct.unpack_from(">H", content, 4)
    for place in range(count):
        tag, _checksum, offset, _length = struct.unpack_from(">4sIII", content, 12 + 16 * place)
        if tag == wanted:
            return offset
    raise ValueError("not a font file")


def _format_12(content: bytes, start: int) -> Iterator[int]:
    (groups,) = struct.unpack_from(">I", content, start + 12)
    for place in range(groups):
        first, last, glyph = struct.unpack_from(">III", content, start + 16 + 12 * place)
        for letter in range(first, last + 1):
            if glyph + letter - first:
                yield letter


def _format_4(content: bytes, start: int) -> Iterator[int]:
    segments = struct.unpack_from(">H", content, start + 6)[0] // 2
    ends = start + 14
    starts, deltas, ranges = (ends + 2 + 2 * segments * step for step in (1, 2, 3))
    for place in range(segments):
        last, first, delta, way = (
            struct.unpack_from(">H", content, row + 2 * place)[0] for row in (ends, starts, deltas, ranges)
        )
        for letter in range(first, min(last, 0xFFFE) + 1):
            if way:
                (glyph,) = struct.unpack_from(">H", content, ranges + 2 * place + way + 2 * (letter - first))
            else:
                glyph = (letter + delta) & 0xFFFF
            if glyph:
                yield letter


READERS = {4: _format_4, 12: _format_12}
