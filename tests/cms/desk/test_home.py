"""The desk's front page: what waits for whom, and what failed."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from cms.desk.queries import tasks_for
from events.programme.choices import EventFormat
from network.audit.models import AuditEntry
from network.board.models import HeldAct
from network.jobs.choices import JobState
from network.jobs.models import Job
from network.people.choices import Role
from network.search.models import IndexMaking
from tests.events.editor import edit_url, typed
from tests.factories.events import EventFactory, RegistrationFactory, meeting
from tests.factories.network import PostFactory, account_with_role

pytestmark = pytest.mark.django_db

HOME = "/desk/"


def waiting_for(role):
    account = account_with_role(role)
    return {task.name: (task.count, task.url) for task in tasks_for(account, now=timezone.now())}


def some_work(**state):
    """A meeting moved, one over, one online without a link, one draft."""
    now = timezone.now()
    moved = EventFactory(starts_at=now + timedelta(days=3))
    moved.state.notice_pending = True
    moved.state.save()
    over = EventFactory(starts_at=now - timedelta(days=3))
    online = EventFactory(starts_at=now + timedelta(days=2), format=EventFormat.ONLINE)
    draft = EventFactory(starts_at=now + timedelta(days=5), live=False)
    return moved, over, online, draft


def test_an_organiser_sees_what_waits_each_with_its_way(client):
    moved, over, online, draft = some_work()

    assert waiting_for(Role.ORGANISER) == {
        "notice": (1, reverse("event_desk:state", args=[moved.pk])),
        "link": (1, reverse("event_desk:state", args=[online.pk])),
        "over": (1, reverse("event_desk:state", args=[over.pk])),
        "draft": (1, reverse("event_editor:edit", args=[draft.pk])),
    }


def test_several_of_a_kind_lead_to_the_list(client):
    some_work()
    some_work()

    assert waiting_for(Role.ORGANISER)["over"] == (2, f"{reverse('event_editor:list')}?wanted=past")


@pytest.mark.parametrize("role", [Role.DRAFTER, Role.TREASURER, Role.MODERATOR])
def test_others_see_nothing_they_may_not_do(client, role):
    some_work()

    assert waiting_for(role) == {}


def test_a_draft_handed_in_waits_for_organisers_and_comes_back_to_its_writer(client):
    drafter, organiser = account_with_role(Role.DRAFTER), account_with_role(Role.ORGANISER)
    event = EventFactory(live=False, starts_at=timezone.now() + timedelta(days=3))
    client.force_login(drafter)
    client.post(edit_url(event), typed(event, press="action-submit"))

    asked = waiting_for(Role.ORGANISER)
    event.current_workflow_task_state.reject(user=organiser, comment="会場を")

    assert asked == {"review": (1, edit_url(event))}
    tasks = tasks_for(drafter, now=timezone.now())
    assert [(task.name, task.count, task.url) for task in tasks] == [("sent_back", 1, edit_url(event))]


@pytest.mark.parametrize("count", [1, 3])
def test_the_front_page_takes_as_many_queries_for_three_as_for_one(client, django_assert_num_queries, count):
    client.force_login(account_with_role(Role.ORGANISER))
    for _number in range(count):
        some_work()
        RegistrationFactory(pool=meeting(seats=3, starts_at=timezone.now() + timedelta(days=8)))
    client.get(HOME)

    with django_assert_num_queries(19):
        response = client.get(HOME)

    assert response.status_code == 200


@pytest.mark.parametrize("role", list(Role))
def test_every_role_opens_its_front_page(client, role):
    some_work()
    client.force_login(account_with_role(role))

    assert client.get(HOME).status_code == 200


def failed_job():
    return Job.objects.create(
        name="events.tell_registered",
        arguments={},
        state=JobState.FAILED,
        due_at=timezone.now(),
        finished_at=timezone.now(),
    )


def test_the_administrator_sees_failed_work_and_tries_again(client):
    job = failed_job()
    administrator = account_with_role(Role.ADMINISTRATOR)
    client.force_login(administrator)

    shown = client.get(reverse("desk:failures"))
    client.post(reverse("desk:retry_job", args=[job.pk]))

    job.refresh_from_db()
    assert "events.tell_registered" in shown.content.decode()
    assert waiting_for(Role.ADMINISTRATOR) == {}
    assert job.state == JobState.QUEUED
    assert AuditEntry.objects.get(verb="retried").actor_id == administrator.pk


@pytest.mark.capability("T3")
@pytest.mark.parametrize("role", [Role.ORGANISER, Role.DRAFTER, Role.TREASURER, Role.MODERATOR])
def test_failed_work_is_not_shown_to_others(client, role):
    job = failed_job()
    client.force_login(account_with_role(role))

    assert client.get(reverse("desk:failures")).status_code == 302
    client.post(reverse("desk:retry_job", args=[job.pk]))
    job.refresh_from_db()
    assert job.state == JobState.FAILED


def test_who_sees_to_jobs_learns_that_the_search_is_outdated():
    IndexMaking.objects.update(made_with="sudachidict-core 20200101")

    assert waiting_for(Role.ADMINISTRATOR)["search"][0] == 1
    assert "search" not in waiting_for(Role.ORGANISER)


@pytest.mark.capability("B10")
def test_a_moderator_sees_what_waits_on_the_board(client):
    today = timezone.localdate()
    for days in (20, 0, 0):
        HeldAct.objects.create(
            act="post",
            kind="question",
            thread_id=uuid4(),
            epoch=1,
            text="見本",
            on=today - timedelta(days=days),
        )
    PostFactory(thread__week=today - timedelta(days=28 + today.weekday()))

    client.force_login(account_with_role(Role.MODERATOR))

    assert waiting_for(Role.MODERATOR) == {
        "board_late": (1, "/desk/peer-board/"),
        "board": (2, "/desk/peer-board/"),
        "board_unanswered": (1, "/desk/peer-board/"),
    }
    assert "件が匿名相談ボードで判断を待っています" in client.get("/desk/").text
