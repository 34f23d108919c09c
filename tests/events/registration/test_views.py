"""Registering, confirming, cancelling and joining over HTTP, for members: one happy path, one refusal per reason."""

from datetime import timedelta

import pytest
from django.core.cache import caches
from django.urls import reverse
from django.utils import timezone

from events.programme.choices import Audience, EventStatus
from events.registration import actions
from events.registration.choices import PoolKind, RegistrationState
from events.registration.models import Registration
from tests.events.registration.letters import letters
from tests.events.registration.scene import coming, post_as_guest, to
from tests.factories.events import (
    EventPartFactory,
    PoolFactory,
    RegistrationFactory,
    meeting,
)
from tests.factories.membership import MembershipFactory
from tests.factories.network import AffiliationFactory

pytestmark = pytest.mark.django_db
CONFIRMED, WAITING = RegistrationState.CONFIRMED, RegistrationState.WAITING


@pytest.mark.capability("E17")
def test_a_member_registers_with_one_press_and_nothing_to_type(member, account):
    pool = coming()
    form = member.get(to("register", pool))

    answer = member.post(to("register", pool))

    assert (form.status_code, list(form.context["form"].fields)) == (200, [])
    assert (answer.status_code, answer.url) == (302, to("done", pool))
    assert member.get(answer.url).context["outcome"]["code"] == "confirmed"
    assert letters(account.person.email) == ["confirmed REQUEST"]


def test_a_member_who_waits_is_told_the_place_in_line(member):
    pool = coming(seats=1)
    RegistrationFactory(pool=pool)
    RegistrationFactory(pool=pool, state=WAITING)

    member.post(to("register", pool))

    outcome = member.get(to("done", pool)).context["outcome"]
    assert (outcome["code"], outcome["position"]) == ("waiting", 2)


@pytest.mark.capability("E7")
def test_the_back_button_and_a_second_tab_make_one_registration(member):
    pool = coming()
    first_tab, second_tab = member.get(to("register", pool)), member.get(to("register", pool))
    member.post(to("register", pool))

    again = member.post(to("register", pool))
    back = member.get(to("register", pool))

    assert (first_tab.status_code, second_tab.status_code) == (200, 200)
    assert (again.url, back.url) == (to("done", pool), to("done", pool))
    assert (Registration.objects.count(), letters()) == (1, ["confirmed REQUEST"])


def test_a_member_chooses_how_to_take_part(member):
    venue = coming(format="hybrid")
    online = PoolFactory(event=venue.event, kind=PoolKind.ONLINE)
    party = EventPartFactory(event=venue.event)
    part_pool = PoolFactory(event=venue.event, kind=PoolKind.PART, part_key=party.key)

    nothing_chosen = member.post(to("register", venue))
    member.post(to("register", venue), {"kind": "online", "parts": [str(party.key)]})

    row = Registration.objects.get()
    assert nothing_chosen.status_code == 422
    assert (row.pool, row.part_places.get().pool) == (online, part_pool)


def test_a_member_cancels_and_the_next_moves_up(member, account):
    pool = coming(seats=1)
    member.post(to("register", pool))
    next_one = RegistrationFactory(pool=pool, state=WAITING, number=2)

    question = member.get(to("cancel_mine", pool))
    answer = member.post(to("cancel_mine", pool))

    next_one.refresh_from_db()
    assert (question.status_code, answer.url, next_one.state) == (200, to("cancelled_mine", pool), CONFIRMED)
    assert member.get(answer.url).status_code == 200
    assert letters(account.person.email) == ["confirmed REQUEST", "cancelled CANCEL"]


@pytest.mark.capability("E7")
def test_cancelling_twice_is_quiet(member):
    pool = coming()
    member.post(to("register", pool))
    member.post(to("cancel_mine", pool))

    assert member.post(to("cancel_mine", pool)).status_code == 302
    assert letters() == ["confirmed REQUEST", "cancelled CANCEL"]


def test_pages_of_one_s_own_place_lead_to_the_event_when_there_is_none(member):
    pool = coming()

    assert member.get(to("done", pool)).url == to("detail", pool)
    assert member.get(to("cancel_mine", pool)).url == to("detail", pool)
    assert member.get(to("cancelled_mine", pool)).status_code == 200


