"""Looking at links, and what is noted."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cms.library import actions
from cms.library.choices import LinkState
from cms.library.models import LinkCheck
from cms.library.queries import links_that_need_somebody, links_to_check
from cms.library.rules import Knock
from network.jobs.models import Job
from tests.factories.cms import ResourceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def answers(monkeypatch):
    """What the web says next; OK unless told otherwise."""
    said = {}
    monkeypatch.setattr(actions, "knock", lambda url: said.get(url, Knock(200, url)))
    return said


def test_link_when_it_breaks_is_told_on_the_second_day_and_forgotten_when_it_answers(answers):
    resource, now = ResourceFactory(), timezone.now()
    answers[resource.link] = Knock(None)

    states = [actions.check_link(resource.pk, now=now + timedelta(days=day)).state for day in (0, 1)]
    told = list(links_that_need_somebody())
    answers.clear()
    after = actions.check_link(resource.pk, now=now + timedelta(days=2))

    assert states == [LinkState.FALTERING, LinkState.BROKEN]
    assert [check.resource_id for check in told] == [resource.pk]
    assert (after.state, after.failures, links_that_need_somebody().count()) == (LinkState.FINE, 0, 0)


def test_link_when_it_was_mended_after_the_check_is_no_trouble_and_due(answers):
    resource, now = ResourceFactory(), timezone.now()
    answers[resource.link] = Knock(404)
    actions.check_link(resource.pk, now=now)

    resource.link = "https://shiryo.example/new"
    resource.save()

    assert links_that_need_somebody().count() == 0
    assert list(links_to_check(now)) == [resource]


def test_link_when_it_moved_says_where(answers):
    resource = ResourceFactory()
    answers[resource.link] = Knock(200, "https://new.example/", moved=True)

    check = actions.check_link(resource.pk, now=timezone.now())

    assert (check.state, check.moved_to) == (LinkState.MOVED, "https://new.example/")


def test_check_when_it_runs_twice_knocks_once(answers, monkeypatch):
    resource, now = ResourceFactory(), timezone.now()
    actions.check_link(resource.pk, now=now)
    monkeypatch.setattr(actions, "knock", lambda url: pytest.fail("knocked again"))

    actions.check_link(resource.pk, now=now)

    assert LinkCheck.objects.count() == 1


@pytest.mark.parametrize("fields", [{"with_file": True}, {"live": False}], ids=["a file", "a draft"])
def test_check_when_there_is_no_published_link(answers, fields):
    resource = ResourceFactory(**fields)

    assert actions.check_link(resource.pk, now=timezone.now()) is None
    assert list(links_to_check(timezone.now())) == []


def test_links_when_their_turn_comes(answers, django_capture_on_commit_callbacks):
    now = timezone.now()
    checked, due, fresh = ResourceFactory(), ResourceFactory(), ResourceFactory()
    actions.check_link(checked.pk, now=now - timedelta(days=2))
    actions.check_link(due.pk, now=now - timedelta(days=8))

    number = actions.check_due_links(now=now)

    assert number == 2
    assert [job.arguments for job in Job.objects.order_by("created_at")] == [
        {"resource_id": due.pk},
        {"resource_id": fresh.pk},
    ]


def test_publishing_has_the_link_looked_at():
    resource = ResourceFactory(live=False)

    resource.save_revision().publish()

    assert list(Job.objects.values_list("name", "arguments")) == [
        ("cms.check_link", {"resource_id": resource.pk})
    ]
