"""The large demo, in small: what bulk writes obeys everything that single actions obey."""

from collections import Counter, defaultdict

import pytest
from django.apps import apps
from django.db.models import Model
from wagtail.models import Page

from cms.home.pages import StandardPage
from cms.large.actions import lay_large
from cms.library.models import Resource
from cms.notices.models import Notice
from events.programme.choices import EventStatus
from events.programme.models import Event, EventState
from events.programme.queries import facts_of
from events.registration import seats
from events.registration.choices import PoolKind, RegistrationState
from events.registration.models import LIVE, PartPlace, Pool, Registration
from membership.members.models import Membership
from network.audit.models import AuditEntry
from network.audit.queries import verify
from network.mail.models import OutboxMessage
from network.organisations.models import Organisation
from network.people.models import Account, Affiliation, Person
from network.regions.models import Municipality
from tests.cms.large.conftest import AMOUNTS
from tests.factories.events import NOW


def all_rows() -> dict[type[Model], int]:
    return {model: model._default_manager.count() for model in apps.get_models(include_auto_created=True)}


def test_as_many_rows_as_asked_for(large):
    counts = [
        model.objects.count()
        for model in (Event, Person, Organisation, Registration, Resource, Notice, StandardPage)
    ]

    assert counts == [40, 200, 20, 1_605, 12, 12, 60]
    assert Event.objects.filter(ends_at__gt=NOW).count() == AMOUNTS.coming


def test_second_run_changes_nothing(large):
    before = all_rows()

    assert lay_large(AMOUNTS, now=NOW, say=lambda line: None) is False

    assert all_rows() == before


def test_no_pool_gives_more_seats_than_it_has(large):
    pools = list(Pool.objects.exclude(kind=PoolKind.PART))
    lines = [seats.line_of(pool, now=NOW) for pool in pools]

    assert [line for line in lines if line.over] == []
    assert any(line.capacity == line.taken and line.waiting for line in lines)


def test_nobody_waits_confirmed_while_a_seat_is_free(large):
    held = {"hold_until__isnull": True}
    idle = [
        pool.pk
        for pool in Pool.objects.exclude(kind=PoolKind.PART).exclude(
            event__state__status=EventStatus.CANCELLED
        )
        if seats.line_of(pool, now=NOW).has_seat()
        and pool.registrations.filter(state=RegistrationState.WAITING, **held).exists()
    ]

    assert idle == []


def test_nothing_is_left_to_settle(large):
    for event in Event.objects.all():
        settled = seats.settle(seats.lock(event.pk), now=NOW)

        assert (settled.promoted, settled.part_places) == ([], [])


def test_parts_give_no_more_places_than_they_have(large):
    taken = Counter(
        PartPlace.objects.filter(state=RegistrationState.CONFIRMED).values_list("pool_id", flat=True)
    )

    assert taken
    assert [pool for pool in Pool.objects.filter(pk__in=taken) if taken[pool.pk] > pool.capacity] == []


def test_arrival_numbers_run_from_one_in_the_order_of_the_clock(large):
    numbers = defaultdict(list)
    for event_id, number, _at in Registration.objects.order_by(
        "event_id", "registered_at", "number"
    ).values_list("event_id", "number", "registered_at"):
        numbers[event_id].append(number)

    assert len(numbers) == 40
    assert all(row == list(range(1, len(row) + 1)) for row in numbers.values())


def test_who_waits_came_after_whoever_was_seated_from_the_line(large):
    waiting = Registration.objects.filter(state=RegistrationState.WAITING, hold_until__isnull=True)
    promoted = Registration.objects.filter(promoted_at__isnull=False, state=RegistrationState.CONFIRMED)
    last_seated = defaultdict(int)
    for pool_id, number in promoted.values_list("pool_id", "number"):
        last_seated[pool_id] = max(last_seated[pool_id], number)

    assert last_seated
    assert [row for row in waiting if row.number < last_seated[row.pool_id]] == []


def test_states_are_mixed_and_each_person_has_one_live_place(large):
    states = Counter(Registration.objects.values_list("state", flat=True))
    live = Counter(Registration.objects.filter(state__in=LIVE).values_list("event_id", "person_id"))

    assert {"confirmed", "waiting", "cancelled"} <= set(states)
    assert max(live.values()) == 1