def test_the_page_of_what_was_cancelled_leads_back_while_there_is_a_place(member):
    pool = coming()
    member.post(to("register", pool))

    assert member.get(to("cancelled_mine", pool)).url == to("detail", pool)


def test_nobody_cancels_after_the_start(member, account):
    pool = meeting(starts_at=timezone.now() - timedelta(hours=1))
    row = RegistrationFactory(pool=pool, person=account.person)

    member.post(to("cancel_mine", pool))

    row.refresh_from_db()
    assert row.state == CONFIRMED


@pytest.mark.parametrize("name", ["done", "cancel_mine", "cancelled_mine"])
def test_pages_of_one_s_own_ask_a_visitor_to_sign_in(client, name):
    assert reverse("account_login") in client.get(to(name, coming())).url


# --- refusals ---------------------------------------------------------------------------------

CLOSED = [
    pytest.param({"state__status": EventStatus.CANCELLED}, "中止", id="cancelled"),
    pytest.param({"starts_at": timezone.now() - timedelta(days=9)}, "終了", id="over"),
    pytest.param({"deadline": timezone.now() - timedelta(days=1)}, "締", id="too late"),
    pytest.param({"audience": Audience.MEMBERS}, "会員", id="members only"),
]


@pytest.mark.capability("E12")
@pytest.mark.parametrize(("event", "word"), CLOSED)
def test_who_may_not_register_sees_why_and_never_that_it_is_full(member, event, word):
    pool = coming(seats=0, **event)

    page, deed = member.get(to("register", pool)), member.post(to("register", pool))

    assert (page.status_code, deed.status_code) == (200, 409)
    for answer in (page, deed, member.get(to("detail", pool))):
        assert word in answer.content.decode()
        assert "満席" not in answer.content.decode()
    assert not Registration.objects.exists()


@pytest.mark.capability("E12", "E17")
def test_a_visitor_at_a_members_meeting_is_led_to_the_sign_in(client):
    pool = coming(audience=Audience.MEMBERS)

    page = client.get(to("register", pool))

    assert reverse("account_login") in page.context["standing"].action_url
    assert post_as_guest(client, pool).status_code == 409


@pytest.mark.capability("E12", "E17")
def test_practitioners_without_a_known_organisation_name_one(member):
    pool = coming(audience=Audience.PRACTITIONERS)

    empty = member.post(to("register", pool), {"organisation": ""})
    named = member.post(to("register", pool), {"organisation": "見本市役所"})

    assert (empty.status_code, named.status_code) == (422, 302)
    assert Registration.objects.get().organisation_text == "見本市役所"


@pytest.mark.capability("E17")
def test_practitioners_with_a_known_organisation_have_nothing_to_type(member, account):
    AffiliationFactory(person=account.person)

    page = member.get(to("register", coming(audience=Audience.PRACTITIONERS)))

    assert list(page.context["form"].fields) == []


@pytest.mark.capability("E17")
def test_a_member_enters_a_members_meeting(member, account):
    MembershipFactory(person=account.person)

    assert member.post(to("register", coming(audience=Audience.MEMBERS))).status_code == 302


@pytest.mark.capability("E12")
def test_an_event_that_takes_no_registrations_says_so(member):
    pool = coming()
    slug = pool.event.slug
    pool.delete()

    assert member.post(reverse("events:register", args=[slug])).status_code == 409


def test_a_draft_is_nowhere(member):
    pool = coming(live=False)

    for name in ("detail", "register", "done", "cancel_mine", "join", "ics"):
        assert member.get(to(name, pool)).status_code == 404


@pytest.mark.capability("E12")
def test_a_cancelled_event_keeps_its_page_its_list_and_one_s_own_page(member, account):
    pool = coming(title="大雪の見本")
    member.post(to("register", pool))
    actions.cancel_event(pool.event, reason="大雪のため", actor_id=None)
    caches["process"].clear()  # a page may be three seconds old

    detail = member.get(to("detail", pool)).content.decode()
    listed = member.get(reverse("events:list")).content.decode()
    mine = member.get(reverse("mypage:home")).content.decode()

    assert "中止" in detail
    assert "大雪のため" in detail
    assert all("大雪の見本" in page and "中止" in page for page in (listed, mine))
    assert Registration.objects.get().state == CONFIRMED
