"""Invitations, sign-in and what is kept, over HTTP."""

import re

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from network.association.actions import save_association
from network.association.models import Association
from network.mail.models import OutboxMessage
from network.mail.rendering import render
from network.mail.rules import Recipient
from network.people.actions import invite
from network.people.models import Account
from tests.factories.network import (
    PASSWORD,
    AccountFactory,
    AffiliationFactory,
    ContactAddressFactory,
    PersonFactory,
)

pytestmark = pytest.mark.django_db
RESET_QUERIES = 4
NEW_PASSWORD = {"password": "aoi-umi-to-kamome", "password_again": "aoi-umi-to-kamome"}


@pytest.fixture(autouse=True)
def nothing_counted():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def invited():
    """Somebody with an invitation, and its address."""

    def make(**fields):
        person = PersonFactory(**fields)
        invite(person, invited_by=None, now=timezone.now())
        message = OutboxMessage.objects.get(person=person)
        return person, message.context["action_url"].replace("http://testserver", "")

    return make


def form_of(client, link):
    """The page of an invitation, as a mail's link leads there."""
    response = client.get(link, follow=True)
    return response, response.redirect_chain[-1][0] if response.redirect_chain else link


def test_invitation_when_accepted(client, invited):
    person, link = invited(email="hanako@person.example", name="見本 花子")
    AffiliationFactory(person=person, organisation__name="見本市役所")

    page, url = form_of(client, link)
    response = client.post(url, NEW_PASSWORD)

    assert {"見本 花子", "見本市役所"} <= set(re.findall(r"見本 花子|見本市役所", page.content.decode()))
    assert response.url == reverse("mypage:home")
    assert client.session["_auth_user_id"] == str(Account.objects.get(email="hanako@person.example").pk)
    assert client.session.get_expire_at_browser_close()


def test_invitation_when_only_looked_at(client, invited):
    _, link = invited()

    for _time in range(2):
        assert client.head(link).status_code in (200, 302)
        assert form_of(client, link)[0].status_code == 200

    assert not Account.objects.exists()


def test_invitation_when_used_before(client, invited):
    _, link = invited()
    _, url = form_of(client, link)
    client.post(url, NEW_PASSWORD)

    response = Client().post(url, NEW_PASSWORD)

    assert response.status_code == 404
    assert Account.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        pytest.param({"password": "", "password_again": ""}, "password", id="nothing"),
        pytest.param(
            {"password": "12345678901", "password_again": "12345678901"}, "password", id="digits only"
        ),
        pytest.param(
            {"password": "aoi-umi-to-kamome", "password_again": "aoi-umi"},
            "password_again",
            id="two passwords",
        ),
        pytest.param({"password": "a" * 10_000, "password_again": "a" * 10_000}, "password", id="very long"),
    ],
)
def test_invitation_when_the_password_will_not_do(client, invited, typed, field):
    _, link = invited()
    _, url = form_of(client, link)

    response = client.post(url, typed)

    assert response.status_code == 200
    assert field in response.context["form"].errors
    assert not Account.objects.exists()


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("", id="nothing"),
        pytest.param("花子", id="kanji"),
        pytest.param("hanako@town.example", id="an address"),
        pytest.param("TAKEN", id="somebody's, in capitals"),
        pytest.param("h\x00anako", id="a control character"),
    ],
)
def test_invitation_when_the_login_name_will_not_do(client, invited, name):
    ContactAddressFactory(email="fukushi@town.example")
    AccountFactory(username="taken")
    _, link = invited(email="fukushi@town.example")
    _, url = form_of(client, link)

    response = client.post(url, {"login_name": name, **NEW_PASSWORD})

    assert "login_name" in response.context["form"].errors


def test_invitation_when_the_mailbox_is_shared(client, invited):
    ContactAddressFactory(email="fukushi@town.example")
    _, link = invited(email="fukushi@town.example")
    _, url = form_of(client, link)

    client.post(url, {"login_name": "Ｈａｎａｋｏ．Ｍ", **NEW_PASSWORD})

    assert Account.objects.get().username == "hanako.m"


