"""Redis away: what was kept is forgotten, nobody is turned away; sessions say so."""

import socket
from datetime import timedelta
from time import monotonic

import pytest
from redis.exceptions import RedisError

from network.forgetful import ForgetfulCache, SessionCache
from network.people import limits

pytestmark = pytest.mark.capability("T1")


@pytest.fixture
def nowhere() -> str:
    """The address of a Redis that is not there."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"redis://127.0.0.1:{probe.getsockname()[1]}/0"


@pytest.fixture
def cache(nowhere) -> ForgetfulCache:
    return ForgetfulCache(nowhere, {})


@pytest.mark.parametrize(
    ("call", "answer"),
    [
        pytest.param(lambda cache: cache.get("a", "otherwise"), "otherwise", id="get"),
        pytest.param(lambda cache: cache.get("a"), None, id="get without a default"),
        pytest.param(lambda cache: cache.set("a", 1), None, id="set"),
        pytest.param(lambda cache: cache.add("a", 1), False, id="add"),
        pytest.param(lambda cache: cache.touch("a"), False, id="touch"),
        pytest.param(lambda cache: cache.delete("a"), False, id="delete"),
        pytest.param(lambda cache: cache.has_key("a"), False, id="has_key"),
        pytest.param(lambda cache: cache.get_many(["a"]), {}, id="get_many"),
        pytest.param(lambda cache: cache.set_many({"a": 1}), [], id="set_many"),
        pytest.param(lambda cache: cache.delete_many(["a"]), None, id="delete_many"),
        pytest.param(lambda cache: cache.get_or_set("a", lambda: "made"), "made", id="get_or_set"),
    ],
)
def test_forgetful_cache_when_redis_is_away(cache, call, answer):
    assert call(cache) == answer


def test_counted_attempts_when_redis_is_away(cache, monkeypatch):
    monkeypatch.setattr(limits, "cache", cache)

    assert all(limits.within("code", "somebody", amount=1, seconds=60) for _ in range(3))


def test_forgetful_cache_when_redis_is_away_keeps_nobody_waiting(cache):
    begun = monotonic()

    for _ in range(5):
        cache.get("a")

    assert timedelta(seconds=monotonic() - begun) < timedelta(seconds=2)


def test_session_cache_when_redis_is_away_says_so(nowhere):
    with pytest.raises(RedisError):
        SessionCache(nowhere, {}).get("session")
