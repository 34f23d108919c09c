"""Decisions of the board: tags and epochs, what goes out when, labels, transitions, what is similar. All pure."""

import hashlib
import hmac
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID

from network.association.dates import TOKYO, local, local_day
from network.association.holidays import is_day_off
from network.search.rules import letters

# A key serves for an epoch, then lets late answers in for the grace, then is destroyed: 44 days at most.
EPOCH_DAYS = 30
GRACE_DAYS = 14
# When posts go out, on days on which offices are open.
RELEASE_HOURS = (9, 12, 15, 18)
# How many flags hide a post until a moderator has looked.
FLAGS_THAT_HIDE = {"personal": 1}
FLAGS_THAT_HIDE_OTHERWISE = 3
# Read out on the telephone without being mistaken.
NUMBER_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ"
NUMBER_LENGTH = 6
CODE_DIGITS = 16
HEADLINE = 40
SIMILAR_ENOUGH = 0.12
# Before the reason for which an author leaves what the check found, beside the reasons for which a post waits.
BECAUSE = "because:"


class Why(StrEnum):
    """Why a post waits for a person."""

    FINDING = "finding"
    HINT = "hint"
    BLOCK = "block"
    READ_FIRST = "read_first"
    NO_CHECK = "no_check"
    SAID_CLEAN = "said_clean"
    NO_TAG = "no_tag"
    DECIDED = "decided"


@dataclass(frozen=True)
class Checked:
    """What the check of personal data said: whether it ran, which kinds it found, whether details add up."""

    ran: bool
    kinds: frozenset[str] = frozenset()
    has_hint: bool = False


@dataclass(frozen=True)
class Intake:
    """Whether a post goes out by the clock; if not, why it waits for a person."""

    why: tuple[Why, ...] = ()

    @property
    def by_clock(self) -> bool:
        return not self.why


class ForbiddenTransitionError(ValueError):
    """Nothing of the kind can happen to a post that stands so; `code` is the transition."""

    def __init__(self, state: str, verb: str) -> None:
        super().__init__(f"{state}: {verb}")
        self.code = f"{state}:{verb}"


# What may happen to a post, from its first word to its end (specs, "Moderation").
TRANSITIONS: Mapping[tuple[str, str], str] = {
    ("held", "approve"): "approved",
    ("held", "redact"): "approved",
    ("held", "ask_to_rephrase"): "rephrase",
    ("held", "reject"): "rejected",
    ("rephrase", "rephrase"): "held",
    ("rephrase", "reject"): "rejected",
    ("approved", "hold"): "held",
    ("rejected", "appeal"): "held",
    ("approved", "release"): "released",
    ("held", "withdraw"): "withdrawn",
    ("approved", "withdraw"): "withdrawn",
    ("rephrase", "withdraw"): "withdrawn",
    ("rejected", "withdraw"): "withdrawn",
    ("released", "hide"): "hidden",
    ("redacted", "hide"): "hidden",
    ("hidden", "restore"): "released",
    ("released", "redact"): "redacted",
    ("redacted", "redact"): "redacted",
    ("hidden", "redact"): "redacted",
    ("hidden", "remove"): "removed",
    ("released", "withdraw"): "withdrawn",
    ("redacted", "withdraw"): "withdrawn",
    ("hidden", "withdraw"): "withdrawn",
}


def after(state: str, verb: str) -> str:
    """How a post stands after a deed. Raises ForbiddenTransitionError."""
    try:
        return TRANSITIONS[state, verb]
    except KeyError:
        raise ForbiddenTransitionError(state, verb) from None


def possible(state: str) -> set[str]:
    """What may be done to a post that stands so."""
    return {verb for before, verb in TRANSITIONS if before == state}


def may_decide_appeal(*, decided_by: int | None, actor_id: int | None, is_only_moderator: bool) -> bool:
    """Whether this moderator may decide an appeal: somebody else does, where there is somebody else."""
    return decided_by != actor_id or is_only_moderator


