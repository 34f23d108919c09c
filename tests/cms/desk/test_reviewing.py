"""Letters about drafts: who is asked, who hears what became of it, all through the one outbox."""

import pytest
from django.core import mail as sent_past_the_outbox
from django.urls import reverse
from wagtail.models import Page
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected, workflow_submitted
from wagtail.users.models import UserProfile

from network.mail.models import OutboxMessage
from network.mail.rendering import render
from network.mail.rules import Recipient
from network.people.choices import Role
from tests.events.editor import edit_url, typed
from tests.factories.events import EventFactory
from tests.factories.network import account_with_role

pytestmark = pytest.mark.django_db
FOLDER = "cms/desk/review"


@pytest.fixture
def organiser():
    return account_with_role(Role.ORGANISER)


@pytest.fixture
def drafter():
    return account_with_role(Role.DRAFTER)


@pytest.fixture
def hand_in(client, drafter):
    """The drafter hands the draft of an event in."""

    def handed_in(event, **changes):
        client.force_login(drafter)
        client.post(edit_url(event), typed(event, press="action-submit", **changes))
        return event

    return handed_in


def letters():
    """Template and address of every letter, in the order of writing."""
    return list(OutboxMessage.objects.order_by("pk").values_list("template", "to_address"))


def send_back(client, event, comment):
    event.refresh_from_db()
    task_state = event.current_workflow_task_state
    url = reverse("event_editor:workflow_action", args=[event.pk, "reject", task_state.pk])
    return client.post(url, {"comment": comment})


def test_everybody_who_may_publish_is_asked_once(hand_in, drafter, organiser):
    second = account_with_role(Role.SECRETARIAT)
    account_with_role(Role.TREASURER)

    hand_in(EventFactory(live=False, title="古い題"), title="相談の進め方")

    asked = [(f"{FOLDER}_submitted", account.email) for account in (organiser, second)]
    assert sorted(letters()) == sorted(asked)
    letter = OutboxMessage.objects.first()
    assert letter.context["title"] == "相談の進め方"
    assert letter.context["who"] == drafter.person.name
    assert letter.context["action_url"].startswith("http://testserver/desk/")
    assert letter.person is not None


def test_nobody_is_written_to_past_the_outbox(client, hand_in, organiser, django_capture_on_commit_callbacks):
    """While nothing is committed nothing leaves; afterwards it leaves with our number."""
    event = hand_in(EventFactory(live=False))
    client.force_login(organiser)
    send_back(client, event, "会場を書いてください。")

    assert sent_past_the_outbox.outbox == []
    assert OutboxMessage.objects.count() == 2


def test_a_reviewer_who_hands_in_is_not_asked(client, organiser):
    event = EventFactory(live=False)
    event.save_revision(user=organiser)

    event.get_workflow().start(event, organiser)

    assert letters() == []


def test_author_hears_that_the_draft_was_approved(client, hand_in, drafter, organiser):
    event = hand_in(EventFactory(live=False))
    client.force_login(organiser)

    client.post(edit_url(event), typed(event, press="action-publish"))

    assert letters()[-1] == (f"{FOLDER}_approved", drafter.email)
    assert OutboxMessage.objects.first().context["who"] == organiser.person.name


def test_author_hears_why_the_draft_came_back(client, hand_in, drafter, organiser):
    event = hand_in(EventFactory(live=False))
    client.force_login(organiser)

    send_back(client, event, "会場を書いてください。")

    assert letters()[-1] == (f"{FOLDER}_rejected", drafter.email)
    assert OutboxMessage.objects.first().context["comment"] == "会場を書いてください。"


def test_a_draft_handed_in_twice_is_asked_about_twice(client, hand_in, drafter, organiser):
    event = hand_in(EventFactory(live=False))
    client.force_login(organiser)
    send_back(client, event, "会場を書いてください。")

    hand_in(event)

    assert [template for template, _ in letters()] == [
        f"{FOLDER}_submitted",
        f"{FOLDER}_rejected",
        f"{FOLDER}_submitted",
    ]


def test_who_wants_no_letters_of_this_kind_gets_none(hand_in, organiser):
    profile = UserProfile.get_for_user(organiser)
    profile.submitted_notifications = False
    profile.save()

    hand_in(EventFactory(live=False))

    assert letters() == []


def test_letters_come_in_the_language_of_the_reader_and_to_the_contact_address(hand_in, organiser):
    organiser.person.language = "en"
    organiser.person.email = "section@town.example"
    organiser.person.save()
    organiser.email = None
    organiser.save()

    hand_in(EventFactory(live=False))

    letter = OutboxMessage.objects.get()
    assert (letter.to_address, letter.language) == ("section@town.example", "en")


def test_somebody_without_an_address_is_left_out(hand_in, organiser):
    organiser.person.email = ""
    organiser.person.save()
    organiser.email = None
    organiser.save()

    hand_in(EventFactory(live=False))

    assert letters() == []


def test_a_page_of_the_site_is_reviewed_by_letter_too(drafter, organiser):
    page = Page.objects.filter(depth=2).first().specific
    page.save_revision(user=drafter)

    page.get_workflow().start(page, drafter)

    assert letters() == [(f"{FOLDER}_submitted", organiser.email)]


def test_wagtail_s_own_notices_are_off():
    for signal in (task_submitted, workflow_submitted, workflow_approved, workflow_rejected):
        names = [
            type(receiver).__name__
            for receivers in (signal._live_receivers(None),)
            for group in receivers
            for receiver in group
        ]

        assert not [name for name in names if name.endswith("EmailNotifier")]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_letter_without_a_known_hand_reads_well(language):
    words = render(
        f"{FOLDER}_rejected",
        {"title": "見本", "who": "", "comment": "", "action_url": ""},
        Recipient("hanako@person.example", "見本 花子", language),
    )

    assert "“”" not in words.text
    assert "None" not in words.text