@pytest.mark.parametrize(
    "login",
    [
        pytest.param("hanako.m", id="by name"),
        pytest.param("HANAKO.M ", id="by name in capitals"),
        pytest.param("ｈａｎａｋｏ．ｍ", id="by name in full-width letters"),
        pytest.param("hanako@person.example", id="by address"),
    ],
)
def test_sign_in_when_the_password_is_right(client, login):
    account = AccountFactory(username="hanako.m", email="hanako@person.example")

    response = client.post(reverse("account_login"), {"login": login, "password": PASSWORD})

    assert response.status_code == 302
    assert client.session["_auth_user_id"] == str(account.pk)
    assert client.session.get_expire_at_browser_close()


def test_sign_in_when_account_or_password_is_wrong():
    AccountFactory(username="hanako.m", email="hanako@person.example")
    AccountFactory(username="taro", is_active=False)

    pages = []
    for login in ("hanako@person.example", "nobody@person.example"):
        response = Client().post(reverse("account_login"), {"login": login, "password": "wrong"})
        pages.append(list(response.context["form"].non_field_errors()))

    assert pages[0] == pages[1] != []


def test_sign_in_when_the_mailbox_is_shared(client):
    AccountFactory(username="hanako.m", email=None, person__email="fukushi@town.example")

    response = client.post(reverse("account_login"), {"login": "fukushi@town.example", "password": PASSWORD})

    assert response.status_code == 200


def test_sign_in_when_the_account_is_closed(client):
    AccountFactory(username="hanako.m", is_active=False)

    client.post(reverse("account_login"), {"login": "hanako.m", "password": PASSWORD})

    assert "_auth_user_id" not in client.session


@pytest.mark.capability("T4")
def test_sign_in_when_somebody_tries_out_passwords(client):
    AccountFactory(username="hanako.m")

    for _attempt in range(10):
        client.post(reverse("account_login"), {"login": "hanako.m", "password": "wrong"})
    client.post(reverse("account_login"), {"login": "hanako.m", "password": PASSWORD})

    assert "_auth_user_id" not in client.session


@pytest.mark.capability("T4")
def test_sign_in_when_sixty_people_come_from_one_address():
    accounts = AccountFactory.create_batch(60)

    for account in accounts:
        client = Client()
        client.post(reverse("account_login"), {"login": account.username, "password": "mistyped"})
        client.post(reverse("account_login"), {"login": account.username, "password": PASSWORD})
        assert "_auth_user_id" in client.session


class CountingHasher(MD5PasswordHasher):
    """Counts what takes the time of a sign-in."""

    hashed = 0

    def encode(self, password, salt):
        type(self).hashed += 1
        return super().encode(password, salt)


@pytest.mark.capability("T4")
@pytest.mark.parametrize("login", ["hanako.m", "hanako@person.example", "nobody@person.example", "nobody"])
def test_sign_in_when_names_are_tried_out(client, settings, login):
    AccountFactory(username="hanako.m", email="hanako@person.example")
    settings.PASSWORD_HASHERS = [f"{CountingHasher.__module__}.CountingHasher"]
    CountingHasher.hashed = 0

    client.post(reverse("account_login"), {"login": login, "password": "wrong"})

    assert CountingHasher.hashed == 1


def test_sign_up_when_tried(client):
    response = client.get(reverse("account_signup"))

    assert b"<form" not in response.content.split(b"<main")[1].split(b"</main")[0]


@pytest.mark.capability("T4")
def test_sign_out_when_signed_in(client):
    client.force_login(AccountFactory())
    old = client.cookies["tasuki_session"].value

    client.post(reverse("account_logout"))
    client.cookies["tasuki_session"] = old

    assert client.get(reverse("mypage:home")).status_code == 302


@pytest.mark.capability("T4")
def test_password_change_when_signed_in_twice():
    account = AccountFactory()
    here, elsewhere = Client(), Client()
    here.force_login(account)
    elsewhere.force_login(account)

    here.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": "aoi-umi-to-kamome", "password2": "aoi-umi-to-kamome"},
    )

    account.refresh_from_db()
    assert account.check_password("aoi-umi-to-kamome")
    assert [client.get(reverse("mypage:home")).status_code for client in (here, elsewhere)] == [302, 302]
    assert OutboxMessage.objects.get().template == "network/people/password_changed"


