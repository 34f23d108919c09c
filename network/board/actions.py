"""What members do on the board. All of it is written into one table, the hold; the clock writes the others."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.contrib.auth.hashers import make_password
from django.db import transaction

from network.association.dates import local_day
from network.board import keys, limits, rules
from network.board.checking import checked
from network.board.choices import Act, Because, FlagReason, Kind, PostState, Stage
from network.board.models import HeldAct, Post, Thread
from network.board.port import NOBODY, Port
from network.board.queries import (
    Mine,
    is_blocked,
    is_number_taken,
    is_open,
    is_tag_blocked,
    is_there,
    own_tags,
    policy,
)
from network.board.rules import BECAUSE, Intake, Why

POSTS_AN_HOUR = 10
FLAGS_AN_HOUR = 20


class BoardRefusedError(Exception):
    """Something can't be done on the board; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Slip:
    """A receipt as it is shown once: it proves the author for ever."""

    number: str
    code: str


@dataclass(frozen=True)
class Received:
    """What became of a post: its receipt, and when it goes out; no `due` when a person reads it first."""

    held_id: UUID
    slip: Slip
    due: datetime | None
    why: tuple[Why, ...]


def ask(
    port: Port,
    *,
    text: str,
    topics: Iterable[str] = (),
    because: str = "",
    post_id: UUID | None = None,
    now: datetime,
) -> Received:
    """Hold a question. `because`: why its author leaves what the check found (choices.Because); a person reads it then.

    `post_id`, drawn when the form was shown, makes one post of a button that is pressed twice.
    Nothing but one row of the hold table is written, and nobody is told at this moment.
    Raises BoardRefusedError: again, not_entitled, not_open, too_many.
    """
    _entitled(port, post_id, now=now)
    thread = Thread(epoch=rules.epoch_of(local_day(now)))
    keys.make(thread.epoch)
    row = HeldAct(
        pk=post_id or uuid4(), act=Act.POST, kind=Kind.QUESTION, text=text, topics=sorted(set(topics))
    )
    return _hold(row, thread=thread, port=port, because=because, now=now)


def answer(
    thread: Thread,
    *,
    port: Port,
    text: str,
    reply_to: Post | None = None,
    because: str = "",
    post_id: UUID | None = None,
    now: datetime,
) -> Received:
    """Hold an answer to a question, or a comment on a post of its thread (`reply_to`).

    Writes and tells as little as `ask`. Raises BoardRefusedError: again, not_entitled, not_open, too_many, closed,
    other_thread, gone.
    """
    _entitled(port, post_id, now=now)
    if thread.is_closed or local_day(now) >= rules.ends_on(thread.epoch):
        raise BoardRefusedError("closed")
    if reply_to and reply_to.thread_id != thread.pk:
        raise BoardRefusedError("other_thread")
    if reply_to and reply_to.state not in (PostState.RELEASED, PostState.REDACTED):
        raise BoardRefusedError("gone")
    kind = Kind.COMMENT if reply_to else Kind.ANSWER
    row = HeldAct(
        pk=post_id or uuid4(), act=Act.POST, kind=kind, text=text, target_id=reply_to and reply_to.pk
    )
    return _hold(row, thread=thread, port=port, because=because, now=now)


def edit(mine: Mine, *, text: str, port: Port = NOBODY, now: datetime) -> Intake:
    """Other words for one's own post: at once where it has not gone out, else with the clock, after the same check.

    `port`: whoever is signed in; a block in any thread counts then, else one in this thread.
    Raises BoardRefusedError: not_now.
    """
    if mine.held and mine.state not in (Stage.HELD, Stage.APPROVED):
        raise BoardRefusedError("not_now")
    if mine.post and mine.state not in (PostState.RELEASED, PostState.REDACTED):
        raise BoardRefusedError("not_now")
    found = rules.intake(
        checked(text),
        is_blocked=_is_blocked(mine) or is_blocked(port, today=local_day(now)),
        reads_first=policy().reads_everything_first,
        has_tag=(mine.held or mine.post).tag is not None,
        was_decided=mine.held.decided_by is not None if mine.held else _was_decided(mine.post),
    )
    if mine.held:
        before = mine.state
        _take_in(mine.held, text, found, now=now)
        _written(mine.held, before=before, fields=["text", "stage", "due", "why"])
        return found
    row = HeldAct(
        act=Act.EDIT,
        kind=mine.post.kind,
        thread_id=mine.post.thread_id,
        target_id=mine.post.pk,
        epoch=mine.post.thread.epoch,
        tag=mine.post.tag,
        on=local_day(now),
    )
    _take_in(row, text, found, now=now)
    with transaction.atomic():
        HeldAct.objects.filter(act=Act.EDIT, target_id=mine.post.pk).delete()
        row.save(force_insert=True)
    return found


