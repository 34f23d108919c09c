"""Where sign-ins are kept: Django's sessions in the cache, but a cache that is away signs nobody out.

Django takes every failure for a session that is not there and has the browser forget its cookie.
"""

from typing import Any

from django.contrib.sessions.backends import cache


class SessionStore(cache.SessionStore):
    """Lets the failure be seen: the visitor is asked to wait a moment, and is still signed in then."""

    def load(self) -> dict[str, Any]:
        kept = self._cache.get(self.cache_key)
        if kept is None:
            self._session_key = None
        return kept or {}
