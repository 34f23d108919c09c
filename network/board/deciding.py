"""A named trade: what moderators decide. Each decision is one transition and one entry of the board's chain.

Who decides is written down; who wrote is not known.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from network.association.dates import local_day
from network.board import chain, rules
from network.board.actions import BoardRefusedError
from network.board.choices import Act, Reason, Stage
from network.board.models import BlockedTag, HeldAct, Post
from network.board.port import Port


@transaction.atomic
def approve(row: HeldAct, *, port: Port, now: datetime) -> None:
    """Let something that waits go out at the next fixed hour.

    Raises BoardRefusedError: not_moderator, somebody_else, already_decided.
    """
    _decide(row, "approve", port=port, now=now, due=rules.next_release(now))


@transaction.atomic
def ask_to_rephrase(row: HeldAct, *, port: Port, reason: Reason, note: str, now: datetime) -> None:
    """Ask the author for other words; the text is kept, the author finds the request by tag or receipt.

    Raises BoardRefusedError as `approve` does.
    """
    _decide(row, "ask_to_rephrase", port=port, now=now, reason=reason, note=note)


@transaction.atomic
def redact(row: HeldAct, *, port: Port, reason: Reason, text: str, now: datetime) -> None:
    """Let something that waits go out in the moderator's words; the original is gone at once.

    Raises BoardRefusedError as `approve` does.
    """
    _decide(row, "redact", port=port, now=now, reason=reason, text=text, due=rules.next_release(now))


@transaction.atomic
def reject(row: HeldAct, *, port: Port, reason: Reason, note: str = "", now: datetime) -> None:
    """Don't publish; the author reads why, and may appeal. Raises BoardRefusedError as `approve` does."""
    _decide(row, "reject", port=port, now=now, reason=reason, note=note)


@transaction.atomic
def hide(post: Post, *, port: Port, reason: Reason, now: datetime) -> None:
    """Take a post off the page until it is decided. Raises BoardRefusedError: not_moderator, already_decided."""
    _change(post, "hide", port=port, now=now, reason=reason)


@transaction.atomic
def restore(post: Post, *, port: Port, now: datetime) -> None:
    """Show a hidden post again. Raises BoardRefusedError as `hide` does."""
    _change(post, "restore", port=port, now=now)


@transaction.atomic
def redact_post(post: Post, *, port: Port, reason: Reason, text: str, now: datetime) -> None:
    """Show a post in the moderator's words; the original is gone at once, and so is a change on its way.

    Raises BoardRefusedError as `hide` does.
    """
    HeldAct.objects.filter(act=Act.EDIT, target_id=post.pk).delete()
    _change(post, "redact", port=port, now=now, reason=reason, text=text)


@transaction.atomic
def remove(post: Post, *, port: Port, reason: Reason, now: datetime) -> None:
    """Take a hidden post away for good, text and all. Raises BoardRefusedError as `hide` does."""
    HeldAct.objects.filter(act=Act.EDIT, target_id=post.pk).delete()
    _change(post, "remove", port=port, now=now, reason=reason, text="")


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


def _decide(
    row: HeldAct,
    verb: str,
    *,
    port: Port,
    now: datetime,
    reason: str = "",
    **values: object,
) -> None:
    _moderates(port)
    may = rules.may_decide_appeal(
        decided_by=row.decided_by, actor_id=port.actor_id, is_only_moderator=port.is_only_moderator
    )
    if row.is_appeal and not may:
        raise BoardRefusedError("somebody_else")
    stage = _after(Stage.HELD, verb)
    changed = HeldAct.objects.filter(pk=row.pk, stage=Stage.HELD).update(
        stage=stage, reason=reason, decided_by=port.actor_id, **values
    )
    if not changed:
        raise BoardRefusedError("already_decided")
    details = {"reason": str(reason)} if reason else {}
    chain.add(verb, row.pk, on=local_day(now), actor_id=port.actor_id, details=details)


def _change(post: Post, verb: str, *, port: Port, now: datetime, reason: str = "", **values: object) -> None:
    _moderates(port)
    state = _after(post.state, verb)
    changed = Post.objects.filter(pk=post.pk, state=post.state).update(state=state, flags=0, **values)
    if not changed:
        raise BoardRefusedError("already_decided")
    HeldAct.objects.filter(act=Act.FLAG, target_id=post.pk).delete()
    details = {"reason": str(reason)} if reason else {}
    chain.add(verb, post.pk, on=local_day(now), actor_id=port.actor_id, details=details)


def _after(state: str, verb: str) -> str:
    try:
        return rules.after(state, verb)
    except rules.ForbiddenTransitionError as forbidden:
        raise BoardRefusedError("already_decided") from forbidden


def _moderates(port: Port) -> None:
    if not port.moderates or port.actor_id is None:
        raise BoardRefusedError("not_moderator")
