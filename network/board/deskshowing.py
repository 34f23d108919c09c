"""A named trade: how the moderators' queue looks: things that wait, one thing with its marks and buttons, the log."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.forms import BoundField

from network.board import deskwords, rules, waiting
from network.board.choices import Act, Kind, PostState, Reason, Stage
from network.board.deskwords import DEEDS, WAITING, WHY, DeedWords
from network.board.marking import Mark, Piece, pieces
from network.board.models import BoardDecision, HeldAct, Post
from network.board.queries import ThreadLine
from network.board.queue import Item, Waiting
from network.board.showing import hour_words, label_words, lines_shown, topics_words, week_words
from network.board.weighing import NAMED_BY_HAND, DecisionForm


@dataclass(frozen=True)
class WaitingLine:
    """One thing that waits: what it is, how long, until when a decision is due."""

    id: UUID
    what: str
    since: str
    until: str
    is_overdue: bool


@dataclass(frozen=True)
class HeldLine:
    """Something in the hold table that does not wait for a decision."""

    id: UUID
    headline: str
    what: str
    when: str


@dataclass(frozen=True)
class MarkShown:
    """A mark with its fields: whether it counts, and what could stand there."""

    number: int
    text: str
    kind: str
    tick: BoundField
    instead: BoundField


@dataclass(frozen=True)
class ItemShown:
    """One thing on the screen. `by_hand` are pairs of fields: words in the text, and better ones."""

    kind: str
    state: str
    why: list[str]
    pieces: list[Piece]
    marks: list[MarkShown]
    by_hand: list[tuple[BoundField, BoundField]]
    reasons: list[tuple[str, str, str]]
    deeds: list[DeedWords]
    needs_reason: bool
    asks_words: bool
    redacts: bool
    topics: list[str]
    conversation: list[tuple[UUID, str, str, str, bool]]
    before: str
    has_tag: bool


@dataclass(frozen=True)
class LogLine:
    """One decision of the log."""

    day: str
    words: str


def waiting_lines(rows: Iterable[Waiting]) -> list[WaitingLine]:
    """Things that wait, for a list."""
    return [
        WaitingLine(
            row.id,
            str(WAITING[row.what]),
            deskwords.waits_words(row),
            deskwords.until_words(waiting.decided_until(row.since)),
            row.is_overdue,
        )
        for row in rows
    ]


def held_lines(rows: Iterable[HeldAct]) -> list[HeldLine]:
    """What goes out by itself, or waits for its author."""
    return [
        HeldLine(
            row.pk,
            rules.headline(row.text),
            str(Act.EDIT.label if row.act == Act.EDIT else Kind(row.kind).label),
            hour_words(row.due) if row.due else deskwords.until_words(row.on),
        )
        for row in rows
    ]


def question_lines(posts: Iterable[Post], *, today: date) -> list[HeldLine]:
    """Questions without an answer."""
    return [
        HeldLine(post.pk, rules.headline(post.text), str(Kind.QUESTION.label), week_words(post.week, today))
        for post in posts
    ]


def conversation_lines(lines: Iterable[ThreadLine], *, today: date) -> list[dict[str, Any]]:
    """Conversations, each by its question."""
    rows = list(lines)
    return [
        {
            "question_id": line.question.pk,
            "headline": shown.headline,
            "week": shown.week,
            "answers_words": shown.answers_words,
        }
        for line, shown in zip(rows, lines_shown(rows, today=today), strict=True)
    ]


def log_lines(rows: Iterable[BoardDecision], *, own_id: int | None) -> list[LogLine]:
    """Decisions, as the log shows them."""
    return [LogLine(deskwords.day_words(row), deskwords.decision_words(row, own_id=own_id)) for row in rows]


def kinds_taken_out(marks: Iterable[Mark]) -> dict[str, int]:
    """How many stretches of which kind: all that the log keeps of them."""
    return dict(Counter(mark.kind for mark in marks))


def item_shown(item: Item, form: DecisionForm, *, today: date) -> ItemShown:
    """One thing as the page needs it."""
    deeds = [DEEDS[verb] for verb in item.deeds]
    row = item.post or item.held
    change = item.held if item.held and item.held.act == Act.EDIT else None
    return ItemShown(
        kind=str(Act.EDIT.label if change else Kind(row.kind).label),
        state=_state_words(item),
        why=[str(WHY[why]) for why in (item.held.why if item.held else []) if why in WHY],
        pieces=pieces(item.text, item.marks),
        marks=_marks_shown(item, form),
        by_hand=[
            (form[f"phrase_{number}"], form[f"phrase_instead_{number}"])
            for number in range(1, NAMED_BY_HAND + 1)
        ],
        reasons=[(str(key), value, label) for key, (value, label) in enumerate(Reason.choices, start=1)],
        deeds=deeds,
        needs_reason=any(deed.needs_reason for deed in deeds),
        asks_words=any(deed.verb in ("ask_to_rephrase", "reject") for deed in deeds),
        redacts=any(deed.verb == "redact" for deed in deeds),
        topics=topics_words(item.thread) if item.thread else [],
        conversation=_conversation(item, today),
        before=_text_of(item.conversation, change.target_id) if change else "",
        has_tag=bool(row.tag) and not _is_over(item, today),
    )


def _is_over(item: Item, today: date) -> bool:
    epoch = item.post.thread.epoch if item.post else item.held.epoch
    return today >= rules.ends_on(epoch)


def _state_words(item: Item) -> str:
    state = item.state
    return str(Stage(state).label if state in Stage.values else PostState(state).label)


def _marks_shown(item: Item, form: DecisionForm) -> list[MarkShown]:
    return [
        MarkShown(
            number + 1,
            item.text[mark.start : mark.end],
            deskwords.kind_words(mark.kind),
            form[f"mark_{number}"],
            form[f"instead_{number}"],
        )
        for number, mark in enumerate(item.marks)
    ]


def _conversation(item: Item, today: date) -> list[tuple[UUID, str, str, str, bool]]:
    """The posts around: id, label, week, text, and whether it is the one in question."""
    here: Any = item.post.pk if item.post else item.held.target_id
    return [
        (
            post.pk,
            label_words(post.label),
            week_words(post.week, today),
            post.text or str(PostState(post.state).label),
            post.pk == here,
        )
        for post in item.conversation
    ]


def _text_of(posts: Iterable[Post], pk: UUID | None) -> str:
    return next((post.text for post in posts if post.pk == pk), "")
