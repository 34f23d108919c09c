"""What the search page shows: how many of each kind answer a question, and one page of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet, Value

from cms.search.kinds import KINDS, Hit, Kind
from network.search.queries import answering
from network.search.rules import QUESTION_LENGTH, Piece, Sought, excerpt, marked
from network.search.words import sought

PER_PAGE = 20
PER_KIND = 5


@dataclass(frozen=True)
class Row:
    """A hit as the page shows it, what was asked for marked."""

    url: str
    title: tuple[Piece, ...]
    excerpt: tuple[Piece, ...]
    facts: tuple[str, ...]
    is_sample: bool


@dataclass(frozen=True)
class Group:
    """Hits of one kind: how many there are, and the first of them."""

    name: str
    label: str
    total: int
    rows: list[Row]
    query: str

    @property
    def has_more(self) -> bool:
        return self.total > len(self.rows)


@dataclass(frozen=True)
class Findings:
    """Everything that answers a question. `page` is set where only one kind is shown; `groups` have hits, all of them."""

    typed: str
    kind: str
    total: int
    groups: list[Group]
    page: Page | None
    has_words: bool
    is_cut: bool


class _Counted(Paginator):
    """Pages of rows that were counted already."""

    def __init__(self, rows: QuerySet, count: int) -> None:
        super().__init__(rows, PER_PAGE)
        self.count = count


def findings(
    typed: str, *, account: Any, kind: str = "", number: Any = 1, kinds: Sequence[Kind] = KINDS
) -> Findings:
    """Look in every kind at once: one query counts, one more per kind shown. A kind nobody knows shows all."""
    asked = sought(typed)
    answers = {each.name: answering(typed, each.readable(account)) for each in kinds} if asked.groups else {}
    totals = _totals(answers)
    found = [each for each in kinds if totals.get(each.name)]
    chosen = next((each for each in kinds if each.name == kind), found[0] if len(found) == 1 else None)
    page = None
    if chosen and asked.groups:
        page = _Counted(answers[chosen.name], totals.get(chosen.name, 0)).get_page(number)
        page.object_list = [_row(chosen.hit(row), asked) for row in page.object_list]
    groups = [
        Group(
            name=each.name,
            label=str(each.label),
            total=totals[each.name],
            rows=[]
            if page is not None
            else [_row(each.hit(row), asked) for row in answers[each.name][:PER_KIND]],
            query=address(typed, each.name),
        )
        for each in found
    ]
    return Findings(
        typed=typed,
        kind=chosen.name if chosen else "",
        total=sum(totals.values()),
        groups=groups,
        page=page,
        has_words=bool(asked.groups),
        is_cut=len(" ".join(typed.split())) > QUESTION_LENGTH,
    )


def address(typed: str, kind: str = "") -> str:
    """The part of an address that asks again, after its question mark."""
    return urlencode({"q": typed, **({"kind": kind} if kind else {})})


def _totals(answers: dict[str, QuerySet]) -> dict[str, int]:
    """How many of each kind, in one query for all."""
    counts = [
        rows.order_by()
        .annotate(found_as=Value(name))
        .values("found_as")
        .annotate(total=Count("pk"))
        .values_list("found_as", "total")
        for name, rows in answers.items()
    ]
    if not counts:
        return {}
    first, *others = counts
    return dict(first.union(*others, all=True) if others else first)


def _row(hit: Hit, asked: Sought) -> Row:
    return Row(
        url=hit.url,
        title=marked(hit.title, asked.marks),
        excerpt=excerpt(hit.text, asked.marks),
        facts=hit.facts,
        is_sample=hit.is_sample,
    )
