"""An organiser's way through the desk: create, look, publish, move, tell."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from events.programme.models import Event
from events.registration import actions
from network.mail.models import OutboxMessage
from network.people.choices import Role
from tests.factories.network import AccountFactory, AffiliationFactory, account_with_role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.capability("E10")]


def test_meeting_when_created_published_and_moved(page, sign_in):
    sign_in(account_with_role(Role.ORGANISER))
    day = timezone.localdate() + timedelta(days=40)

    page.goto(reverse("wagtailadmin_home"))
    page.get_by_role("link", name="行事をつくる").first.click()
    page.fill("[name=title]", "見本の情報交換会")
    page.fill("[name=day]", day.isoformat())
    page.fill("[name=venue_name]", "みほん会館")
    page.get_by_role("button", name="下書きを保存").click()
    page.wait_for_url("**/edit/**")
    event = Event.objects.get()
    assert not event.live

    page.get_by_role("button", name="公開する").click()
    page.wait_for_load_state("networkidle")
    event.refresh_from_db()
    assert event.live
    assert page.goto(reverse("events:detail", args=[event.slug])).ok

    comer = AccountFactory(person=AffiliationFactory().person)
    actions.register(event.pk, person=comer.person, wish=actions.Wish(), now=timezone.now())

    page.goto(reverse("event_editor:edit", args=[event.pk]))
    page.fill("[name=venue_name]", "みほん公民館")
    page.get_by_role("button", name="公開する").click()
    page.wait_for_load_state("networkidle")
    event.state.refresh_from_db()
    assert event.state.notice_pending

    page.goto(reverse("event_desk:state", args=[event.pk]))
    page.locator("button[name=tell]").click()
    page.wait_for_load_state("networkidle")

    letters = OutboxMessage.objects.filter(to_address=comer.person.email).order_by("pk")
    assert [letter.template.rpartition("/")[2] for letter in letters] == ["confirmed", "event_changed"]
    assert [letter.calendar_method for letter in letters] == ["REQUEST", "REQUEST"]
    assert b"SEQUENCE:1" in bytes(letters[1].calendar)
    assert "みほん公民館" in letters[1].context["place"]
    assert page.complaints == []
