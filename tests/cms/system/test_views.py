"""Figures for the operators: nothing without the token, numbers only with it."""

import pytest

from network.people.choices import Role
from tests.factories.events import RegistrationFactory, meeting
from tests.factories.network import account_with_role

pytestmark = [pytest.mark.capability("T11"), pytest.mark.django_db]
TOKEN = "for-this-test-only"


@pytest.mark.parametrize(
    ("token", "shown"),
    [("", ""), ("", "Bearer "), (TOKEN, ""), (TOKEN, "Bearer wrong"), (TOKEN, TOKEN), (TOKEN, "Bearer ２")],
    ids=["off", "off and empty", "without", "wrong", "no scheme", "odd letters"],
)
def test_there_is_nothing_without_the_token(client, settings, token, shown):
    settings.METRICS_TOKEN = token

    assert (
        client.get("/metrics", headers={"Authorization": shown.encode().decode("latin-1")}).status_code == 404
    )


def test_not_even_for_the_administrator(client, settings):
    settings.METRICS_TOKEN = TOKEN
    client.force_login(account_with_role(Role.ADMINISTRATOR))

    assert client.get("/metrics").status_code == 404


def test_figures_with_the_token(client, settings):
    settings.METRICS_TOKEN = TOKEN
    registration = RegistrationFactory(pool=meeting(seats=3))
    client.get("/healthz")

    response = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})

    page = response.content.decode()
    assert response.headers["Content-Type"].startswith("text/plain")
    assert 'tasuki_registrations{state="confirmed"} 1' in page
    assert 'tasuki_jobs{state="failed"} 0' in page
    assert 'tasuki_mails{state="queued"} 0' in page
    assert 'route="health:healthz"' in page
    assert registration.person.name not in page


def test_looking_changes_nothing(client, settings):
    settings.METRICS_TOKEN = TOKEN

    assert client.post("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 405
