"""The desk's pages of reminders."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from membership.reminders.models import Reminder, ReminderStop
from network.mail.models import OutboxMessage
from network.people.choices import Role
from tests.factories.membership import MembershipFactory, ReminderStopFactory, StatementLineFactory
from tests.factories.network import PersonFactory, account_with_role
from tests.membership.reminders.books import owing, with_bank_account

pytestmark = [pytest.mark.django_db, pytest.mark.capability("M8")]


@pytest.fixture(autouse=True)
def treasurer(client):
    with_bank_account()
    account = account_with_role(Role.TREASURER)
    client.force_login(account)
    return account


def overdue(*, amount=2000, **person):
    """A slip that was due two months ago."""
    membership = MembershipFactory(person=PersonFactory(**person))
    return owing(membership, amount=amount, due_on=timezone.localdate() - timedelta(days=60))


def page_of(client, **asked) -> str:
    return client.get(reverse("reminders:index"), asked).content.decode()


def press(client, **told):
    shown = client.get(reverse("reminders:index")).context["shown_as"]
    return client.post(reverse("reminders:send"), {"shown_as": shown, **told}, follow=True)


def test_page_says_who_is_asked_and_who_is_not(client):
    asked, waiting = overdue(), overdue(amount=2100)
    StatementLineFactory(amount=2100)

    page, only = page_of(client), page_of(client, reason="line_waits")

    assert "お願いする時期になったもの 1件、合計¥2,000" in page
    assert "期限から2週間が過ぎました" in page
    assert "この方の入金かもしれない明細が確認を待っています" in page
    assert asked.person.name in page
    assert asked.person.name not in only
    assert waiting.person.name in only


def test_page_when_nothing_is_open(client):
    page = page_of(client)

    assert "今日お願いする方はいません" in page
    assert "未収はありません" in page


def test_page_without_a_bank_account_has_no_button(client):
    overdue()
    with_bank_account(account_number="")

    page = page_of(client)

    assert "先に口座を入力してください" in page
    assert reverse("reminders:send") not in page


def test_treasurers_page_leads_here(client):
    overdue()
    StatementLineFactory(on=timezone.localdate(), state="closed")

    page = client.get(reverse("payments:desk")).content.decode()

    assert f'href="{reverse("reminders:index")}">お願いする方を見る' in page


@pytest.mark.parametrize("number", [1, 3])
def test_page_asks_as_often_for_three_as_for_one(client, number, django_assert_num_queries):
    for place in range(number):
        overdue(amount=2000 + place)
    page_of(client)

    with django_assert_num_queries(19):
        page_of(client)


def test_send_writes_what_the_page_showed_and_a_second_press_nothing(client, treasurer):
    slip = overdue()
    shown = client.get(reverse("reminders:index")).context["shown_as"]

    first, again = (
        client.post(reverse("reminders:send"), {"shown_as": shown}, follow=True).content.decode()
        for _press in range(2)
    )

    assert "1件をメールで送ります。" in first
    assert "何も送っていません" in again
    assert Reminder.objects.get().made_by == treasurer.pk
    assert OutboxMessage.objects.filter(key=f"reminder:{slip.pk}:1").count() == 1


def test_send_when_somebody_came_due_meanwhile_sends_nothing(client):
    overdue()
    shown = client.get(reverse("reminders:index")).context["shown_as"]
    overdue(amount=2100)

    answer = client.post(reverse("reminders:send"), {"shown_as": shown}, follow=True)

    assert "何も送っていません" in answer.content.decode()
    assert not Reminder.objects.exists()


def test_send_without_a_bank_account_says_so(client):
    overdue()
    with_bank_account(account_number="")

    answer = press(client)

    assert "振込先の口座がないため" in answer.content.decode()
    assert not Reminder.objects.exists()


def test_letters_without_an_address_are_listed_and_printed(client):
    slip = overdue(email="")

    listed = press(client).content.decode()
    reminder = Reminder.objects.get()
    file = client.get(reverse("reminders:letter_file", args=[reminder.pk]))
    slip.withdrawn_at = timezone.now()
    slip.save()
    gone = client.get(reverse("reminders:letter_file", args=[reminder.pk]), follow=True)

    assert slip.person.name in listed
    assert reverse("reminders:letter_file", args=[reminder.pk]) in listed
    assert (file["Content-Type"], file.content[:4]) == ("application/pdf", b"%PDF")
    assert "お願いするものがなくなりました" in gone.content.decode()


def test_letter_whose_name_the_font_lacks_says_which(client):
    slip = overdue(email="", name="見本 \U0001f431")
    press(client)

    answer = client.get(
        reverse("reminders:letter_file", args=[Reminder.objects.get(slip=slip).pk]), follow=True
    )

    assert "印刷用の書体に" in answer.content.decode()


def test_payer_is_left_in_peace_and_asked_again(client, treasurer):
    slip = overdue()
    url = reverse("reminders:stop", args=[slip.reference])
    until = timezone.localdate() + timedelta(days=30)

    form = client.get(url).content.decode()
    listed = client.post(url, {"reason": "agreed", "until": until}, follow=True).content.decode()
    held = ReminderStop.objects.get()
    changing = client.get(url).content.decode()
    nobody = page_of(client)
    client.post(reverse("reminders:lift", args=[held.pk]))

    assert slip.person.name in form
    assert "お支払いの延期を取り決めました" in listed
    assert (held.person_id, held.until, held.made_by) == (slip.person_id, until, treasurer.pk)
    assert f'value="{until.isoformat()}"' in changing
    assert "今日お願いする方はいません" in nobody
    assert "お願いする時期になったもの 1件" in page_of(client)


@pytest.mark.parametrize(
    "told",
    [{}, {"reason": "x"}, {"reason": "agreed", "until": "2020-01-01"}, {"reason": "agreed", "until": "x"}],
    ids=str,
)
def test_stop_when_wrong_is_asked_again(client, told):
    slip = overdue()

    answer = client.post(reverse("reminders:stop", args=[slip.reference]), told)

    assert answer.status_code == 200
    assert "desk-consequences" in answer.content.decode()
    assert not ReminderStop.objects.exists()


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("name", "make"), [("stops", ReminderStopFactory), ("letters", None)])
def test_lists_ask_as_often_for_three_as_for_one(client, name, make, number, django_assert_num_queries):
    for place in range(number):
        make() if make else overdue(amount=2000 + place, email="")
    if not make:
        press(client)
    client.get(reverse(f"reminders:{name}"))

    with django_assert_num_queries(9):
        client.get(reverse(f"reminders:{name}"))
