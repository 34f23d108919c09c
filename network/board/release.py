"""A named trade: the clock. Carries what is due from the hold table to the board, in an order that was drawn.

Rows are dealt like cards: whatever the board wrote in this week, and whatever still waits, is taken out and laid down
again in a drawn order within one transaction, so that neither place nor transaction of a row tells when it was
written (ADR 49).
"""

from collections.abc import Iterable
from datetime import date, datetime
from random import SystemRandom
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F, Model, QuerySet

from network.association.dates import local_day
from network.board import chain, rules
from network.board.choices import Act, FlagReason, Kind, PostState, Stage
from network.board.models import HeldAct, Post, PostReceipt, Thread

chance = SystemRandom()
TABLES = (HeldAct, Post, Thread, PostReceipt)
SHOWN = (PostState.RELEASED, PostState.REDACTED)


def release_due(*, now: datetime) -> int:
    """Carry over what is due and scrub the place where it lay; how much it was. Twice does no harm."""
    carried = release(now=now)
    scrub(rewrite=bool(carried))
    return carried


@transaction.atomic
def release(*, now: datetime) -> int:
    """Carry over what is due, everything in one transaction; deal again what waits. Nobody is told.

    Says how many acts were carried over.
    """
    rows = _all_held()
    if not rows:
        return 0
    chance.shuffle(rows)
    due = [row for row in rows if _is_due(row, now)]
    _deal_hold([row for row in rows if not _is_due(row, now)])
    if not due:
        return 0
    week = rules.monday(local_day(now))
    posts = _not_out_yet([row for row in due if row.act == Act.POST])
    _lay_threads([row for row in posts if row.kind == Kind.QUESTION], week)
    _lay_posts(posts, week)
    _lay_receipts(posts)
    for act, apply in APPLY.items():
        for row in due:
            if row.act == act:
                apply(row, week)
    _deal_week(week)
    return len(due)


def _not_out_yet(posts: list[HeldAct]) -> list[HeldAct]:
    """Without what went out while it was sent once more: one such row would keep everybody's posts from going out."""
    out = set(Post.objects.filter(pk__in=[row.pk for row in posts]).values_list("pk", flat=True))
    return [row for row in posts if row.pk not in out]


def _is_due(row: HeldAct, now: datetime) -> bool:
    return row.stage == Stage.APPROVED and row.due is not None and row.due <= now


def scrub(*, rewrite: bool = True) -> None:
    """Let nothing of what was taken out lie about: in dead rows of PostgreSQL, in the log beside SQLite's file.

    `rewrite`: PostgreSQL writes the board's small tables anew, since a plain VACUUM leaves old words in free space.
    SQLite overwrites what it deletes (`secure_delete`). Does nothing within a transaction.
    """
    if connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for model in TABLES if rewrite else (HeldAct,):
                cursor.execute(f"VACUUM (FULL) {model._meta.db_table}")
        else:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _all_held() -> list[HeldAct]:
    """Everything in the hold table; until the commit nobody adds to it."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {HeldAct._meta.db_table} IN ACCESS EXCLUSIVE MODE")
    return list(HeldAct.objects.order_by("pk"))


def _deal_hold(rest: list[HeldAct]) -> None:
    """Lay down again what still waits, in the drawn order it comes in, in a table that was emptied to the ground."""
    with connection.cursor() as cursor:
        verb = "TRUNCATE" if connection.vendor == "postgresql" else "DELETE FROM"
        cursor.execute(f"{verb} {HeldAct._meta.db_table}")
    HeldAct.objects.bulk_create(rest)


def _lay_threads(questions: Iterable[HeldAct], week: date) -> None:
    Thread.objects.bulk_create(
        Thread(pk=row.thread_id, epoch=row.epoch, week=week, topics=row.topics) for row in questions
    )


def _lay_posts(rows: list[HeldAct], week: date) -> None:
    """Places and labels are given in a drawn order, replies after what they reply to."""
    by_id = {row.pk: row for row in rows}
    ordered = rules.in_release_order({row.pk: row.target_id for row in rows}, list(by_id))
    heads = {row.thread_id for row in rows if row.kind == Kind.QUESTION}
    ordered.sort(key=lambda pk: by_id[pk].kind != Kind.QUESTION)  # a question opens its thread
    known = _standing({row.thread_id for row in rows} - heads)
    laid = [_laid(by_id[pk], known.setdefault(by_id[pk].thread_id, _Standing()), week) for pk in ordered]
    chance.shuffle(laid)
    Post.objects.bulk_create(laid)


class _Standing:
    """What a thread has already: its last place, its authors' labels."""

    def __init__(self) -> None:
        self.last, self.highest = 0, 0
        self.labels: dict[str, int] = {}


