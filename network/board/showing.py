"""A named trade: how the board looks to a reader: labels instead of names, weeks instead of days, states in words."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from network.association.dates import TOKYO, long_date, month_name
from network.board import rules
from network.board.actions import Received
from network.board.choices import Act, Kind, PostState, Reason, Stage, Topic
from network.board.models import HeldAct, Post, Thread
from network.board.queries import Mine, ThreadLine, place_of
from network.board.rules import Why


@dataclass(frozen=True)
class PostShown:
    """A post on the page; `text` is empty where `gone` says why."""

    id: UUID
    kind: str
    label: str
    week: str
    text: str
    gone: str = ""
    remark: str = ""
    replies_to: str = ""
    is_mine: bool = False
    own_place: UUID | None = None
    helped: bool = False
    may_be_accepted: bool = False
    comments: list["PostShown"] = field(default_factory=list)


@dataclass(frozen=True)
class LineShown:
    """A thread in a list."""

    id: UUID
    headline: str
    week: str
    topics: list[str]
    answers: int
    answers_words: str
    me_too: int
    is_mine: bool
    is_closed: bool


def label_words(label: int) -> str:
    """投稿者, or 回答者1: never more of anybody."""
    if label == 0:
        return pgettext("board", "who asked")
    return pgettext("board", "who answered %(number)s") % {"number": label}


def week_words(week: date, today: date) -> str:
    """今週, 先週, or 10月第2週; the year where it is another one."""
    name = rules.week_name(week, today)
    if name.kind == "this":
        return _("this week")
    if name.kind == "last":
        return _("last week")
    words = _("%(month)s, week %(number)s") % {
        "month": month_name(week, get_language() or "ja"),
        "number": name.number,
    }
    if name.year == today.year:
        return words
    return _("%(week)s of %(year)s") % {"week": words, "year": name.year}


def hour_words(moment: datetime) -> str:
    """11月25日(水) 9:00: a fixed hour, in words."""
    here = moment.astimezone(TOKYO)
    return f"{long_date(moment, get_language() or 'ja')} {here.hour}:{here.minute:02}"


def lines_shown(lines: Iterable[ThreadLine], *, today: date) -> list[LineShown]:
    """Threads for a list."""
    return [
        LineShown(
            id=line.thread.pk,
            headline=line.headline,
            week=week_words(line.thread.week, today),
            topics=topics_words(line.thread),
            answers=line.answers,
            answers_words=ngettext("%(number)d answer", "%(number)d answers", line.answers)
            % {"number": line.answers},
            me_too=line.thread.me_too,
            is_mine=line.is_mine,
            is_closed=line.thread.is_closed,
        )
        for line in lines
    ]


def topics_words(thread: Thread) -> list[str]:
    """What a question is about, in words."""
    return [str(Topic(one).label) for one in thread.topics if one in Topic.values]


def conversation(
    thread: Thread, posts: list[Post], *, own_tag: str, today: date, may_write: bool
) -> list[PostShown]:
    """A thread's question and answers in their order, comments under what they reply to."""
    labels = {post.pk: label_words(post.label) for post in posts}
    asked_by_me = any(post.kind == Kind.QUESTION and own_tag and post.tag == own_tag for post in posts)
    shown = {
        post.pk: PostShown(
            id=post.pk,
            kind=post.kind,
            label=labels[post.pk],
            week=week_words(post.week, today),
            text=post.text,
            gone="" if post.text else str(PostState(post.state).label),
            remark=str(PostState.REDACTED.label) if post.state == PostState.REDACTED else "",
            replies_to=labels.get(post.reply_to_id, "") if post.reply_to_id else "",
            is_mine=bool(own_tag) and post.tag == own_tag,
            own_place=place_of(post.pk, thread.epoch) if own_tag and post.tag == own_tag else None,
            helped=thread.accepted_id == post.pk,
            may_be_accepted=asked_by_me
            and may_write
            and post.kind == Kind.ANSWER
            and bool(post.text)
            and thread.accepted_id != post.pk,
        )
        for post in posts
    }
    top: list[PostShown] = []
    roots: dict[UUID, UUID] = {}
    for post in posts:
        root = roots.get(post.reply_to_id, post.reply_to_id) if post.reply_to_id in shown else None
        if root is None or shown[root].kind == Kind.QUESTION:
            top.append(shown[post.pk])
        else:
            roots[post.pk] = root
            shown[root].comments.append(shown[post.pk])
    return top


def received_words(received: Received) -> str:
    """When a post goes out, or that a person reads it first and why."""
    if received.due:
        return _("It goes out at %(when)s.") % {"when": hour_words(received.due)}
    return _("A moderator reads it first: %(why)s.") % {"why": why_words(received.why)}


def why_words(why: Iterable[str]) -> str:
    """Why a post waits for a person."""
    # Who is blocked reads what others read too.
    unsaid = _("some posts are read before they go out")
    known = {
        Why.FINDING: _("it may hold personal data"),
        Why.HINT: _("its details together may let somebody be recognised"),
        Why.SAID_CLEAN: _("you said that what was found is no problem"),
        Why.BLOCK: unsaid,
        Why.READ_FIRST: _("on this board everything is read first"),
        Why.NO_CHECK: _("the check for names is off just now, so everything is read"),
        Why.NO_TAG: unsaid,
        Why.DECIDED: unsaid,
    }
    words = dict.fromkeys(known[one] for one in why if one in known)
    return _("; ").join(words)


def state_words(mine: Mine) -> str:
    """How one's own post stands."""
    if mine.held:
        return _held_words(mine.held)
    return str(PostState(mine.post.state).label)


def _held_words(held: HeldAct) -> str:
    if held.stage == Stage.APPROVED and held.due:
        return _("It goes out at %(when)s.") % {"when": hour_words(held.due)}
    if held.stage == Stage.HELD:
        return (
            _("A moderator reads it first: %(why)s.") % {"why": why_words(held.why)}
            if held.why
            else str(Stage.HELD.label)
        )
    return str(Stage(held.stage).label)


def reason_words(mine: Mine) -> str:
    """A moderator's reason, where one was given."""
    reason = mine.held.reason if mine.held else ""
    return str(Reason(reason).label) if reason in Reason.values else ""


def waiting_shown(rows: Iterable[HeldAct]) -> list[dict[str, str]]:
    """A member's own posts that have not gone out."""
    return [
        {
            "place": str(place_of(row.pk if row.act == Act.POST else row.target_id, row.epoch)),
            "headline": rules.headline(row.text),
            "kind": str(Kind(row.kind).label),
            "state": _held_words(row),
            "asks": "yes" if row.stage == Stage.REPHRASE else "",
        }
        for row in rows
    ]
