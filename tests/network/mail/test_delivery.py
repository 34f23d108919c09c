"""Delivery: in order, once, and nothing lost when a worker or the mail server dies."""

import smtplib
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from network.mail import delivery
from network.mail.actions import DeliveryReport, deliver_due, record_event
from network.mail.choices import MailState, SuppressionReason
from network.mail.delivery import Delivery
from network.mail.models import OutboxMessage, Suppression
from network.mail.rules import CLAIM, MAX_ATTEMPTS, OUTAGE_PAUSE, CalendarPart, back_off
from tests.network.mail.conftest import NOW
from tests.network.mail.sink import WorkerKilledError

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


def refuse(*errors):
    """A server that answers the first mails with these errors, and takes the rest."""
    left = list(errors)

    def before(message):
        if left and (error := left.pop(0)):
            raise error

    return staticmethod(before)


def refused_recipient(code, answer):
    return smtplib.SMTPRecipientsRefused({"hanako@person.example": (code, answer)})


def state_of(message):
    message.refresh_from_db()
    return message.state


def ids(sink):
    return [message["Message-ID"] for message in sink.accepted]


def test_deliver_due_when_all_is_well(write, sink):
    message = write("k1")

    report = deliver_due(now=NOW)

    message.refresh_from_db()
    assert report == DeliveryReport(sent=1)
    assert (message.state, message.attempts, message.claimed_by) == (MailState.SENT, 1, "")
    assert message.sent_at >= NOW
    assert message.subject == "Letter for 見本 花子: 第8回 <見本>"
    (accepted,) = sink.accepted
    assert accepted["Message-ID"] == message.message_id
    assert accepted["Date"] == "Thu, 02 Apr 2026 05:00:00 +0000"
    assert str(accepted["To"]) == "見本 花子 <hanako@person.example>"
    assert accepted["Auto-Submitted"] == "auto-generated"


def test_deliver_due_when_nothing_is_due(write, sink):
    OutboxMessage.objects.filter(pk=write("k1").pk).update(next_try_at=NOW + timedelta(seconds=60))

    assert deliver_due(now=NOW) == DeliveryReport()


def test_deliver_due_when_there_are_more_than_a_chunk(write, sink):
    messages = [write(f"k{number}", f"p{number}@person.example") for number in range(7)]

    report = deliver_due(now=NOW, limit=3)

    assert (report.sent, ids(sink)) == (7, [message.message_id for message in messages])


def test_deliver_due_when_calendar_part_is_there(write, sink):
    content = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:m1\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    write("k1", calendar=CalendarPart("REQUEST", content.encode()))

    deliver_due(now=NOW)

    part = next(part for part in sink.accepted[0].walk() if part.get_content_type() == "text/calendar")
    assert (part.get_param("method"), part.get_payload(decode=True)) == ("REQUEST", content.encode())


@pytest.mark.parametrize("language", ["ja", "en"])
def test_deliver_due_in_the_language_of_the_recipient(write, sink, language):
    message = write("k1", language=language, template="tests/silent")

    deliver_due(now=NOW)

    message.refresh_from_db()
    assert message.text == f"Words in {language}\n"


def test_deliver_due_when_refused_for_now_goes_later(write, sink):
    sink.before = refuse(refused_recipient(450, b"4.2.1 try later"))
    message = write("k1")

    report = deliver_due(now=NOW)

    message.refresh_from_db()
    assert (report, message.state, message.error) == (
        DeliveryReport(postponed=1),
        MailState.QUEUED,
        "SMTPRecipientsRefused 450",
    )
    assert NOW + back_off(1) <= message.next_try_at < NOW + back_off(1) + timedelta(seconds=10)
    assert deliver_due(now=LATER) == DeliveryReport(sent=1)
    assert message.message_id == sink.accepted[0]["Message-ID"]


