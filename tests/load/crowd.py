"""A crowd of members, signed in without ever having typed a password."""

import time
from collections.abc import Iterable
from secrets import token_hex

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.cache import SessionStore
from django.core.cache.backends.base import BaseCache

from cms.home.furniture import WAY_TO_DESK
from network.people.models import Account, Person
from network.safety.sessions import SEEN
from tests.load.client import CSRF


def members(count: int) -> list[Account]:
    """Accounts with people behind them; nobody can sign in with a password."""
    batch = token_hex(4)
    people = Person.objects.bulk_create(
        Person(name=f"見本 太郎{number}", kana="ミホン タロウ", email=f"{batch}-{number}@person.example")
        for number in range(count)
    )
    return Account.objects.bulk_create(
        Account(username=f"{batch}-{number}", email=person.email, password="!", person=person)
        for number, person in enumerate(people)
    )


def sign_in(accounts: Iterable[Account], cache: BaseCache) -> list[str]:
    """A session in the store for each account; the answer is their Cookie headers."""
    cookies = []
    for account in accounts:
        session = SessionStore()
        session._cache = cache
        session[SESSION_KEY] = str(account.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = account.get_session_auth_hash()
        session[SEEN] = time.time()
        session[WAY_TO_DESK] = False  # as cms.receivers notes it at a sign-in
        session.create()
        cookies.append(
            f"{settings.SESSION_COOKIE_NAME}={session.session_key}; {settings.CSRF_COOKIE_NAME}={CSRF}"
        )
    return cookies
