"""A named trade: what waits for moderators, one thing at a time, and what they need to see beside it.

Only days are known, and of what the clock has hidden only the week; the order within a day says nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.db.models import Min, Q

from network.board import rules, waiting
from network.board.checking import findings_in
from network.board.choices import Act, Kind, PostState, Stage
from network.board.marking import Mark, marks_from, stored_marks
from network.board.models import BoardDecision, HeldAct, Post, Thread
from network.board.queries import SHOWN, is_tag_blocked, overlay, posts_of, visible_posts

LOG_LENGTH = 12


class What(StrEnum):
    """What waits."""

    POST = "post"
    EDIT = "edit"
    APPEAL = "appeal"
    FLAGGED = "flagged"


@dataclass(frozen=True)
class Waiting:
    """One thing that waits: for whom its `id` selects a page, since which day, how many working days."""

    id: UUID
    what: What
    since: date
    days: int
    is_overdue: bool
    is_week: bool = False


@dataclass(frozen=True)
class Item:
    """One thing to decide: the words in question, what is marked in them, and what may be done.

    `appeal` holds the author's words against a decision; `conversation` the thread around it.
    """

    id: UUID
    held: HeldAct | None
    post: Post | None
    text: str
    marks: list[Mark]
    check_ran: bool
    deeds: tuple[str, ...]
    appeal: str = ""
    thread: Thread | None = None
    conversation: list[Post] = field(default_factory=list)
    is_blocked: bool = False
    log: list[BoardDecision] = field(default_factory=list)

    @property
    def state(self) -> str:
        """How it stands, in the words of rules.TRANSITIONS."""
        if self.held and self.held.act != Act.APPEAL:
            return self.held.stage
        return "hidden" if "restore" in self.deeds else self.post.state


def waiting_things(*, today: date) -> list[Waiting]:
    """Everything that waits for a decision, the longest first. Four queries, however much it is."""
    held = HeldAct.objects.filter(stage=Stage.HELD, act__in=[Act.POST, Act.EDIT, Act.APPEAL])
    rows = [_waiting(row_id, What(act), on, today) for row_id, act, on in held.values_list("pk", "act", "on")]
    appealed = set(HeldAct.objects.filter(act=Act.APPEAL).values_list("target_id", flat=True))
    rows += [
        _waiting(pk, What.FLAGGED, since, today, is_week=is_week)
        for pk, (since, is_week) in _hidden_since(today).items()
        if pk not in appealed
    ]
    return sorted(rows, key=lambda row: (row.since, str(row.id)))


def unanswered(*, today: date) -> list[Post]:
    """Questions that have certainly waited three working days for an answer, the oldest week first. Two queries."""
    posts = list(visible_posts().exclude(kind=Kind.COMMENT).select_related("thread"))
    answered = {post.thread_id for post in posts if post.kind == Kind.ANSWER}
    waiting_ones = [
        post
        for post in posts
        if post.kind == Kind.QUESTION
        and post.thread_id not in answered
        and not post.thread.is_closed
        and waiting.is_unanswered_long(post.week, today)
    ]
    return sorted(waiting_ones, key=lambda post: (post.week, str(post.pk)))


def going_out() -> list[HeldAct]:
    """Posts and changes that go out at the next fixed hour unless somebody holds them back."""
    rows = HeldAct.objects.filter(stage=Stage.APPROVED, act__in=[Act.POST, Act.EDIT])
    return list(rows.order_by("due", "pk"))


def asked_to_rephrase() -> list[HeldAct]:
    """What waits for other words from its author."""
    return list(HeldAct.objects.filter(stage=Stage.REPHRASE).order_by("on", "pk"))


def item_of(pk: UUID) -> Item | None:
    """Something in the hold table, or a post that went out; None when it is neither (any more)."""
    held = HeldAct.objects.filter(pk=pk, act__in=[Act.POST, Act.EDIT, Act.APPEAL]).first()
    target = held.target_id if held and held.act == Act.APPEAL else pk
    post = Post.objects.select_related("thread").filter(pk=target).first()
    if held is None and post is not None:
        held = HeldAct.objects.filter(act=Act.APPEAL, target_id=post.pk).first()
    if held is None and post is None:
        return None
    return _of_post(post, held) if held is None or held.act == Act.APPEAL else _of_held(held)


def decision_log() -> list[BoardDecision]:
    """The latest decisions."""
    return list(BoardDecision.objects.order_by("-pk")[:LOG_LENGTH])


def _waiting(pk: UUID, what: What, since: date, today: date, *, is_week: bool = False) -> Waiting:
    return Waiting(
        pk, what, since, waiting.working_days(since, today), waiting.is_overdue(since, today), is_week
    )


def _hidden_since(today: date) -> dict[UUID, tuple[date, bool]]:
    """Hidden posts with the day of it; of what the clock hid only the Monday of the week is known."""
    gone = overlay()
    by_flag = {pk for pk in gone.hidden if pk not in gone.withdrawn}
    days = dict(
        HeldAct.objects.filter(act=Act.FLAG, target_id__in=by_flag)
        .values_list("target_id")
        .annotate(first=Min("on"))
        .order_by()
    )
    found = {pk: (day, False) for pk, day in days.items()}
    hidden = set(Post.objects.filter(state=PostState.HIDDEN).values_list("pk", flat=True)) - gone.withdrawn
    entries = BoardDecision.objects.filter(verb="hide", subject_id__in=[str(pk) for pk in hidden])
    for subject, day, actor in entries.order_by("pk").values_list("subject_id", "on", "actor_id"):
        found[UUID(subject)] = (day, actor is None)
    return found | dict.fromkeys(hidden - found.keys(), (today, False))


def _of_held(held: HeldAct) -> Item:
    thread = Thread.objects.filter(pk=held.thread_id).first()
    marks, ran = _marked(held.text)
    return Item(
        id=held.pk,
        held=held,
        post=None,
        text=held.text,
        marks=marks or stored_marks(held.marks),
        check_ran=ran,
        deeds=_deeds_of_held(held),
        appeal=held.note if held.is_appeal else "",
        thread=thread,
        conversation=posts_of(thread) if thread else [],
        is_blocked=is_tag_blocked(held.tag),
        log=_log_of(held.pk),
    )


def _of_post(post: Post, appeal: HeldAct | None) -> Item:
    gone = overlay()
    state = PostState.WITHDRAWN if post.pk in gone.withdrawn else post.state
    if post.pk in gone.hidden and state in SHOWN:
        state = PostState.HIDDEN
    verbs = rules.possible(state)
    deeds = tuple(verb for verb in ("restore", "redact", "remove", "hide") if verb in verbs)
    text = "" if state == PostState.WITHDRAWN else post.text  # its author took it off every page
    marks, ran = _marked(text)
    return Item(
        id=appeal.pk if appeal else post.pk,
        held=appeal,
        post=post,
        text=text,
        marks=marks,
        check_ran=ran,
        deeds=("uphold", *deeds) if appeal else deeds,
        appeal=appeal.text if appeal else "",
        thread=post.thread,
        conversation=posts_of(post.thread),
        is_blocked=is_tag_blocked(post.tag),
        log=_log_of(post.pk),
    )


def _deeds_of_held(held: HeldAct) -> tuple[str, ...]:
    """A change of a post is written anew by its author, who is not asked to rephrase it."""
    verbs = rules.possible(held.stage) - (set() if held.act == Act.POST else {"ask_to_rephrase"})
    order = ("approve", "ask_to_rephrase", "redact", "reject", "hold")
    return tuple(verb for verb in order if verb in verbs)


def _marked(text: str) -> tuple[list[Mark], bool]:
    """What the check finds now, and whether it ran."""
    findings = findings_in(text)
    if findings is None:
        return [], False
    return marks_from(findings), findings.name_check_on


def _log_of(pk: UUID) -> list[BoardDecision]:
    return list(BoardDecision.objects.filter(subject_id=str(pk)).order_by("pk"))


def last_decision(pks: Iterable[UUID]) -> BoardDecision | None:
    """What was decided last about any of these."""
    about = Q(subject_id__in=[str(pk) for pk in pks])
    return BoardDecision.objects.filter(about).order_by("-pk").first()
