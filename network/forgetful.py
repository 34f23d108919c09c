"""Two caches in Redis, and what happens while it is away.

What is kept for speed, and attempts that are counted, are forgotten for so long, and nobody is turned away for that.
Sessions can't be forgotten: that would sign people out. Who asks for one is told to wait a moment.
"""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import InterfaceError, OperationalError
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from network.kept_redis import KeptRedisCache

# What database and cache say when they are away, being started, or cut off.
AWAY = (OperationalError, InterfaceError, RedisError)

logger = logging.getLogger(__name__)

# Nobody waits long for a cache; one more attempt at once, since a restarted one has closed all lines.
PATIENCE = {"socket_timeout": 3, "socket_connect_timeout": 1, "retry": Retry(NoBackoff(), 1)}


def _or(otherwise: Callable[[], Any]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """What a method answers while the cache is away."""

    def decorate(method: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(method)
        def answered(*args: Any, **kwargs: Any) -> Any:
            try:
                return method(*args, **kwargs)
            except RedisError as failure:
                logger.warning("The cache is away: %s", type(failure).__name__)
                return otherwise()

        return answered

    return decorate


class SessionCache(KeptRedisCache):
    """Django's cache in Redis that says so soon when Redis is away."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, {**params, "OPTIONS": {**PATIENCE, **params.get("OPTIONS", {})}})


class ForgetfulCache(SessionCache):
    """Django's cache in Redis; without Redis it holds nothing."""

    @_or(lambda: False)
    def add(self, *args: Any, **kwargs: Any) -> bool:
        return super().add(*args, **kwargs)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        return _or(lambda: default)(super().get)(key, default, version)

    @_or(lambda: None)
    def set(self, *args: Any, **kwargs: Any) -> None:
        super().set(*args, **kwargs)

    @_or(lambda: False)
    def touch(self, *args: Any, **kwargs: Any) -> bool:
        return super().touch(*args, **kwargs)

    @_or(lambda: False)
    def delete(self, *args: Any, **kwargs: Any) -> bool:
        return super().delete(*args, **kwargs)

    @_or(dict)
    def get_many(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_many(*args, **kwargs)

    @_or(lambda: False)
    def has_key(self, *args: Any, **kwargs: Any) -> bool:
        return super().has_key(*args, **kwargs)

    @_or(list)
    def set_many(self, *args: Any, **kwargs: Any) -> list[str]:
        return super().set_many(*args, **kwargs)

    @_or(lambda: None)
    def delete_many(self, *args: Any, **kwargs: Any) -> None:
        super().delete_many(*args, **kwargs)

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        """As for any cache, a key that is not there can't be counted up."""
        try:
            return super().incr(key, delta, version)
        except RedisError as failure:
            raise ValueError(key) from failure
