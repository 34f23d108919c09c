"""Sentences with personal data marked in them, as 〔PERSON:佐藤〕さん, and how well the check finds it."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from network.privacy.rules import Span

DATA = Path(__file__).parent / "data"
_MARK = re.compile(r"〔([A-Z]+):([^〕]*)〕")


@dataclass(frozen=True)
class Sentence:
    """A text, and the places (start, end, kind) that should be found in it."""

    text: str
    labels: tuple[tuple[int, int, str], ...]


@dataclass
class Score:
    """A label counts as found when a span of its kind overlaps it; a span is right when it overlaps such a label."""

    found: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    clean: int = 0
    flagged: int = 0
    failures: list[str] = field(default_factory=list)

    def recall(self, kind: str) -> float:
        return self.found[kind] / (self.found[kind] + self.missed[kind])

    def precision(self, kind: str) -> float:
        return self.found[kind] / (self.found[kind] + self.wrong[kind])

    def __str__(self) -> str:
        kinds = sorted({*self.found, *self.missed})
        figures = [f"{kind} {self.recall(kind):.3f}/{self.precision(kind):.3f}" for kind in kinds]
        clean = f"; clean flagged {self.flagged} of {self.clean}" if self.clean else ""
        return f"recall/precision {', '.join(figures)}{clean}"


def sentence(marked: str) -> Sentence:
    """A marked sentence as text and labels."""
    text, labels, last = "", [], 0
    for mark in _MARK.finditer(marked):
        text += marked[last : mark.start()]
        labels.append((len(text), len(text) + len(mark.group(2)), mark.group(1)))
        text += mark.group(2)
        last = mark.end()
    return Sentence(text + marked[last:], tuple(labels))


def sentences(name: str) -> list[Sentence]:
    """A set of this folder."""
    lines = (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [sentence(json.loads(line)["marked"]) for line in lines]


def score(texts: Iterable[Sentence], find: Callable[[str], Iterable[Span]]) -> Score:
    """What a check finds of these sentences."""
    result = Score()
    for one in texts:
        spans = list(find(one.text))
        right = {span for span in spans for label in one.labels if _meets(span, label)}
        for label in one.labels:
            is_found = any(_meets(span, label) for span in spans)
            (result.found if is_found else result.missed)[label[2]] += 1
            if not is_found:
                result.failures.append(f"missed {label[2]} {one.text[label[0] : label[1]]}: {one.text}")
        for span in set(spans) - right:
            result.wrong[str(span.kind)] += 1
            result.failures.append(f"wrong {span.kind} {one.text[span.start : span.end]}: {one.text}")
        result.clean += not one.labels
        result.flagged += bool(not one.labels and spans)
    return result


def _meets(span: Span, label: tuple[int, int, str]) -> bool:
    return str(span.kind) == label[2] and span.start < label[1] and label[0] < span.end
