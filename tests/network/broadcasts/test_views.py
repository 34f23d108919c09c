"""Choosing which letters come: by link, by code, by one click in a mail program, and signed in."""

import re
from urllib.parse import urlsplit

import pytest
from django.urls import reverse

from network.broadcasts import actions
from network.mail.choices import MailKind
from network.mail.models import OptOut, OutboxMessage
from tests.factories.network import AccountFactory, AffiliationFactory
from tests.network.broadcasts.conftest import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.capability("E16")]

SECTION = "fukushi@town.example"


@pytest.fixture
def letter(broadcast, member, sink):
    """A letter that arrived."""
    person = member(name="見本 花子")
    actions.schedule(broadcast, version=1, due_at=NOW, now=NOW, actor=broadcast.written_by)
    actions.send_due(now=NOW)
    message = OutboxMessage.objects.get(person=person)
    message.path = urlsplit(message.letters_url).path
    message.link = next(
        urlsplit(line).path for line in message.text.splitlines() if urlsplit(line).path.startswith("/l/")
    )
    return message


def declined():
    return sorted(OptOut.objects.values_list("person__name", "kind"))


def test_link_when_looked_at_changes_nothing(client, letter):
    for _ in range(2):
        assert client.head(letter.link, follow=True).status_code == 200
        page = client.get(letter.link, follow=True)

    assert page.request["PATH_INFO"] == letter.path
    assert "見本 花子" in page.text
    assert declined() == []


def test_code_leads_to_the_same_page(client, letter):
    digits = re.findall(r"\d{3} \d{3} \d{4}", letter.text)[-1]

    page = client.post(reverse("network:code"), {"code": digits}, follow=True)

    assert "見本 花子" in page.text


def test_one_click_of_a_mail_program(letter, client):
    client.handler.enforce_csrf_checks = True

    answer = client.post(letter.path, {"List-Unsubscribe": "One-Click"})
    again = client.post(letter.path, {"List-Unsubscribe": "One-Click"})

    assert (answer.status_code, again.status_code) == (200, 200)
    assert declined() == [("見本 花子", MailKind.EVENTS)]


def test_one_click_when_guessed(client):
    assert client.post("/letters/guessed/", {"List-Unsubscribe": "One-Click"}).status_code == 404


def test_stop_and_take_up_again(client, letter):
    page = client.post(letter.path, {"stop": "yes"}, follow=True)
    assert declined() == [("見本 花子", MailKind.EVENTS)]
    field = next(iter(page.context["choices"])).form["wanted"].html_name

    client.post(letter.path, {field: MailKind.values})

    assert declined() == []


def test_choice_when_something_unknown_is_sent(client, letter):
    page = client.get(letter.path)
    field = next(iter(page.context["choices"])).form["wanted"].html_name

    assert client.post(letter.path, {field: ["money"]}).status_code == 200
    assert declined() == []


def test_choice_when_a_mailbox_is_shared(client, broadcast, member, sink):
    member(name="見本 花子", email=SECTION)
    member(name="見本 太郎", email=SECTION)
    actions.schedule(broadcast, version=1, due_at=NOW, now=NOW, actor=broadcast.written_by)
    actions.send_due(now=NOW)
    path = urlsplit(OutboxMessage.objects.get().letters_url).path
    first, _second = client.get(path).context["choices"]

    client.post(path, {first.form["wanted"].html_name: MailKind.values})

    assert declined() == [("見本 太郎", kind) for kind in sorted(MailKind.values)]


def test_mine(client):
    account = AccountFactory(person=AffiliationFactory(person__name="見本 花子").person)
    client.force_login(account)
    url = reverse("network:my_letters")

    assert "見本 花子" in client.get(url).text
    client.post(url, {"mine-wanted": [MailKind.EVENTS, MailKind.NOTICES, MailKind.BOARD]})

    assert declined() == [("見本 花子", MailKind.SURVEYS)]


def test_mine_when_signed_out(client):
    assert client.get(reverse("network:my_letters")).status_code == 302


def test_mine_when_the_account_has_no_person(client):
    client.force_login(AccountFactory(person=None))

    assert client.get(reverse("network:my_letters")).status_code == 200


def test_page_when_the_person_was_erased(client, letter):
    letter.person.erased_at = NOW
    letter.person.save()

    assert client.get(letter.path).status_code == 404
