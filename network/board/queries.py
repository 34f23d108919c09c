"""Reads of the board: what is shown, what is somebody's own, what is similar. Nobody is asked who they are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hmac import compare_digest
from uuid import UUID

from django.contrib.auth.hashers import check_password
from django.db.models import QuerySet

from network.board import keys, rules
from network.board.choices import Act, FlagReason, Kind, PostState, Stage
from network.board.models import (
    BlockedTag,
    BoardDecision,
    BoardPolicy,
    HeldAct,
    KeyCertificate,
    Post,
    PostReceipt,
    Thread,
)
from network.board.port import Port
from network.board.transparency import Decided

SHOWN = (PostState.RELEASED, PostState.REDACTED)


@dataclass(frozen=True)
class Overlay:
    """Posts that the hold table takes off the page at once, before the clock comes: withdrawn, or hidden by flags."""

    withdrawn: frozenset[UUID]
    hidden: frozenset[UUID]

    @property
    def gone(self) -> frozenset[UUID]:
        return self.withdrawn | self.hidden


@dataclass(frozen=True)
class ThreadLine:
    """A thread in a list; `is_mine` only while its key lives."""

    thread: Thread
    question: Post
    headline: str
    answers: int
    is_mine: bool = False


@dataclass(frozen=True)
class Mine:
    """Proof that somebody wrote a post, by tag or by receipt: the post itself, or what is in the hold table of it.

    Only the two functions below make one; actions of authors take nothing else.
    """

    post: Post | None = None
    held: HeldAct | None = None

    @property
    def state(self) -> str:
        """How it stands, in the words of rules.TRANSITIONS."""
        return self.held.stage if self.held else self.post.state


def policy() -> BoardPolicy:
    """How the association runs its board; the plain rules, not saved, while nobody has written any."""
    return BoardPolicy.objects.filter(pk=1).first() or BoardPolicy(pk=1)


def is_open(port: Port, rules_of_board: BoardPolicy) -> bool:
    """Whether there are enough people entitled to post for one of them to be hidden among them."""
    return port.entitled >= rules_of_board.least_entitled


def overlay() -> Overlay:
    """What has been withdrawn or flagged since the clock last came. One query of the hold table."""
    rows = HeldAct.objects.filter(act__in=[Act.WITHDRAW, Act.FLAG]).values_list("act", "target_id", "note")
    withdrawn, flagged = set(), {}
    for act, target, reason in rows:
        if act == Act.WITHDRAW:
            withdrawn.add(target)
        else:
            flagged.setdefault((target, reason == FlagReason.PERSONAL), []).append(reason)
    before = dict(
        Post.objects.filter(pk__in={target for target, _personal in flagged}).values_list("pk", "flags")
    )
    hidden = {
        target
        for (target, personal), reasons in flagged.items()
        if rules.hides(reasons[0], len(reasons) + (0 if personal else before.get(target, 0)))
    }
    return Overlay(frozenset(withdrawn), frozenset(hidden))


def visible_posts() -> QuerySet[Post]:
    """Posts that are on the page now."""
    return Post.objects.filter(state__in=SHOWN).exclude(pk__in=overlay().gone)


def thread_lines(port: Port, *, today: date, topic: str = "") -> list[ThreadLine]:
    """Threads whose question is shown: unanswered first, then the latest weeks; nothing tells more than the week.

    Three queries, however many there are. Of threads whose keys live, one's own are known.
    """
    rows = list(visible_posts().exclude(kind=Kind.COMMENT).select_related("thread"))
    answers: dict[UUID, int] = {}
    for post in rows:
        answers[post.thread_id] = answers.get(post.thread_id, 0) + (post.kind == Kind.ANSWER)
    own = own_tags({post.thread for post in rows}, port, today=today)
    lines = [
        ThreadLine(
            post.thread,
            post,
            rules.headline(post.text),
            answers[post.thread_id],
            is_mine=_same(own.get(post.thread_id), post.tag),
        )
        for post in rows
        if post.kind == Kind.QUESTION and (not topic or topic in post.thread.topics)
    ]
    return sorted(
        lines, key=lambda line: (bool(line.answers), -line.thread.week.toordinal(), str(line.thread.pk))
    )


def own_tags(threads: Iterable[Thread], port: Port, *, today: date) -> dict[UUID, str]:
    """A member's tag in each of these threads whose key lives. No query, nothing is stored."""
    if not port.member_key:
        return {}
    live = {epoch: key for epoch in rules.live_epochs(today) if (key := keys.key_of(epoch))}
    return {
        thread.pk: rules.tag_of(live[thread.epoch], str(thread.pk), port.member_key)
        for thread in threads
        if thread.epoch in live
    }


