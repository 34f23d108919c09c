"""The desk in both languages: no barrier found by axe, nothing the policy forbids, no sideways scrolling."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.users.models import UserProfile

from events.registration.choices import RegistrationState
from network.broadcasts.choices import BroadcastState
from network.people.choices import Role
from tests.browser.looking import look
from tests.browser.test_csp_desk import desk_pages
from tests.factories.events import RegistrationFactory, meeting
from tests.factories.membership import RosterImportFactory
from tests.factories.network import (
    AccountFactory,
    AffiliationFactory,
    BroadcastFactory,
    InvitationRoundFactory,
    account_with_role,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.capability("T5")]


# Wagtail says how many pages it found in a heading that is an alert as well.
WAGTAILS_OWN = re.compile(r"pages/search/: aria-allowed-role: .*h2\[role=")


def own_pages() -> list[str]:
    """The desk's pages that are ours, with something on each."""
    pool = meeting(seats=1, starts_at=timezone.now() + timedelta(days=20))
    place = RegistrationFactory(pool=pool)
    RegistrationFactory(pool=pool, state=RegistrationState.WAITING)
    event = pool.event_id
    draft = BroadcastFactory(about_id=event)
    sent = BroadcastFactory(about_id=event, state=BroadcastState.SENT, ended_at=timezone.now())
    person = AffiliationFactory().person
    account = AccountFactory()
    return [
        *(
            reverse(f"event_desk:{name}", args=[event])
            for name in ("attendees", "capacity", "state", "cancel_event")
        ),
        reverse("event_editor:add"),
        reverse("event_desk:cancel_registration", args=[event, place.pk]),
        reverse("event_announcements:event", args=[event]),
        reverse("announcements:index"),
        reverse("announcements:new", args=["event", event]),
        reverse("announcements:show", args=[draft.pk]),
        reverse("announcements:edit", args=[draft.pk]),
        reverse("announcements:show", args=[sent.pk]),
        reverse("arrivals:list"),
        reverse("arrivals:print"),
        reverse("arrivals:call", args=[person.pk]),
        reverse("arrivals:round", args=[InvitationRoundFactory().pk]),
        reverse("roster:list"),
        reverse("roster:new"),
        reverse("roster:columns", args=[RosterImportFactory().pk]),
        reverse("roles:review"),
        reverse("second_steps:reset", args=[account.pk]),
        reverse("mail_test:test"),
        reverse("desk:failures"),
        reverse("system:overview"),
        reverse("system:jobs"),
        reverse("outbox_desk:list"),
        reverse("system:number"),
    ]


@pytest.mark.parametrize("language", ["ja", "en"], ids=["Japanese", "English"])
@pytest.mark.parametrize("pages", [own_pages, desk_pages], ids=["ours", "Wagtail's"])
def test_desk_when_looked_at(page, sign_in, language, pages):
    administrator = account_with_role(Role.ADMINISTRATOR)
    UserProfile.objects.create(user=administrator, preferred_language=language)
    sign_in(administrator)
    page.set_default_timeout(120_000)
    problems: list[str] = []

    for url in pages():
        answer = page.goto(url)
        assert answer.ok, f"{url}: {answer.status}"
        assert page.evaluate("document.documentElement.lang") == language
        look(page, url, problems)

    ours = [problem for problem in problems if not WAGTAILS_OWN.search(problem)]
    assert not ours, "\n".join(ours)
    assert page.complaints == []