# --- epochs and tags --------------------------------------------------------------------------


def epoch_of(day: date) -> int:
    """The number of the key epoch in which a day falls."""
    return day.toordinal() // EPOCH_DAYS


def first_day(epoch: int) -> date:
    """The first day of an epoch."""
    return date.fromordinal(epoch * EPOCH_DAYS)


def last_day(epoch: int) -> date:
    """The last day of an epoch."""
    return first_day(epoch + 1) - timedelta(days=1)


def ends_on(epoch: int) -> date:
    """The day on which an epoch's key is destroyed."""
    return first_day(epoch + 1) + timedelta(days=GRACE_DAYS)


def live_epochs(day: date) -> list[int]:
    """Epochs whose keys live on a day, the newest first."""
    current = epoch_of(day)
    return [epoch for epoch in (current, current - 1) if day < ends_on(epoch)]


def tag_of(key: bytes, thread_id: str, member_key: str) -> str:
    """An author's tag within a thread: the same for the author's posts there, worth nothing without the key."""
    return hmac.new(key, f"v1|{thread_id}|{member_key}".encode(), hashlib.sha256).hexdigest()


def place_of(key: bytes, post_id: str) -> UUID:
    """Where an author finds an own post: the browser's history keeps addresses, and this one is noise without the key."""
    return UUID(bytes=hmac.new(key, f"own|v1|{post_id}".encode(), hashlib.sha256).digest()[:16])


def monday(day: date) -> date:
    """The Monday of a day's week: all that is kept of when a post went out."""
    return day - timedelta(days=day.weekday())


# --- intake and release ------------------------------------------------------------------------


def intake(
    checked: Checked,
    *,
    is_blocked: bool,
    reads_first: bool,
    said_clean: bool = False,
    has_tag: bool = True,
    was_decided: bool = False,
) -> Intake:
    """Whether a post goes out by the clock or waits for a person. Whatever is not known to be clean waits.

    So does what a moderator has decided about before: other words must not undo a decision.
    """
    reasons = (
        (Why.NO_CHECK, not checked.ran),
        (Why.FINDING, bool(checked.kinds)),
        (Why.HINT, checked.has_hint),
        (Why.SAID_CLEAN, said_clean),
        (Why.BLOCK, is_blocked),
        (Why.NO_TAG, not has_tag),
        (Why.DECIDED, was_decided),
        (Why.READ_FIRST, reads_first),
    )
    return Intake(tuple(why for why, holds in reasons if holds))


def next_release(now: datetime) -> datetime:
    """The next fixed hour after a moment, on a day on which offices are open."""
    here = local(now)
    day = here.date()
    while True:
        if not is_day_off(day):
            for hour in RELEASE_HOURS:
                moment = datetime.combine(day, time(hour), TOKYO)
                if moment > here:
                    return moment
        day += timedelta(days=1)


def in_release_order(
    parents: Mapping[Hashable, Hashable | None], drawn: Sequence[Hashable]
) -> list[Hashable]:
    """A drawn order in which nothing stands before what it replies to (`parents` says to what)."""
    ordered: list[Hashable] = []
    placed: set[Hashable] = set()

    def place(one: Hashable) -> None:
        parent = parents[one]
        if one in placed:
            return
        placed.add(one)
        if parent in parents:
            place(parent)
        ordered.append(one)

    for one in drawn:
        place(one)
    return ordered


def label_for(tag: str | None, *, is_question: bool, known: Mapping[str, int], highest: int) -> int:
    """An author's number in a thread: 0 who asked, else the one they have there, else the next."""
    if is_question:
        return 0
    if tag is not None and tag in known:
        return known[tag]
    return highest + 1


def hides(reason: str, flags: int) -> bool:
    """Whether so many flags of a reason hide a post until a moderator has looked."""
    return flags >= FLAGS_THAT_HIDE.get(reason, FLAGS_THAT_HIDE_OTHERWISE)


