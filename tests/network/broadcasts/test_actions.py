"""Broadcasts from draft to log: once to each, nothing to who does not want it, never twice."""

import uuid
from datetime import timedelta
from email.header import decode_header, make_header
from email.utils import parseaddr

import pytest

from events.programme.models import EventState
from events.registration.choices import Letter
from events.registration.letters import write
from network.audit.models import AuditEntry
from network.broadcasts import actions
from network.broadcasts.choices import BroadcastState, Hindrance, Outcome
from network.broadcasts.models import Addressee, Broadcast, Chunk
from network.broadcasts.queries import Audience, progress_of
from network.mail.actions import choose_letters, deliver_due
from network.mail.choices import MailKind, MailState
from network.mail.models import MailedLink, OptOut, OutboxMessage, Suppression
from tests.factories.network import (
    AccountFactory,
    BroadcastFactory,
    ContactAddressFactory,
    OrganisationFactory,
    PersonFactory,
)
from tests.network.broadcasts.conftest import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.capability("E16")]


def let_go(broadcast, *, at=NOW):
    actions.schedule(broadcast, version=broadcast.version, due_at=at, now=NOW, actor=broadcast.written_by)
    broadcast.refresh_from_db()


def gone(broadcast, *, now=NOW):
    let_go(broadcast)
    actions.send_due(now=now)
    broadcast.refresh_from_db()
    return broadcast


def addresses(sink):
    """To whom the mail server took mails."""
    return sorted(parseaddr(str(make_header(decode_header(mail["To"]))))[1] for mail in sink.accepted)


def test_draft_when_the_form_is_sent_twice(event):
    author, token = AccountFactory(), uuid.uuid4()
    wanted = {
        "token": token,
        "about": "event",
        "about_id": event.pk,
        "kind": MailKind.EVENTS,
        "audience": Audience(circles=["members"]),
        "words": "",
        "words_en": "",
        "written_by": author,
        "now": NOW,
    }

    assert actions.draft(**wanted) == actions.draft(**wanted)
    assert Broadcast.objects.count() == AuditEntry.objects.count() == 1


def test_send_due_writes_to_each_once(broadcast, member, sink, outbox):
    people = [member(), member(), member(language="en")]
    PersonFactory()  # no member

    gone(broadcast)
    actions.send_due(now=NOW)
    deliver_due(now=NOW + timedelta(minutes=1))

    assert broadcast.state == BroadcastState.SENT
    assert set(outbox()) == {person.email for person in people}
    assert len(sink.accepted) == 3
    letter = outbox()[people[0].email]
    assert "見本の情報交換会" in letter.subject
    assert "2026年12月3日(木)" in letter.subject
    assert letter.text.startswith(f"{people[0].name} 様")
    assert "お待ちしています。" in letter.text
    assert "会員" in letter.text.splitlines()[2]
    assert "Sample exchange" in outbox()[people[2].email].subject
    assert outbox()[people[2].email].text.startswith(f"Dear {people[2].name},")
    progress = progress_of(broadcast)
    assert (progress.people, progress.letters, progress.sent, progress.waiting) == (3, 3, 3, 0)


def test_letter_names_how_to_end_such_letters(broadcast, member, sink, outbox):
    person = member()

    gone(broadcast)

    message = sink.accepted[0]
    letter = outbox()[person.email]
    assert message["List-Unsubscribe"] == f"<{letter.letters_url}>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert MailedLink.objects.get().subject_id == letter.key
    assert "\ue000" not in letter.text + letter.html + letter.subject


def test_send_due_when_a_mailbox_is_shared(broadcast, member, sink, outbox, outcomes):
    section = "Fukushi@town.example"
    member(name="見本 花子", email=section)
    member(name="見本 太郎", email=section.lower())
    member(name="見本 <ジョン>", email=section, language="en")

    gone(broadcast)

    letters = OutboxMessage.objects.order_by("language")
    assert [(letter.language, letter.person_id is None) for letter in letters] == [
        ("en", False),
        ("ja", True),
    ]
    assert letters[1].text.startswith("見本 花子 様、見本 太郎 様")
    assert "見本 &lt;ジョン&gt;" in letters[0].html
    assert set(outcomes(broadcast).values()) == {Outcome.WRITTEN}


