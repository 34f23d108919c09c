"""Policies by path."""

import pytest
from django.urls import reverse

from network.people.choices import Role
from network.people.models import Person
from tests.factories.network import account_with_role

pytestmark = pytest.mark.django_db


def policy_of(response):
    return {
        name: set(values.split())
        for name, _, values in (
            line.strip().partition(" ") for line in response["Content-Security-Policy"].split(";")
        )
    }


@pytest.mark.capability("T5")
@pytest.mark.parametrize("url", ["/", "/en/", "/account/login/", "/events/", "/nothing-here/", "/healthz"])
def test_policy_when_outside_the_desk(client, url):
    policy = policy_of(client.get(url))

    assert policy["script-src"] == policy["style-src"] == {"'self'"}
    assert not any("unsafe" in value or "http" in value for values in policy.values() for value in values)


@pytest.mark.capability("T5")
def test_policy_when_at_the_desk(client):
    client.force_login(account_with_role(Role.SECRETARIAT))

    response = client.get(reverse("network_affiliations:add"))

    policy, page = policy_of(response), response.content.decode()
    (nonce,) = {value for value in policy["script-src"] if value.startswith("'nonce-")}
    assert policy["script-src"] == {"'self'", nonce}
    assert "<script>" not in page
    assert page.count(f'<script nonce="{nonce[7:-1]}">') == 4
    assert int(response.get("Content-Length", len(response.content))) == len(response.content)


def test_desk_when_the_sign_in_ran_out_in_a_form(client):
    typed = {"name": "見本 花子", "kana": "ミホン ハナコ", "email": "", "phone": "", "language": "ja"}
    url = reverse("network_people:add")

    response = client.post(url, typed)
    client.force_login(account_with_role(Role.SECRETARIAT))
    page = client.get(reverse("network:kept"))
    fields = dict(page.context["typed"].fields)
    again = client.post(page.context["typed"].path, fields)

    assert response.url.startswith(reverse("account_login"))
    assert fields == typed
    assert again.status_code == 302
    assert Person.objects.get(name="見本 花子")


def test_desk_when_a_script_asks_without_a_sign_in(client):
    response = client.post(
        reverse("network_people:add"), {"name": "見本"}, headers={"X-Requested-With": "XMLHttpRequest"}
    )

    assert response.status_code in (302, 403)
    assert "kept" not in client.session
