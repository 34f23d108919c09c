"""Our site's content in size S (or more): coming meetings with seats and themes, people, one signed-in member."""

import sys
import time
from datetime import timedelta
from importlib import import_module

import django
from django.conf import settings
from django.utils import timezone

START_AFTER = timedelta(days=400)


def fill(meetings: int = 200, people: int = 1000) -> str:
    """Rows for an empty, migrated database; the secret of the feed of a member registered for every meeting, and the
    member's Cookie header."""
    factories = import_module("tests.factories.events")
    network = import_module("tests.factories.network")
    municipality = import_module("network.regions.models").Municipality.objects.first()
    themes = factories.ThemeFactory.create_batch(3)
    member = network.PersonFactory()
    for number in range(meetings):
        event = factories.EventFactory(
            starts_at=factories.STARTS + START_AFTER + timedelta(days=number), municipality=municipality
        )
        event.themes = [themes[number % 3]]
        event.save()
        factories.RegistrationFactory(pool=factories.PoolFactory(event=event, capacity=50), person=member)
    network.PersonFactory.create_batch(people)
    import_module("network.search.actions").count_rows()
    feed = import_module("events.calendar.actions").feed_token(member.pk, now=timezone.now())
    return f"{feed}\n{sign_in(network.AccountFactory(person=member))}"


def sign_in(account) -> str:
    auth = import_module("django.contrib.auth")
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[auth.SESSION_KEY] = str(account.pk)
    session[auth.BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[auth.HASH_SESSION_KEY] = account.get_session_auth_hash()
    session[import_module("network.safety.sessions").SEEN] = time.time()
    # As a real sign-in notes it (cms.receivers).
    session[import_module("cms.home.furniture").WAY_TO_DESK] = False
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


if __name__ == "__main__":
    django.setup()
    sys.stdout.write(fill(*(int(word) for word in sys.argv[1:])) + "\n")