def test_send_due_when_an_organisation_is_written_to(event, sink, outbox):
    contact = ContactAddressFactory(organisation=OrganisationFactory(name="見本町社協"), label="相談係")
    broadcast = BroadcastFactory(about_id=event.pk, audience={"circles": ["organisations"]})

    gone(broadcast)

    assert outbox()[contact.email].text.startswith("見本町社協 相談係 御中")


def test_send_due_when_somebody_does_without(broadcast, member, sink, outcomes):
    keen, tired = member(name="見本 花子"), member(name="見本 太郎")
    choose_letters([MailKind.EVENTS], person_id=tired.pk, now=NOW)

    gone(broadcast)

    assert addresses(sink) == [keen.email]
    assert outcomes(broadcast) == {"見本 花子": Outcome.WRITTEN, "見本 太郎": Outcome.DECLINED}
    assert progress_of(broadcast).declined == 1


def test_deliver_when_somebody_opts_out_at_the_last_moment(broadcast, member, sink):
    person = member()
    let_go(broadcast)
    actions.lay_out(broadcast.pk, now=NOW)
    actions.write_next_chunk(now=NOW)
    choose_letters([MailKind.EVENTS], person_id=person.pk, now=NOW)

    report = deliver_due(now=NOW + timedelta(minutes=1))

    assert report.declined == 1
    assert sink.accepted == []
    assert OutboxMessage.objects.get().state == MailState.DECLINED


def test_deliver_when_another_kind_is_declined(broadcast, member, sink):
    person = member()
    choose_letters([MailKind.SURVEYS], person_id=person.pk, now=NOW)

    gone(broadcast)

    assert len(sink.accepted) == 1


def test_send_due_when_an_address_is_suppressed(broadcast, member, sink):
    person = member()
    Suppression.objects.create(address=person.email, reason="bounce")

    gone(broadcast)

    assert sink.accepted == []
    assert progress_of(broadcast).suppressed == 1


def test_send_due_when_its_time_has_not_come(broadcast, member, sink):
    member()
    let_go(broadcast, at=NOW + timedelta(days=1))

    actions.send_due(now=NOW + timedelta(hours=23))
    assert sink.accepted == []

    late = member()
    actions.send_due(now=NOW + timedelta(hours=24))
    assert len(sink.accepted) == 2
    assert Addressee.objects.filter(person=late).exists()


def test_send_due_when_there_are_several_chunks(broadcast, member, sink, monkeypatch):
    monkeypatch.setattr("network.broadcasts.rules.CHUNK", 2)
    people = [member() for _ in range(5)]

    gone(broadcast)

    assert Chunk.objects.filter(written_at__isnull=False).count() == 3
    assert addresses(sink) == sorted(person.email for person in people)


def test_send_due_when_the_mail_server_is_away(broadcast, member, sink, monkeypatch):
    monkeypatch.setattr("network.broadcasts.rules.CHUNK", 1)
    monkeypatch.setattr(actions, "ROOM", 2)
    for _ in range(4):
        member()
    let_go(broadcast)

    def away():
        raise ConnectionRefusedError

    sink.answers = staticmethod(away)

    actions.send_due(now=NOW)

    assert OutboxMessage.objects.count() == 2
    assert Chunk.objects.filter(written_at__isnull=True).count() == 2


