"""A member's own page: what comes, what is over, and in which words."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from events.programme.choices import EventStatus
from events.registration.choices import RegistrationState
from membership.ledger.actions import bill, receive
from membership.ledger.queries import account as account_called
from membership.ledger.rules import Payer, Share
from tests.factories.events import RegistrationFactory, meeting
from tests.factories.membership import MembershipFactory, new_charge
from tests.factories.network import AccountFactory

pytestmark = pytest.mark.django_db
CONFIRMED, WAITING, CANCELLED = (
    RegistrationState.CONFIRMED,
    RegistrationState.WAITING,
    RegistrationState.CANCELLED,
)
PLANNED, CALLED_OFF = EventStatus.PLANNED, EventStatus.CANCELLED


@pytest.fixture
def account():
    return AccountFactory()


def own_page(client, account, language="ja"):
    client.force_login(account)
    with translation.override(language):
        return client.get(reverse("mypage:home"))


def last_month(account, state, status=PLANNED):
    pool = meeting(starts_at=timezone.now() - timedelta(days=30))
    pool.event.state.status = status
    pool.event.state.save()
    return RegistrationFactory(pool=pool, person=account.person, state=state)


@pytest.mark.parametrize(
    ("state", "status", "japanese", "english"),
    [
        pytest.param(CONFIRMED, PLANNED, "参加登録あり", "You were registered", id="had a place"),
        pytest.param(
            WAITING, PLANNED, "キャンセル待ちのまま終了", "No seat became free", id="waited to the end"
        ),
        pytest.param(CANCELLED, PLANNED, "取り消し済み", "Registration cancelled", id="had cancelled"),
        pytest.param(
            CONFIRMED, CALLED_OFF, "行事は中止になりました", "The event was cancelled", id="was called off"
        ),
        pytest.param(
            CANCELLED,
            CALLED_OFF,
            "取り消し済み",
            "Registration cancelled",
            id="had cancelled before it was called off",
        ),
    ],
)
def test_what_is_over_is_told_in_the_past(client, account, state, status, japanese, english):
    last_month(account, state, status)

    pages = {language: own_page(client, account, language) for language in ("ja", "en")}

    assert {language: page.context["history"][0]["state_text"] for language, page in pages.items()} == {
        "ja": japanese,
        "en": english,
    }
    assert "参加が決まりました" not in pages["ja"].content.decode()


def test_what_was_given_up_ahead_of_time_stands_among_what_is_over(client, account):
    pool = meeting(starts_at=timezone.now() + timedelta(days=30))
    RegistrationFactory(pool=pool, person=account.person, state=CANCELLED)

    page = own_page(client, account)

    assert page.context["coming"] == []
    assert [row["state_text"] for row in page.context["history"]] == ["取り消し済み"]


@pytest.mark.parametrize("states", [[CONFIRMED], [CONFIRMED, WAITING, CANCELLED]], ids=["one", "three"])
def test_my_page_costs_the_same_whatever_is_over(client, account, states, django_assert_num_queries):
    for state in states:
        last_month(account, state)
    own_page(client, account)

    with django_assert_num_queries(8):
        page = client.get(reverse("mypage:home"))

    assert len(page.context["history"]) == len(states)


def test_what_is_to_be_paid_stands_first_until_it_is_paid(client, account):
    payer = Payer(person_id=account.person_id)
    charges = [
        new_charge(amount, payer=payer, due_on=date(2026, 6, day)) for amount, day in ((2000, 30), (3000, 10))
    ]
    by = {"made_by": 1, "now": timezone.now()}
    billed = bill(charges, on=date(2026, 5, 1), **by)
    owing = own_page(client, account).content.decode()
    receive(
        account_called("bank"),
        amount=5000,
        payer=payer,
        shares=[Share(charge.pk, charge.amount) for charge in billed],
        on=date(2026, 6, 1),
        key="all of it",
        **by,
    )

    assert "お支払い：¥5,000（2026年6月10日(水)まで）" in owing
    assert "お支払い：" not in own_page(client, account).content.decode()


@pytest.mark.parametrize("is_member", [True, False])
def test_my_page_leads_to_joining_while_one_is_no_member(client, account, is_member):
    if is_member:
        MembershipFactory(person=account.person)
    link = f'<br><a href="{reverse("membership:join")}">'

    page = own_page(client, account).content.decode()

    assert (link in page) is not is_member