def thread_shown(thread_id: UUID) -> Thread | None:
    """A thread with at least one post that was ever shown."""
    return Thread.objects.filter(pk=thread_id).first()


def posts_of(thread: Thread) -> list[Post]:
    """All posts of a thread in their order; those that are off the page have their text emptied, and stay unsaved."""
    gone = overlay()
    posts = list(Post.objects.filter(thread=thread).order_by("position"))
    for post in posts:
        if post.pk in gone.withdrawn:
            post.state = PostState.WITHDRAWN
        elif post.pk in gone.hidden:
            post.state = PostState.HIDDEN
        if post.state not in SHOWN:
            post.text = ""
    return posts


def waiting_of(port: Port, *, today: date) -> list[HeldAct]:
    """A member's own posts in the hold table, while their keys live. Computed, nothing is stored."""
    if not port.member_key:
        return []
    live = {epoch: key for epoch in rules.live_epochs(today) if (key := keys.key_of(epoch))}
    rows = HeldAct.objects.filter(act__in=[Act.POST, Act.EDIT], epoch__in=live).exclude(tag=None)
    return [
        row
        for row in rows
        if _same(rules.tag_of(live[row.epoch], str(row.thread_id), port.member_key), row.tag)
    ]


def mine_by_tag(post_id: UUID, port: Port, *, today: date) -> Mine | None:
    """Proof by tag that a member wrote a post, or what waits to become one."""
    held = HeldAct.objects.filter(pk=post_id, act=Act.POST).first()
    post = None if held else Post.objects.select_related("thread").filter(pk=post_id).first()
    found = held or post
    if found is None or not port.member_key:
        return None
    epoch = held.epoch if held else post.thread.epoch
    key = keys.key_of(epoch) if epoch in rules.live_epochs(today) else None
    if key is None or not _same(rules.tag_of(key, str(found.thread_id), port.member_key), found.tag):
        return None
    return Mine(post=post, held=held)


def place_of(post_id: UUID, epoch: int) -> UUID | None:
    """The number in the address of one's own post, other than the post's; None once the key is gone. No query."""
    key = keys.key_of(epoch)
    return rules.place_of(key, str(post_id)) if key else None


def post_at(place: UUID, *, today: date) -> UUID | None:
    """Which post such an address is of, while its key lives; whose it is shows elsewhere. Two queries."""
    live = {epoch: key for epoch in rules.live_epochs(today) if (key := keys.key_of(epoch))}
    held = HeldAct.objects.filter(act=Act.POST, epoch__in=live).values_list("pk", "epoch")
    out = Post.objects.filter(thread__epoch__in=live).values_list("pk", "thread__epoch")
    known = [*held, *out]
    return next((pk for pk, epoch in known if rules.place_of(live[epoch], str(pk)) == place), None)


def mine_by_receipt(number: str, code: str) -> Mine | None:
    """Proof by receipt: the number selects the post, the code is compared with its slow hash, or with nothing."""
    held = HeldAct.objects.filter(receipt_number=number, act=Act.POST).first() if number else None
    slip = None if held or not number else PostReceipt.objects.filter(number=number).first()
    kept = held.receipt_code if held else slip.code if slip else ""
    # Without a row the same work is done, so that a clock does not tell which numbers there are.
    if not check_password(code, kept or NO_ROW) or not kept:
        return None
    post = Post.objects.select_related("thread").filter(pk=slip.post_id).first() if slip else None
    return Mine(post=post, held=held) if post or held else None


def waiting_change(post: Post) -> HeldAct | None:
    """A change of a post that is on its way."""
    return HeldAct.objects.filter(act=Act.EDIT, target_id=post.pk).first()