@pytest.mark.parametrize(
    ("change", "hindrance"),
    [
        pytest.param({"status": "cancelled"}, Hindrance.CANCELLED, id="cancelled"),
        pytest.param({"live": False}, Hindrance.UNPUBLISHED, id="taken off the site"),
        pytest.param({"ends_at": NOW}, Hindrance.OVER, id="over"),
    ],
)
def test_lay_out_when_there_is_nothing_to_announce_any_more(
    broadcast, event, member, sink, change, hindrance
):
    member()
    let_go(broadcast)
    if "status" in change:
        EventState.objects.filter(event=event).update(**change)
    else:
        type(event).objects.filter(pk=event.pk).update(**({"starts_at": NOW - timedelta(hours=1)} | change))

    actions.send_due(now=NOW)

    broadcast.refresh_from_db()
    assert (broadcast.state, broadcast.hindrance) == (BroadcastState.STOPPED, hindrance)
    assert sink.accepted == []


def test_send_due_when_the_event_is_cancelled_midway(broadcast, event, member, sink, monkeypatch):
    monkeypatch.setattr("network.broadcasts.rules.CHUNK", 1)
    for _ in range(3):
        member()
    let_go(broadcast)
    actions.lay_out(broadcast.pk, now=NOW)
    actions.write_next_chunk(now=NOW)
    EventState.objects.filter(event=event).update(status="cancelled")

    actions.send_due(now=NOW)

    broadcast.refresh_from_db()
    assert broadcast.hindrance == Hindrance.CANCELLED
    assert OutboxMessage.objects.count() == 1
    assert progress_of(broadcast).unsent == 2


def test_lay_out_when_nobody_is_left(broadcast, sink):
    gone(broadcast)

    assert (broadcast.state, broadcast.hindrance) == (BroadcastState.STOPPED, Hindrance.NOBODY)


def test_words_when_the_event_changes_while_letters_go_out(broadcast, event, member, sink, monkeypatch):
    monkeypatch.setattr("network.broadcasts.rules.CHUNK", 1)
    for _ in range(2):
        member()
    let_go(broadcast)
    actions.lay_out(broadcast.pk, now=NOW)
    actions.write_next_chunk(now=NOW)
    type(event).objects.filter(pk=event.pk).update(venue_name="別の会館")

    actions.send_due(now=NOW)

    assert len(set(OutboxMessage.objects.values_list("subject", flat=True))) == 1


