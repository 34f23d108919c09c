"""Database or cache away: the visitor is asked to wait, keeps what was typed, and stays signed in."""

import re
import socket

import pytest
from django.conf import settings
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse

from events.registration.models import Registration
from tests.factories.events import STARTS, meeting
from tests.factories.network import AccountFactory

pytestmark = [pytest.mark.django_db, pytest.mark.capability("T1")]
TYPED = {"name": "見本 花子", "email": "hanako@person.example", "organisation": "みほん <市>"}


@pytest.fixture
def visitor() -> Client:
    """A browser that gets answers, not exceptions."""
    return Client(raise_request_exception=False)


@pytest.fixture
def register_url() -> str:
    pool = meeting(seats=5, starts_at=STARTS.replace(year=2099))
    return reverse("events:register", args=[pool.event.slug])


@pytest.fixture
def database_away():
    def refuse(execute, sql, params, many, context):
        raise OperationalError("the database system is starting up")

    with connection.execute_wrapper(refuse):
        yield connection


def without_sessions(settings):
    """A Redis for sessions that is not there."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        nowhere = f"redis://127.0.0.1:{probe.getsockname()[1]}/0"
    sessions = {"BACKEND": "network.forgetful.SessionCache", "LOCATION": nowhere}
    settings.CACHES = {**settings.CACHES, "sessions": sessions}


def test_form_when_database_is_away_is_shown_with_what_was_typed(visitor, register_url, request):
    request.getfixturevalue("database_away")

    answer = visitor.post(register_url, TYPED, headers={"Origin": "http://testserver"})

    page = answer.content.decode()
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert 'value="見本 花子"' in page
    assert 'value="みほん &lt;市&gt;"' in page
    assert "OperationalError" not in page


def test_form_when_sent_again_from_that_page_is_taken(register_url):
    browser = Client(raise_request_exception=False, enforce_csrf_checks=True)
    browser.cookies[settings.CSRF_COOKIE_NAME] = "c" * 32
    typed = TYPED | {"csrfmiddlewaretoken": "c" * 32}

    def refuse(execute, sql, params, many, context):
        raise OperationalError("away")

    with connection.execute_wrapper(refuse):
        page = browser.post(register_url, typed, headers={"Origin": "http://testserver"}).content.decode()
    again = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    answer = browser.post(register_url, again, headers={"Origin": "http://testserver"})

    assert answer.status_code == 302
    assert Registration.objects.get().person.name == "見本 花子"


def test_form_of_a_stranger_is_not_handed_back(visitor, register_url, request):
    request.getfixturevalue("database_away")

    answer = visitor.post(register_url, TYPED, headers={"Origin": "https://elsewhere.example"})

    assert answer.status_code == 503
    assert "見本 花子" not in answer.content.decode()


def test_page_when_database_is_away_offers_to_load_again(visitor, register_url, request):
    request.getfixturevalue("database_away")

    answer = visitor.get(f"/en{register_url}")

    assert answer.status_code == 503
    assert f'href="/en{register_url}"' in answer.content.decode()
    assert "Please wait a moment" in answer.content.decode()


def test_sign_in_when_sessions_are_away_is_not_lost(visitor, settings):
    account = AccountFactory()
    visitor.force_login(account)
    whole = settings.CACHES

    without_sessions(settings)
    meanwhile = visitor.get(reverse("mypage:home"))
    settings.CACHES = whole
    afterwards = visitor.get(reverse("mypage:home"))

    assert (meanwhile.status_code, settings.SESSION_COOKIE_NAME in meanwhile.cookies) == (503, False)
    assert afterwards.status_code == 200


def test_visitor_without_a_sign_in_needs_no_sessions(visitor, settings, register_url):
    without_sessions(settings)

    assert visitor.get(register_url).status_code == 200


def test_any_other_failure_is_our_fault_and_says_so(visitor, register_url, monkeypatch):
    def broken(slug):
        raise ZeroDivisionError

    monkeypatch.setattr("events.registration.queries.published", broken)

    answer = visitor.get(register_url)

    assert answer.status_code == 500
    assert "こちらの不具合です" in answer.content.decode()
