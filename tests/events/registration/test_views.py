"""Registering, confirming, cancelling and joining over HTTP: one happy path, one refusal per reason."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone, translation

from events.programme.choices import Audience, EventStatus
from events.registration import actions
from events.registration.choices import CancelledBy, PoolKind, RegistrationState
from events.registration.models import Registration
from network.people.models import Invitation
from network.regions.models import Bureau
from tests.events.registration.letters import letter, letters
from tests.factories.events import (
    STARTS,
    EventPartFactory,
    PoolFactory,
    RegistrationFactory,
    ThemeFactory,
    meeting,
)
from tests.factories.membership import MembershipFactory
from tests.factories.network import AccountFactory, AffiliationFactory

pytestmark = pytest.mark.django_db
CONFIRMED, WAITING = RegistrationState.CONFIRMED, RegistrationState.WAITING
FAR = STARTS.replace(year=2099)
TYPED = {"name": "髙橋 見本", "email": "takahashi@office.example", "kana": "", "organisation": ""}


def coming(**fields):
    """A meeting far enough ahead for the real clock."""
    return meeting(**({"starts_at": FAR} | fields))


def to(name, pool):
    return reverse(f"events:{name}", args=[pool.event.slug])


@pytest.fixture
def account():
    return AccountFactory()


@pytest.fixture
def member(client, account):
    """A browser somebody has signed in with."""
    client.force_login(account)
    return client


def post_as_guest(client, pool, **changes):
    return client.post(to("register", pool), TYPED | changes)


def held():
    return Registration.objects.get(person__email=TYPED["email"])


# --- members ----------------------------------------------------------------------------------


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

    detail = member.get(to("detail", pool)).content.decode()
    listed = member.get(reverse("events:list")).content.decode()
    mine = member.get(reverse("mypage:home")).content.decode()

    assert "中止" in detail
    assert "大雪のため" in detail
    assert all("大雪の見本" in page and "中止" in page for page in (listed, mine))
    assert Registration.objects.get().state == CONFIRMED


# --- visitors ---------------------------------------------------------------------------------


@pytest.mark.capability("E17")
def test_a_visitor_registers_by_the_code_of_the_letter(client):
    pool = coming()
    answer = post_as_guest(client, pool)
    code = letter("address").context["code"]

    page = client.get(answer.url)
    confirmed = client.post(answer.url, {"code": code})

    assert (page.status_code, TYPED["email"] in page.content.decode()) == (200, False)
    assert confirmed.status_code == 302
    assert (held().state, held().hold_until) == (CONFIRMED, None)
    assert client.get(confirmed.url, follow=True).status_code == 200
    assert letters() == ["address", "confirmed REQUEST"]


@pytest.mark.capability("E17")
@pytest.mark.parametrize(
    "write",
    [
        pytest.param(
            lambda code: code.translate(str.maketrans("0123456789", "０１２３４５６７８９")),
            id="full-width digits",
        ),
        pytest.param(lambda code: code.replace(" ", ""), id="without spaces"),
        pytest.param(lambda code: code.replace(" ", "-"), id="with hyphens"),
        pytest.param(lambda code: f"\u3000{code}\n", id="with blanks around"),
    ],
)
def test_a_code_is_read_however_it_is_typed(client, write):
    answer = post_as_guest(client, coming())

    confirmed = client.post(answer.url, {"code": write(letter("address").context["code"])})

    assert confirmed.status_code == 302


@pytest.mark.capability("E17")
def test_a_wrong_code_says_so_and_too_many_are_stopped(client):
    answer = post_as_guest(client, coming())

    wrong = [client.post(answer.url, {"code": f"{number:010}"}) for number in range(11)]
    right = client.post(answer.url, {"code": letter("address").context["code"]})

    assert {page.status_code for page in wrong} == {422}
    assert right.status_code == 422
    assert held().hold_until is not None


@pytest.mark.capability("E17")
def test_a_code_of_somebody_else_confirms_nothing(client):
    pool = coming()
    first = post_as_guest(client, pool)
    code = letter("address").context["code"]
    post_as_guest(client, pool, email="other@office.example")
    other = Registration.objects.get(person__email="other@office.example")

    answer = client.post(reverse("events:confirm", args=[pool.event.slug, other.public_id]), {"code": code})

    assert (answer.status_code, first.status_code) == (422, 302)
    other.refresh_from_db()
    assert other.hold_until is not None


@pytest.mark.capability("E17")
def test_a_link_that_is_opened_twice_by_anybody_changes_nothing_until_the_button(client):
    post_as_guest(client, coming())
    link = letter("address").context["link"]

    for _ in range(2):
        client.head(link, follow=True)
        page = client.get(link, follow=True)
    untouched = held().hold_until
    where = page.request["PATH_INFO"]
    answer = client.post(where)

    assert untouched is not None
    assert (page.status_code, answer.status_code, held().hold_until) == (200, 302, None)


@pytest.mark.capability("E7", "E17")
def test_the_button_pressed_twice_confirms_once(client):
    post_as_guest(client, coming())
    where = client.get(letter("address").context["link"], follow=True).request["PATH_INFO"]

    client.post(where)
    client.post(where)

    assert letters() == ["address", "confirmed REQUEST"]


@pytest.mark.capability("E17")
def test_a_visitor_manages_the_place_by_a_signed_link(client):
    post_as_guest(client, coming())
    where = client.get(letter("address").context["link"], follow=True).request["PATH_INFO"]
    client.post(where)
    manage = client.get(letter("confirmed").context["link"], follow=True)

    before = held().state
    client.post(manage.request["PATH_INFO"], {"action": "cancel"})

    assert (manage.status_code, before, held().state) == (200, CONFIRMED, RegistrationState.CANCELLED)
    assert letters() == ["address", "confirmed REQUEST", "cancelled CANCEL"]


@pytest.mark.parametrize("action", ["", "burn"])
def test_managing_knows_no_other_deed(client, action):
    row = RegistrationFactory(pool=coming())
    actions.cancel(row, by=CancelledBy.SELF, now=timezone.now())
    manage = client.get(letter("cancelled").context["link"], follow=True).request["PATH_INFO"]

    assert client.post(manage, {"action": action}).status_code == 400


@pytest.mark.capability("E17")
def test_a_visitor_s_place_is_claimed_later_by_an_account(client, account):
    post_as_guest(client, coming())
    actions.confirm_address(held(), now=timezone.now())
    link = letter("confirmed").context["link"]
    client.force_login(account)
    manage = client.get(link, follow=True)

    client.post(manage.request["PATH_INFO"], {"action": "claim"})

    row = Registration.objects.get()
    assert (row.person, row.state) == (account.person, CONFIRMED)
    assert len(client.get(reverse("mypage:home")).context["coming"]) == 1


@pytest.mark.capability("E17")
def test_a_visitor_may_ask_for_an_account(client):
    post_as_guest(client, coming())
    actions.confirm_address(held(), now=timezone.now())
    manage = client.get(letter("confirmed").context["link"], follow=True).request["PATH_INFO"]

    client.post(manage, {"action": "claim"})

    assert Invitation.objects.get().person == held().person


@pytest.mark.capability("E17")
def test_asking_twice_for_an_account_or_having_one_is_no_error(client):
    post_as_guest(client, coming())
    actions.confirm_address(held(), now=timezone.now())
    manage = client.get(letter("confirmed").context["link"], follow=True).request["PATH_INFO"]
    client.post(manage, {"action": "claim"})
    AccountFactory(person=held().person, email=TYPED["email"])

    assert client.post(manage, {"action": "claim"}).status_code == 302


@pytest.mark.capability("E7", "E17")
def test_a_visitor_who_is_registered_sees_the_same_page_and_gets_a_letter(client):
    pool = coming()
    first = post_as_guest(client, pool)
    actions.confirm_address(held(), now=timezone.now())

    second = post_as_guest(client, pool)

    assert second.url == first.url
    assert letters()[-1] == "already"
    assert Registration.objects.count() == 1


def test_the_same_mailbox_may_try_ten_times_an_hour(client):
    pool = coming()

    answers = [post_as_guest(client, pool, name=f"見本 {number}").status_code for number in range(11)]

    assert answers == [302] * 10 + [429]


@pytest.mark.parametrize("missing", ["name", "email"])
def test_a_visitor_is_told_what_is_missing_and_keeps_what_was_typed(client, missing):
    answer = post_as_guest(client, coming(), **{missing: "", "kana": "タカハシ"})

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [missing]
    assert "タカハシ" in answer.content.decode()


def test_the_form_names_ways_and_parts_in_the_readers_language(client):
    pool = coming(format="hybrid")
    PoolFactory(event=pool.event, kind=PoolKind.ONLINE)
    part = EventPartFactory(event=pool.event)
    PoolFactory(event=pool.event, kind=PoolKind.PART, part_key=part.key)

    with translation.override("en"):
        form = client.get(to("register", pool)).context["form"]

    assert [str(label) for _value, label in form.fields["kind"].choices] == ["Venue", "Online"]
    assert [label for _value, label in form.fields["parts"].choices] == ["Social gathering"]


def test_an_unknown_link_is_not_found(client):
    for name in ("manage", "confirm_by_link", "join_by_link"):
        assert client.get(reverse(f"events:{name}", args=["x" * 43])).status_code == 404


# --- P12: the same number of queries, however many rows ------------------------------------------


def events_with_everything(count):
    bureau = Bureau.objects.first() or Bureau.objects.create(code="13", name="見本", name_en="Sample")
    for _ in range(count):
        pool = coming(bureau=bureau, format="hybrid")
        pool.event.themes = [ThemeFactory(), ThemeFactory()]
        pool.event.save()
        PoolFactory(event=pool.event, kind=PoolKind.ONLINE)
        RegistrationFactory.create_batch(2, pool=pool)
        yield pool


@pytest.mark.capability("P12")
@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries_for_one_event_and_for_three(
    client, django_assert_num_queries, count
):
    list(events_with_everything(count))
    client.get(reverse("events:list"))

    with django_assert_num_queries(LIST_QUERIES):
        answer = client.get(reverse("events:list"))

    assert len(answer.context["upcoming"]) == count


def page_with_parts(count):
    pool = next(events_with_everything(1))
    for _ in range(count):
        part = EventPartFactory(event=pool.event)
        PoolFactory(event=pool.event, kind=PoolKind.PART, part_key=part.key)
        RegistrationFactory(pool=pool)
    return pool


@pytest.mark.capability("P2", "P12")
@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries_for_one_registration_and_for_three(
    member, account, django_assert_num_queries, count
):
    pool = page_with_parts(count)
    member.get(to("detail", pool))

    with django_assert_num_queries(7):
        member.get(to("detail", pool))


@pytest.mark.capability("P2")
@pytest.mark.parametrize(
    ("audience", "state"),
    [
        pytest.param(Audience.MEMBERS, None, id="who may come is looked up"),
        pytest.param(Audience.PRACTITIONERS, None, id="where somebody works is looked up"),
        pytest.param(Audience.PUBLIC, WAITING, id="the place in line is counted"),
    ],
)
def test_the_page_takes_eight_queries_at_most(member, account, django_assert_num_queries, audience, state):
    AffiliationFactory(person=account.person)
    MembershipFactory(person=account.person)
    pool = page_with_parts(2)
    pool.event.audience = audience
    pool.event.save()
    if state:
        RegistrationFactory(pool=pool, person=account.person, state=state)
    member.get(to("detail", pool))

    with django_assert_num_queries(8):
        member.get(to("detail", pool))


@pytest.mark.capability("P12")
@pytest.mark.parametrize("count", [1, 3])
def test_my_page_takes_the_same_queries_for_one_registration_and_for_three(
    member, account, django_assert_num_queries, count
):
    for number, pool in enumerate(events_with_everything(2 * count)):
        state = [CONFIRMED, WAITING][number % 2]
        RegistrationFactory(pool=pool, person=account.person, state=state)
    member.get(reverse("mypage:home"))

    with django_assert_num_queries(MY_PAGE_QUERIES):
        answer = member.get(reverse("mypage:home"))

    assert len(answer.context["coming"]) == 2 * count


@pytest.mark.capability("P12")
def test_registering_takes_few_queries(member, django_assert_max_num_queries):
    pool = coming()
    cache.get("warm")

    with django_assert_max_num_queries(REGISTER_QUERIES):
        member.post(to("register", pool))


LIST_QUERIES = 7
MY_PAGE_QUERIES = 10
REGISTER_QUERIES = 30