@pytest.mark.capability("C2")
def test_deliver_due_when_the_first_waits_the_second_waits_too(write, sink):
    sink.before = refuse(refused_recipient(450, b""))
    first, second, other = write("k1"), write("k2"), write("k3", "taro@person.example")

    assert deliver_due(now=NOW) == DeliveryReport(sent=1, postponed=2)
    assert deliver_due(now=NOW) == DeliveryReport()
    assert deliver_due(now=LATER) == DeliveryReport(sent=2)

    assert ids(sink) == [other.message_id, first.message_id, second.message_id]
    second.refresh_from_db()
    assert second.attempts == 1


@pytest.mark.capability("C2")
def test_deliver_due_when_another_worker_holds_the_first(write, sink):
    write("k1")
    elsewhere = Delivery(NOW, "elsewhere")
    elsewhere.claim(10)
    second = write("k2")

    assert deliver_due(now=NOW) == DeliveryReport()

    elsewhere.hand_over_claimed()
    assert deliver_due(now=NOW) == DeliveryReport(sent=1)
    assert ids(sink)[1] == second.message_id


def test_deliver_due_when_addresses_differ_in_capitals_only(write, sink):
    sink.before = refuse(refused_recipient(450, b""))
    write("k1", "Hanako@person.example")
    write("k2", "hanako@Person.example")

    assert deliver_due(now=NOW) == DeliveryReport(postponed=2)


@pytest.mark.parametrize(
    ("error", "state", "suppressed"),
    [
        (refused_recipient(550, b"5.1.1 no such user"), MailState.BOUNCED, True),
        (refused_recipient(550, "5.7.1 we do not like you"), MailState.BOUNCED, False),
        (smtplib.SMTPDataError(554, b"5.6.0 looks like spam"), MailState.FAILED, False),
        (ValueError("Invalid address"), MailState.FAILED, False),
    ],
    ids=["dead address", "refused by policy", "refused content", "address no mail can carry"],
)
def test_deliver_due_when_refused_for_good_lets_the_next_pass(write, sink, error, state, suppressed):
    sink.before = refuse(error)
    first, second = write("k1"), write("k2")

    assert deliver_due(now=NOW) == DeliveryReport(sent=1, failed=1)

    assert (state_of(first), state_of(second)) == (state, MailState.SENT)
    assert "user" not in first.error
    assert Suppression.objects.exists() is suppressed


