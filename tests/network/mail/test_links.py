"""Links and codes: looking changes nothing, burning happens once, only hashes are kept."""

from datetime import timedelta

import pytest
from django.core.signing import TimestampSigner
from django.test import Client

from network.mail import links
from network.mail.choices import LinkPurpose
from network.mail.links import burn, make_link, page_of_code, page_of_token, resolve
from network.mail.models import MailedLink
from tests.network.mail.conftest import NOW

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
INVITATION, MANAGE = LinkPurpose.INVITATION, LinkPurpose.REGISTRATION_MANAGE


@pytest.fixture(autouse=True)
def purpose(monkeypatch):
    """The link page itself stands for the page of every purpose: it takes a token too."""
    monkeypatch.setattr(links, "_url_names", {})
    links.register_purpose(INVITATION, "network:link")
    links.register_purpose(MANAGE, "network:link")


def token_of(link):
    return link.url.rstrip("/").rpartition("/")[2]


def test_make_link_keeps_hashes_only(django_assert_num_queries):
    with django_assert_num_queries(1):
        link = make_link(INVITATION, 42, expires_at=NOW + DAY)

    row = MailedLink.objects.get()
    assert link.url == f"http://testserver/l/{token_of(link)}/"
    assert len(token_of(link)) == 43
    assert len(link.code) == 12
    kept = f"{row.token_hash}{row.code_hash}"
    assert token_of(link) not in kept
    assert link.code.replace(" ", "") not in kept


def test_resolve_when_token_or_code_is_right():
    link = make_link(INVITATION, 42, expires_at=NOW + DAY)

    assert resolve(token_of(link), INVITATION, NOW) == "42"
    assert resolve(link.code, INVITATION, NOW) == "42"
    assert resolve(link.code.replace(" ", "－"), INVITATION, NOW) == "42"


@pytest.mark.parametrize("secret", ["", "x", "0000000000", "a:b:c", "１" * 10, "x" * 43, "\x00"])
def test_resolve_when_secret_is_unknown(secret):
    make_link(INVITATION, 42, expires_at=NOW + DAY)

    assert resolve(secret, INVITATION, NOW) is None


def test_resolve_when_purpose_is_another():
    link = make_link(INVITATION, 42, expires_at=NOW + DAY)

    assert resolve(token_of(link), MANAGE, NOW) is None
    assert not burn(token_of(link), MANAGE, NOW)


def test_resolve_when_out_of_date():
    link = make_link(INVITATION, 42, expires_at=NOW)

    assert (resolve(token_of(link), INVITATION, NOW), page_of_token(token_of(link), NOW)) == (None, None)


def test_burn_when_done_twice():
    link = make_link(INVITATION, 42, expires_at=NOW + DAY)

    burnt = [burn(link.code, INVITATION, NOW), burn(token_of(link), INVITATION, NOW)]

    assert (burnt, resolve(token_of(link), INVITATION, NOW)) == ([True, False], None)


def test_page_of_code_when_right_leads_on_with_a_pass():
    link = make_link(MANAGE, "42", expires_at=NOW + DAY)

    page = page_of_code(link.code, NOW)
    handed_on = page.rstrip("/").rpartition("/")[2]

    assert resolve(handed_on, MANAGE, NOW) == "42"
    assert resolve(handed_on, INVITATION, NOW) is None
    assert burn(handed_on, MANAGE, NOW)
    assert resolve(handed_on, MANAGE, NOW) is None


def test_page_of_code_when_it_is_a_token():
    link = make_link(MANAGE, 42, expires_at=NOW + DAY)

    assert page_of_code(token_of(link), NOW) is None


def test_resolve_when_pass_is_signed_for_something_else():
    make_link(MANAGE, 42, expires_at=NOW + DAY)
    forged = TimestampSigner(salt="elsewhere").sign_object(MailedLink.objects.get().pk)

    assert resolve(forged, MANAGE, NOW) is None


@pytest.mark.parametrize("method", ["get", "head"])
def test_link_page_when_scanners_look_twice(client, method):
    link = make_link(MANAGE, 42, expires_at=NOW + timedelta(days=3650))
    before = list(MailedLink.objects.values())

    answers = [getattr(client, method)(f"/l/{token_of(link)}/").status_code for _ in range(2)]

    assert (answers, list(MailedLink.objects.values())) == ([302, 302], before)


def test_link_page_when_link_is_gone(client):
    assert client.get("/l/unknown/").status_code == 404
    assert client.post("/l/unknown/").status_code == 405
    assert client.get("/en/l/unknown/").status_code == 404


def test_code_page_when_code_is_right(client):
    link = make_link(MANAGE, 42, expires_at=NOW + timedelta(days=3650))

    answer = client.post("/code/", {"code": link.code.replace(" ", "　")})

    assert answer.status_code == 302
    assert answer["Location"].startswith("/l/")


@pytest.mark.parametrize("method", ["get", "head"])
def test_code_page_when_looked_at(client, method, django_assert_num_queries):
    client.get("/code/")

    with django_assert_num_queries(0):
        answer = getattr(client, method)("/code/")

    assert answer.status_code == 200


@pytest.mark.parametrize("code", ["", "123", "０" * 10, "x" * 10_000, "\x00", "🙂" * 10])
def test_code_page_when_code_is_wrong(client, code):
    answer = client.post("/code/", {"code": code})

    assert answer.status_code == 200
    assert answer.context["form"].errors


def test_code_page_when_somebody_tries_on_and_on(client):
    link = make_link(MANAGE, 42, expires_at=NOW + timedelta(days=3650))

    for number in range(20):
        client.post("/code/", {"code": f"{number:010}"})
    answer = client.post("/code/", {"code": link.code})

    assert answer.status_code == 429
    assert answer.context["form"].errors


def test_code_page_when_colleagues_share_an_address():
    link = make_link(MANAGE, 42, expires_at=NOW + timedelta(days=3650))

    answers = {Client().post("/code/", {"code": link.code}).status_code for _ in range(60)}

    assert answers == {302}
