"""The real site under gunicorn on a test's own database, with Redis for sessions and cache."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache.backends.redis import RedisCache
from django.db import connection

from tests.bench.serving import Server, serve

SITE = "tasuki.wsgi:application"
UNLOCKED = "tests.load.unlocked:application"
# As compose.yaml starts it.
OPTIONS = ("--preload", "--timeout=60", "--max-requests=5000", "--max-requests-jitter=500")
REDIS = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/9")
# Sessions, menus, attempts that were counted: what a site keeps is that site's own, from its start to its end.
keys = {"KEY_PREFIX": token_hex(4)}


def redis_answers() -> bool:
    """Is there a Redis for the sessions?"""
    parts = urlsplit(REDIS)
    try:
        socket.create_connection((parts.hostname, parts.port or 6379), timeout=2).close()
    except OSError:
        return False
    return True


def session_cache() -> RedisCache:
    """The cache in which the site keeps its sessions."""
    return RedisCache(REDIS, keys)


def production(database: str, folder: Path) -> dict[str, str]:
    """The environment of a site of production that talks plain HTTP, with this process's secret key."""
    return {
        "DJANGO_SETTINGS_MODULE": "tasuki.settings.production",
        "SECRET_KEY": settings.SECRET_KEY,
        "SITE_URL": "http://127.0.0.1",
        "ALLOWED_HOSTS": "127.0.0.1",
        "SECURE_SSL_REDIRECT": "0",
        "DATABASE_URL": database,
        "REDIS_URL": REDIS,
        "CACHE_KEY_PREFIX": keys["KEY_PREFIX"],
        "VAR_DIR": str(folder),
        "LOG_LEVEL": "ERROR",
    }


def database_url() -> str:
    """The address of the database this test works on."""
    at = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{at['NAME']}"
    secret = f":{at['PASSWORD']}" if at["PASSWORD"] else ""
    return f"postgres://{at['USER']}{secret}@{at['HOST']}:{at['PORT'] or 5432}/{at['NAME']}"


@contextmanager
def site(folder: Path, *, workers: int = 4, application: str = SITE) -> Iterator[Server]:
    """The site under gunicorn on this test's database."""
    keys["KEY_PREFIX"] = token_hex(4)
    connection.close()
    with serve(application, production(database_url(), folder), workers=workers, options=OPTIONS) as server:
        yield server
