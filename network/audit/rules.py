"""The chain of the audit log: what an entry's hash covers, and what may stand in an entry at all."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

GENESIS = "0" * 64
# Ids, codes and kinds; nothing that could be a name or a sentence.
PLAIN = re.compile(r"[\w.:+/@-]{0,60}", re.ASCII)


class Flaw(StrEnum):
    """What is wrong at an entry."""

    ALTERED = "altered"
    MISSING_BEFORE = "missing before"
    CUT_OFF = "cut off"


@dataclass(frozen=True)
class Deed:
    """An entry without its hash."""

    at: datetime
    actor_id: int | None
    verb: str
    subject: str
    subject_id: str
    details: Mapping[str, str | int]


@dataclass(frozen=True)
class Link:
    """An entry in the chain."""

    entry_id: int
    deed: Deed
    previous_hash: str
    hash: str


@dataclass(frozen=True)
class Broken:
    """Where the chain does not hold; no id where the end itself is gone."""

    entry_id: int | None
    flaw: Flaw


def is_plain(deed: Deed) -> bool:
    """Whether an entry holds ids and kinds only."""
    words = [deed.verb, deed.subject, deed.subject_id, *deed.details]
    words += [value for value in deed.details.values() if isinstance(value, str)]
    numbers = [value for value in deed.details.values() if not isinstance(value, str)]
    return all(PLAIN.fullmatch(word) for word in words) and all(isinstance(number, int) for number in numbers)


def entry_hash(deed: Deed, previous_hash: str) -> str:
    """SHA-256 over the entry, written in one way only, and the hash before it."""
    content = {
        "at": deed.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor_id": deed.actor_id,
        "verb": deed.verb,
        "subject": deed.subject,
        "subject_id": deed.subject_id,
        "details": dict(deed.details),
        "previous_hash": previous_hash,
    }
    written = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(written.encode("ascii")).hexdigest()


def flaws(chain: Iterable[Link], head: str | None = None) -> Iterator[Broken]:
    """Walk the chain from its beginning and name what does not hold.

    `head` is a hash kept elsewhere: it must be met, or the end was cut off (or the whole written anew).
    """
    expected, met = GENESIS, head in {None, GENESIS}
    for link in chain:
        if link.previous_hash != expected:
            yield Broken(link.entry_id, Flaw.MISSING_BEFORE)
        if entry_hash(link.deed, link.previous_hash) != link.hash:
            yield Broken(link.entry_id, Flaw.ALTERED)
        expected = link.hash
        met = met or link.hash == head
    if not met:
        yield Broken(None, Flaw.CUT_OFF)
