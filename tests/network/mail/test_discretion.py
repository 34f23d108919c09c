"""Codes and links don't stay readable in the outbox longer than the mail may have to go again."""

from datetime import timedelta

import pytest

from network.mail import actions
from network.mail.choices import MailState
from network.mail.models import OutboxMessage
from network.mail.rules import LET_GO
from tests.network.mail.conftest import NOW

pytestmark = pytest.mark.django_db
CODE, TOKEN = "012 345 6789", "eZ3mBq7Yw4bHc2PjT0aVnLrXs9KdUoGiQf5yN1hMxWk"
OPENS = {
    "action_url": f"https://tasuki.example/l/{TOKEN}/",
    "action_code": CODE,
    "expires_at": NOW + timedelta(days=14),
}


@pytest.fixture
def invite(write):
    """Queues an invitation with a link and a code."""

    def queue_invitation(key="k1", **more):
        return write(key, template="network/people/invitation", context=OPENS, **more)

    return queue_invitation


def readable(message) -> str:
    """Everything about the mail that stands in the database."""
    message.refresh_from_db()
    return f"{message.subject}{message.text}{message.html}{message.context}"


def opens_something(message) -> bool:
    stands = readable(message)
    return CODE in stands or TOKEN in stands


def test_mail_goes_out_whole_and_stays_without_its_secrets(invite, sink, settings):
    settings.MAIL_PROVIDER = ""
    message = invite()
    before = opens_something(message)

    actions.deliver_due(now=NOW)

    sent = sink.accepted[0].get_payload()[0].get_payload(decode=True).decode()
    assert (before, CODE in sent, TOKEN in sent) == (True, True, True)
    assert not opens_something(message)
    assert message.text.count(LET_GO) == 2
    assert "見本 花子" in message.text
    assert not message.holds_secrets


def test_secrets_stay_while_the_provider_may_still_report_a_bounce(invite, sink):
    message = invite()

    actions.deliver_due(now=NOW)
    actions.record_event(message.message_id, "bounced", is_dead_address=False)
    actions.retry(message, now=NOW + timedelta(hours=1))
    actions.deliver_due(now=NOW + timedelta(hours=1))

    first, second = (mail.as_bytes() for mail in sink.accepted)
    assert first == second


def test_secrets_go_when_the_provider_confirms(invite, sink):
    message = invite()
    actions.deliver_due(now=NOW)
    assert opens_something(message)

    actions.record_event(message.message_id, "delivered", now=NOW)

    assert not opens_something(message)
    assert message.state == MailState.CONFIRMED


def test_secrets_go_when_the_provider_is_silent_for_a_day(invite, sink):
    message = invite()
    actions.deliver_due(now=NOW)

    actions.forget_expired(NOW + timedelta(hours=23))
    assert opens_something(message)
    actions.forget_expired(NOW + timedelta(hours=25))

    assert not opens_something(message)


@pytest.mark.parametrize("state", [MailState.FAILED, MailState.BOUNCED, MailState.SUPPRESSED])
def test_secrets_of_a_mail_that_was_given_up_go_when_they_are_out_of_date(invite, state):
    message = invite(secrets_until=NOW + timedelta(minutes=15))
    OutboxMessage.objects.update(state=state)

    actions.forget_expired(NOW + timedelta(minutes=14))
    assert opens_something(message)
    actions.forget_expired(NOW + timedelta(minutes=15))

    assert not opens_something(message)


@pytest.mark.parametrize("state", [MailState.QUEUED, MailState.CLAIMED])
def test_secrets_stay_while_the_mail_has_still_to_go(invite, state):
    message = invite(secrets_until=NOW)
    OutboxMessage.objects.update(state=state)

    actions.forget_expired(NOW + timedelta(days=2))

    assert opens_something(message)


def test_retry_when_secrets_are_gone(invite):
    message = invite(secrets_until=NOW)
    OutboxMessage.objects.update(state=MailState.FAILED)
    actions.forget_expired(NOW)
    message.refresh_from_db()

    with pytest.raises(actions.SecretsGoneError):
        actions.retry(message, now=NOW)

    message.refresh_from_db()
    assert message.state == MailState.FAILED


def test_mail_without_secrets_is_left_as_it_was(write, sink, settings):
    settings.MAIL_PROVIDER = ""
    message = write("k1", context={"link": "https://tasuki.example/my/"})

    actions.deliver_due(now=NOW)

    message.refresh_from_db()
    assert not message.holds_secrets
    assert message.context["link"] == "https://tasuki.example/my/"
    assert LET_GO not in message.text


def test_demo_shows_its_mails_whole(invite, sink, settings):
    settings.MAIL_PROVIDER, settings.DEMO = "", True
    message = invite()

    actions.deliver_due(now=NOW)
    actions.forget_expired(NOW + timedelta(days=2))

    assert opens_something(message)
