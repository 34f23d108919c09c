"""The first day of a secretariat of one: an empty site, 150 members, their letters, one who arrives, the first meeting."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from cms.receivers import lay_ground
from events.programme.models import Event
from membership.roster.choices import Outcome
from membership.roster.models import RosterRow
from network.apps import NetworkConfig
from network.arrivals.choices import Arrival
from network.arrivals.queries import counts
from network.firstrun.actions import make_code
from network.mail.models import OutboxMessage
from network.people.models import Account, Person
from tests.browser.test_announcement import send
from tests.factories.network import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.capability("M15")]
MEMBERS = 150
LIST = "氏名\tフリガナ\t所属\tメール\t電話\t会員区分\n" + "\n".join(
    f"見本　{number}号\tみほん はなこ\t見本の家{number % 12}\tmember{number}@list.example\t90{number:08d}\t個人会員"
    for number in range(1, MEMBERS + 1)
)


def test_first_day(page, settings):
    settings.FIRST_RUN = True
    lay_ground(NetworkConfig)
    code = make_code(now=timezone.now())

    page.goto("/")
    page.fill("[name=code]", code)
    page.click("main button[type=submit]")
    page.fill("[name=name]", "見本の会")
    page.click("main button[type=submit]")
    page.click("main button[type=submit]")
    page.fill("[name=to_address]", "hanako@mihon.example")
    page.click("[name=test]")
    page.get_by_text("メールサーバーに受け付けられました").wait_for()
    page.click("[name=go_on]")
    page.fill("[name=name]", "見本 花子")
    page.fill("[name=email]", "hanako@mihon.example")
    page.fill("[name=login_name]", "hanako")
    page.fill("[name=password]", PASSWORD)
    page.fill("[name=password_again]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url("**/desk/")
    assert page.get_by_text("はじめにすること").is_visible()

    page.goto(reverse("roster:new"))
    page.fill("[name=pasted]", LIST)
    page.get_by_role("button", name="名簿を読み取る").click()
    page.get_by_role("button", name="登録される内容を確認する").click()
    page.get_by_role("button", name=f"{MEMBERS}行を登録する").click()
    page.wait_for_url("**/result/")
    assert RosterRow.objects.filter(outcome=Outcome.MADE).count() == MEMBERS

    page.get_by_role("button", name=f"この{MEMBERS}人を招待する").click()
    assert not OutboxMessage.objects.filter(template="network/people/invitation").exists()
    page.get_by_role("button", name=f"{MEMBERS}通を送信する").click()
    page.wait_for_url("**/rounds/**")
    assert OutboxMessage.objects.filter(template="network/people/invitation").count() == MEMBERS
    assert len(mail.outbox) == MEMBERS + 1

    comer = Person.objects.get(email="member7@list.example")
    letter = OutboxMessage.objects.get(person=comer)
    visitor = page.context.browser.new_page(base_url=page.url.split("/desk/")[0])
    visitor.goto(letter.context["action_url"].removeprefix(settings.SITE_URL))
    visitor.fill("[name=password]", PASSWORD)
    visitor.fill("[name=password_again]", PASSWORD)
    visitor.click("main button[type=submit]")
    visitor.wait_for_url("**/my/")
    visitor.close()

    assert Account.objects.filter(person=comer).exists()
    assert counts(on=timezone.localdate())[Arrival.ARRIVED.value] == 2
    page.goto(reverse("arrivals:list"))
    assert page.get_by_text(f"{MEMBERS + 1}人中 2人").is_visible()

    page.goto(reverse("wagtailadmin_home"))
    page.get_by_role("link", name="行事をつくる").first.click()
    page.fill("[name=title]", "見本の情報交換会")
    page.fill("[name=day]", (timezone.localdate() + timedelta(days=40)).isoformat())
    page.fill("[name=venue_name]", "みほん会館")
    page.get_by_role("button", name="下書きを保存").click()
    page.wait_for_url("**/edit/**")
    page.get_by_role("button", name="公開する").click()
    page.wait_for_load_state("networkidle")
    event = Event.objects.get()
    page.goto(reverse("event_announcements:event", args=[event.pk]))
    page.locator("a.desk-primary").click()
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.locator("input[value=members]").check()
    page.locator(".desk-reach__number", has_text=str(MEMBERS)).wait_for()
    page.locator("button.desk-primary").click()
    page.wait_for_load_state("networkidle")
    send(page)

    announced = OutboxMessage.objects.filter(subject__contains="【ご案内】見本の情報交換会")
    assert announced.count() == MEMBERS
    assert page.complaints == []