@pytest.mark.parametrize(
    "error",
    [
        smtplib.SMTPSenderRefused(550, b"who are you", "jimukyoku@tasuki.example"),
        smtplib.SMTPDataError(451, b"later"),
        smtplib.SMTPServerDisconnected("gone"),
        smtplib.SMTPAuthenticationError(535, b"wrong password"),
        TimeoutError("timed out"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_deliver_due_when_it_is_not_the_mails_fault(write, sink, error):
    sink.before = refuse(error)
    message = write("k1")

    assert deliver_due(now=NOW) == DeliveryReport(postponed=1)
    assert message.error == ""
    assert deliver_due(now=LATER) == DeliveryReport(sent=1)


def test_deliver_due_when_refused_too_often(write, sink):
    sink.before = refuse(smtplib.SMTPDataError(451, b"later"))
    message = write("k1")
    OutboxMessage.objects.update(attempts=MAX_ATTEMPTS - 1)

    assert deliver_due(now=NOW) == DeliveryReport(failed=1)
    assert (state_of(message), message.error) == (MailState.FAILED, "SMTPDataError 451")


def test_deliver_due_when_a_mail_kills_every_worker(write, sink):
    message = write("k1")
    OutboxMessage.objects.update(attempts=MAX_ATTEMPTS)

    assert deliver_due(now=NOW) == DeliveryReport(failed=1)
    assert (state_of(message), message.error) == (MailState.FAILED, "Given up")


@pytest.mark.capability("T1")
def test_deliver_due_when_the_server_is_down(write, sink):
    def down():
        raise ConnectionRefusedError

    sink.answers = staticmethod(down)
    messages = [write("k1"), write("k2"), write("k3", "taro@person.example")]

    assert deliver_due(now=NOW) == DeliveryReport(postponed=3)
    for message in messages:
        message.refresh_from_db()
        assert (message.state, message.attempts) == (MailState.QUEUED, 0)
        assert message.error == "Outage: ConnectionRefusedError"

    sink.answers = staticmethod(lambda: None)
    assert deliver_due(now=NOW + OUTAGE_PAUSE + timedelta(seconds=10)) == DeliveryReport(sent=3)


def test_deliver_due_when_server_goes_down_in_the_middle(write, sink):
    times = []

    def goes_down():
        times.append(1)
        if len(times) == 2:
            raise ConnectionRefusedError

    sink.answers = staticmethod(goes_down)
    first, second = write("k1"), write("k2")

    assert deliver_due(now=NOW) == DeliveryReport(sent=1, postponed=1)
    assert (state_of(first), state_of(second)) == (MailState.SENT, MailState.QUEUED)


def test_deliver_due_when_address_is_suppressed(write, sink):
    Suppression.objects.create(address="hanako@person.example", reason=SuppressionReason.REQUEST)
    message = write("k1", "Hanako@person.example")

    assert deliver_due(now=NOW) == DeliveryReport(suppressed=1)
    assert (state_of(message), message.text, sink.accepted) == (MailState.SUPPRESSED, "", [])


@pytest.mark.parametrize(
    ("template", "error"),
    [
        ("tests/missing", "TemplateDoesNotExist in templates/mail/tests/missing"),
        ("tests/broken", "NoReverseMatch in templates/mail/tests/broken"),
    ],
)
def test_deliver_due_when_template_is_at_fault_fails_that_mail_only(write, sink, caplog, template, error):
    broken, sound = write("k1", template=template), write("k2")

    assert deliver_due(now=NOW) == DeliveryReport(sent=1, failed=1)
    assert (state_of(broken), broken.error, state_of(sound)) == (MailState.FAILED, error, MailState.SENT)
    assert "見本" not in caplog.text


def test_deliver_due_when_calendar_contradicts_itself_fails_that_mail_only(write, sink):
    broken = write(
        "k1", calendar=CalendarPart("CANCEL", b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT")
    )

    assert deliver_due(now=NOW) == DeliveryReport(failed=1)
    assert (state_of(broken), broken.error) == (
        MailState.FAILED,
        "MethodMismatchError while putting the mail together",
    )


@pytest.mark.capability("T1", "T2")
def test_deliver_due_when_killed_between_acceptance_and_mark(write, sink):
    def die_at_the_second(message):
        if len(sink.accepted) == 2:
            raise WorkerKilledError

    sink.after = staticmethod(die_at_the_second)
    content = (
        b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:m1\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    first, second, third = (
        write(f"k{number}", calendar=CalendarPart("REQUEST", content)) for number in "123"
    )

    with pytest.raises(WorkerKilledError):
        deliver_due(now=NOW)
    sink.after = staticmethod(lambda message: None)

    assert [state_of(message) for message in (first, second, third)] == ["sent", "claimed", "claimed"]
    assert deliver_due(now=NOW + CLAIM - timedelta(seconds=10)) == DeliveryReport()
    assert deliver_due(now=NOW + CLAIM + timedelta(seconds=10)) == DeliveryReport(sent=2)
    assert ids(sink) == [message.message_id for message in (first, second, second, third)]
    assert sink.accepted[1].as_bytes() == sink.accepted[2].as_bytes()


@pytest.mark.capability("T2")
def test_deliver_due_when_provider_confirms_what_a_killed_worker_sent(write, sink):
    sink.after = staticmethod(kill)
    message = write("k1")
    with pytest.raises(WorkerKilledError):
        deliver_due(now=NOW)

    record_event(message.message_id, "delivered")

    assert deliver_due(now=NOW + CLAIM * 2) == DeliveryReport()
    assert (state_of(message), len(sink.accepted)) == (MailState.CONFIRMED, 1)


def test_deliver_due_when_words_change_after_a_killed_worker(write, sink, monkeypatch):
    sink.after = staticmethod(kill)
    message = write("k1")
    with pytest.raises(WorkerKilledError):
        deliver_due(now=NOW)
    sink.after = staticmethod(lambda message: None)
    OutboxMessage.objects.filter(pk=message.pk).update(context={"title": "another"})

    deliver_due(now=NOW + CLAIM * 2)

    assert sink.accepted[0].as_bytes() == sink.accepted[1].as_bytes()


def kill(message):
    raise WorkerKilledError


def test_hand_over_when_claim_was_taken_over_stops(write, sink):
    write("k1")
    slow = Delivery(NOW, "slow")
    slow.claim(10)
    deliver_due(now=NOW + CLAIM * 2)
    slow.begun_at = NOW + CLAIM * 3

    slow.hand_over_claimed()

    assert (len(sink.accepted), OutboxMessage.objects.get().state) == (1, MailState.SENT)


def test_hand_over_when_sending_takes_long_renews_the_claim(write, sink):
    write("k1")
    write("k2")
    slow = Delivery(NOW, "slow")
    slow.claim(10)

    def half_a_claim_passes(message):
        if len(sink.accepted) == 0:
            slow.begun_at += CLAIM / 2
            slow.is_over = lambda: False

    sink.before = staticmethod(half_a_claim_passes)
    until = []
    sink.after = staticmethod(lambda message: until.append(OutboxMessage.objects.get(key="k2").claimed_until))

    slow.hand_over_claimed()

    assert until[0] < NOW + CLAIM + timedelta(seconds=10)
    assert until[1] > NOW + CLAIM * 1.4


def test_deliver_due_when_time_is_over_gives_the_rest_back(write, sink, monkeypatch):
    monkeypatch.setattr(delivery, "TIME_BUDGET", timedelta())
    round_ = Delivery(NOW, "w")
    message = write("k1")
    round_.claim(10)

    round_.hand_over_claimed()

    message.refresh_from_db()
    assert (message.state, message.attempts, message.claimed_until) == (MailState.QUEUED, 0, None)


def test_deliver_due_costs_two_queries_a_mail(write, sink):
    write("the first asks for the association too")
    deliver_due(now=NOW)

    costs = []
    for mails in (1, 3, 13):
        for number in range(mails):
            write(f"{mails}-{number}", f"p{number}@person.example")
        with CaptureQueriesContext(connection) as queries:
            deliver_due(now=NOW)
        costs.append(len(queries))

    assert [cost - costs[0] for cost in costs[1:]] == [2 * 2, 2 * 12]


class LineCut:
    """A database that is away for the first few writes that say `sent`; outside every transaction, as in a worker."""

    def __init__(self, times):
        self.left = times

    def __call__(self, execute, sql, params, many, context):
        if self.left and sql.startswith("UPDATE") and MailState.SENT.value in map(str, params):
            self.left -= 1
            raise OperationalError("server closed the connection unexpectedly")
        return execute(sql, params, many, context)


@pytest.mark.capability("T1")
@pytest.mark.django_db(transaction=True)
def test_deliver_due_when_database_dies_after_the_server_accepted(write, sink, monkeypatch):
    message = write("k1")
    monkeypatch.setattr(delivery, "DATABASE_PAUSE", 0)
    monkeypatch.setattr(connection, "close", lambda: None)  # the database in memory would be gone

    with connection.execute_wrapper(LineCut(3)):
        deliver_due(now=NOW)
    deliver_due(now=LATER)

    assert (state_of(message), len(sink.accepted)) == (MailState.SENT, 1)


@pytest.mark.capability("T1")
@pytest.mark.parametrize("failure", [OperationalError("away"), ConnectionRefusedError("away")], ids=repr)
@pytest.mark.parametrize("where", ["rendering", "handover"])
def test_deliver_due_when_something_of_ours_is_away_is_no_mail_s_fault(
    write, sink, monkeypatch, failure, where
):
    message = write("k1")

    def away():
        raise failure

    with monkeypatch.context() as patch, suppress(type(failure)):
        patch.setattr(f"network.mail.{where}.current", away)
        deliver_due(now=NOW)

    assert state_of(message) in {MailState.QUEUED, MailState.CLAIMED}
    deliver_due(now=LATER)
    assert (state_of(message), len(sink.accepted)) == (MailState.SENT, 1)
