"""Our site's content in size S (or more), as the large demo lays it; one signed-in member, one account at the desk."""

import sys
import time
from importlib import import_module

import django
from django.conf import settings
from django.utils import timezone

FEED = 200


def fill(meetings: int = 200, people: int = 1000) -> str:
    """Rows for an empty, migrated database, all meetings to come. Three lines: the Cookie header of the secretariat,
    the secret of the feed of a member registered for the first two hundred meetings, the member's Cookie header."""
    large, amounts = import_module("cms.large.actions"), import_module("cms.large.amounts")
    factories = import_module("tests.factories.network")
    asked = amounts.in_proportion(
        events=meetings, people=people, regular=min(FEED, meetings), all_coming=True
    )
    large.lay_large(asked, now=timezone.now(), say=lambda line: None)
    account = import_module("network.people.models").Account.objects.get(username="sample1")
    feed = import_module("events.calendar.actions").feed_token(account.person_id, now=timezone.now())
    desk = factories.account_with_role(import_module("network.people.choices").Role.SECRETARIAT)
    return f"{sign_in(desk)}\n{feed}\n{sign_in(account)}"


def sign_in(account) -> str:
    auth = import_module("django.contrib.auth")
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[auth.SESSION_KEY] = str(account.pk)
    session[auth.BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[auth.HASH_SESSION_KEY] = account.get_session_auth_hash()
    sessions = import_module("network.safety.sessions")
    session[sessions.SEEN], session[sessions.PASSED] = time.time(), str(account.pk)
    # As a real sign-in notes it (cms.receivers).
    furniture, may_enter = (
        import_module("cms.home.furniture"),
        import_module("network.people.queries").may_enter_desk,
    )
    session[furniture.WAY_TO_DESK] = may_enter(account)
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


if __name__ == "__main__":
    django.setup()
    sys.stdout.write(fill(*(int(word) for word in sys.argv[1:])) + "\n")
