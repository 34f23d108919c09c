"""Decisions about broadcasts: who shares a letter, which chunk it belongs to, what hours are fit for letters."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import time
from enum import StrEnum

CHUNK = 100
# Nobody is called by a telephone's chime from an office before or after.
FIRST_HOUR, LAST_HOUR = time(8), time(19)


@dataclass(frozen=True, order=True)
class Mailbox:
    """One address in one language: whoever shares it reads the same letter."""

    address: str
    language: str


@dataclass(frozen=True)
class Wanted:
    """Somebody to be written to: a person, or a mailbox of an organisation."""

    mailbox: Mailbox
    person_id: int | None = None
    contact_id: int | None = None


class Hour(StrEnum):
    """Whether letters should arrive at a moment."""

    FIT = "fit"
    NIGHT = "night"
    DAY_OFF = "day_off"


def numbered(wanted: Iterable[Wanted]) -> Iterator[tuple[int, Wanted]]:
    """Everybody with the number of their letter, from 0: one letter per mailbox, however many share it."""
    letter, last = -1, None
    for somebody in sorted(wanted, key=lambda one: (one.mailbox, one.person_id or 0, one.contact_id or 0)):
        if somebody.mailbox != last:
            letter, last = letter + 1, somebody.mailbox
        yield letter, somebody


def letters_of_chunk(number: int) -> tuple[int, int]:
    """The first letter of a chunk and the first after it."""
    return number * CHUNK, (number + 1) * CHUNK


def chunks_for(letters: int) -> int:
    """How many chunks so many letters make."""
    return -(-letters // CHUNK)


def hour_of(moment: time, *, is_day_off: bool) -> Hour:
    """Whether a moment of a day, as clocks in Japan show it, is fit for letters."""
    if is_day_off:
        return Hour.DAY_OFF
    return Hour.FIT if FIRST_HOUR <= moment < LAST_HOUR else Hour.NIGHT
