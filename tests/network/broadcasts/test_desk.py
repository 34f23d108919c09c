"""The desk of announcements: one happy way, each refusal, nothing twice, nothing typed lost."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from network.audit.models import AuditEntry
from network.broadcasts import actions
from network.broadcasts.choices import BroadcastState
from network.broadcasts.models import Broadcast
from network.mail.models import OutboxMessage
from network.people.choices import Role
from network.worklists.models import TakenFile
from tests.factories.events import EventFactory, PoolFactory
from tests.factories.network import AffiliationFactory, BroadcastFactory, account_with_role

pytestmark = [pytest.mark.django_db, pytest.mark.capability("E16")]


@pytest.fixture
def event():
    """A meeting in three weeks."""
    starts = timezone.now() + timedelta(days=21)
    return PoolFactory(event=EventFactory(title="見本の情報交換会", starts_at=starts)).event


@pytest.fixture
def secretary(client):
    """Signed in as the secretariat."""
    account = account_with_role(Role.SECRETARIAT)
    client.force_login(account)
    return account


@pytest.fixture
def form(event):
    """What the form sends."""
    return {
        "token": str(uuid.uuid4()),
        "circles": ["members"],
        "words": "ぜひお越しください。",
        "words_en": "",
    }


def page(name, *arguments):
    return reverse(f"announcements:{name}", args=arguments)


def at_any_hour(broadcast, **more):
    return {"version": broadcast.version, "when": "now", "anyway": "yes"} | more


def test_from_the_form_to_the_log(client, secretary, event, form, member, django_capture_on_commit_callbacks):
    person = member(name="見本 花子")

    answer = client.post(page("new", "event", event.pk), form, follow=True)
    broadcast = Broadcast.objects.get()
    assert "ぜひお越しください。" in answer.text
    assert "1</strong>" in answer.text

    with django_capture_on_commit_callbacks(execute=True):
        client.post(page("send", broadcast.pk), at_any_hour(broadcast))

    answer = client.get(page("show", broadcast.pk))
    assert OutboxMessage.objects.get().person == person
    assert "見本 花子" in answer.text
    assert answer.context["progress"].sent == 1


def test_new_when_the_form_is_sent_twice(client, secretary, event, form):
    for _ in range(2):
        assert client.post(page("new", "event", event.pk), form).status_code == 302

    assert Broadcast.objects.count() == 1


def test_new_when_nobody_is_chosen(client, secretary, event, form):
    answer = client.post(page("new", "event", event.pk), form | {"circles": []})

    assert "送り先を一つ以上お選びください。" in answer.text
    assert "ぜひお越しください。" in answer.text
    assert Broadcast.objects.count() == 0


@pytest.mark.parametrize("wrong", [{"circles": ["strangers"]}, {"bureaus": ["99"]}, {"token": "x"}])
def test_new_when_the_form_was_tampered_with(client, secretary, event, form, wrong):
    assert client.post(page("new", "event", event.pk), form | wrong).status_code == 200
    assert Broadcast.objects.count() == 0


def test_count_when_asked_by_script_and_by_button(client, secretary, event, form, member):
    member()
    url = page("new", "event", event.pk)

    live = client.post(url, form, headers={"X-Requested-With": "fetch"})
    plain = client.post(url, form | {"count": "yes"})

    assert "1</strong>" in live.text
    assert "<html" not in live.text
    assert "1</strong>" in plain.text
    assert Broadcast.objects.count() == 0


def test_edit_when_a_colleague_was_faster(client, secretary, event, form):
    broadcast = BroadcastFactory(about_id=event.pk, version=5)

    answer = client.post(page("edit", broadcast.pk), form | {"version": 4})

    assert "ほかの方がこの下書きを変更しました" in answer.text
    assert "ぜひお越しください。" in answer.text
    assert client.post(page("edit", broadcast.pk), form | {"version": 5}).status_code == 302


def test_send_when_pressed_twice(client, secretary, event, member, django_capture_on_commit_callbacks):
    member()
    broadcast = BroadcastFactory(about_id=event.pk)

    with django_capture_on_commit_callbacks(execute=True):
        client.post(page("send", broadcast.pk), at_any_hour(broadcast))
        answer = client.post(page("send", broadcast.pk), at_any_hour(broadcast), follow=True)

    assert "二重には送っていません" in answer.text
    assert OutboxMessage.objects.count() == 1


def test_send_when_the_draft_was_changed_meanwhile(client, secretary, event):
    broadcast = BroadcastFactory(about_id=event.pk, version=2)

    answer = client.post(page("send", broadcast.pk), at_any_hour(broadcast, version=1), follow=True)

    assert "文面をもう一度お確かめのうえ" in answer.text
    broadcast.refresh_from_db()
    assert broadcast.state == BroadcastState.DRAFT


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        pytest.param("2027-01-02T10:00", "休みの日", id="the turn of the year"),
        pytest.param("2027-01-06T22:00", "夜間", id="at night"),
    ],
)
def test_send_at_an_odd_hour_is_asked_about_once(client, secretary, event, moment, words):
    broadcast = BroadcastFactory(about_id=event.pk)
    when = {"version": 1, "when": "later", "at": moment}

    asked = client.post(page("send", broadcast.pk), when)
    client.post(page("send", broadcast.pk), when | {"anyway": "yes"})

    assert words in asked.text
    assert f'value="{moment}"' in asked.text
    broadcast.refresh_from_db()
    assert broadcast.state == BroadcastState.SCHEDULED
    assert f"{timezone.localtime(broadcast.due_at):%Y-%m-%dT%H:%M}" == moment


@pytest.mark.parametrize("at", ["", "2020-01-06T10:00", "tomorrow", "2026-13-40T99:00"])
def test_send_later_when_the_time_is_no_good(client, secretary, event, at):
    broadcast = BroadcastFactory(about_id=event.pk)

    answer = client.post(page("send", broadcast.pk), {"version": 1, "when": "later", "at": at})

    assert answer.status_code == 200
    assert answer.context["form"].errors["at"]
    broadcast.refresh_from_db()
    assert broadcast.state == BroadcastState.DRAFT


def test_take_back_stop_and_discard(client, secretary, event):
    broadcast = BroadcastFactory(about_id=event.pk, state=BroadcastState.SCHEDULED, due_at=timezone.now())

    client.post(page("take_back", broadcast.pk))
    broadcast.refresh_from_db()
    assert broadcast.state == BroadcastState.DRAFT
    assert "すでに" in client.post(page("take_back", broadcast.pk), follow=True).text
    assert "残っていません" in client.post(page("stop", broadcast.pk), follow=True).text
    client.post(page("discard", broadcast.pk))

    assert client.get(page("show", broadcast.pk)).status_code == 404


def test_test_mail(client, secretary, event):
    secretary.person = AffiliationFactory().person
    secretary.save()
    broadcast = BroadcastFactory(about_id=event.pk)

    for _ in range(2):
        client.post(page("test", broadcast.pk))

    letters = OutboxMessage.objects.all()
    assert {letter.language for letter in letters} == {"ja", "en"}
    assert {letter.person for letter in letters} == {secretary.person}


def test_test_mail_when_the_account_has_no_address(client, event):
    account = account_with_role(Role.SECRETARIAT)
    account.person = None
    account.save()
    client.force_login(account)
    broadcast = BroadcastFactory(about_id=event.pk)

    answer = client.post(page("test", broadcast.pk), follow=True)

    assert "メールアドレスが登録されていません" in answer.text
    assert OutboxMessage.objects.count() == 0


def test_log_file(client, secretary, event, member):
    member(name="=見本 花子")
    broadcast = BroadcastFactory(about_id=event.pk)
    now = timezone.now()
    actions.schedule(broadcast, version=1, due_at=now, now=now, actor=secretary)
    actions.send_due(now=now)

    asked = {"kind": "csv", "purpose": "届いたかの確認", "receiver": "事務局のみ"}
    answer = client.post(page("log_file", broadcast.pk), asked)

    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert "'=見本 花子" in answer.content.decode()
    taken = TakenFile.objects.get()
    assert (taken.list_key, taken.rows, taken.receiver) == ("announcement_log", 1, "事務局のみ")
    entry = AuditEntry.objects.latest("pk")
    assert (entry.verb, entry.details) == ("took_file", {"rows": 1, "kind": "csv", "about": broadcast.pk})


def test_second_when_the_first_is_a_draft(client, secretary, event):
    broadcast = BroadcastFactory(about_id=event.pk)

    assert client.get(page("second", broadcast.pk)).status_code == 404


def test_organiser_when_the_event_is_somebody_elses(client, event):
    client.force_login(account_with_role(Role.ORGANISER))
    broadcast = BroadcastFactory(about_id=event.pk)

    assert client.get(page("new", "event", event.pk)).status_code == 404
    assert client.get(page("show", broadcast.pk)).status_code == 404
    assert client.post(page("send", broadcast.pk), at_any_hour(broadcast)).status_code == 404


def test_organiser_when_the_event_is_hosted_by_the_own_organisation(client, event, form):
    work = AffiliationFactory()
    account = account_with_role(Role.ORGANISER)
    account.person = work.person
    account.save()
    event.host = work.organisation
    event.save()
    client.force_login(account)

    assert client.get(reverse("event_announcements:event", args=[event.pk])).context["is_own"]
    assert client.post(page("new", "event", event.pk), form).status_code == 302


@pytest.mark.parametrize("size", [1, 3])
def test_queries_of_the_list(client, secretary, event, size, django_assert_num_queries):
    for _ in range(size):
        BroadcastFactory(about_id=PoolFactory(event=EventFactory(starts_at=event.starts_at)).event.pk)
    client.get(page("index"))

    with django_assert_num_queries(12):
        client.get(page("index"))


def test_new_when_there_is_no_such_thing(client, secretary):
    assert client.get(page("new", "event", 10**9)).status_code == 404
    assert client.get("/desk/announcements/new/nothing/1/").status_code == 404