def test_password_reset_when_the_address_is_known(client):
    account = AccountFactory(email="hanako@person.example")
    elsewhere = Client()
    elsewhere.force_login(account)

    response = client.post(reverse("account_reset_password"), {"email": "Hanako@person.example"})
    mail = OutboxMessage.objects.get(template="network/people/password_reset_code")
    client.post(response.url, {"code": mail.context["code"]})
    client.post(
        reverse("account_complete_password_reset"),
        {"password1": "aoi-umi-to-kamome", "password2": "aoi-umi-to-kamome"},
    )

    account.refresh_from_db()
    assert account.check_password("aoi-umi-to-kamome")
    assert mail.to_name == account.person.name
    assert elsewhere.get(reverse("mypage:home")).status_code == 302
    assert OutboxMessage.objects.filter(template="network/people/password_changed").count() == 1


def test_password_reset_when_the_address_is_unknown_or_shared(client):
    known = AccountFactory(email="hanako@person.example")
    AccountFactory(email=None, person__email="fukushi@town.example")
    pages = {}

    for address in (known.email, "nobody@person.example", "fukushi@town.example"):
        response = client.post(reverse("account_reset_password"), {"email": address}, follow=True)
        pages[address] = (
            response.status_code,
            response.redirect_chain,
            re.sub(r'value="[^"]+"', "", response.content.decode()).replace(address, ""),
        )

    assert pages["nobody@person.example"] == pages[known.email] == pages["fukushi@town.example"]
    told = OutboxMessage.objects.exclude(to_address=known.email)
    assert set(told.values_list("template", flat=True)) == {"network/people/unknown_account"}


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize(
    ("template", "context"),
    [
        (
            "invitation",
            {"action_url": "http://x.example/l/1/", "action_code": "123", "expires_at": timezone.now()},
        ),
        ("password_reset_code", {"code": "ABCD-1234"}),
        ("unknown_account", {}),
        ("password_changed", {"changed_at": timezone.now(), "action_url": "http://x.example/"}),
    ],
)
def test_mails_about_accounts(language, template, context):
    words = render(f"network/people/{template}", context, Recipient("a@b.example", "見本 花子", language))

    assert words.subject
    assert "見本 花子" in words.text
    for value in context.values():
        if isinstance(value, str):
            assert value in words.text
            assert value in words.html


def test_kept_when_the_sign_in_ran_out(client):
    account = AccountFactory()
    typed = {"reason": "<b>資料</b>を\nお願いします", "themes": ["1", "2"], "password": "secret", "empty": ""}

    response = client.post(reverse("mypage:rotate_feed") + "?from=x", typed)
    assert response.status_code == 302
    client.post(
        response.url, {"login": account.username, "password": PASSWORD, "next": reverse("network:kept")}
    )
    page = client.get(reverse("network:kept"))

    fields = page.context["typed"].fields
    assert fields == [("reason", typed["reason"]), ("themes", "1"), ("themes", "2"), ("empty", "")]
    assert page.context["typed"].path == reverse("mypage:rotate_feed") + "?from=x"
    assert b"<b>" not in page.content
    assert b"secret" not in page.content


def test_kept_when_nothing_was_typed(client):
    client.force_login(AccountFactory())

    assert client.get(reverse("network:kept")).status_code == 404


def test_kept_when_a_visitor_asks(client):
    assert client.get(reverse("network:kept")).status_code == 302


@pytest.mark.capability("T4")
@pytest.mark.parametrize(
    "spellings",
    [
        pytest.param(["hanako.m"], id="one spelling"),
        pytest.param(
            ["hanako.m", "HANAKO.M", " hanako.m ", "ｈａｎａｋｏ．ｍ", "hanako@person.example"], id="many"
        ),
    ],
)
def test_sign_in_when_one_account_is_tried_under_many_spellings(client, spellings):
    AccountFactory(username="hanako.m", email="hanako@person.example")
    tries = [spellings[number % len(spellings)] for number in range(10)]

    for login in tries:
        client.post(reverse("account_login"), {"login": login, "password": "wrong"})
    client.post(reverse("account_login"), {"login": "hanako@person.example", "password": PASSWORD})

    assert "_auth_user_id" not in client.session