def rephrase(mine: Mine, *, text: str) -> None:
    """Answer a moderator's request for other words; the moderator reads them. Raises BoardRefusedError: not_now."""
    if not mine.held or mine.state != Stage.REPHRASE:
        raise BoardRefusedError("not_now")
    mine.held.text = text
    mine.held.stage = rules.after(mine.state, "rephrase")
    _written(mine.held, before=Stage.REPHRASE, fields=["text", "stage"])


@transaction.atomic
def withdraw(mine: Mine, *, now: datetime) -> None:
    """Take one's own post back. It is off every page at once; the clock empties its text.

    Raises BoardRefusedError: not_now for what is withdrawn or removed already, or went out at this moment.
    """
    if "withdraw" not in rules.possible(mine.state):
        raise BoardRefusedError("not_now")
    if mine.held:
        taken, _by_model = HeldAct.objects.filter(pk=mine.held.pk).delete()
        if not taken:
            raise BoardRefusedError("not_now")
        return
    _by_clock(Act.WITHDRAW, mine.post.thread, target_id=mine.post.pk, now=now)
    HeldAct.objects.filter(act=Act.EDIT, target_id=mine.post.pk).delete()


@transaction.atomic
def appeal(mine: Mine, *, words: str, now: datetime) -> None:
    """Ask for another look at a decision; somebody else decides where there is somebody else.

    Raises BoardRefusedError: not_now.
    """
    if mine.held:
        if "appeal" not in rules.possible(mine.state):
            raise BoardRefusedError("not_now")
        before = mine.state
        mine.held.stage = rules.after(before, "appeal")
        mine.held.is_appeal, mine.held.note = True, words
        _written(mine.held, before=before, fields=["stage", "is_appeal", "note"])
        return
    if mine.state not in (PostState.HIDDEN, PostState.REDACTED, PostState.REMOVED):
        raise BoardRefusedError("not_now")
    if not HeldAct.objects.filter(act=Act.APPEAL, target_id=mine.post.pk).exists():
        row = _row(Act.APPEAL, mine.post.thread, target_id=mine.post.pk, now=now)
        row.text, row.is_appeal = words, True
        row.save(force_insert=True)


@transaction.atomic
def accept(mine: Mine, *, helped: Post, now: datetime) -> None:
    """The author of a question says which answer helped; shown from the next fixed hour on.

    Raises BoardRefusedError: not_now, other_thread.
    """
    if not mine.post or mine.post.kind != Kind.QUESTION or mine.post.thread.is_closed:
        raise BoardRefusedError("not_now")
    if helped.thread_id != mine.post.thread_id or helped.kind != Kind.ANSWER:
        raise BoardRefusedError("other_thread")
    HeldAct.objects.filter(act=Act.ACCEPT, thread_id=mine.post.thread_id).delete()
    _by_clock(Act.ACCEPT, mine.post.thread, target_id=helped.pk, now=now)


@transaction.atomic
def me_too(thread: Thread, *, port: Port, now: datetime) -> bool:
    """Say that one has the same worry: the count goes up at the next fixed hour, and nobody knows whose it was.

    A second press by the same member in one key epoch changes nothing, as long as the cache remembers; so does
    one's own question. Says whether it counted. Raises BoardRefusedError: not_entitled.
    """
    if not port.member_key:
        raise BoardRefusedError("not_entitled")
    own = own_tags([thread], port, today=local_day(now)).get(thread.pk)
    if own and Post.objects.filter(thread=thread, kind=Kind.QUESTION, tag=own).exists():
        return False
    if not limits.first_time("me_too", f"{thread.pk}|{port.member_key}", now=now):
        return False
    _by_clock(Act.ME_TOO, thread, now=now)
    return True


