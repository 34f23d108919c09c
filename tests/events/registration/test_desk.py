"""The desk's pages about one event: the roll and its file, seats, state and notices."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from events.programme.choices import EventStatus
from events.registration.choices import PoolKind, RegistrationState
from events.registration.models import Pool, Registration
from network.audit.models import AuditEntry
from network.jobs.models import Job
from network.mail.models import OutboxMessage
from network.organisations.choices import OrganisationKind
from network.people.choices import Role
from network.worklists.models import TakenFile
from tests.factories.events import EventPartFactory, PoolFactory, RegistrationFactory, meeting
from tests.factories.network import AccountFactory, OrganisationFactory, PersonFactory, account_with_role

pytestmark = pytest.mark.django_db

WAITING = RegistrationState.WAITING


def soon(**fields):
    return meeting(starts_at=timezone.now() + timedelta(days=9), **fields)


def page(name, event, *more):
    return reverse(f"event_desk:{name}", args=[event.pk, *more])


# --- who may come in ---

ORGANISERS = {Role.ORGANISER, Role.SECRETARIAT, Role.ADMINISTRATOR}


@pytest.mark.capability("T3")
@pytest.mark.parametrize("role", [*Role, None])
@pytest.mark.parametrize("name", ["attendees", "capacity", "state", "cancel_event"])
def test_only_organisers_open_the_pages_of_an_event(at_desk, role, name):
    event = soon().event
    account = account_with_role(role) if role else AccountFactory()

    response = at_desk(account).get(page(name, event))

    assert response.status_code == (200 if role in ORGANISERS else 302)


@pytest.mark.capability("T3")
@pytest.mark.parametrize("name", ["attendees_file", "capacity", "tell", "join_link", "mark", "cancel_event"])
def test_nobody_else_changes_anything(at_desk, drafter, name):
    pool = soon()
    before = AuditEntry.objects.count()

    at_desk(drafter).post(page(name, pool.event), {"reason": "いたずら", "status": "held"})

    assert AuditEntry.objects.count() == before


@pytest.mark.capability("T3")
@pytest.mark.parametrize("name", ["attendees", "capacity", "state", "cancel_event"])
def test_an_event_that_does_not_exist_is_not_found(at_desk, organiser, name):
    assert at_desk(organiser).get(reverse(f"event_desk:{name}", args=[999999])).status_code == 404


# --- the roll ---


@pytest.mark.parametrize("count", [1, 3])
def test_the_roll_takes_as_many_queries_for_three_as_for_one(
    at_desk, organiser, django_assert_num_queries, count
):
    pool = soon(seats=count)
    part = EventPartFactory(event=pool.event)
    PoolFactory(event=pool.event, kind=PoolKind.PART, part_key=part.key)
    RegistrationFactory.create_batch(count, pool=pool)
    RegistrationFactory.create_batch(count, pool=pool, state=WAITING)
    client = at_desk(organiser)
    client.get(page("attendees", pool.event))

    with django_assert_num_queries(17):
        response = client.get(page("attendees", pool.event))

    assert len(response.context["page"].object_list) == count


def test_the_roll_counts_kinds_of_organisations(at_desk, organiser):
    pool = soon(seats=9)
    council = OrganisationFactory(kind=OrganisationKind.COUNCIL)
    RegistrationFactory.create_batch(3, pool=pool, organisation=council)
    RegistrationFactory(pool=pool)

    bars = at_desk(organiser).get(page("attendees", pool.event)).context["bars"]

    assert [(bar.people, bar.organisations, bar.share) for bar in bars] == [(3, 1, 75), (1, 0, 25)]


def test_those_who_wait_stand_in_the_order_of_moving_up(at_desk, organiser):
    pool = soon(seats=0)
    for number in (5, 2, 9):
        RegistrationFactory(pool=pool, state=WAITING, number=number)

    response = at_desk(organiser).get(page("attendees", pool.event), {"state": "waiting"})

    assert [(row.position, row.number) for row in response.context["page"].object_list] == [
        (1, 2),
        (2, 5),
        (3, 9),
    ]


def test_a_place_held_for_an_unconfirmed_address_is_a_number_only(at_desk, organiser):
    pool = soon(seats=5)
    held = RegistrationFactory(pool=pool, hold_until=timezone.now() + timedelta(minutes=9))

    response = at_desk(organiser).get(page("attendees", pool.event))

    assert response.context["held"] == 1
    assert held.person.name not in response.content.decode()


def test_giving_up_a_place_asks_first_and_moves_the_next_up(at_desk, organiser):
    pool = soon(seats=1)
    leaves = RegistrationFactory(pool=pool)
    follows = RegistrationFactory(pool=pool, state=WAITING)
    client, url = at_desk(organiser), page("cancel_registration", pool.event, leaves.pk)

    asked = client.get(url)
    client.post(url)
    client.post(url)

    assert follows.person.name in asked.content.decode()
    assert Registration.objects.get(pk=leaves.pk).state == RegistrationState.CANCELLED
    assert Registration.objects.get(pk=follows.pk).state == RegistrationState.CONFIRMED
    assert list(OutboxMessage.objects.order_by("pk").values_list("person_id", flat=True)) == [
        leaves.person_id,
        follows.person_id,
    ]
    assert (
        AuditEntry.objects.filter(verb="cancelled", subject="registration", actor_id=organiser.pk).count()
        == 1
    )


def test_a_registration_of_another_event_is_not_found(at_desk, organiser):
    other = RegistrationFactory(pool=soon())

    response = at_desk(organiser).post(page("cancel_registration", soon().event, other.pk))

    assert response.status_code == 404


# --- the file ---

TAKEN = {"kind": "csv", "purpose": "名札づくり", "receiver": "開催地の担当"}


def test_the_file_keeps_zeros_and_runs_no_formula(at_desk, organiser):
    pool = soon(seats=9)
    person = PersonFactory(name='=HYPERLINK("http://evil.example")', kana="@ミホン", phone="0110001234")
    RegistrationFactory(pool=pool, person=person, organisation_text="+見本会")
    RegistrationFactory(pool=pool, person__name="﨑山 𠮷子", hold_until=timezone.now() + timedelta(1))

    response = at_desk(organiser).post(page("attendees_file", pool.event), TAKEN)

    content = b"".join(response) if response.streaming else response.content
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert len(rows) == 2
    assert rows[1][3:6] == ['\'=HYPERLINK("http://evil.example")', "'@ミホン", "'+見本会"]
    assert rows[1][8] == "0110001234"
    entry = AuditEntry.objects.get(verb="took_file")
    assert (entry.actor_id, entry.subject, entry.details) == (
        organiser.pk,
        "event_roll",
        {"rows": 1, "kind": "csv", "about": pool.event_id},
    )


def test_the_file_is_asked_for_before_it_is_written(at_desk, organiser):
    pool = soon(seats=9)
    RegistrationFactory(pool=pool, person__name="見本 花子")
    desk = at_desk(organiser)

    asking = desk.get(page("attendees_file", pool.event))
    unsaid = desk.post(page("attendees_file", pool.event), {"kind": "csv"})

    assert asking.context["rows_count"] == 1
    assert set(unsaid.context["form"].errors) == {"purpose", "receiver"}
    assert "見本 花子" not in asking.content.decode() + unsaid.content.decode()
    assert not TakenFile.objects.exists()


def test_the_file_in_cp932_when_a_name_does_not_fit(at_desk, organiser):
    pool = soon(seats=9)
    RegistrationFactory(pool=pool, person__name="﨑山 𠮷子")

    answer = at_desk(organiser).post(page("attendees_file", pool.event), TAKEN | {"kind": "cp932"})

    assert [one.characters for one in answer.context["lacking"]] == ["𠮷"]
    assert not TakenFile.objects.exists()


def test_the_file_in_excel(at_desk, organiser):
    pool = soon(seats=9)
    RegistrationFactory(pool=pool, person__name="﨑山 𠮷子")

    answer = at_desk(organiser).post(page("attendees_file", pool.event), TAKEN | {"kind": "xlsx"})

    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert sheet["D2"].value == "﨑山 𠮷子"
    assert TakenFile.objects.get().receiver == TAKEN["receiver"]


# --- seats ---


def test_more_seats_move_people_up_at_once(at_desk, organiser):
    pool = soon(seats=1)
    RegistrationFactory(pool=pool)
    waiting = RegistrationFactory.create_batch(3, pool=pool, state=WAITING)
    client = at_desk(organiser)
    shown = client.get(page("capacity", pool.event)).context["pools"][0]["next"]

    client.post(page("capacity", pool.event), {f"pool-{pool.pk}": "3"})

    assert [registration.pk for registration in shown] == [registration.pk for registration in waiting]
    states = Registration.objects.filter(pool=pool).order_by("pk").values_list("state", flat=True)
    assert list(states) == ["confirmed", "confirmed", "confirmed", "waiting"]
    assert OutboxMessage.objects.count() == 2
    assert AuditEntry.objects.get(verb="set_capacity").actor_id == organiser.pk


def test_fewer_seats_take_nobody_s_away_and_say_by_how_many_it_is_over(at_desk, organiser):
    pool = soon(seats=3)
    RegistrationFactory.create_batch(3, pool=pool)
    client = at_desk(organiser)

    client.post(page("capacity", pool.event), {f"pool-{pool.pk}": "1"})

    line = client.get(page("capacity", pool.event)).context["pools"][0]["line"]
    assert (line.taken, line.over) == (3, 2)


@pytest.mark.parametrize(("typed", "capacity"), [("", None), ("たくさん", 3), ("-1", 3), ("3", 3)])
def test_only_a_number_or_nothing_changes_the_seats(at_desk, organiser, typed, capacity):
    pool = soon(seats=3)

    at_desk(organiser).post(page("capacity", pool.event), {f"pool-{pool.pk}": typed})

    assert Pool.objects.get(pk=pool.pk).capacity == capacity


# --- state and notices ---


def test_cancelling_says_how_many_are_written_to_and_keeps_the_reason(
    at_desk, organiser, django_capture_on_commit_callbacks
):
    pool = soon(seats=9)
    RegistrationFactory.create_batch(2, pool=pool)
    RegistrationFactory(pool=pool, person__email="")
    client, url = at_desk(organiser), page("cancel_event", pool.event)

    asked = client.get(url).context["concerned"]
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url, {"reason": "大雪のため"})
        client.post(url, {"reason": "もう一度"})

    pool.event.state.refresh_from_db()
    assert (asked.mails, asked.without_address) == (2, 1)
    assert (pool.event.state.status, pool.event.state.reason) == (EventStatus.CANCELLED, "大雪のため")
    assert OutboxMessage.objects.count() == 2
    assert Job.objects.filter(name="events.tell_registered").count() == 1


def test_cancelling_without_a_reason_is_refused(at_desk, organiser):
    event = soon().event

    response = at_desk(organiser).post(page("cancel_event", event), {"reason": ""})

    event.state.refresh_from_db()
    assert list(response.context["form"].errors) == ["reason"]
    assert event.state.status == EventStatus.PLANNED


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("https://meeting.example.jp/123", True), ("kaigi", False), ("javascript:alert(1)", False)],
)
def test_a_join_link_is_a_link(at_desk, organiser, typed, kept):
    event = soon(kind=PoolKind.ONLINE).event

    at_desk(organiser).post(page("join_link", event), {"join_url": typed})

    event.state.refresh_from_db()
    assert event.state.join_url == (typed if kept else "")


def test_a_meeting_that_is_over_is_marked_as_held_and_back(at_desk, organiser):
    event = meeting(starts_at=timezone.now() - timedelta(days=2)).event
    client = at_desk(organiser)

    for status in ("held", "archived", "planned", "cancelled", "nonsense"):
        client.post(page("mark", event), {"status": status})

    verbs = AuditEntry.objects.filter(subject="event").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["marked_held", "marked_archived", "marked_planned"]


def test_a_cancellation_is_not_taken_back_by_marking(at_desk, organiser):
    event = soon().event
    client = at_desk(organiser)
    client.post(page("cancel_event", event), {"reason": "大雪のため"})

    client.post(page("mark", event), {"status": "planned"})

    event.state.refresh_from_db()
    assert event.state.status == EventStatus.CANCELLED


def test_telling_without_a_change_tells_nobody(at_desk, organiser):
    pool = soon(seats=9)
    RegistrationFactory(pool=pool)

    at_desk(organiser).post(page("tell", pool.event), {"tell": "yes"})

    assert not Job.objects.exists()
