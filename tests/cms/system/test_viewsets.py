"""The administrator's page: what stands where, what needs somebody, and the lists behind the numbers."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from cms.desk.queries import tasks_for
from cms.system.queries import facts
from cms.system.wording import sections
from network.jobs.choices import JobState
from network.jobs.models import Job
from network.mail.choices import MailState
from network.mail.models import OutboxMessage
from network.people.choices import Role
from network.watch import queries as watch
from network.watch.actions import note_pulse
from tests.factories.network import account_with_role

pytestmark = [pytest.mark.capability("T11"), pytest.mark.django_db]


@pytest.fixture
def administrator(client):
    client.force_login(account_with_role(Role.ADMINISTRATOR))
    return client


def a_job(**fields):
    now = timezone.now()
    return Job.objects.create(**{"name": "network.forget_expired", "arguments": {}, "due_at": now} | fields)


def a_mail(number, **fields):
    return OutboxMessage.objects.create(
        **{
            "key": f"mail-{number}",
            "recipient_key": f"hanako{number}@person.example",
            "to_address": f"hanako{number}@person.example",
            "to_name": "見本 花子",
            "language": "ja",
            "template": "network/people/invitation",
            "message_id": f"<{number}@tasuki.example>",
            "next_try_at": timezone.now(),
        }
        | fields
    )


def all_well():
    now = timezone.now()
    for name in (watch.BEAT, "worker:celery@one", watch.BACKUP):
        note_pulse(name, now=now)
    note_pulse(watch.CERTIFICATE, now=now, details={"expires": (now + timedelta(days=60)).isoformat()})


def findings_of(client):
    return {reading.label: reading for reading in client.get(reverse("system:overview")).context["findings"]}


def readings_of(client):
    shown = client.get(reverse("system:overview")).context["sections"]
    return {reading.label: reading for section in shown for reading in section.readings}


@pytest.fixture(autouse=True)
def a_public_sites_settings(monkeypatch):
    monkeypatch.setattr("cms.system.queries.security_remarks", list)


def test_nothing_needs_anybody_when_all_is_well(administrator):
    all_well()

    assert findings_of(administrator) == {}
    assert "すべて順調に動いています" in administrator.get(reverse("system:overview")).content.decode()


def test_a_site_that_has_just_been_installed(administrator):
    assert {label: found.verdict for label, found in findings_of(administrator).items()} == {
        "時計係（beat）": "alarm",
        "作業係（worker）": "alarm",
        "最後のバックアップ": "watch",
    }
    assert readings_of(administrator)["最後のバックアップ"].value == "まだ設定されていません"


@pytest.mark.parametrize(
    ("arrange", "label", "verdict"),
    [
        (lambda now: a_job(state=JobState.FAILED, finished_at=now), "失敗した処理", "watch"),
        (lambda now: a_job(due_at=now - timedelta(minutes=5)), "待機中の処理", "watch"),
        (lambda now: a_job(due_at=now - timedelta(hours=5)), "待機中の処理", "alarm"),
        (lambda now: a_mail(1, state=MailState.BOUNCED), "不達のメール", "watch"),
        (lambda now: a_mail(1, state=MailState.FAILED), "送れなかったメール", "watch"),
        (lambda now: note_pulse(watch.BEAT, now=now - timedelta(minutes=5)), "時計係（beat）", "alarm"),
        (
            lambda now: note_pulse("worker:celery@one", now=now - timedelta(minutes=5)),
            "作業係（worker）",
            "alarm",
        ),
        (lambda now: note_pulse(watch.BACKUP, now=now - timedelta(days=3)), "最後のバックアップ", "alarm"),
        (lambda now: note_pulse(watch.CERTIFICATE, now=now, details={"why": "expired"}), "証明書", "alarm"),
        (
            lambda now: note_pulse(
                watch.CERTIFICATE, now=now, details={"expires": (now + timedelta(days=10)).isoformat()}
            ),
            "証明書",
            "watch",
        ),
    ],
)
def test_what_needs_somebody_says_what_to_do(administrator, arrange, label, verdict):
    all_well()
    arrange(timezone.now())

    found = findings_of(administrator)

    assert list(found) == [label]
    assert found[label].verdict == verdict
    assert found[label].todo.endswith("。")


@pytest.mark.parametrize(
    ("name", "broken", "label"),
    [
        ("pending_migrations", lambda: ["events.0099_more"], "テーブル"),
        ("cache_facts", lambda: watch.CacheFacts("Redis", answers=False), "キャッシュとログイン情報"),
        ("disk", lambda: watch.Room(free=1, total=100), "ファイル用ディスク"),
    ],
)
def test_what_is_broken_below_needs_somebody(administrator, monkeypatch, name, broken, label):
    all_well()
    monkeypatch.setattr(watch, name, broken)

    assert findings_of(administrator)[label].verdict == "alarm"


def test_remarks_on_settings_are_named(administrator, monkeypatch):
    all_well()
    monkeypatch.setattr("cms.system.queries.security_remarks", lambda: ["security.W004"])

    assert findings_of(administrator)["安全に関する設定"].note == "security.W004"


def test_an_unseen_certificate_is_no_alarm(administrator):
    all_well()
    note_pulse(watch.CERTIFICATE, now=timezone.now(), details={"why": "unreachable"})

    assert findings_of(administrator) == {}
    assert readings_of(administrator)["証明書"].verdict == "unknown"


def test_the_worst_stands_on_top(administrator):
    all_well()
    a_mail(1, state=MailState.BOUNCED)
    note_pulse(watch.BEAT, now=timezone.now() - timedelta(hours=1))

    assert [reading.verdict for reading in findings_of(administrator).values()] == ["alarm", "watch"]


def test_each_number_opens_its_list(administrator):
    a_job()
    a_job(state=JobState.RUNNING, done=3, total=10)
    a_job(state=JobState.FAILED, error="ValueError, actions.py:7 (f)")
    for number, state in enumerate(MailState):
        a_mail(number, state=state)

    numbers = [reading for reading in readings_of(administrator).values() if reading.url]

    assert len(numbers) == 9
    for reading in numbers:
        page = administrator.get(reading.url)
        rows = page.context["rows"] if "rows" in page.context else page.context["page_obj"]
        assert rows.paginator.count == int(reading.value) - (reading.label == "待機中のメール")
        assert page.status_code == 200


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("address", "queries"), [("system:overview", 15), ("system:jobs", 10)])
def test_pages_take_as_many_queries_for_three_as_for_one(
    administrator, django_assert_num_queries, count, address, queries
):
    for number in range(count):
        a_job()
        a_mail(number)
        note_pulse(f"worker:celery@{number}", now=timezone.now())
    administrator.get(reverse(address))

    with django_assert_num_queries(queries):
        administrator.get(reverse(address))


def test_lists_have_pages(administrator):
    for _ in range(51):
        a_job()

    first = administrator.get(reverse("system:jobs"), {"state": "queued"})
    beyond = administrator.get(reverse("system:jobs"), {"state": "queued", "p": "99"})

    assert len(first.context["rows"]) == 50
    assert len(beyond.context["rows"]) == 1


@pytest.mark.parametrize("state", ["", "nonsense", "queued'--", "\x00"])
def test_an_odd_state_shows_the_usual_list(administrator, state):
    response = administrator.get(reverse("system:jobs"), {"state": state, "p": "x"})

    assert response.context["state"] == "queued"


def test_an_inquiry_number_leads_to_its_mails_and_jobs(administrator):
    a_job(request_id="k3f9-2m7q-x4tz")
    a_job(name="network.sweep_jobs", request_id="other-other")
    a_mail(1, request_id="k3f9-2m7q-x4tz")

    page = administrator.get(reverse("system:number"), {"number": " k3f9-2m7q-x4tz "}).content.decode()

    assert "network.forget_expired" in page
    assert "hanako1@person.example" in page
    assert "network.sweep_jobs" not in page


@pytest.mark.parametrize("number", ["", "nothing-known", "\x00", "x" * 5000, "<script>alert(1)</script>"])
def test_an_odd_number_is_answered(administrator, number):
    response = administrator.get(reverse("system:number"), {"number": number})

    assert response.status_code == 200
    assert "<script>alert(1)" not in response.content.decode()


def test_the_page_speaks_english_too():
    all_well()

    with translation.override("en"):
        titles = [section.title for section in sections(facts(timezone.now()))]

    assert titles == ["Background work", "Outbox", "Data", "Certificate and copies", "Software"]


def test_a_stopped_part_waits_on_the_administrators_front_page():
    account, _another = (account_with_role(Role.ADMINISTRATOR) for _ in range(2))
    now = timezone.now()
    note_pulse(watch.BEAT, now=now - timedelta(minutes=10))

    assert [(task.name, task.count, task.url) for task in tasks_for(account, now=now)] == [
        ("system", 1, reverse("system:overview"))
    ]


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR}))
def test_others_do_not_see_it(client, role):
    client.force_login(account_with_role(role))

    assert client.get(reverse("system:overview")).status_code == 302
    assert reverse("system:overview") not in client.get("/desk/").content.decode()