def is_number_taken(number: str) -> bool:
    """Whether a post number has been given out."""
    return (
        PostReceipt.objects.filter(number=number).exists()
        or HeldAct.objects.filter(receipt_number=number).exists()
    )


def is_there(post_id: UUID) -> bool:
    """Whether a post has come already, and waits or is out."""
    return HeldAct.objects.filter(pk=post_id).exists() or Post.objects.filter(pk=post_id).exists()


def is_blocked(port: Port, *, today: date) -> bool:
    """Whether one of a member's tags is blocked: they are recomputed for the blocked threads whose keys live."""
    live = {epoch: key for epoch in rules.live_epochs(today) if (key := keys.key_of(epoch))}
    rows = BlockedTag.objects.filter(epoch__in=live).values_list("epoch", "thread_id", "tag")
    return any(
        _same(rules.tag_of(live[epoch], str(thread_id), port.member_key), tag)
        for epoch, thread_id, tag in rows
    )


def is_tag_blocked(tag: str | None) -> bool:
    """Whether this very tag is blocked."""
    return bool(tag) and BlockedTag.objects.filter(tag=tag).exists()


def similar_threads(asked: str, *, most: int = 5) -> list[ThreadLine]:
    """Questions that are on the page and near to a text, answers counting for their thread. Nothing is remembered."""
    lines, texts = _with_texts()
    return [lines[key] for key in rules.similar(asked, texts, most=most)]


def found_threads(asked: str) -> list[ThreadLine]:
    """Threads that hold every word of a search, the nearest first."""
    lines, texts = _with_texts()
    holding = {key: text for key, text in texts.items() if rules.has_words(asked, text)}
    near = rules.similar(asked, holding, most=len(holding))
    return [lines[key] for key in [*near, *sorted(holding.keys() - set(near), key=str)]]


def _with_texts() -> tuple[dict[UUID, ThreadLine], dict[UUID, str]]:
    rows = list(visible_posts().select_related("thread").order_by("thread", "position"))
    texts: dict[UUID, str] = {}
    for post in rows:
        texts[post.thread_id] = f"{texts.get(post.thread_id, '')}\n{post.text}"
    lines = {
        post.thread_id: ThreadLine(
            post.thread,
            post,
            rules.headline(post.text),
            sum(one.kind == Kind.ANSWER and one.thread_id == post.thread_id for one in rows),
        )
        for post in rows
        if post.kind == Kind.QUESTION
    }
    return lines, {key: text for key, text in texts.items() if key in lines}


def held_for_moderators() -> list[HeldAct]:
    """What waits for a person. Only days are known; the order says nothing."""
    return list(HeldAct.objects.filter(stage=Stage.HELD).order_by("on", "id"))


def hiding_flags(post: Post) -> list[str]:
    """Reasons of the flags that hide a post until the clock comes; none when they don't hide it."""
    if post.pk not in overlay().hidden:
        return []
    return list(HeldAct.objects.filter(act=Act.FLAG, target_id=post.pk).values_list("note", flat=True))


def last_decider(post_id: UUID) -> int | None:
    """Which moderator decided last about a post."""
    about = BoardDecision.objects.filter(subject_id=str(post_id), actor_id__isnull=False)
    return about.order_by("-pk").values_list("actor_id", flat=True).first()


def rephrases_open() -> int:
    """How many authors are asked for other words: the one number a digest tells."""
    return HeldAct.objects.filter(stage=Stage.REPHRASE).count()


def decisions() -> QuerySet[BoardDecision]:
    """What was decided, the newest first."""
    return BoardDecision.objects.order_by("-pk")


def log_for_report() -> list[Decided]:
    """The whole log as the transparency report reads it: days, deeds and reasons. One query."""
    rows = BoardDecision.objects.order_by("pk").values_list("on", "verb", "actor_id", "details")
    return [Decided(on, verb, actor is None, details.get("reason", "")) for on, verb, actor, details in rows]


def certificates() -> QuerySet[KeyCertificate]:
    """Keys that were destroyed, the newest first."""
    return KeyCertificate.objects.order_by("-epoch")


def _same(one: str | None, other: str | None) -> bool:
    return bool(one and other) and compare_digest(one, other)


NO_ROW = "!"
