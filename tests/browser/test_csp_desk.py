"""The desk breaks no policy, and its widgets start."""

import pytest
from django.urls import reverse
from wagtail.models import Page

from cms.home.pages import HomePage
from network.people.choices import Role
from tests.factories.cms import section
from tests.factories.events import EventFactory
from tests.factories.membership import MembershipFactory, TierFactory
from tests.factories.network import AffiliationFactory, account_with_role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.capability("T5")]


def desk_pages():
    """The addresses of the desk's main pages, with something on each."""
    affiliation = AffiliationFactory()
    membership = MembershipFactory(tier=TierFactory())
    home, event = HomePage.objects.get(), EventFactory()
    root = Page.get_first_root_node()
    return [
        reverse("wagtailadmin_home"),
        reverse("wagtailadmin_explore", args=[root.pk]),
        reverse("wagtailadmin_explore", args=[home.pk]),
        reverse("wagtailadmin_pages:edit", args=[home.pk]),
        reverse("wagtailadmin_pages:edit", args=[section().pk]),
        reverse("wagtailadmin_pages:add_subpage", args=[home.pk]),
        reverse("wagtailadmin_pages:history", args=[home.pk]),
        reverse("wagtailadmin_pages:search"),
        reverse("notice_editor:list"),
        reverse("notice_editor:add"),
        reverse("resource_editor:list"),
        reverse("resource_editor:add"),
        reverse("wagtailadmin_pages:add", args=["cms", "standardpage", section().pk]),
        reverse("event_editor:list"),
        reverse("event_editor:edit", args=[event.pk]),
        reverse("network_people:index"),
        reverse("network_people:add"),
        reverse("network_people:inspect", args=[affiliation.person_id]),
        reverse("network_people:invite", args=[affiliation.person_id]),
        reverse("network_affiliations:index"),
        reverse("network_affiliations:add"),
        reverse("network_organisations:edit", args=[affiliation.organisation_id]),
        reverse("network_contacts:add"),
        reverse("memberships:index"),
        reverse("memberships:edit", args=[membership.pk]),
        reverse("named_people:add"),
        reverse("tiers:index"),
        reverse("fees:add"),
        reverse("association:edit", args=[1]),
        reverse("wagtailusers_users:index"),
        reverse("wagtailusers_users:edit", args=[account_with_role(Role.DRAFTER).pk]),
        reverse("wagtailadmin_account"),
        reverse("wagtailimages:index"),
        reverse("wagtailimages:add_multiple"),
        reverse("wagtaildocs:index"),
        reverse("wagtaildocs:add_multiple"),
        reverse("wagtailadmin_workflows:index"),
        reverse("wagtailadmin_reports:site_history"),
    ]


def test_desk_when_walked_through(page, sign_in):
    sign_in(account_with_role(Role.ADMINISTRATOR))

    for url in desk_pages():
        answer = page.goto(url, wait_until="load")
        assert answer.ok, f"{url}: {answer.status}"

    assert page.complaints == []


def test_date_picker_and_chooser_when_used(page, sign_in):
    sign_in(account_with_role(Role.SECRETARIAT))
    person = AffiliationFactory(person__name="髙橋 太郎").person

    page.goto(reverse("network_affiliations:add"))
    page.click("#id_since")
    page.wait_for_selector(".xdsoft_datetimepicker", state="visible")
    page.keyboard.press("Escape")
    page.click("#id_person-chooser .chooser__choose-button")
    page.click(f"[data-chooser-modal-choice]:has-text('{person.name}')")
    page.wait_for_selector(f"#id_person-chooser:has-text('{person.name}')")

    assert page.input_value("#id_person") == str(person.pk)
    assert page.complaints == []


def test_inline_panel_when_a_part_is_added(page, sign_in):
    sign_in(account_with_role(Role.ORGANISER))

    page.goto(reverse("event_editor:edit", args=[EventFactory().pk]))
    before = page.locator("[data-inline-panel-child]").count()
    page.locator("#id_parts-ADD").click()

    assert page.locator("[data-inline-panel-child]").count() == before + 1
    assert page.complaints == []
