"""How long a sign-in lasts, and how it ends everywhere."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from network.mail.models import OutboxMessage
from network.people.choices import Role
from network.people.models import Person
from network.safety.sessions import DESK_OPEN, SEEN
from tests.factories.network import PASSWORD, AccountFactory, account_with_role

pytestmark = [pytest.mark.django_db, pytest.mark.capability("T4")]
HOME = "/desk/"
MINUTE = 60
PERSON = {"name": "見本 花子", "kana": "", "email": "", "phone": "", "language": "ja"}


@pytest.fixture(autouse=True)
def without_second_step(settings):
    settings.SECOND_STEP_REQUIRED = False


def idle(client, seconds):
    """Nobody touched the browser for so long."""
    session = client.session
    session[SEEN] -= seconds
    session.save()


def is_in(client):
    return client.get(reverse("mypage:home")).status_code == 200


@pytest.mark.parametrize("way", ["account_logout", "wagtailadmin_logout", "network:everywhere"])
def test_signing_out_ends_every_session(way):
    account = account_with_role(Role.SECRETARIAT)
    here, elsewhere, somebody = Client(), Client(), Client()
    here.force_login(account)
    elsewhere.force_login(account)
    somebody.force_login(AccountFactory())
    kept = here.cookies["tasuki_session"].value

    here.post(reverse(way))
    here.cookies["tasuki_session"] = kept

    assert [is_in(client) for client in (here, elsewhere, somebody)] == [False, False, True]


def test_signing_out_when_the_page_is_only_looked_at(client):
    client.force_login(AccountFactory())

    client.get(reverse("network:everywhere"))
    client.head(reverse("network:everywhere"))

    assert is_in(client)


def test_password_change_ends_every_session():
    account = AccountFactory()
    here, elsewhere = Client(), Client()
    here.force_login(account)
    elsewhere.force_login(account)
    new = {"oldpassword": PASSWORD, "password1": "aoi-umi-to-kamome", "password2": "aoi-umi-to-kamome"}

    here.post(reverse("account_change_password"), new)

    assert [is_in(here), is_in(elsewhere)] == [False, False]


@pytest.mark.parametrize(
    ("minutes", "at_desk", "stays"),
    [(29, True, True), (31, True, False), (479, False, True), (481, False, False)],
)
def test_sign_in_after_a_pause(client, minutes, at_desk, stays):
    client.force_login(account_with_role(Role.SECRETARIAT))
    idle(client, minutes * MINUTE)

    response = client.get(HOME if at_desk else reverse("mypage:home"))

    assert (response.status_code == 200) is stays
    assert ("_auth_user_id" in client.session) is stays


def test_desk_after_a_pause_and_a_look_at_another_page(client):
    client.force_login(account_with_role(Role.SECRETARIAT))
    idle(client, 31 * MINUTE)

    assert is_in(client)
    assert client.session[DESK_OPEN] is False
    assert client.get(HOME).url.startswith(reverse("account_login"))


def test_desk_when_the_pause_is_over_elsewhere_stays_signed_in():
    account = account_with_role(Role.SECRETARIAT)
    left, used = Client(), Client()
    left.force_login(account)
    used.force_login(account)
    idle(left, 31 * MINUTE)

    left.get(HOME)

    assert used.get(HOME).status_code == 200


def test_desk_when_only_an_open_editor_asks(client):
    client.force_login(account_with_role(Role.SECRETARIAT))
    idle(client, 20 * MINUTE)
    seen = client.session[SEEN]

    client.post(reverse("wagtailadmin_editing_sessions:ping", args=["network", "person", 1, 1]))

    assert client.session[SEEN] == seen


def test_sign_in_is_noted_at_most_once_a_minute(client):
    client.force_login(account_with_role(Role.SECRETARIAT))
    seen = client.session[SEEN]
    client.get(HOME)
    unchanged = client.session[SEEN]
    idle(client, 2 * MINUTE)

    client.get(HOME)

    assert unchanged == seen
    assert client.session[SEEN] >= seen


def test_desk_when_the_pause_was_spent_in_a_form(client, sign_in):
    account = account_with_role(Role.SECRETARIAT)
    sign_in(client, account)
    idle(client, 31 * MINUTE)

    refused = client.post(reverse("network_people:add"), PERSON)
    sign_in(client, account, next=reverse("network:kept"))
    kept = client.get(reverse("network:kept")).context["typed"]
    client.post(kept.path, dict(kept.fields))

    assert refused.url == f"{reverse('account_login')}?next={reverse('network:kept')}"
    assert Person.objects.get(name=PERSON["name"])


def test_kept_when_the_next_to_sign_in_is_somebody_else(client, sign_in):
    sign_in(client, account_with_role(Role.SECRETARIAT))
    client.post(reverse("account_logout"))

    client.force_login(AccountFactory())

    assert client.get(reverse("network:kept")).status_code == 404


def test_alarm_when_it_was_not_me(client):
    account = AccountFactory()
    thief, owner = Client(), Client()
    thief.force_login(account)
    new = {"oldpassword": PASSWORD, "password1": "aoi-umi-to-kamome", "password2": "aoi-umi-to-kamome"}
    thief.post(reverse("account_change_password"), new)
    account.refresh_from_db()
    thief.force_login(account)
    mail = OutboxMessage.objects.get(template="network/people/password_changed")

    page = owner.get(mail.context["action_url"], follow=True)
    looked_at = is_in(thief)
    url = page.redirect_chain[-1][0]
    done = owner.post(url)
    again = owner.post(url)

    assert page.context["asks"]
    assert looked_at
    assert not is_in(thief)
    assert done.context["done"]
    assert again.status_code == 404


def test_alarm_when_its_code_is_typed(client):
    account = AccountFactory()
    client.force_login(account)
    new = {"oldpassword": PASSWORD, "password1": "aoi-umi-to-kamome", "password2": "aoi-umi-to-kamome"}
    client.post(reverse("account_change_password"), new)
    mail = OutboxMessage.objects.get(template="network/people/password_changed")

    page = Client().post(reverse("network:code"), {"code": mail.context["action_code"]}, follow=True)

    assert page.context["asks"]


def test_time_of_idling_is_the_sessions_own(client, settings):
    settings.SESSION_COOKIE_AGE = 3600
    client.force_login(AccountFactory())
    idle(client, timedelta(minutes=61).total_seconds())

    assert not is_in(client)
