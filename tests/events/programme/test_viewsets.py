"""The desk's list of events, the small form for a new one, and the next one from an earlier one."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from events.programme.models import Event
from events.programme.rules import next_day, working_day
from events.registration.choices import PoolKind
from events.registration.models import Pool
from network.audit.models import AuditEntry
from network.people.choices import Role
from tests.factories.events import (
    EventFactory,
    EventPartFactory,
    PoolFactory,
    RegistrationFactory,
    ThemeFactory,
    meeting,
)
from tests.factories.network import AccountFactory, account_with_role

LIST = "/desk/events/"
NEW = "/desk/events/add/"


def typed(**changes):
    return {
        "title": "見本の情報交換会",
        "day": "2027-03-04",
        "begins": "14:00",
        "ends": "16:30",
        "format": "venue",
        "venue_name": "見本会館",
        "seats": "30",
    } | changes


# --- the list ---


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_as_many_queries_for_three_as_for_one(
    at_desk, organiser, django_assert_num_queries, count
):
    client = at_desk(organiser)
    client.get(LIST)
    for _number in range(count):
        RegistrationFactory(pool=meeting(seats=5))

    with django_assert_num_queries(12):
        page = client.get(LIST)

    assert len(page.context["object_list"]) == count


@pytest.mark.django_db
def test_the_next_event_stands_on_top_and_past_ones_come_last(at_desk, organiser):
    now = timezone.now()
    days = {"later": 9, "next": 2, "long ago": -20, "lately": -3}
    for title, distance in days.items():
        EventFactory(title=title, starts_at=now + timedelta(days=distance))

    page = at_desk(organiser).get(LIST)

    assert [event.title for event in page.context["object_list"]] == ["next", "later", "lately", "long ago"]


@pytest.mark.django_db
def test_the_list_tells_state_and_seats_in_words(at_desk, organiser):
    pool = meeting(seats=5)
    RegistrationFactory.create_batch(2, pool=pool)
    pool.event.state.notice_pending = True
    pool.event.state.save()

    event = at_desk(organiser).get(LIST).context["object_list"][0]

    assert (event.stage, event.totals.taken, event.totals.capacity) == ("notice", 2, 5)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wanted", "titles"),
    [("drafts", ["draft"]), ("notice", ["moved"]), ("past", ["past"]), ("coming", ["moved", "draft"])],
)
def test_the_list_can_be_narrowed(at_desk, organiser, wanted, titles):
    EventFactory(title="moved", starts_at=timezone.now() + timedelta(days=3))
    Event.objects.get().state.__class__.objects.update(notice_pending=True)
    EventFactory(title="draft", starts_at=timezone.now() + timedelta(days=4), live=False)
    EventFactory(title="past", starts_at=timezone.now() - timedelta(days=4))

    page = at_desk(organiser).get(LIST, {"wanted": wanted})

    assert [event.title for event in page.context["object_list"]] == titles


@pytest.mark.django_db
def test_a_piece_of_a_japanese_title_is_found(at_desk, organiser):
    EventFactory(title="生活困窮者自立支援の学習会")
    EventFactory(title="情報交換会")

    page = at_desk(organiser).get(LIST, {"q": "困窮者"})

    assert [event.title for event in page.context["object_list"]] == ["生活困窮者自立支援の学習会"]


# --- who may come in ---


@pytest.mark.django_db
@pytest.mark.capability("T3")
@pytest.mark.parametrize(
    ("role", "enters"),
    [
        (Role.ORGANISER, True),
        (Role.DRAFTER, True),
        (Role.SECRETARIAT, True),
        (Role.ADMINISTRATOR, True),
        (Role.TREASURER, False),
        (Role.MODERATOR, False),
        (None, False),
    ],
)
@pytest.mark.parametrize("path", ["", "add/", "edit/{pk}/", "copy/{pk}/"])
def test_the_desk_of_events_opens_for_those_who_write_events(at_desk, role, enters, path):
    event = EventFactory()
    account = account_with_role(role) if role else AccountFactory()

    response = at_desk(account).get(LIST + path.format(pk=event.pk))

    assert response.status_code == (200 if enters else 302)


@pytest.mark.django_db
@pytest.mark.capability("T3")
def test_nobody_enters_without_signing_in(client):
    response = client.get(NEW)

    assert response.status_code == 302
    assert reverse("account_login") in response.url


# --- a new one ---


@pytest.mark.django_db
def test_a_new_event_asks_for_little_and_proposes_the_rest(at_desk, organiser):
    form = at_desk(organiser).get(NEW).context["form"]

    assert [
        name
        for name, field in form.fields.items()
        if field.required and form.get_initial_for_field(field, name) in (None, "")
    ] == ["title"]
    day = form["day"].initial
    assert day >= timezone.localdate() + timedelta(days=14)
    assert day.weekday() < 5


@pytest.mark.django_db
def test_a_new_event_becomes_a_draft_with_seats_and_leads_to_the_editor(at_desk, organiser):
    response = at_desk(organiser).post(NEW, typed())

    event = Event.objects.get()
    assert response.url == reverse("event_editor:edit", args=[event.pk])
    assert (event.live, event.title, event.venue_name) == (False, "見本の情報交換会", "見本会館")
    assert timezone.localtime(event.starts_at).isoformat() == "2027-03-04T14:00:00+09:00"
    assert timezone.localtime(event.ends_at).isoformat() == "2027-03-04T16:30:00+09:00"
    assert event.latest_revision.user == organiser
    assert list(Pool.objects.values_list("event_id", "kind", "capacity")) == [(event.pk, "venue", 30)]
    assert AuditEntry.objects.filter(verb="created", actor_id=organiser.pk).count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "pools"),
    [
        ({"format": "online", "seats": "80"}, [("online", 80)]),
        ({"format": "hybrid", "seats": "20"}, [("venue", 20), ("online", None)]),
        ({"seats": ""}, [("venue", None)]),
    ],
)
def test_seats_go_to_the_pool_they_are_about(at_desk, organiser, changes, pools):
    at_desk(organiser).post(NEW, typed(**changes))

    assert list(Pool.objects.order_by("pk").values_list("kind", "capacity")) == pools


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"title": ""}, ["title"]),
        ({"title": "あ" * 121}, ["title"]),
        ({"ends": "13:00"}, ["ends"]),
        ({"day": "0026-03-04"}, ["day"]),
        ({"day": "31. Februar", "begins": "二時"}, ["begins", "day"]),
        ({"seats": "0"}, ["seats"]),
        ({"seats": "たくさん"}, ["seats"]),
        ({"format": "dream"}, ["format"]),
    ],
)
def test_what_makes_no_sense_is_said_at_the_field_and_kept(at_desk, organiser, changes, wrong):
    response = at_desk(organiser).post(NEW, typed(**changes))

    form = response.context["form"]
    assert response.status_code == 200
    assert sorted(form.errors) == wrong
    assert form["venue_name"].value() == "見本会館"
    assert not Event.objects.exists()


# --- the next one from an earlier one (E11) ---


@pytest.mark.django_db
@pytest.mark.capability("E11")
def test_the_next_meeting_takes_two_clicks_and_no_personal_data(at_desk, organiser):
    source = EventFactory(
        summary="ひとこと", description="<p>本文</p>", contact="山田(見本) 011-000-0000", bring="名刺"
    )
    theme = ThemeFactory()
    source.themes.add(theme)
    source.save()
    source.state.join_url = "https://meeting.example.jp/1"
    source.state.save()
    part = EventPartFactory(event=source, speaker="見本 太郎", starts_at=source.starts_at)
    pool = PoolFactory(event=source, capacity=25)
    PoolFactory(event=source, kind=PoolKind.PART, part_key=part.key, capacity=9)
    RegistrationFactory(pool=pool)
    client = at_desk(organiser)
    url = reverse("event_editor:copy", args=[source.pk])

    form = client.get(url).context["form"]
    answer = client.post(url, {name: form[name].value() or "" for name in form.fields})

    event = Event.objects.exclude(pk=source.pk).get()
    assert answer.url == reverse("event_editor:edit", args=[event.pk])
    assert (event.title, event.summary, event.description, event.bring) == (
        source.title,
        "ひとこと",
        "<p>本文</p>",
        "名刺",
    )
    assert (event.live, event.contact, event.state.join_url) == (False, "", "")
    assert list(event.themes.all()) == [theme]
    shift = event.starts_at - source.starts_at
    assert event.starts_at > timezone.now()
    assert shift.seconds == 0
    copied = event.parts.get()
    assert (copied.title, copied.speaker, copied.starts_at) == (part.title, "", part.starts_at + shift)
    assert copied.key != part.key
    assert not event.registrations.exists()
    assert list(
        Pool.objects.filter(event=event).order_by("pk").values_list("kind", "capacity", "part_key")
    ) == [
        ("venue", 25, None),
        ("part", 9, copied.key),
    ]


@pytest.mark.parametrize(
    ("day", "today", "expected"),
    [
        pytest.param(date(2026, 12, 3), date(2026, 12, 5), date(2027, 1, 7), id="first Thursday, a month on"),
        pytest.param(
            date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 28), id="a fifth becomes a fourth"
        ),
        pytest.param(
            date(2025, 1, 9), date(2026, 11, 21), date(2026, 12, 10), id="from long ago, next month"
        ),
        pytest.param(date(2026, 11, 2), date(2026, 11, 25), date(2027, 1, 4), id="a fortnight to invite"),
    ],
)
def test_the_next_day_keeps_week_and_weekday(day, today, expected):
    assert next_day(day, today=today) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param(date(2026, 11, 20), date(2026, 11, 20), id="a Friday stays"),
        pytest.param(date(2026, 11, 21), date(2026, 11, 23), id="from Saturday to Monday"),
        pytest.param(date(2026, 11, 22), date(2026, 11, 23), id="from Sunday to Monday"),
    ],
)
def test_a_weekend_becomes_monday(day, expected):
    assert working_day(day) == expected
