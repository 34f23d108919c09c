"""Reports of the mail provider: one door, for one provider, with its secret."""

import base64
import json

import pytest
from django.core.exceptions import ImproperlyConfigured

from network.mail.actions import queue
from network.mail.choices import MailState, SuppressionReason
from network.mail.models import OutboxMessage, Suppression
from network.mail.rules import Recipient
from network.urls import reports

REPORTS = "/anymail/postmark/tracking/"


def signed(user_and_password: str) -> dict[str, str]:
    return {"Authorization": f"Basic {base64.b64encode(user_and_password.encode()).decode()}"}


def bounce_of(message: OutboxMessage) -> str:
    """What Postmark sends when an address does not exist."""
    return json.dumps(
        {
            "RecordType": "Bounce",
            "ID": 4323372036854775807,
            "Type": "HardBounce",
            "TypeCode": 1,
            "MessageID": "883953f4-6105-42a2-a16a-77a8eac79483",
            "Metadata": {"message_id": message.message_id},
            "Email": message.to_address,
            "BouncedAt": "2026-04-02T05:00:00Z",
        }
    )


@pytest.fixture
def message(db) -> OutboxMessage:
    sent = queue(
        key="k1",
        to=Recipient("hanako@person.example", "見本 花子", "ja"),
        template="network/people/unknown_account",
        context={},
    )
    OutboxMessage.objects.update(state=MailState.SENT)
    return sent


@pytest.mark.capability("T2")
def test_report_that_comes_three_times_counts_once(client, message):
    answers = [
        client.post(
            REPORTS,
            bounce_of(message),
            content_type="application/json",
            headers=signed("only:for-tests"),
        ).status_code
        for _ in range(3)
    ]

    message.refresh_from_db()
    assert (answers, message.state) == ([200] * 3, MailState.BOUNCED)
    assert list(Suppression.objects.values_list("address", "reason")) == [
        ("hanako@person.example", SuppressionReason.BOUNCE)
    ]


@pytest.mark.parametrize(
    "headers", [{}, signed("only:guessed")], ids=["without a secret", "with a wrong one"]
)
def test_report_of_a_stranger_changes_nothing(client, message, headers):
    answer = client.post(REPORTS, bounce_of(message), content_type="application/json", headers=headers)

    message.refresh_from_db()
    assert (answer.status_code, message.state) == (400, MailState.SENT)
    assert not Suppression.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/anymail/mailgun/tracking/", "/anymail/mandrill/", "/anymail/postmark/inbound/", "/anymail/"]
)
def test_other_providers_and_mail_for_us_find_no_door(client, path):
    assert client.post(path, headers=signed("only:for-tests")).status_code == 404


def test_reports_when_no_provider_is_named(settings):
    settings.MAIL_PROVIDER = ""

    assert reports() == []


def test_reports_when_the_provider_is_unknown(settings):
    settings.MAIL_PROVIDER = "pigeon"

    with pytest.raises(ImproperlyConfigured, match=r"'pigeon'; known are amazon_ses, brevo, .*postmark"):
        reports()


def test_reports_when_there_is_no_secret(settings):
    settings.ANYMAIL = {"WEBHOOK_SECRET": ""}

    with pytest.raises(ImproperlyConfigured, match="ANYMAIL_WEBHOOK_SECRET"):
        reports()
