"""Trade of what a session remembers of its sign-in: when somebody was last there, and that a second step was passed.

Sessions live in the cache, so nothing of this outlasts them.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest

from network.people.models import Account
from network.safety.rules import wakefulness

SEEN = "seen"
DESK_OPEN = "desk_open"
PASSED = "second_step"


def begin(request: HttpRequest, now: datetime) -> None:
    """A sign-in begins: the clock starts, and the desk may open."""
    request.session[SEEN] = now.timestamp()
    request.session[DESK_OPEN] = True


def has_ended(request: HttpRequest, *, now: datetime, at_desk: bool, by_hand: bool) -> bool:
    """Whether the sign-in has run out; notes that somebody is there otherwise. No query."""
    session = request.session
    if SESSION_KEY not in session:
        return False
    seen = session.get(SEEN, 0)
    was_open = session.get(DESK_OPEN, False)
    found = wakefulness(
        timedelta(seconds=now.timestamp() - seen),
        desk_open=was_open,
        at_desk=at_desk,
        by_hand=by_hand,
        longest=timedelta(seconds=settings.SESSION_COOKIE_AGE),
    )
    if found.is_over:
        return True
    if found.desk_open != was_open:
        session[DESK_OPEN] = found.desk_open
    if found.is_noted:
        session[SEEN] = now.timestamp()
    return False


def note_second_step(request: HttpRequest, account: Account) -> None:
    """This session has proved the account's second step."""
    request.session[PASSED] = str(account.pk)


def forget_second_step(request: HttpRequest) -> None:
    """The account has no second step any more: the desk asks for a new one."""
    request.session.pop(PASSED, None)


def passed_second_step(request: HttpRequest) -> bool:
    """Whether this session, signed in as it is, has proved a second step. No query."""
    return PASSED in request.session and request.session[PASSED] == request.session.get(SESSION_KEY)
