"""E16: an organiser announces a meeting to members of one area; one of them opts out, one registers, one gets a second letter."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone

from events.registration import actions as registration
from network.mail.models import OutboxMessage
from network.people.choices import Role
from network.regions.models import Bureau, Municipality
from tests.factories.events import EventFactory, PoolFactory
from tests.factories.membership import MembershipFactory
from tests.factories.network import AffiliationFactory, OrganisationFactory, account_with_role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.capability("E16")]


@pytest.fixture
def members():
    """Three members in one bureau, one in another."""
    here, there = Bureau.objects.order_by("code")[:2]

    def at(bureau, name):
        organisation = OrganisationFactory(municipality=Municipality.objects.filter(bureau=bureau).first())
        person = AffiliationFactory(organisation=organisation, person__name=name).person
        MembershipFactory(person=person)
        return person

    names = ("見本 来子", "見本 断子", "見本 黙子")
    return here, [at(here, name) for name in names], at(there, "見本 遠子")


def send(page):
    """Sends now, whatever hour the test is run at."""
    page.locator("button[name=when][value=now]").click()
    page.wait_for_load_state("networkidle")
    if page.locator("button[name=anyway]").count():
        page.locator("button[name=anyway]").click()
        page.wait_for_load_state("networkidle")


def test_announcement_and_second_letter(page, sign_in, members):
    bureau, (comes, declines, silent), far = members
    organiser = account_with_role(Role.ORGANISER)
    organiser.person = AffiliationFactory(person__name="見本 主催子").person
    organiser.save()
    host = organiser.person.affiliations.get().organisation
    event = PoolFactory(
        event=EventFactory(title="見本の情報交換会", host=host, starts_at=timezone.now() + timedelta(days=30))
    ).event
    sign_in(organiser)

    page.goto(reverse("event_announcements:event", args=[event.pk]))
    page.locator("a.desk-primary").click()
    page.locator("input[value=members]").check()
    page.locator("summary").first.click()
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.locator(f"input[name=bureaus][value='{bureau.code}']").check()
    page.locator(".desk-reach__number", has_text="3").wait_for()
    page.locator("button.desk-primary").click()
    page.wait_for_load_state("networkidle")
    assert "【ご案内】見本の情報交換会" in page.locator(".desk-letter__subject").first.inner_text()
    send(page)
    first = page.url

    letters = {letter.person: letter for letter in OutboxMessage.objects.all()}
    assert set(letters) == {comes, declines, silent}
    assert far not in letters

    page.goto(urlsplit(letters[declines].letters_url).path)
    page.locator("button[name=stop]").click()
    page.wait_for_load_state("networkidle")
    registration.register(event.pk, person=comes, wish=registration.Wish(), now=timezone.now())
    before = OutboxMessage.objects.count()

    page.goto(f"{urlsplit(first).path}second/")
    page.locator("button.desk-primary").click()
    page.wait_for_load_state("networkidle")
    assert page.locator(".desk-reach__number").inner_text() == "1"
    send(page)

    assert OutboxMessage.objects.count() == before + 1
    assert OutboxMessage.objects.latest("pk").person == silent
    assert page.complaints == []
