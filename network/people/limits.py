"""Counting attempts: generous per address (a town hall is one), strict per account or mailbox."""

from datetime import datetime, timedelta

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

# After this pause the oldest failed sign-in no longer counts (ACCOUNT_RATE_LIMITS).
LOCKED = timedelta(minutes=5)


def within(what: str, who: str, *, amount: int, seconds: int) -> bool:
    """Count one attempt; False once `who` has made more than `amount` of `what` in the running window.

    Kept in the cache only, and gone with it. `who` should be hashed by the caller when it is an address.
    """
    key = f"limit:{what}:{who}"
    if cache.add(key, 1, timeout=seconds):
        return True
    try:
        return cache.incr(key) <= amount
    except ValueError:  # the window ended between the two calls
        return True


def address_of(request: HttpRequest) -> str:
    """The visitor's network address: the one our own proxies vouch for (TRUSTED_PROXY_COUNT), never one it claims."""
    return get_adapter(request).get_client_ip(request)


def clock_after(pause: timedelta, *, now: datetime) -> str:
    """The time of day after a pause, in whole minutes and never too early: 10:47."""
    return timezone.localtime(now + pause + timedelta(seconds=59)).strftime("%H:%M")


def locked_out(pause: timedelta, *, now: datetime, phone: str) -> str:
    """What somebody reads who tried too often: when to go on, and whom to call."""
    words = _("There were many attempts in a short time. You can try again from %(time)s.") % {
        "time": clock_after(pause, now=now)
    }
    if not phone:
        return words
    return words + _(" In a hurry, please call the secretariat: %(phone)s") % {"phone": phone}


def refused(request: HttpRequest, *args: object, pause: timedelta = LOCKED) -> HttpResponse:
    """The page that says when to go on."""
    page = render(request, "429.html", {"again_at": clock_after(pause, now=timezone.now())}, status=429)
    page.headers["Retry-After"] = str(int(pause.total_seconds()))
    return page
