"""Keys for what people type: one person's, one day's and the next, nobody else's."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from network.autosave import rules
from network.autosave.actions import destroy_outlived
from network.autosave.queries import folder, keys_for
from network.tasks import forget_expired
from tests.factories.network import AccountFactory

pytestmark = pytest.mark.capability("E8")
TODAY = date(2026, 11, 25)
URL = "/autosave/keys/"


@pytest.fixture(autouse=True)
def own_keys(settings, tmp_path):
    settings.AUTOSAVE_KEYS_DIR = tmp_path / "autosave"


def test_keys_differ_by_owner_and_day_and_names_tell_neither():
    ours, theirs = rules.device_key(b"k" * 32, "account:1"), rules.device_key(b"k" * 32, "account:2")
    tomorrows = rules.device_key(b"l" * 32, "account:1")

    assert len({ours.key, theirs.key, tomorrows.key}) == 3
    assert len({ours.name, theirs.name, tomorrows.name}) == 3
    assert ours.key.hex()[:32] != ours.name


def test_yesterdays_words_are_read_today_and_closed_the_day_after():
    [monday] = keys_for("account:1", today=TODAY)
    tuesday = keys_for("account:1", today=TODAY + timedelta(days=1))
    assert tuesday[1] == monday

    assert destroy_outlived(today=TODAY + timedelta(days=2)) == 1
    assert destroy_outlived(today=TODAY + timedelta(days=2)) == 0

    assert folder().names() == ["2026-11-26"]
    assert monday not in keys_for("account:1", today=TODAY + timedelta(days=2))


def asked(client):
    response = client.post(reverse("network:autosave_keys"))
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]
    return [one["key"] for one in response.json()["keys"]]


@pytest.mark.django_db
def test_the_same_person_gets_the_same_key_in_another_session_and_a_colleague_another(client):
    account, colleague = AccountFactory(), AccountFactory()
    client.force_login(account)
    first = asked(client)
    client.logout()
    account.refresh_from_db()  # signing out has ended every session it knew
    client.force_login(account)
    again = asked(client)
    client.force_login(colleague)

    assert again == first
    assert asked(client) != first


@pytest.mark.django_db
def test_a_visit_has_a_key_of_its_own_until_the_browser_is_closed(client):
    first = asked(client)
    cookie = client.cookies["typed"]

    assert cookie["max-age"] == cookie["expires"] == ""
    assert cookie["httponly"] is True
    assert asked(client) == first
    client.cookies.clear()
    assert asked(client) != first


@pytest.mark.django_db
def test_a_cookie_somebody_made_up_is_replaced(client):
    client.cookies["typed"] = "short"

    asked(client)

    assert client.cookies["typed"].value != "short"


@pytest.mark.django_db
def test_a_signed_in_person_gets_no_cookie(client):
    client.force_login(AccountFactory())

    asked(client)

    assert "typed" not in client.cookies


@pytest.mark.django_db
def test_keys_are_given_to_no_other_site_and_by_no_link(client):
    strict = type(client)(enforce_csrf_checks=True)

    assert client.get(URL).status_code == 405
    assert strict.post(URL).status_code == 403


@pytest.mark.django_db
def test_the_hourly_task_lets_keys_go():

    with time_machine.travel("2026-11-25T03:00:00Z", tick=False):
        keys_for("account:1", today=TODAY)
    with time_machine.travel("2026-11-27T03:00:00Z", tick=False):
        forget_expired()

    assert folder().names() == []
