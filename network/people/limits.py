"""Counting attempts: generous per address (a town hall is one), strict per account or mailbox."""

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest


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