@pytest.mark.capability("T4")
def test_sign_in_when_somebody_else_at_the_address_is_locked_out(client):
    AccountFactory(username="hanako.m")
    AccountFactory(username="taro.m")

    for _attempt in range(11):
        client.post(reverse("account_login"), {"login": "hanako.m", "password": "wrong"})
    client.post(reverse("account_login"), {"login": "taro.m", "password": PASSWORD})

    assert "_auth_user_id" in client.session


@pytest.mark.capability("T4")
def test_sign_in_when_locked_out_says_when_and_whom_to_call(client):
    save_association(Association(pk=1, name="見本の会", phone="011-000-0000"))
    AccountFactory(username="hanako.m")

    for _attempt in range(11):
        page = client.post(reverse("account_login"), {"login": "hanako.m", "password": "wrong"})

    (words,) = page.context["form"].non_field_errors()
    assert re.search(r"\d\d:\d\d", words)
    assert "011-000-0000" in words


@pytest.mark.capability("T4")
def test_sign_in_when_an_address_sends_hundreds(client):
    for number in range(301):
        page = client.post(reverse("account_login"), {"login": f"nobody{number}", "password": "wrong"})

    assert page.status_code == 429
    assert int(page["Retry-After"]) == 300
    assert re.search(r"\d\d:\d\d", page.content.decode())


@pytest.mark.capability("T4")
def test_sign_in_is_counted_by_the_address_our_proxy_saw(client, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(301):
        forged = f"10.0.{number // 256}.{number % 256}, 203.0.113.7"
        page = client.post(
            reverse("account_login"), {"login": "x", "password": "y"}, headers={"X-Forwarded-For": forged}
        )
    elsewhere = client.post(
        reverse("account_login"),
        {"login": "z", "password": "y"},
        headers={"X-Forwarded-For": "203.0.113.8"},
    )

    assert page.status_code == 429
    assert elsewhere.status_code == 200


@pytest.mark.capability("T4")
@pytest.mark.parametrize("known", [True, False])
def test_password_reset_takes_the_same_work_whoever_asks(client, known, django_assert_num_queries, settings):
    AccountFactory(email="hanako@person.example")
    settings.PASSWORD_HASHERS = [f"{CountingHasher.__module__}.CountingHasher"]
    CountingHasher.hashed = 0
    address = "hanako@person.example" if known else "nobody@person.example"
    client.get(reverse("account_reset_password"))

    with django_assert_num_queries(RESET_QUERIES):
        client.post(reverse("account_reset_password"), {"email": address})

    assert CountingHasher.hashed == 0


@pytest.mark.capability("T4")
def test_password_reset_code_when_used_twice_or_guessed(client):
    account = AccountFactory(email="hanako@person.example")
    new = {"password1": "aoi-umi-to-kamome", "password2": "aoi-umi-to-kamome"}
    response = client.post(reverse("account_reset_password"), {"email": account.email})
    code = OutboxMessage.objects.get(template="network/people/password_reset_code").context["code"]
    client.post(response.url, {"code": code})
    client.post(reverse("account_complete_password_reset"), new)

    again = client.post(response.url, {"code": code})
    client.post(reverse("account_reset_password"), {"email": account.email})
    for _attempt in range(5):
        client.post(response.url, {"code": "XXXX-XXXX"})
    newest = OutboxMessage.objects.filter(template="network/people/password_reset_code").first()
    late = client.post(response.url, {"code": newest.context["code"]})

    onward = reverse("account_complete_password_reset")
    assert code != newest.context["code"]
    assert onward not in (again.url, late.url)


@pytest.mark.capability("T4")
def test_password_reset_code_when_its_time_is_over(client):
    account = AccountFactory(email="hanako@person.example")
    response = client.post(reverse("account_reset_password"), {"email": account.email})
    code = OutboxMessage.objects.get(template="network/people/password_reset_code").context["code"]
    session = client.session
    session["account_password_reset_verification"]["at"] -= 15 * 60 + 1
    session.save()

    late = client.post(response.url, {"code": code})

    assert late.url != reverse("account_complete_password_reset")


@pytest.mark.capability("T4")
def test_invitations_when_guessed_by_the_hundred(client):
    for number in range(301):
        page = client.get(reverse("network:invitation", args=[f"guess{number}"]))

    assert page.status_code == 429
