"""A named trade: counts what one member or address does, under a key's cover.

An entry is named by an HMAC with the epoch key, and ends with the clock hour or the epoch, so that neither its name
nor its end tells who did something when. What posting counts stays in this process's memory: a cache that is shared
may keep a log of its own on a disk, and a list of minutes in which somebody posted is half of a list of who did.
"""

import hashlib
import hmac
from datetime import datetime, time, timedelta

from django.core.cache import cache, caches

from network.association.dates import TOKYO, local, local_day
from network.board import keys, rules

HOUR = timedelta(hours=1)
IN_MEMORY = "process"


def within(what: str, who: str, *, amount: int, now: datetime) -> bool:
    """Count one deed; False once `who` has done more than `amount` of `what` in the running clock hour.

    Each process counts for itself: with four of them, four times as much may pass.
    """
    memory = caches[IN_MEMORY]
    end = local(now).replace(minute=0, second=0, microsecond=0) + HOUR
    name = _name(f"{what}|{who}|{end.isoformat()}", now)
    left = max(1, int((end - now).total_seconds()))
    if memory.add(name, 1, timeout=left):
        return True
    try:
        return memory.incr(name) <= amount
    except ValueError:  # the hour ended between the two calls
        return True


def first_time(what: str, who: str, *, now: datetime) -> bool:
    """Whether `who` does `what` for the first time in the running key epoch, as far as the cache remembers."""
    end = datetime.combine(rules.first_day(rules.epoch_of(local_day(now)) + 1), time(), TOKYO)
    return bool(cache.add(_name(f"{what}|{who}", now), 1, timeout=int((end - now).total_seconds())))


def _name(said: str, now: datetime) -> str:
    key = keys.make(rules.epoch_of(local_day(now)))
    return f"board:{hmac.new(key, said.encode(), hashlib.sha256).hexdigest()}"