def _standing(threads: Iterable[UUID]) -> dict[UUID, _Standing]:
    found: dict[UUID, _Standing] = {}
    rows = Post.objects.filter(thread__in=threads).values_list("thread_id", "position", "label", "tag")
    for thread_id, position, label, tag in rows:
        standing = found.setdefault(thread_id, _Standing())
        standing.last = max(standing.last, position)
        standing.highest = max(standing.highest, label)
        if tag:
            standing.labels[tag] = label
    return found


def _laid(row: HeldAct, standing: _Standing, week: date) -> Post:
    label = rules.label_for(
        row.tag, is_question=row.kind == Kind.QUESTION, known=standing.labels, highest=standing.highest
    )
    standing.last += 1
    standing.highest = max(standing.highest, label)
    if row.tag:
        standing.labels[row.tag] = label
    return Post(
        pk=row.pk,
        thread_id=row.thread_id,
        kind=row.kind,
        text=row.text,
        week=week,
        position=standing.last,
        label=label,
        reply_to_id=row.target_id,
        tag=row.tag,
        state=_state_of(row),
    )


def _state_of(row: HeldAct) -> PostState:
    """What goes out with a moderator's reason goes out in the moderator's words."""
    return PostState.REDACTED if row.reason else PostState.RELEASED


def _lay_receipts(rows: list[HeldAct]) -> None:
    slips = [PostReceipt(number=row.receipt_number, code=row.receipt_code, post_id=row.pk) for row in rows]
    chance.shuffle(slips)
    PostReceipt.objects.bulk_create(slips)


def _edit(row: HeldAct, week: date) -> None:
    words = {"text": row.text} | ({"state": PostState.REDACTED} if row.reason else {})
    Post.objects.filter(pk=row.target_id, state__in=SHOWN).update(**words)


def _accept(row: HeldAct, week: date) -> None:
    Thread.objects.filter(pk=row.thread_id).update(accepted_id=row.target_id)


def _me_too(row: HeldAct, week: date) -> None:
    Thread.objects.filter(pk=row.thread_id).update(me_too=F("me_too") + 1)


def _flag(row: HeldAct, week: date) -> None:
    """Count it; where it hides the post, say so in the chain, of the week and no closer."""
    personal = row.note == FlagReason.PERSONAL
    Post.objects.filter(pk=row.target_id).update(flags=F("flags") + (0 if personal else 1))
    post = Post.objects.filter(pk=row.target_id, state__in=SHOWN).first()
    if post and rules.hides(row.note, 1 if personal else post.flags):
        Post.objects.filter(pk=post.pk).update(state=rules.after(post.state, "hide"), flags=0)
        chain.add("hide", post.pk, on=week, actor_id=None, details={"flag": row.note})


def _withdraw(row: HeldAct, week: date) -> None:
    """Empty the text for good."""
    post = Post.objects.filter(pk=row.target_id).first()
    if post and "withdraw" in rules.possible(post.state):
        Post.objects.filter(pk=post.pk).update(text="", state=rules.after(post.state, "withdraw"))
        chain.add("withdraw", post.pk, on=week, actor_id=None)


APPLY = {Act.EDIT: _edit, Act.ACCEPT: _accept, Act.ME_TOO: _me_too, Act.FLAG: _flag, Act.WITHDRAW: _withdraw}


def _deal_week(week: date) -> None:
    """Lay down again everything of this week: all of it then has one transaction and a drawn place."""
    posts = Post.objects.filter(week=week)
    slips = PostReceipt.objects.filter(post_id__in=list(posts.values_list("pk", flat=True)))
    for rows in (Thread.objects.filter(week=week), posts, slips):
        _deal(rows)


def _deal(rows: QuerySet[Model]) -> None:
    cards = list(rows)
    chance.shuffle(cards)
    rows._raw_delete(rows.db)  # past Django's guard of what points here: the rows come back at once
    rows.model._default_manager.bulk_create(cards)
