"""Decisions about watching: which request numbers are believed, what a log line may hold, when silence is alarming."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

# Neither lines nor counts: a list of minutes in which somebody posted is half of a list of who did (ADR 48).
# The keys of autosave are asked for by every long form; without the line of another form they would tell the board's.
SILENT = ("board:", "notes:", "network:autosave_keys")

# No letters that are mistaken for one another when read out on the telephone.
NUMBER_LETTERS = "23456789abcdefghjkmnpqrstvwxyz"
BELIEVABLE = re.compile(r"[A-Za-z0-9-]{8,64}")

MAIL_ADDRESS = re.compile(r"[^\s<>\"'(),;:=]+@[^\s<>\"'(),;:=]+")
QUERY = re.compile(r"\?\S*")
# Logs are written in plain English: whatever is not ASCII came from somebody.
FOREIGN_LETTERS = re.compile(r"[^\x00-\x7f]+")
LONG_NUMBER = re.compile(r"(?<![\w.-])\+?\d(?:[\d-]{8,})\d(?![\w.-])")
QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
# Arguments of other people's log lines that are kinds and ids, not data: task names, UUIDs.
PLAIN = re.compile(r"(?:network|membership|events|cms)\.\w+|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
LEFT_OUT = "…"

BEAT_SILENT_AFTER = timedelta(minutes=2)
WORKER_SILENT_AFTER = timedelta(minutes=2)
# A worker that was switched off on purpose is not missed for ever.
WORKER_FORGOTTEN_AFTER = timedelta(days=1)
QUEUE_SLOW_AFTER = timedelta(minutes=2)
QUEUE_STUCK_AFTER = timedelta(minutes=15)
OUTBOX_SLOW_AFTER = timedelta(minutes=10)
OUTBOX_STUCK_AFTER = timedelta(hours=1)
DISK_LOW, DISK_FULL = 0.15, 0.05
CERTIFICATE_SOON, CERTIFICATE_NOW = timedelta(days=20), timedelta(days=7)
BACKUP_OLD_AFTER = timedelta(hours=36)


class Verdict(StrEnum):
    """How somebody who looks should feel about a reading."""

    FINE = "fine"
    UNKNOWN = "unknown"
    WATCH = "watch"
    ALARM = "alarm"


ORDER = (Verdict.FINE, Verdict.UNKNOWN, Verdict.WATCH, Verdict.ALARM)


@dataclass(frozen=True)
class Sign:
    """When a part of the site last showed that it lives."""

    name: str
    at: datetime


def believed(claimed: str) -> bool:
    """Whether a request number from a trusted proxy looks like one."""
    return BELIEVABLE.fullmatch(claimed) is not None


def grouped(letters: str) -> str:
    """A number in groups of four, as one reads it out."""
    return "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))


def scrubbed(text: str) -> str:
    """A log text without mail addresses, query strings, long numbers, and anything that is not plain English."""
    for pattern in (MAIL_ADDRESS, QUERY, LONG_NUMBER, FOREIGN_LETTERS):
        text = pattern.sub(LEFT_OUT, text)
    return text


def plain_argument(value: object) -> object:
    """An argument of somebody else's log line: numbers, task names and UUIDs stay, all else is left out."""
    if value is None or isinstance(value, bool | int | float):
        return value
    text = str(value)
    return text if PLAIN.fullmatch(text) else LEFT_OUT


def somebody_elses(text: str) -> str:
    """A finished log text of a package: what it quotes is left out too."""
    return QUOTED.sub(f"'{LEFT_OUT}'", scrubbed(text))


def worst(verdicts: list[Verdict]) -> Verdict:
    """The one that matters most; FINE when there is none."""
    return max(verdicts, key=ORDER.index, default=Verdict.FINE)


def of_silence(last: datetime | None, now: datetime, patience: timedelta) -> Verdict:
    """A part that should say something all the time."""
    if last is None:
        return Verdict.ALARM
    return Verdict.FINE if now - last <= patience else Verdict.ALARM


def of_waiting(oldest: timedelta | None, slow: timedelta, stuck: timedelta) -> Verdict:
    """A line that should be short: how long its first has been waiting; None when nobody waits."""
    if oldest is None or oldest <= slow:
        return Verdict.FINE
    return Verdict.WATCH if oldest <= stuck else Verdict.ALARM


def of_disk(free: int, total: int) -> Verdict:
    """Room on a disk, in bytes."""
    share = free / total if total else 0
    if share < DISK_FULL:
        return Verdict.ALARM
    return Verdict.WATCH if share < DISK_LOW else Verdict.FINE


def of_certificate(expires: datetime | None, now: datetime) -> Verdict:
    """A certificate's last day; None when it could not be seen."""
    if expires is None:
        return Verdict.UNKNOWN
    left = expires - now
    if left <= CERTIFICATE_NOW:
        return Verdict.ALARM
    return Verdict.WATCH if left <= CERTIFICATE_SOON else Verdict.FINE


def of_backup(last: datetime | None, now: datetime) -> Verdict:
    """The last copy; None when none was ever made."""
    if last is None:
        return Verdict.WATCH
    return Verdict.FINE if now - last <= BACKUP_OLD_AFTER else Verdict.ALARM


def is_silent(route: str) -> bool:
    """Whether nothing is told of a request to this address (its name) that did not break."""
    return route.startswith(SILENT)