# --- receipts ------------------------------------------------------------------------------------


def tidy_number(typed: str) -> str:
    """A post number as it was given out, however it was typed; empty when it can't be one."""
    plain = "".join(unicodedata.normalize("NFKC", typed).split()).upper().replace("-", "")
    fits = len(plain) == NUMBER_LENGTH and all(letter in NUMBER_LETTERS for letter in plain)
    return plain if fits else ""


def tidy_code(typed: str) -> str:
    """The sixteen digits of a receipt, however they were typed; empty when they can't be."""
    plain = re.sub(r"[\s\-‐‑–—―−ーｰ]", "", unicodedata.normalize("NFKC", typed))
    return plain if len(plain) == CODE_DIGITS and plain.isascii() and plain.isdecimal() else ""


def in_groups(digits: str) -> str:
    """Four groups of four digits, as they are read out."""
    return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))


# --- words ---------------------------------------------------------------------------------------


def headline(text: str) -> str:
    """What stands for a question in lists: its first sentence, cut where it is long."""
    first = re.split(r"(?<=[。．！？!?\n])", text.strip(), maxsplit=1)[0].strip()
    return first if len(first) <= HEADLINE else f"{first[: HEADLINE - 1]}…"


@dataclass(frozen=True)
class WeekName:
    """How a week is told: this one, the last one, or which one of which month."""

    kind: str
    year: int
    month: int
    number: int


def week_name(week: date, today: date) -> WeekName:
    """今週, 先週, or 10月第2週: the week belongs to the month of its Monday."""
    ago = (monday(local_day(today)) - week).days
    kind = "this" if ago <= 0 else "last" if ago <= 7 else "month"
    return WeekName(kind, week.year, week.month, (week.day - 1) // 7 + 1)


def pairs(text: str) -> Counter[str]:
    """A text as pairs of neighbouring letters: compounds are found in compounds, without a dictionary."""
    plain = letters(text)
    return Counter(plain[start : start + 2] for start in range(len(plain) - 1))


def similar(asked: str, texts: Mapping[Hashable, str], *, most: int = 5) -> list[Hashable]:
    """Those texts that have most of the question's rare pairs, the nearest first. Nothing is remembered."""
    wanted = pairs(asked)
    known = {key: pairs(text) for key, text in texts.items()}
    spread = Counter(pair for found in known.values() for pair in found.keys() & wanted.keys())
    weight = {pair: math.log((len(known) + 1) / (spread[pair] + 0.5)) * _worth(pair) for pair in wanted}
    whole = sum(weight.values())
    scored = [
        (sum(weight[pair] for pair in found.keys() & wanted.keys()) / whole, key)
        for key, found in known.items()
        if whole > 0
    ]
    near = [(score, key) for score, key in scored if score >= SIMILAR_ENOUGH]
    return [key for _score, key in sorted(near, key=lambda one: (-one[0], str(one[1])))[:most]]


def _worth(pair: str) -> float:
    """Kana alone says little in Japanese, and folding has made all kana hiragana."""
    return 0.3 if all("ぁ" <= letter <= "ゖ" or letter == "ー" for letter in pair) else 1.0


def has_words(asked: str, text: str) -> bool:
    """Whether a text holds every word of a search, words being parted by spaces; in compounds too: 困窮者支援 is
    in 生活困窮者自立支援制度, where both halves stand apart."""
    found = letters(text)
    parts = [letters(part) for part in unicodedata.normalize("NFKC", asked).split()]
    return all(_holds(part, found) for part in parts if part)


def _holds(part: str, found: str) -> bool:
    """Whole, or in pieces of two letters and more that follow one another."""
    place = 0
    while part:
        size = next((size for size in range(len(part), 1, -1) if found.find(part[:size], place) >= 0), 0)
        if not size:
            return False
        place = found.find(part[:size], place) + size
        part = part[size:]
    return True
