"""Pages of an event answer from the same number of queries, however many rows they show (P12)."""

import pytest
from django.core.cache import cache, caches
from django.urls import reverse

from events.programme.choices import Audience, EventStatus
from events.programme.models import EventState
from events.registration.choices import PoolKind, RegistrationState
from events.registration.models import Registration
from network.regions.models import Bureau
from tests.events.registration.scene import coming, to
from tests.factories.events import (
    EventPartFactory,
    PoolFactory,
    RegistrationFactory,
    ThemeFactory,
)
from tests.factories.membership import MembershipFactory
from tests.factories.network import AffiliationFactory

pytestmark = pytest.mark.django_db
CONFIRMED, WAITING = RegistrationState.CONFIRMED, RegistrationState.WAITING
LIST_QUERIES = 7
MY_PAGE_QUERIES = 11
REGISTER_QUERIES = 30
PAGE_QUERIES = 7
PAGE_KEPT_QUERIES = 2
# The account, and one's own place; the event, its pools and seats are remembered for seconds.
FORM_QUERIES = 2


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
    with django_assert_num_queries(PAGE_KEPT_QUERIES):
        member.get(to("detail", pool))
    caches["process"].delete(f"registration.shown:{pool.event.slug}")

    with django_assert_num_queries(PAGE_QUERIES):
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
    caches["process"].delete(f"registration.shown:{pool.event.slug}")

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


@pytest.mark.capability("P6", "P12")
@pytest.mark.parametrize("count", [1, 3])
def test_the_form_and_the_page_after_it_ask_who_it_is_and_for_one_s_own_place(
    member, account, django_assert_num_queries, count
):
    pool = page_with_parts(count)
    member.get(to("register", pool))
    with django_assert_num_queries(FORM_QUERIES):
        form = member.get(to("register", pool))
    RegistrationFactory(pool=pool, person=account.person, state=CONFIRMED)
    with django_assert_num_queries(FORM_QUERIES):
        done = member.get(to("done", pool))

    assert (form.status_code, done.status_code) == (200, 200)


def test_a_form_that_was_read_before_a_cancellation_seats_nobody(member):
    pool = coming()
    member.get(to("register", pool))
    EventState.objects.filter(event=pool.event).update(status=EventStatus.CANCELLED)

    answer = member.post(to("register", pool))

    assert answer.status_code == 409
    assert answer.context["standing"].code == "cancelled"
    assert not Registration.objects.exists()
