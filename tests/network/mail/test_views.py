"""The demo's outbox, and that no other site has one."""

import pytest

from network.mail.actions import deliver_due
from network.mail.models import OutboxMessage
from network.mail.rules import CalendarPart
from tests.network.mail.conftest import NOW

pytestmark = pytest.mark.django_db
CONTENT = b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:m1\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"


@pytest.fixture
def demo(settings):
    """The site as make demo shows it."""
    settings.DEMO = True


@pytest.fixture
def message(write, sink):
    letter = write("k1", calendar=CalendarPart("REQUEST", CONTENT))
    deliver_due(now=NOW)
    letter.refresh_from_db()
    return letter


def test_outbox_in_the_demo(client, demo, message):
    response = client.get("/outbox/")

    (entry,) = response.context["entries"]
    assert (entry["subject"], entry["to_name"], entry["url"]) == (
        message.subject,
        "見本 花子",
        f"/outbox/{message.pk}/",
    )


def test_outbox_message_in_the_demo(client, demo, message):
    response = client.get(f"/en/outbox/{message.pk}/")

    assert "https://tasuki.example/l/abc/" in response.content.decode()
    assert response.context["entry"]["calendar_url"] == f"/en/outbox/{message.pk}/invite.ics"


def test_outbox_calendar_in_the_demo(client, demo, message):
    response = client.get(f"/outbox/{message.pk}/invite.ics")

    assert (response.content, response["Content-Type"]) == (
        CONTENT,
        "text/calendar; method=REQUEST; charset=UTF-8",
    )


def test_outbox_calendar_when_mail_has_none(client, demo, write):
    assert client.get(f"/outbox/{write('k1').pk}/invite.ics").status_code == 404


@pytest.mark.parametrize("place", ["", "{pk}/", "{pk}/invite.ics"])
def test_outbox_elsewhere_is_not_there(client, message, place):
    assert client.get("/outbox/" + place.format(pk=message.pk)).status_code == 404


def test_outbox_when_mail_is_not_rendered_yet(client, demo, write):
    write("k1")

    assert client.get("/outbox/").status_code == 200


def test_outbox_costs_the_same_queries_at_1_and_3_mails(client, demo, write, django_assert_num_queries):
    write("k1")
    client.get("/outbox/")
    with django_assert_num_queries(2):
        client.get("/outbox/")
    write("k2")
    write("k3")

    with django_assert_num_queries(2):
        client.get("/outbox/")


def test_outbox_has_pages_of_fifty(client, demo, write):
    first = write("k0")
    OutboxMessage.objects.bulk_create(
        OutboxMessage(
            key=f"k{number}",
            recipient_key=first.recipient_key,
            to_address=first.to_address,
            language="ja",
            message_id=f"<{number}@tasuki.example>",
            next_try_at=NOW,
        )
        for number in range(1, 52)
    )

    pages = [len(client.get(f"/outbox/?page={page}").context["entries"].object_list) for page in (1, 2, "x")]

    assert pages == [50, 2, 50]
