"""What is queued, what providers report, what goes again and what is forgotten."""

from datetime import datetime, timedelta

import pytest
from anymail.signals import AnymailTrackingEvent, tracking
from django.core import mail as outbox_of_tests
from django.db import IntegrityError, transaction

from network.mail import actions
from network.mail.choices import LinkPurpose, MailState, SuppressionReason
from network.mail.links import make_link
from network.mail.models import MailedLink, OutboxMessage, Suppression
from network.mail.queries import messages_that_need_somebody
from network.mail.rules import CalendarPart, Recipient
from tests.factories.network import PersonFactory
from tests.network.mail.conftest import NOW

pytestmark = pytest.mark.django_db
HANAKO = Recipient(address="Hanako@Person.example", name="見本 花子", language="ja")


def calendar(method, uid="m1"):
    content = (
        f"BEGIN:VCALENDAR\r\nMETHOD:{method}\r\nBEGIN:VEVENT\r\nUID:{uid}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    return CalendarPart(method=method, content=content.encode())


def test_queue_writes_one_row_in_one_query(django_assert_num_queries):
    person = PersonFactory()

    with django_assert_num_queries(1):
        message = actions.queue(
            key="k1",
            to=Recipient("Hanako@Person.example", "見本 花子", "ja", person_id=person.pk),
            template="tests/letter",
            context={"title": "第8回", "starts_at": NOW},
            calendar=calendar("REQUEST"),
        )

    stored = OutboxMessage.objects.get()
    assert stored == message
    assert (stored.recipient_key, stored.to_address) == ("hanako@person.example", "Hanako@Person.example")
    assert (stored.person, stored.language, stored.state) == (person, "ja", MailState.QUEUED)
    assert stored.message_id.endswith("@tasuki.example>")
    assert (stored.calendar_method, bytes(stored.calendar)) == ("REQUEST", calendar("REQUEST").content)
    assert stored.created_at is not None
    assert stored.text == ""


@pytest.mark.capability("T2")
def test_queue_when_key_exists(write):
    first = write("k1")

    again = actions.queue(key="k1", to=HANAKO, template="tests/silent", context={})

    assert (again, OutboxMessage.objects.get()) == (None, first)


def test_queue_when_key_exists_keeps_the_transaction_usable(write):
    write("k1")

    with transaction.atomic():
        actions.queue(key="k1", to=HANAKO, template="tests/letter", context={})
        assert actions.queue(key="k2", to=HANAKO, template="tests/letter", context={}) is not None


def test_queue_when_row_is_refused_for_another_reason():
    nameless = Recipient(address="hanako@person.example", name=None, language="ja")

    with pytest.raises(IntegrityError), transaction.atomic():
        actions.queue(key="k1", to=nameless, template="tests/letter", context={})


def test_queue_when_committed_leaves_at_once(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        actions.queue(key="k1", to=HANAKO, template="tests/silent", context={})

        assert outbox_of_tests.outbox == []

    assert len(outbox_of_tests.outbox) == 1


def test_record_event_when_delivered(write):
    message = sent(write("k1"))

    actions.record_event(message.message_id, "delivered", now=NOW)
    actions.record_event(message.message_id, "delivered", now=NOW)

    message.refresh_from_db()
    assert (message.state, message.sent_at) == (MailState.CONFIRMED, NOW)


@pytest.mark.capability("T2")
def test_record_event_when_bounce_is_reported_three_times(write):
    message = sent(write("k1"))

    for _ in range(3):
        actions.record_event(message.message_id.strip("<>"), "bounced")

    message.refresh_from_db()
    assert message.state == MailState.BOUNCED
    assert list(Suppression.objects.values_list("address", "reason")) == [
        ("hanako@person.example", SuppressionReason.BOUNCE)
    ]


def test_record_event_when_delivery_is_reported_after_the_bounce(write):
    message = sent(write("k1"))

    actions.record_event(message.message_id, "bounced")
    actions.record_event(message.message_id, "delivered")

    message.refresh_from_db()
    assert message.state == MailState.BOUNCED


def test_record_event_when_address_is_alive_all_the_same(write):
    message = sent(write("k1"))

    actions.record_event(message.message_id, "bounced", is_dead_address=False)

    assert not Suppression.objects.exists()


def test_record_event_when_person_complains(write):
    message = sent(write("k1"))

    actions.record_event(message.message_id, "complained")
    actions.record_event(message.message_id, "complained")

    message.refresh_from_db()
    assert (message.state, Suppression.objects.get().reason) == (MailState.SENT, SuppressionReason.COMPLAINT)


def test_record_event_when_mail_is_not_ours():
    actions.record_event("<nobody@elsewhere.example>", "bounced")

    assert not Suppression.objects.exists()


@pytest.mark.parametrize(
    ("event", "state", "suppressed"),
    [
        ({"event_type": "delivered"}, MailState.CONFIRMED, False),
        ({"event_type": "bounced", "reject_reason": "bounced"}, MailState.BOUNCED, True),
        ({"event_type": "rejected", "reject_reason": "blocked"}, MailState.BOUNCED, False),
        ({"event_type": "complained"}, MailState.SENT, True),
        ({"event_type": "opened"}, MailState.SENT, False),
    ],
    ids=lambda value: value["event_type"] if isinstance(value, dict) else "",
)
def test_webhook_when_provider_reports(write, event, state, suppressed):
    message = sent(write("k1"))

    report = AnymailTrackingEvent(
        message_id="number-of-the-provider", metadata={"message_id": message.message_id}, **event
    )
    tracking.send(sender=object, event=report, esp_name="Test")

    message.refresh_from_db()
    assert (message.state, Suppression.objects.exists()) == (state, suppressed)


def test_webhook_when_provider_keeps_our_number(write):
    message = sent(write("k1"))

    report = AnymailTrackingEvent(event_type="delivered", message_id=message.message_id.strip("<>"))
    tracking.send(sender=object, event=report, esp_name="Test")

    message.refresh_from_db()
    assert message.state == MailState.CONFIRMED


@pytest.mark.parametrize("state", [MailState.FAILED, MailState.BOUNCED, MailState.SUPPRESSED])
def test_retry_when_mail_was_given_up(write, state):
    message = write("k1")
    OutboxMessage.objects.update(state=state, attempts=20, error="SMTPDataError 554")
    Suppression.objects.create(address="hanako@person.example", reason=SuppressionReason.BOUNCE)

    revived = [actions.retry(message, now=NOW), actions.retry(message, now=NOW)]

    message.refresh_from_db()
    assert (revived, message.state, message.attempts, message.error) == ([True, False], "queued", 0, "")
    assert not Suppression.objects.exists()


def test_retry_when_person_had_complained_stays_silent(write, sink):
    message = write("k1")
    OutboxMessage.objects.update(state=MailState.SUPPRESSED)
    Suppression.objects.create(address="hanako@person.example", reason=SuppressionReason.COMPLAINT)

    actions.retry(message, now=NOW)
    actions.deliver_due(now=NOW)

    message.refresh_from_db()
    assert (message.state, sink.accepted) == (MailState.SUPPRESSED, [])


def test_retry_when_mail_is_on_its_way(write):
    message = write("k1")

    assert not actions.retry(message, now=NOW)


@pytest.mark.parametrize(("uid", "refused"), [("m1", True), ("m2", False)])
@pytest.mark.capability("C2")
def test_retry_when_cancel_has_gone_out(write, uid, refused):
    request = write("k1", calendar=calendar("REQUEST"))
    cancel = write("k2", calendar=calendar("CANCEL", uid))
    OutboxMessage.objects.filter(pk=request.pk).update(state=MailState.FAILED)
    OutboxMessage.objects.filter(pk=cancel.pk).update(state=MailState.SENT)

    if refused:
        with pytest.raises(actions.OvertakenError):
            actions.retry(request, now=NOW)
    else:
        assert actions.retry(request, now=NOW)


def test_messages_that_need_somebody(write):
    for state in MailState:
        message = write(f"k-{state}")
        OutboxMessage.objects.filter(pk=message.pk).update(state=state)

    assert [message.state for message in messages_that_need_somebody()] == [
        MailState.SUPPRESSED,
        MailState.FAILED,
        MailState.BOUNCED,
    ]


def test_forget_expired_when_a_month_is_over(write):
    old, failed, young, waiting = write("old"), write("failed"), write("young"), write("waiting")
    everything = {"text": "本文", "html": "<p>", "subject": "件名", "calendar": b"BEGIN", "context": {"a": 1}}
    OutboxMessage.objects.update(**everything)
    sent(old, at=NOW - timedelta(days=31))
    sent(young, at=NOW - timedelta(days=29))
    OutboxMessage.objects.filter(pk=failed.pk).update(
        state=MailState.FAILED, created_at=NOW - timedelta(days=31)
    )
    OutboxMessage.objects.filter(pk=waiting.pk).update(created_at=NOW - timedelta(days=31))

    actions.forget_expired(NOW)

    emptied = [
        row.key for row in OutboxMessage.objects.order_by("pk") if row.text == "" and row.context == {}
    ]
    assert emptied == ["old", "failed"]
    assert bytes(OutboxMessage.objects.get(key="old").calendar) == b""
    assert OutboxMessage.objects.get(key="old").subject == "件名"


def test_forget_expired_when_links_are_out_of_date():
    make_link(LinkPurpose.INVITATION, 1, expires_at=NOW)
    make_link(LinkPurpose.INVITATION, 2, expires_at=NOW + timedelta(seconds=1))

    actions.forget_expired(NOW)

    assert [link.subject_id for link in MailedLink.objects.all()] == ["2"]


def sent(message: OutboxMessage, at: datetime = NOW) -> OutboxMessage:
    OutboxMessage.objects.filter(pk=message.pk).update(state=MailState.SENT, sent_at=at)
    return message
