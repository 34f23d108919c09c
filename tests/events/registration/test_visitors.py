"""Registering over HTTP without an account: by code, by link, managed and claimed later."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from events.registration import actions
from events.registration.choices import CancelledBy, PoolKind, RegistrationState
from events.registration.models import Registration
from network.people.models import Invitation
from tests.events.registration.letters import letter, letters
from tests.events.registration.scene import TYPED, coming, held, post_as_guest, to
from tests.factories.events import (
    EventPartFactory,
    PoolFactory,
    RegistrationFactory,
)
from tests.factories.network import AccountFactory

pytestmark = pytest.mark.django_db
CONFIRMED, WAITING = RegistrationState.CONFIRMED, RegistrationState.WAITING


@pytest.mark.capability("E17")
def test_a_visitor_registers_by_the_code_of_the_letter(client):
    pool = coming()
    answer = post_as_guest(client, pool)
    code = letter("address").context["code"]

    page = client.get(answer.url)
    confirmed = client.post(answer.url, {"code": code})

    assert (page.status_code, TYPED["email"] in page.content.decode()) == (200, False)
    assert confirmed.status_code == 302
    assert (held().state, held().hold_until) == (CONFIRMED, None)
    assert client.get(confirmed.url, follow=True).status_code == 200
    assert letters() == ["address", "confirmed REQUEST"]


@pytest.mark.capability("E17")
@pytest.mark.parametrize(
    "write",
    [
        pytest.param(
            lambda code: code.translate(str.maketrans("0123456789", "０１２３４５６７８９")),
            id="full-width digits",
        ),
        pytest.param(lambda code: code.replace(" ", ""), id="without spaces"),
        pytest.param(lambda code: code.replace(" ", "-"), id="with hyphens"),
        pytest.param(lambda code: f"\u3000{code}\n", id="with blanks around"),
    ],
)
def test_a_code_is_read_however_it_is_typed(client, write):
    answer = post_as_guest(client, coming())

    confirmed = client.post(answer.url, {"code": write(letter("address").context["code"])})

    assert confirmed.status_code == 302


@pytest.mark.capability("E17")
def test_a_wrong_code_says_so_and_too_many_are_stopped(client):
    answer = post_as_guest(client, coming())

    wrong = [client.post(answer.url, {"code": f"{number:010}"}) for number in range(11)]
    right = client.post(answer.url, {"code": letter("address").context["code"]})

    assert {page.status_code for page in wrong} == {422}
    assert right.status_code == 422
    assert held().hold_until is not None


@pytest.mark.capability("E17")
def test_a_code_of_somebody_else_confirms_nothing(client):
    pool = coming()
    first = post_as_guest(client, pool)
    code = letter("address").context["code"]
    post_as_guest(client, pool, email="other@office.example")
    other = Registration.objects.get(person__email="other@office.example")

    answer = client.post(reverse("events:confirm", args=[pool.event.slug, other.public_id]), {"code": code})

    assert (answer.status_code, first.status_code) == (422, 302)
    other.refresh_from_db()
    assert other.hold_until is not None


@pytest.mark.capability("E17")
def test_a_link_that_is_opened_twice_by_anybody_changes_nothing_until_the_button(client):
    post_as_guest(client, coming())
    link = letter("address").context["link"]

    for _ in range(2):
        client.head(link, follow=True)
        page = client.get(link, follow=True)
    untouched = held().hold_until
    where = page.request["PATH_INFO"]
    answer = client.post(where)

    assert untouched is not None
    assert (page.status_code, answer.status_code, held().hold_until) == (200, 302, None)


@pytest.mark.capability("E7", "E17")
def test_the_button_pressed_twice_confirms_once(client):
    post_as_guest(client, coming())
    where = client.get(letter("address").context["link"], follow=True).request["PATH_INFO"]

    client.post(where)
    client.post(where)

    assert letters() == ["address", "confirmed REQUEST"]


@pytest.mark.capability("E17")
def test_a_visitor_manages_the_place_by_a_signed_link(client):
    post_as_guest(client, coming())
    where = client.get(letter("address").context["link"], follow=True).request["PATH_INFO"]
    client.post(where)
    manage = client.get(letter("confirmed").context["link"], follow=True)

    before = held().state
    client.post(manage.request["PATH_INFO"], {"action": "cancel"})

    assert (manage.status_code, before, held().state) == (200, CONFIRMED, RegistrationState.CANCELLED)
    assert letters() == ["address", "confirmed REQUEST", "cancelled CANCEL"]


@pytest.mark.parametrize("action", ["", "burn"])
def test_managing_knows_no_other_deed(client, action):
    row = RegistrationFactory(pool=coming())
    actions.cancel(row, by=CancelledBy.SELF, now=timezone.now())
    manage = client.get(letter("cancelled").context["link"], follow=True).request["PATH_INFO"]

    assert client.post(manage, {"action": action}).status_code == 400


@pytest.mark.capability("E17")
def test_a_visitor_s_place_is_claimed_later_by_an_account(client, account):
    post_as_guest(client, coming())
    actions.confirm_address(held(), now=timezone.now())
    link = letter("confirmed").context["link"]
    client.force_login(account)
    manage = client.get(link, follow=True)

    client.post(manage.request["PATH_INFO"], {"action": "claim"})

    row = Registration.objects.get()
    assert (row.person, row.state) == (account.person, CONFIRMED)
    assert len(client.get(reverse("mypage:home")).context["coming"]) == 1


@pytest.mark.capability("E17")
def test_a_visitor_may_ask_for_an_account(client):
    post_as_guest(client, coming())
    actions.confirm_address(held(), now=timezone.now())
    manage = client.get(letter("confirmed").context["link"], follow=True).request["PATH_INFO"]

    client.post(manage, {"action": "claim"})

    assert Invitation.objects.get().person == held().person


@pytest.mark.capability("E17")
def test_asking_twice_for_an_account_or_having_one_is_no_error(client):
    post_as_guest(client, coming())
    actions.confirm_address(held(), now=timezone.now())
    manage = client.get(letter("confirmed").context["link"], follow=True).request["PATH_INFO"]
    client.post(manage, {"action": "claim"})
    AccountFactory(person=held().person, email=TYPED["email"])

    assert client.post(manage, {"action": "claim"}).status_code == 302


@pytest.mark.capability("E7", "E17")
def test_a_visitor_who_is_registered_sees_the_same_page_and_gets_a_letter(client):
    pool = coming()
    first = post_as_guest(client, pool)
    actions.confirm_address(held(), now=timezone.now())

    second = post_as_guest(client, pool)

    assert second.url == first.url
    assert letters()[-1] == "already"
    assert Registration.objects.count() == 1


def test_the_same_mailbox_may_try_ten_times_an_hour(client):
    pool = coming()

    answers = [post_as_guest(client, pool, name=f"見本 {number}").status_code for number in range(11)]

    assert answers == [302] * 10 + [429]


@pytest.mark.parametrize("missing", ["name", "email"])
def test_a_visitor_is_told_what_is_missing_and_keeps_what_was_typed(client, missing):
    answer = post_as_guest(client, coming(), **{missing: "", "kana": "タカハシ"})

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [missing]
    assert "タカハシ" in answer.content.decode()


def test_the_form_names_ways_and_parts_in_the_readers_language(client):
    pool = coming(format="hybrid")
    PoolFactory(event=pool.event, kind=PoolKind.ONLINE)
    part = EventPartFactory(event=pool.event)
    PoolFactory(event=pool.event, kind=PoolKind.PART, part_key=part.key)

    with translation.override("en"):
        form = client.get(to("register", pool)).context["form"]

    assert [str(label) for _value, label in form.fields["kind"].choices] == ["Venue", "Online"]
    assert [label for _value, label in form.fields["parts"].choices] == ["Social gathering"]


def test_an_unknown_link_is_not_found(client):
    for name in ("manage", "confirm_by_link", "join_by_link"):
        assert client.get(reverse(f"events:{name}", args=["x" * 43])).status_code == 404


def test_the_code_of_a_letter_is_let_go_when_it_ends(client):
    post_as_guest(client, coming())

    kept = letter("address")

    assert kept.holds_secrets
    assert kept.secrets_until - kept.created_at <= timedelta(hours=24)