def test_states_of_events_say_what_a_publication_says(large):
    states = list(EventState.objects.select_related("event__municipality"))

    assert len({state.calendar_uid for state in states}) == 40
    assert [state for state in states if state.told != facts_of(state.event).as_told()] == []
    assert {state.status for state in states} >= {EventStatus.PLANNED, EventStatus.HELD}


def test_audit_chain_holds_and_tells_of_every_event(large):
    assert verify() == []
    assert AuditEntry.objects.filter(verb="published", subject="event").count() == 40


def test_tree_is_sound(large):
    problems = Page.find_problems()

    assert [list(found) for found in problems] == [[], [], [], [], []]
    assert StandardPage.objects.filter(depth=5).count() == 58
    page = StandardPage.objects.filter(depth=5).first()
    assert page.url_path == f"{page.get_parent().url_path}{page.slug}/"
    assert page.specific == page
    assert page.get_url() == page.url_path.removeprefix("/home")


def test_pages_open_and_say_their_words(large, client):
    page = StandardPage.objects.filter(depth=5, audience="public").first()

    response = client.get(page.get_url())

    assert response.status_code == 200
    assert page.title in response.content.decode()


@pytest.mark.parametrize(
    "find",
    [
        pytest.param(lambda: Event.objects.last(), id="an event"),
        pytest.param(lambda: StandardPage.objects.filter(depth=5, audience="public").last(), id="a page"),
        pytest.param(lambda: Resource.objects.filter(audience="public").last(), id="a resource"),
        pytest.param(lambda: Notice.objects.last(), id="a notice"),
    ],
)
def test_search_finds(large, client, find):
    found = find()

    response = client.get("/search/", {"q": found.title})

    titles = ["".join(piece.text for piece in row.title) for row in all_hits(response)]
    assert found.title in titles


def all_hits(response) -> list:
    found = response.context["found"]
    return [
        *(found.page.object_list if found.page else []),
        *(row for group in found.groups for row in group.rows),
    ]


def test_list_and_detail_show_what_was_laid(large, client):
    event = Event.objects.filter(ends_at__gt=NOW).first()

    listed, shown = client.get("/events/"), client.get(f"/events/{event.slug}/")

    assert event.title in listed.content.decode()
    assert event.title in shown.content.decode()


def test_everything_is_marked_and_no_real_town_is_named(large):
    names = [
        *Organisation.objects.values_list("name", flat=True),
        *Event.objects.values_list("venue_name", flat=True),
    ]

    assert not Organisation.objects.filter(is_sample=False).exists()
    assert not Person.objects.filter(is_sample=False).exists()
    assert not Event.objects.filter(is_sample=False).exists()
    assert not any(
        "見本" not in title
        for title in Page.objects.filter(slug__startswith="sample-").values_list("title", flat=True)
    )
    assert [town.name for town in Municipality.objects.all() if town.name in "\n".join(names)] == []


def test_people_work_and_belong_and_nobody_can_sign_in(large):
    assert Affiliation.objects.filter(until__isnull=True).count() == 200
    assert set(Membership.objects.values_list("tier__code", flat=True)) == {
        "individual",
        "office",
        "supporting",
    }
    assert Account.objects.count() > 100
    assert [account for account in Account.objects.all()[:20] if account.has_usable_password()] == []


def test_nobody_is_written_to(large):
    assert OutboxMessage.objects.count() == 0


def test_first_person_comes_regularly(large):
    first = Person.objects.order_by("pk").first()

    own = Registration.objects.filter(person=first)

    assert [(row.number, row.state) for row in own] == [(1, "confirmed")] * 5


def test_progress_is_told(large):
    assert large[0] == "20 organisations, 200 people"
    assert "40 events" in large
    assert "1,605 registrations" in large
    assert "40 events in the search index" in large


def test_sequences_go_on_after_what_was_laid(large):
    Person.objects.create(name="見本 次郎")
    page = StandardPage.objects.filter(depth=4).first()
    page.add_child(instance=StandardPage(title="見本の次", slug="next", locale=page.locale))

    assert page.get_children().count() == page.numchild
