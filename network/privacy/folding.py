"""A named trade: a text in one width, with the way back to where each character stood. Knows no Django."""

import re
from dataclasses import dataclass
from functools import lru_cache

from network.search.rules import plain

# A character with whatever leans on it: combining marks, half-width voicing marks.
_CLUSTER = re.compile(
    r".[\u0300-\u036f\u3099\u309a\uff9e\uff9f\u20d0-\u20ff\ufe00-\ufe0f\U000e0100-\U000e01ef]*", re.DOTALL
)
# Signs without width say nothing, and would part a name or a number in two.
_UNSEEN = re.compile(r"[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−⁃─━﹘﹣", "-"))


@dataclass(frozen=True)
class Folded:
    """A folded text. Character i of it came from the given text's characters starts[i] to ends[i]."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def given(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the folded text (not empty) stands in the text as given."""
        return self.starts[start], self.ends[end - 1]


def fold(text: str) -> Folded:
    """A text in one width: full-width signs and digits, half-width kana, old characters and all dashes made even."""
    characters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for found in _CLUSTER.finditer(text):
        folded = _evenly(found.group())
        characters.append(folded)
        starts.extend([found.start()] * len(folded))
        ends.extend([found.end()] * len(folded))
    return Folded("".join(characters), tuple(starts), tuple(ends))


@lru_cache(maxsize=4096)
def _evenly(cluster: str) -> str:
    if cluster in "\n\r":
        return "\n"
    return plain(_UNSEEN.sub("", cluster)).translate(_DASHES)
