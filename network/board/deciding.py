"""A named trade: what moderators decide. Each decision is one transition and one entry of the board's chain.

Who decides is written down; who wrote is not known. A decision holds for the words its moderator saw: where others were
faster, or the author changed them, nothing happens (ADR 59).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from network.association.dates import local_day
from network.board import chain, rules
from network.board.actions import BoardRefusedError
from network.board.choices import Act, FlagReason, PostState, Reason
from network.board.marking import Mark
from network.board.models import BlockedTag, HeldAct, Post
from network.board.port import Port
from network.board.queries import hiding_flags, last_decider
from network.board.release import scrub

# Appeals are answered, words are decided about; the rest of the hold table is the clock's.
WORDS = (Act.POST, Act.EDIT)
PURGES = {"redact", "remove"}
_keepers: list[Callable[[UUID], None]] = []


def register_keeper(let_go: Callable[[UUID], None]) -> None:
    """Tell who keeps words of posts elsewhere; `let_go` is called, in the same transaction, when an original is purged."""
    if let_go not in _keepers:
        _keepers.append(let_go)


@transaction.atomic
def approve(row: HeldAct, *, port: Port, now: datetime) -> None:
    """Let something that waits go out at the next fixed hour.

    Raises BoardRefusedError: not_moderator, somebody_else, already_decided, not_now for anything but words.
    """
    _decide(row, "approve", port=port, now=now, due=rules.next_release(now), marks=[])


@transaction.atomic
def hold(row: HeldAct, *, port: Port, now: datetime) -> None:
    """Keep back what would have gone out by the clock. Raises BoardRefusedError as `approve` does."""
    _decide(row, "hold", port=port, now=now, due=None)


@transaction.atomic
def ask_to_rephrase(
    row: HeldAct, *, port: Port, reason: Reason, note: str, marks: Iterable[Mark] = (), now: datetime
) -> None:
    """Ask the author for other words; the text is kept, the author finds request and marks by tag or receipt.

    Raises BoardRefusedError as `approve` does.
    """
    kept = list(marks)
    _decide(
        row,
        "ask_to_rephrase",
        port=port,
        now=now,
        reason=reason,
        kinds=Counter(mark.kind for mark in kept),
        note=note,
        marks=[mark.stored() for mark in kept],
    )


@transaction.atomic
def redact(
    row: HeldAct,
    *,
    port: Port,
    reason: Reason,
    text: str,
    kinds: Mapping[str, int] | None = None,
    now: datetime,
) -> None:
    """Let something that waits go out in the moderator's words; the original is gone at once.

    `kinds` counts what was taken out, by kind. Raises BoardRefusedError as `approve` does.
    """
    due = rules.next_release(now)
    _decide(row, "redact", port=port, now=now, reason=reason, kinds=kinds, text=text, due=due, marks=[])


@transaction.atomic
def reject(row: HeldAct, *, port: Port, reason: Reason, note: str = "", now: datetime) -> None:
    """Don't publish; the author reads why, and may appeal. Raises BoardRefusedError as `approve` does."""
    _decide(row, "reject", port=port, now=now, reason=reason, note=note)


@transaction.atomic
def hide(post: Post, *, port: Port, reason: Reason, now: datetime) -> None:
    """Take a post off the page until it is decided.

    Raises BoardRefusedError: not_moderator, somebody_else, already_decided.
    """
    _change(post, "hide", port=port, now=now, reason=reason)


@transaction.atomic
def restore(post: Post, *, port: Port, now: datetime) -> None:
    """Show a hidden post again. Raises BoardRefusedError as `hide` does."""
    _change(post, "restore", port=port, now=now)


@transaction.atomic
def redact_post(
    post: Post,
    *,
    port: Port,
    reason: Reason,
    text: str,
    kinds: Mapping[str, int] | None = None,
    now: datetime,
) -> None:
    """Show a post in the moderator's words; the original is gone at once, and so is a change on its way.

    Raises BoardRefusedError as `hide` does.
    """
    _change(post, "redact", port=port, now=now, reason=reason, kinds=kinds, text=text)


@transaction.atomic
def remove(post: Post, *, port: Port, reason: Reason, now: datetime) -> None:
    """Take a hidden post away for good, text and all. Raises BoardRefusedError as `hide` does."""
    _change(post, "remove", port=port, now=now, reason=reason, text="")


@transaction.atomic
def uphold(post: Post, *, port: Port, now: datetime) -> None:
    """Answer an appeal about a post: it stays as it was decided. Raises BoardRefusedError as `hide` does."""
    _moderates(port)
    _somebody_else(post, port)
    answered, _by_model = HeldAct.objects.filter(act=Act.APPEAL, target_id=post.pk).delete()
    if not answered:
        raise BoardRefusedError("already_decided")
    chain.add("uphold", post.pk, on=local_day(now), actor_id=port.actor_id)