def test_write_next_chunk_when_it_fails_midway(broadcast, member, sink, monkeypatch):
    member()
    let_go(broadcast)
    actions.lay_out(broadcast.pk, now=NOW)
    with monkeypatch.context() as patch:
        patch.setattr(actions, "queue_batch", lambda *args, **kwargs: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            actions.write_next_chunk(now=NOW)

    assert Chunk.objects.get().written_at is None
    assert Addressee.objects.get().outcome == ""
    actions.send_due(now=NOW)
    assert len(sink.accepted) == 1


def test_schedule_when_pressed_twice(broadcast, member, sink):
    member()
    let_go(broadcast)

    with pytest.raises(actions.BroadcastError) as refusal:
        let_go(broadcast)

    assert refusal.value.code == "not_a_draft"


def test_schedule_when_a_colleague_changed_the_draft(broadcast, member):
    seen = broadcast.version
    actions.revise(
        broadcast,
        version=seen,
        audience=Audience(circles=["register"]),
        words="別の言葉",
        words_en="",
        actor=broadcast.written_by,
    )

    with pytest.raises(actions.BroadcastError) as refusal:
        actions.schedule(broadcast, version=seen, due_at=NOW, now=NOW, actor=broadcast.written_by)

    assert refusal.value.code == "changed"


def test_revise_when_it_was_changed_meanwhile(broadcast):
    wanted = {"audience": Audience(), "words": "", "words_en": "", "actor": broadcast.written_by}
    actions.revise(broadcast, version=1, **wanted)

    with pytest.raises(actions.BroadcastError) as refusal:
        actions.revise(broadcast, version=1, **wanted)

    assert refusal.value.code == "changed"


def test_take_back(broadcast, member, sink):
    member()
    let_go(broadcast, at=NOW + timedelta(hours=1))

    assert actions.take_back(broadcast, actor=broadcast.written_by)
    actions.send_due(now=NOW + timedelta(hours=2))

    broadcast.refresh_from_db()
    assert broadcast.state == BroadcastState.DRAFT
    assert sink.accepted == []
    assert not actions.take_back(broadcast, actor=broadcast.written_by)


def test_stop_leaves_the_rest_unwritten(broadcast, member, sink, monkeypatch, outcomes):
    monkeypatch.setattr("network.broadcasts.rules.CHUNK", 1)
    for _ in range(3):
        member()
    let_go(broadcast)
    actions.lay_out(broadcast.pk, now=NOW)
    actions.write_next_chunk(now=NOW)

    assert actions.stop(broadcast, now=NOW, actor=broadcast.written_by)
    actions.send_due(now=NOW)

    assert OutboxMessage.objects.count() == 1
    assert sorted(outcomes(broadcast).values()) == ["", "", Outcome.WRITTEN]


def test_second_letter_when_some_have_registered(broadcast, member, sink, register):
    came, silent, tired = member(name="見本 来子"), member(name="見本 黙子"), member(name="見本 断子")
    gone(broadcast)
    register(came)
    choose_letters([MailKind.EVENTS], person_id=tired.pk, now=NOW)
    member(name="見本 新子")  # was not written to the first time
    sink.reset()
    second = BroadcastFactory(about_id=broadcast.about_id, follows=broadcast, audience={})

    gone(second)

    assert addresses(sink) == [silent.email]
    assert "再度のご案内" in OutboxMessage.objects.latest("pk").subject


def test_first_letter_when_somebody_has_registered_already(broadcast, member, sink, register):
    register(member())
    other = member()

    gone(broadcast)

    assert addresses(sink) == [other.email]


def test_send_test_when_pressed_twice(broadcast, sink):
    person = PersonFactory(name="見本 事務子")
    wanted = {"to": person, "letters_page": "https://tasuki.example/letters/", "now": NOW}

    assert actions.send_test(broadcast, actor=broadcast.written_by, **wanted) == 2
    assert actions.send_test(broadcast, actor=broadcast.written_by, **wanted) == 0
    deliver_due(now=NOW + timedelta(days=400))

    assert len(sink.accepted) == 2
    assert all("見本 事務子" in message.text for message in OutboxMessage.objects.all())
    assert Addressee.objects.count() == 0


def test_discard_when_it_is_no_draft(broadcast):
    let_go(broadcast)

    assert not actions.discard(broadcast, now=NOW, actor=broadcast.written_by)


def test_every_deed_is_in_the_audit_log(broadcast, member):
    author = broadcast.written_by
    actions.revise(
        broadcast, version=1, audience=Audience(circles=["members"]), words="", words_en="", actor=author
    )
    broadcast.refresh_from_db()
    let_go(broadcast, at=NOW + timedelta(hours=1))
    actions.take_back(broadcast, actor=author)
    actions.discard(broadcast, now=NOW, actor=author)

    verbs = AuditEntry.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["revised", "scheduled", "took_back", "discarded"]


def test_choose_letters_when_chosen_again():
    person = PersonFactory()

    choose_letters([MailKind.EVENTS, MailKind.SURVEYS], person_id=person.pk, now=NOW)
    choose_letters([MailKind.SURVEYS], person_id=person.pk, now=NOW)
    choose_letters([MailKind.SURVEYS], person_id=person.pk, now=NOW)

    assert list(OptOut.objects.values_list("person", "kind")) == [(person.pk, MailKind.SURVEYS)]


def test_own_letters_come_whatever_was_declined(member, sink, event, register):
    person = member()
    choose_letters(MailKind.values, person_id=person.pk, now=NOW)
    write(Letter.CONFIRMED, register(person), event, now=NOW)

    deliver_due(now=NOW + timedelta(days=400))

    assert len(sink.accepted) == 1