@transaction.atomic
def flag(post: Post, *, port: Port, reason: str, now: datetime) -> None:
    """Point a post out. One about personal data hides it at once, three others do; a moderator looks at it then.

    Nobody knows whose it was; a second one by the same member is not counted while the cache remembers.
    Raises BoardRefusedError: not_entitled, too_many.
    """
    if not port.member_key:
        raise BoardRefusedError("not_entitled")
    if not limits.within("flag", port.member_key, amount=FLAGS_AN_HOUR, now=now):
        raise BoardRefusedError("too_many")
    if limits.first_time("flag", f"{post.pk}|{port.member_key}", now=now):
        row = _row(Act.FLAG, post.thread, target_id=post.pk, now=now)
        row.note = FlagReason(reason).value
        row.stage, row.due = Stage.APPROVED, rules.next_release(now)
        row.save(force_insert=True)


def _entitled(port: Port, post_id: UUID | None, *, now: datetime) -> None:
    if not port.may_post or not port.member_key:
        raise BoardRefusedError("not_entitled")
    if not is_open(port, policy()):
        raise BoardRefusedError("not_open")
    if post_id and is_there(post_id):
        raise BoardRefusedError("again")
    if not limits.within("post", port.member_key, amount=POSTS_AN_HOUR, now=now):
        raise BoardRefusedError("too_many")


def _hold(row: HeldAct, *, thread: Thread, port: Port, because: str, now: datetime) -> Received:
    """One row of the hold table, with a receipt; slow work first, then the shortest of transactions."""
    today = local_day(now)
    key = keys.key_of(thread.epoch)
    row.thread_id, row.epoch, row.on = thread.pk, thread.epoch, today
    row.tag = rules.tag_of(key, str(thread.pk), port.member_key) if key else None
    found = rules.intake(
        checked(row.text),
        is_blocked=is_blocked(port, today=today),
        reads_first=policy().reads_everything_first,
        said_clean=bool(because),
        has_tag=key is not None,
    )
    _take_in(row, row.text, found, now=now)
    if because:
        row.why.append(f"{BECAUSE}{Because(because).value}")
    slip = _new_slip()
    row.receipt_number, row.receipt_code = slip.number, make_password(slip.code)
    # PostgreSQL writes a statement that fails into its log, words and all, with the millisecond: so none may fail.
    HeldAct.objects.bulk_create([row], ignore_conflicts=True)
    if not HeldAct.objects.filter(pk=row.pk, receipt_number=slip.number).exists():
        raise BoardRefusedError("again")
    return Received(row.pk, slip, row.due, found.why)


def _was_decided(post: Post) -> bool:
    """Whether a moderator has put other words into a post, or decided about a change of it that waits."""
    changes = HeldAct.objects.filter(act=Act.EDIT, target_id=post.pk, decided_by__isnull=False)
    return post.state == PostState.REDACTED or changes.exists()


def _is_blocked(mine: Mine) -> bool:
    """Whether its author was blocked when it came, or was blocked since for what they wrote in this thread."""
    if mine.held and Why.BLOCK in mine.held.why:
        return True
    return is_tag_blocked((mine.held or mine.post).tag)


def _take_in(row: HeldAct, text: str, found: Intake, *, now: datetime) -> None:
    row.text = text
    row.why = [why.value for why in found.why]
    row.stage = Stage.APPROVED if found.by_clock else Stage.HELD
    row.due = rules.next_release(now) if found.by_clock else None


def _written(row: HeldAct, *, before: str, fields: list[str]) -> None:
    """Only where nobody else was faster. Raises BoardRefusedError: not_now."""
    values = {name: getattr(row, name) for name in fields}
    if not HeldAct.objects.filter(pk=row.pk, stage=before).update(**values):
        raise BoardRefusedError("not_now")


def _row(act: Act, thread: Thread, *, now: datetime, target_id: UUID | None = None) -> HeldAct:
    return HeldAct(
        pk=uuid4(),
        act=act,
        thread_id=thread.pk,
        target_id=target_id,
        epoch=thread.epoch,
        on=local_day(now),
    )


def _by_clock(act: Act, thread: Thread, *, now: datetime, target_id: UUID | None = None) -> None:
    """An act without words, which needs no reading; pressed twice, it is there once."""
    if target_id and HeldAct.objects.filter(act=act, target_id=target_id).exists():
        return
    row = _row(act, thread, now=now, target_id=target_id)
    row.stage, row.due = Stage.APPROVED, rules.next_release(now)
    row.save(force_insert=True)


def _new_slip() -> Slip:
    number = ""
    while not number or is_number_taken(number):
        number = "".join(secrets.choice(rules.NUMBER_LETTERS) for _ in range(rules.NUMBER_LENGTH))
    code = "".join(secrets.choice("0123456789") for _ in range(rules.CODE_DIGITS))
    return Slip(number, code)