@transaction.atomic
def block(tag: str, *, thread_id: UUID, epoch: int, port: Port, now: datetime) -> None:
    """Have everything wait that the owner of a tag posts, until the key goes. Nobody learns who it is.

    Raises BoardRefusedError: not_moderator.
    """
    _moderates(port)
    _row, is_new = BlockedTag.objects.get_or_create(
        tag=tag, defaults={"thread_id": thread_id, "epoch": epoch}
    )
    if is_new:
        chain.add("block", thread_id, on=local_day(now), actor_id=port.actor_id)


@transaction.atomic
def unblock(tag: str, *, thread_id: UUID, port: Port, now: datetime) -> None:
    """End a block before its key goes. Raises BoardRefusedError: not_moderator."""
    _moderates(port)
    ended, _by_model = BlockedTag.objects.filter(tag=tag, thread_id=thread_id).delete()
    if ended:
        chain.add("unblock", thread_id, on=local_day(now), actor_id=port.actor_id)


def _decide(
    row: HeldAct,
    verb: str,
    *,
    port: Port,
    now: datetime,
    reason: str = "",
    kinds: Mapping[str, int] | None = None,
    **values: object,
) -> None:
    _moderates(port)
    if row.act not in WORDS:
        raise BoardRefusedError("not_now")
    may = rules.may_decide_appeal(
        decided_by=row.decided_by, actor_id=port.actor_id, is_only_moderator=port.is_only_moderator
    )
    if row.is_appeal and not may:
        raise BoardRefusedError("somebody_else")
    stage = _after(row.stage, verb)
    seen = HeldAct.objects.filter(pk=row.pk, stage=row.stage, text=row.text)
    if not seen.update(stage=stage, reason=reason, decided_by=port.actor_id, **values):
        raise BoardRefusedError("already_decided")
    _note(verb, row.pk, port=port, now=now, reason=reason, kinds=kinds)


def _change(
    post: Post,
    verb: str,
    *,
    port: Port,
    now: datetime,
    reason: str = "",
    kinds: Mapping[str, int] | None = None,
    **values: object,
) -> None:
    _moderates(port)
    if HeldAct.objects.filter(act=Act.WITHDRAW, target_id=post.pk).exists():
        raise BoardRefusedError("already_decided")
    before = _hidden_by_flags(post, now=now) or post.state
    appeal = HeldAct.objects.filter(act=Act.APPEAL, target_id=post.pk)
    if appeal.exists():
        _somebody_else(post, port)
    state = _after(before, verb)
    seen = Post.objects.filter(pk=post.pk, state=before, text=post.text)
    if not seen.update(state=state, flags=0, **values):
        raise BoardRefusedError("already_decided")
    HeldAct.objects.filter(act=Act.FLAG, target_id=post.pk).delete()
    appeal.delete()
    if "text" in values:
        HeldAct.objects.filter(act=Act.EDIT, target_id=post.pk).delete()
    _note(verb, post.pk, port=port, now=now, reason=reason, kinds=kinds)


def _hidden_by_flags(post: Post, *, now: datetime) -> str:
    """What flags have hidden since the clock last came is hidden first, with the entry that the clock would make."""
    reasons = hiding_flags(post)
    if not reasons or post.state not in (PostState.RELEASED, PostState.REDACTED):
        return ""
    state = _after(post.state, "hide")
    if not Post.objects.filter(pk=post.pk, state=post.state).update(state=state):
        raise BoardRefusedError("already_decided")
    personal = FlagReason.PERSONAL.value
    week = rules.monday(local_day(now))
    flag = personal if personal in reasons else reasons[0]
    chain.add("hide", post.pk, on=week, actor_id=None, details={"flag": flag})
    return state


def _note(
    verb: str, pk: UUID, *, port: Port, now: datetime, reason: str, kinds: Mapping[str, int] | None
) -> None:
    """The entry; and where an original is purged, whoever else keeps words of it, and what lies about on the disk."""
    details: dict[str, str | int] = {"reason": str(reason)} if reason else {}
    if verb in PURGES:
        for let_go in _keepers:
            let_go(pk)
        transaction.on_commit(scrub)
    chain.add(verb, pk, on=local_day(now), actor_id=port.actor_id, details=details | dict(kinds or {}))


def _somebody_else(post: Post, port: Port) -> None:
    may = rules.may_decide_appeal(
        decided_by=last_decider(post.pk), actor_id=port.actor_id, is_only_moderator=port.is_only_moderator
    )
    if not may:
        raise BoardRefusedError("somebody_else")


def _after(state: str, verb: str) -> str:
    try:
        return rules.after(state, verb)
    except rules.ForbiddenTransitionError as forbidden:
        raise BoardRefusedError("already_decided") from forbidden


def _moderates(port: Port) -> None:
    if not port.moderates or port.actor_id is None:
        raise BoardRefusedError("not_moderator")
