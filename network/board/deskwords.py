"""A named trade: how the moderators' queue says things: deeds with their keys, what waits, what was decided, refusals."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext, pgettext_lazy
from django.utils.translation import gettext as _

from network.association.dates import long_date
from network.board.choices import Because, FlagReason, Reason
from network.board.models import BoardDecision
from network.board.queue import Waiting, What
from network.board.rules import BECAUSE


@dataclass(frozen=True)
class DeedWords:
    """A deed as its button: `key` presses it, `then` says what follows."""

    verb: str
    key: str
    label: Promise
    then: Promise
    needs_reason: bool = False


DEEDS = {
    deed.verb: deed
    for deed in (
        DeedWords(
            "approve",
            "a",
            pgettext_lazy("deed", "Let it go out"),
            gettext_lazy("It goes out at the next fixed hour."),
        ),
        DeedWords(
            "ask_to_rephrase",
            "r",
            pgettext_lazy("deed", "Ask for other words"),
            gettext_lazy("The text is kept. Its author reads the reason, your words and what you marked."),
            needs_reason=True,
        ),
        DeedWords(
            "redact",
            "e",
            pgettext_lazy("deed", "Show it in these words"),
            gettext_lazy("The original is gone at once and for good."),
            needs_reason=True,
        ),
        DeedWords(
            "reject",
            "x",
            pgettext_lazy("deed", "Do not publish"),
            gettext_lazy("Its author reads the reason and may appeal."),
            needs_reason=True,
        ),
        DeedWords(
            "hold",
            "h",
            pgettext_lazy("deed", "Hold it back"),
            gettext_lazy("It does not go out until a moderator has decided."),
        ),
        DeedWords(
            "restore", "s", pgettext_lazy("deed", "Show it again"), gettext_lazy("It is on the page at once.")
        ),
        DeedWords(
            "hide",
            "h",
            pgettext_lazy("deed", "Take it off the page"),
            gettext_lazy("Nobody reads it until a moderator has decided."),
            needs_reason=True,
        ),
        DeedWords(
            "remove",
            "d",
            pgettext_lazy("deed", "Remove it"),
            gettext_lazy("Its text is gone at once and for good."),
            needs_reason=True,
        ),
        DeedWords(
            "uphold",
            "u",
            pgettext_lazy("deed", "Leave it as it was decided"),
            gettext_lazy("The appeal is answered."),
        ),
    )
}
DONE = {
    "approve": gettext_lazy("It goes out at the next fixed hour."),
    "ask_to_rephrase": gettext_lazy("The author is asked for other words."),
    "redact": gettext_lazy("It stands in your words now; the original is gone."),
    "reject": gettext_lazy("It is not published."),
    "hold": gettext_lazy("It is held back."),
    "restore": gettext_lazy("It is on the page again."),
    "hide": gettext_lazy("It is off the page."),
    "remove": gettext_lazy("It is removed."),
    "uphold": gettext_lazy("The appeal is answered: it stays as it was decided."),
    "block": gettext_lazy(
        "Whatever this author posts waits for a moderator, until the key of these days is destroyed."
    ),
    "unblock": gettext_lazy("What this author posts is treated like everybody's again."),
}
# What the chain tells, in the words of whoever reads it: the past.
DECIDED = {
    "approve": pgettext_lazy("decided", "let go out"),
    "ask_to_rephrase": pgettext_lazy("decided", "asked for other words"),
    "redact": pgettext_lazy("decided", "shown in other words"),
    "reject": pgettext_lazy("decided", "not published"),
    "hold": pgettext_lazy("decided", "held back"),
    "restore": pgettext_lazy("decided", "shown again"),
    "hide": pgettext_lazy("decided", "taken off the page"),
    "remove": pgettext_lazy("decided", "removed"),
    "uphold": pgettext_lazy("decided", "left as it was decided"),
    "block": pgettext_lazy("decided", "an author's posts wait"),
    "unblock": pgettext_lazy("decided", "a block ended"),
    "withdraw": pgettext_lazy("decided", "withdrawn by its author"),
}
WAITING = {
    What.POST: pgettext_lazy("waits", "new post"),
    What.EDIT: pgettext_lazy("waits", "change of a post"),
    What.APPEAL: pgettext_lazy("waits", "appeal"),
    What.FLAGGED: pgettext_lazy("waits", "hidden post"),
}
WHY = {
    "finding": gettext_lazy("the check found what may be personal data"),
    "hint": gettext_lazy("details together may let somebody be recognised"),
    "block": gettext_lazy("this author's posts wait"),
    "read_first": gettext_lazy("everything is read first"),
    "no_check": gettext_lazy("the check for names was off"),
    "said_clean": gettext_lazy("its author says that what was found is no problem"),
    "no_tag": gettext_lazy("it came without a tag"),
    "decided": gettext_lazy("a moderator has decided about it before"),
    **{f"{BECAUSE}{one.value}": one.label for one in Because},
}
KINDS = {
    "PERSON": pgettext_lazy("mark", "name of a person"),
    "PHONE": pgettext_lazy("mark", "telephone number"),
    "POSTAL": pgettext_lazy("mark", "postal code"),
    "ADDRESS": pgettext_lazy("mark", "address"),
    "EMAIL": pgettext_lazy("mark", "e-mail address"),
    "MYNUMBER": pgettext_lazy("mark", "My Number"),
    "BIRTHDATE": pgettext_lazy("mark", "date of birth"),
    "FACILITY": pgettext_lazy("mark", "name of a facility"),
    "MUNICIPALITY": pgettext_lazy("mark", "small municipality"),
    "AGE": pgettext_lazy("mark", "exact age"),
    "OCCUPATION": pgettext_lazy("mark", "occupation"),
    "FAMILY": pgettext_lazy("mark", "family"),
    "EVENT": pgettext_lazy("mark", "rare event"),
    "DATE": pgettext_lazy("mark", "date"),
    "MARKED": pgettext_lazy("mark", "marked by a moderator"),
}
REFUSED = {
    "somebody_else": gettext_lazy(
        "You decided about this before, so somebody else looks at the appeal. Thank you for leaving it to them."
    ),
    "not_moderator": gettext_lazy("Only moderators decide here."),
    "not_now": gettext_lazy("That can't be done with it."),
}


def waits_words(row: Waiting) -> str:
    """How long something has waited: days only, weeks where only the week is known."""
    if row.is_week:
        return _("in the week of %(day)s") % {"day": long_date(row.since, get_language() or "ja")}
    if not row.days:
        return pgettext("waits since", "today")
    return ngettext("%(days)d working day", "%(days)d working days", row.days) % {"days": row.days}


def decision_words(entry: BoardDecision, *, own_id: int | None) -> str:
    """One line of the log: what was decided, why, by whom. Of whom only the role is told."""
    parts = [str(DECIDED.get(entry.verb, entry.verb))]
    reason = entry.details.get("reason", "")
    if reason in Reason.values:
        parts.append(str(Reason(reason).label))
    flag = entry.details.get("flag", "")
    if flag in FlagReason.values:
        parts.append(str(FlagReason(flag).label))
    parts.append(actor_words(entry, own_id=own_id))
    return _("; ").join(parts)


def actor_words(entry: BoardDecision, *, own_id: int | None) -> str:
    """Whose decision it was: one's own, another moderator's, or the clock's."""
    if entry.actor_id is None:
        return pgettext("decided by", "by itself")
    return (
        pgettext("decided by", "you")
        if entry.actor_id == own_id
        else pgettext("decided by", "another moderator")
    )


def day_words(entry: BoardDecision) -> str:
    """The day of a decision; of the clock's own entries the week."""
    day = long_date(entry.on, get_language() or "ja")
    return day if entry.actor_id is not None else _("in the week of %(day)s") % {"day": day}


def meanwhile_words(entry: BoardDecision | None, *, own_id: int | None) -> str:
    """What happened to something that somebody else decided first."""
    if entry is None:
        return _("It is not there any more: its author has taken it back, or it has gone out.")
    return _("Meanwhile it was decided: %(decision)s. Nothing of yours was carried out.") % {
        "decision": decision_words(entry, own_id=own_id)
    }


def until_words(day: date) -> str:
    """A last day, in words."""
    return long_date(day, get_language() or "ja")


def kind_words(kind: str) -> str:
    """What a mark is about."""
    return str(KINDS.get(kind, KINDS["MARKED"]))
