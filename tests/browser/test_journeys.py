"""The ways of members and visitors through the site, as they walk them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from events.registration import actions
from events.registration.choices import CancelledBy, PoolKind
from events.registration.models import Registration
from network.mail.models import OutboxMessage
from network.people.actions import invite
from tests.browser.visitor import Visitor, newest_mail
from tests.factories.events import RegistrationFactory, meeting
from tests.factories.network import AccountFactory, AffiliationFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "akai-tasuki-31"
LETTERS = "events/registration/"


@pytest.fixture
def next_leg(db):
    """A meeting in three weeks with 30 seats."""
    starts_at = timezone.now() + timedelta(days=21)
    return meeting(seats=30, title="第8回 見本交換会", starts_at=starts_at)


def sign_in(visitor: Visitor, account) -> None:
    visitor.opens(reverse("account_login"))
    visitor.fills("login", account.username)
    visitor.fills("password", "kiiroi-densha-7")
    visitor.presses("ログイン")


@pytest.mark.capability("E17")
def test_newcomer_when_invited(visitor, next_leg):
    person = AffiliationFactory().person
    invite(person, invited_by=None, now=timezone.now())

    visitor.opens(newest_mail(person.email, "network/people/invitation").context["action_url"])
    visitor.fills("password", PASSWORD)
    visitor.fills("password_again", PASSWORD)
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_url("**/my/**")
    visitor.opens(reverse("events:list"))
    visitor.presses(next_leg.event.title)
    visitor.presses("参加を申し込む")
    visitor.presses("参加を申し込む")
    visitor.sees("参加が決まりました")

    mail = newest_mail(person.email, f"{LETTERS}confirmed")
    visitor.opens(reverse("network:outbox"))
    visitor.sees(mail.subject)
    invitation = visitor.page.request.get(reverse("network:outbox_calendar", args=[mail.pk])).text()
    assert "METHOD:REQUEST" in invitation

    visitor.opens(reverse("mypage:home"))
    visitor.presses("参加を取り消す")
    visitor.presses("参加を取り消す")
    visitor.sees("参加を取り消しました")
    assert Registration.objects.get().state == "cancelled"


@pytest.mark.capability("E17")
def test_guest_when_registering_by_code_and_claiming_later(visitor, next_leg):
    visitor.opens(reverse("events:detail", args=[next_leg.event.slug]))
    visitor.presses("参加を申し込む")
    visitor.fills("name", "髙橋 見本子")
    visitor.fills("email", "ｔａｋａｈａｓｈｉ@mihon.example")
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_url("**/confirm/**")
    code = newest_mail("takahashi@mihon.example", f"{LETTERS}address").context["code"]
    visitor.fills("code", code)
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_url("**/manage/**")
    visitor.sees("髙橋 見本子")

    visitor.presses("アカウントの招待メールを受け取る")
    visitor.opens(newest_mail("takahashi@mihon.example", "network/people/invitation").context["action_url"])
    visitor.fills("password", PASSWORD)
    visitor.fills("password_again", PASSWORD)
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_url("**/my/**")
    visitor.opens(reverse("mypage:home"))

    visitor.sees(next_leg.event.title)
    registration = Registration.objects.get()
    assert (registration.state, registration.hold_until) == ("confirmed", None)


@pytest.mark.capability("E3")
def test_31st_of_30_when_somebody_cancels(visitor, next_leg):
    comers = [RegistrationFactory(pool=next_leg, number=n) for n in range(1, 31)]
    account = AccountFactory()
    sign_in(visitor, account)

    visitor.opens(reverse("events:detail", args=[next_leg.event.slug]))
    visitor.presses("キャンセル待ちに申し込む")
    visitor.presses("キャンセル待ちに申し込む")
    visitor.sees("1")
    waiting = Registration.objects.get(person=account.person)
    assert waiting.state == "waiting"
    actions.cancel(comers[0], by=CancelledBy.SELF, now=timezone.now())

    visitor.opens(reverse("events:detail", args=[next_leg.event.slug]))
    visitor.sees("参加が決まりました")
    letters = OutboxMessage.objects.filter(to_address=account.person.email)
    assert list(letters.order_by("pk").values_list("template", flat=True)) == [
        f"{LETTERS}waiting",
        f"{LETTERS}promoted",
    ]


@pytest.mark.capability("E9")
def test_gate_when_open_to_one_and_closed_to_another(visitor):
    pool = meeting(seats=5, kind=PoolKind.ONLINE, starts_at=timezone.now() + timedelta(days=2))
    pool.event.state.join_url = "https://meeting.example.jp/secret-room"
    pool.event.state.save()
    gate = reverse("events:join", args=[pool.event.slug])
    account = AccountFactory()

    assert "secret-room" not in visitor.page.request.get(gate).text()
    sign_in(visitor, account)
    assert "secret-room" not in visitor.page.request.get(gate).text()
    visitor.opens(reverse("events:detail", args=[pool.event.slug]))
    visitor.presses("参加を申し込む")
    visitor.presses("参加を申し込む")
    visitor.opens(gate)
    visitor.sees("secret-room")
