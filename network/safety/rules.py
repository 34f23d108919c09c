"""Decisions about signing in: when a sign-in is over, and what stands between an account and the desk."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

MEMBER_IDLE = timedelta(hours=8)
DESK_IDLE = timedelta(minutes=30)
# A session is written at most this often only to note that somebody is still there.
NOTED_EVERY = timedelta(minutes=1)


class Gate(StrEnum):
    """What the desk says to somebody who is signed in."""

    OPEN = "open"
    SIGN_IN = "sign in"
    SET_UP = "set up"


@dataclass(frozen=True)
class Wakefulness:
    """What becomes of a session at a request: over, or open with or without the desk, noted anew or not."""

    is_over: bool
    desk_open: bool
    is_noted: bool


def wakefulness(
    idle: timedelta, *, desk_open: bool, at_desk: bool, by_hand: bool, longest: timedelta = MEMBER_IDLE
) -> Wakefulness:
    """Whether a session still counts after a pause.

    Half an hour without a click shuts the desk for good, and a look at other pages does not open it again.
    What a page asks by itself (`by_hand` is false) keeps nobody signed in.
    """
    desk_open = desk_open and idle <= DESK_IDLE
    is_over = idle > longest or (at_desk and not desk_open)
    return Wakefulness(is_over, desk_open, is_noted=by_hand and not is_over and idle >= NOTED_EVERY)


def gate(*, needs_second_step: bool, passed: bool, has_second_step: bool) -> Gate:
    """Whether the desk opens: who needs a second step sets one up first, or signs in with it."""
    if passed or not needs_second_step:
        return Gate.OPEN
    return Gate.SIGN_IN if has_second_step else Gate.SET_UP
