"""A named trade: a small store in one process that forgets after some seconds and never outgrows its bytes."""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from django.urls import ResolverMatch


@dataclass(frozen=True)
class Kept:
    """An answer as it left the views: headers in order, body, and the route it came by (for the log)."""

    headers: tuple[tuple[str, str], ...]
    content: bytes
    match: ResolverMatch | None
    begun: float


class Shelf:
    """Kept answers, the oldest first. Times are seconds of a clock that never goes back."""

    def __init__(self, *, seconds: float, most_bytes: int) -> None:
        self._seconds, self._most_bytes = seconds, most_bytes
        self._kept: OrderedDict[tuple, Kept] = OrderedDict()
        self._bytes, self._cleared = 0, float("-inf")
        self._lock = Lock()

    def get(self, key: tuple, *, now: float) -> Kept | None:
        """What was kept, unless what it tells may be older than the shelf's seconds."""
        kept = self._kept.get(key)
        return kept if kept is not None and now - kept.begun < self._seconds else None

    def put(self, key: tuple, kept: Kept) -> None:
        """Keep it; the oldest make room. Nothing that was begun before the shelf was last cleared."""
        with self._lock:
            if kept.begun <= self._cleared:
                return
            self._drop(key)
            self._kept[key] = kept
            self._bytes += len(kept.content)
            while self._bytes > self._most_bytes:
                self._drop(next(iter(self._kept)))

    def clear(self, *, now: float) -> None:
        """Forget everything, and what is being made at this moment."""
        with self._lock:
            self._kept.clear()
            self._bytes, self._cleared = 0, now

    def _drop(self, key: tuple) -> None:
        dropped = self._kept.pop(key, None)
        if dropped is not None:
            self._bytes -= len(dropped.content)
