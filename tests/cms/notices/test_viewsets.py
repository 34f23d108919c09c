"""Notices at the desk: who writes which, who publishes."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from cms.desk.queries import tasks_for
from cms.notices.choices import NoticeKind
from cms.notices.models import Notice
from network.people.choices import Role
from tests.factories.cms import NoticeFactory, section
from tests.factories.network import account_with_role

pytestmark = pytest.mark.django_db
LIST, ADD = "notice_editor:list", "notice_editor:add"
EMPTY_TEXT = '{"blocks": [], "entityMap": {}}'


def typed(**fields):
    return {
        "title": "見本のお知らせ",
        "kind": "news",
        "day": "2026-11-20",
        "body": EMPTY_TEXT,
        "sections": [section("learn").pk, section("study").pk],
        "starts_on": "",
        "ends_on": "",
        "prefecture": "",
        "place": "",
        "event": "",
        "link": "",
        "title_en": "",
        "body_en": EMPTY_TEXT,
        **fields,
    }


def as_role(client, role):
    client.force_login(account_with_role(role))
    return client


def test_notice_when_the_secretariat_publishes_stands_in_its_sections(client):
    as_role(client, Role.SECRETARIAT).post(reverse(ADD), typed() | {"action-publish": "x"})

    notice = Notice.objects.get()
    assert notice.live
    assert {one.slug for one in notice.sections.all()} == {"learn", "study"}


def test_notice_when_changed_in_a_draft_the_site_waits(client):
    notice = NoticeFactory(title="もとの題", posted_to=["learn"])
    url = reverse("notice_editor:edit", args=[notice.pk])

    as_role(client, Role.SECRETARIAT).post(url, typed(title="新しい題"))
    before = client.get("/notices/").content.decode()
    client.post(url, typed(title="新しい題", sections=[section("about").pk]) | {"action-publish": "x"})

    assert "もとの題" in before
    assert "新しい題" in client.get("/about/").content.decode()
    assert "新しい題" not in client.get("/learn/").content.decode()


@pytest.mark.capability("T3")
def test_organiser_writes_about_events_and_hands_in(client):
    as_role(client, Role.ORGANISER)

    refused = client.post(reverse(ADD), typed())
    client.post(
        reverse(ADD),
        typed(kind="event", starts_on="2026-12-03") | {"action-publish": "x", "action-submit": "x"},
    )

    assert "kind" in refused.context["form"].errors
    notice = Notice.objects.get()
    assert (notice.kind, notice.live, notice.workflow_in_progress) == (NoticeKind.EVENT, False, True)
    waiting = {
        role: [
            task.count
            for task in tasks_for(account_with_role(role), now=timezone.now())
            if task.name == "pages"
        ]
        for role in (Role.ORGANISER, Role.SECRETARIAT)
    }
    assert waiting == {Role.ORGANISER: [], Role.SECRETARIAT: [1]}


def test_notice_when_the_secretariat_publishes_what_was_handed_in_is_on_the_site(client):
    as_role(client, Role.ORGANISER).post(
        reverse(ADD), typed(kind="event", starts_on="2026-12-03") | {"action-submit": "x"}
    )
    notice = Notice.objects.get()

    as_role(client, Role.SECRETARIAT).post(
        reverse("notice_editor:edit", args=[notice.pk]),
        typed(kind="event", starts_on="2026-12-03") | {"action-publish": "x"},
    )

    notice.refresh_from_db()
    assert (notice.live, notice.workflow_in_progress) == (True, False)


@pytest.mark.capability("T3")
def test_organiser_finds_no_other_notices(client):
    news, event = (
        NoticeFactory(title="本体のお知らせ"),
        NoticeFactory(kind="event", starts_on=date(2026, 12, 3)),
    )
    as_role(client, Role.ORGANISER)

    answers = [client.get(reverse("notice_editor:edit", args=[one.pk])).status_code for one in (news, event)]

    assert answers == [404, 200]
    assert "本体のお知らせ" not in client.get(reverse(LIST)).content.decode()


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        pytest.param({"kind": "change"}, "starts_on", id="a change without its day"),
        pytest.param({"kind": "event"}, "starts_on", id="an event without its day"),
        pytest.param({"ends_on": "2026-12-01"}, "starts_on", id="an end without a beginning"),
        pytest.param(
            {"starts_on": "2026-12-03", "ends_on": "2026-12-01"}, "ends_on", id="an end before the beginning"
        ),
        pytest.param({"day": "soon"}, "day", id="no day"),
    ],
)
def test_notice_when_something_is_wrong_keeps_what_was_typed(client, fields, field):
    refused = as_role(client, Role.SECRETARIAT).post(reverse(ADD), typed(**fields) | {"action-publish": "x"})

    assert field in refused.context["form"].errors
    assert "見本のお知らせ" in refused.content.decode()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_preview(client, language):
    notice = NoticeFactory(live=False, kind="event", starts_on=date(2026, 12, 3))
    notice.save_revision()
    as_role(client, Role.SECRETARIAT)
    preview = reverse("notice_editor:preview_on_edit", args=[notice.pk])
    client.post(preview, typed(title="直した題"))

    assert "直した題" in client.get(preview, {"mode": language}).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_list_takes_as_many_queries_for_three_as_for_one(client, django_assert_num_queries, count):
    for _number in range(count):
        NoticeFactory(posted_to=["learn", "study"])
    as_role(client, Role.SECRETARIAT).get(reverse(LIST))

    with django_assert_num_queries(12):
        client.get(reverse(LIST))
