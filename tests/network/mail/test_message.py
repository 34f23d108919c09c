"""The MIME shape of a mail, in memory and as it arrives at a mail server."""

import email
import email.policy
import socket
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import getaddresses
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from django.core.mail import get_connection

from network.mail.message import MethodMismatchError, build_email, mailbox, stated_method

GOLDEN = Path(__file__).parents[2] / "golden" / "calendar"
REQUEST = (GOLDEN / "confirmed.ics").read_bytes()
MESSAGE_ID = "<0001@tasuki.example>"


def _mail(**changed):
    values = {
        "subject": "【見本】情報交換会のお知らせ",
        "text": "髙橋 花子 様\n\nお知らせです。\n",
        "html": "<p>お知らせです。</p>",
        "from_address": mailbox("北海道ネットワーク（見本）事務局", "jimukyoku@tasuki.example"),
        "to": mailbox("髙橋 花子", "hanako@mihon.example"),
        "message_id": MESSAGE_ID,
        "headers": {"Auto-Submitted": "auto-generated"},
        "calendar": ("REQUEST", REQUEST),
    }
    return build_email(**values | changed)


def _shape(message) -> str | tuple:
    if message.is_multipart():
        return message.get_content_type(), [_shape(part) for part in message.iter_parts()]
    return message.get_content_type()


def _parsed(mail) -> EmailMessage:
    return email.message_from_bytes(_bytes(mail), policy=email.policy.default)


def _bytes(mail) -> bytes:
    return mail.message().as_bytes(linesep="\r\n")


@pytest.mark.capability("C1")
def test_a_calendar_is_the_last_alternative_and_a_file():
    assert _shape(_parsed(_mail())) == (
        "multipart/mixed",
        [
            ("multipart/alternative", ["text/plain", "text/html", "text/calendar"]),
            "application/ics",
        ],
    )


def test_without_a_calendar_there_is_text_and_html():
    assert _shape(_parsed(_mail(calendar=None))) == ("multipart/alternative", ["text/plain", "text/html"])


def test_without_html_there_is_text():
    assert _shape(_parsed(_mail(calendar=None, html=""))) == "text/plain"


@pytest.mark.capability("C1")
def test_the_calendar_part_says_its_method_and_is_no_attachment():
    _, _, part = next(_parsed(_mail()).iter_parts()).iter_parts()

    assert part.get_param("method") == stated_method(part.get_payload(decode=True)) == "REQUEST"
    assert part["Content-Disposition"] is None
    assert part["Content-Transfer-Encoding"] == "base64"
    assert b"\r\nContent-Type: text/calendar; method=REQUEST; charset=UTF-8\r\n" in _bytes(_mail())


@pytest.mark.capability("C1")
@pytest.mark.parametrize("content", [REQUEST.replace(b"METHOD:REQUEST\r\n", b""), REQUEST, b""])
def test_a_mail_that_would_state_another_method_is_not_built(content):
    with pytest.raises(MethodMismatchError):
        _mail(calendar=("CANCEL", content))


def test_a_method_that_somebody_typed_into_the_words_is_not_taken_for_one():
    content = REQUEST.replace(b"METHOD:REQUEST\r\n", b"").replace(b"SUMMARY:", b"METHOD:REQUEST\r\nSUMMARY:")

    assert stated_method(content) == ""


def test_headers_are_as_given():
    message = _parsed(_mail())

    assert message["Message-ID"] == MESSAGE_ID
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Subject"] == "【見本】情報交換会のお知らせ"
    assert message["To"].addresses[0].display_name == "髙橋 花子"
    assert message["From"].addresses[0].addr_spec == "jimukyoku@tasuki.example"


@pytest.mark.parametrize(
    "subject", ["とても長い題名" * 30, "short", "Long " * 60, "題名\r\nBcc: x@y.example\n"]
)
def test_a_subject_begins_on_its_own_line_and_stays_one_header(subject):
    header = _bytes(_mail(subject=subject)).partition(b"\r\n\r\n")[0].split(b"\r\n")

    assert [line for line in header if line.startswith(b"Subject: ") and len(line) > len(b"Subject: ")]
    assert all(len(line) <= 78 for line in header)
    assert not [line for line in header if line.startswith(b"Bcc:")]
    assert _parsed(_mail(subject=subject))["Subject"] == " ".join(subject.split())


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("佐藤, 花子", "佐藤, 花子"),
        ('O\'Neil "Hana" \\ 花', 'O\'Neil "Hana" \\ 花'),
        ("plain, with comma", "plain, with comma"),
        ("花子\r\nBcc: x@y.example", "花子 Bcc: x@y.example"),
        ("第一　花子", "第一　花子"),
        ("👩‍👩‍👧 <x@y.example>", "👩‍👩‍👧 <x@y.example>"),
        ("髙" * 100, "髙" * 100),
        ("", ""),
        (" \0 ", ""),
    ],
    ids=lambda value: repr(value[:8]),
)
def test_a_mailbox_bears_any_name(name, shown):
    message = email.message_from_bytes(_bytes(_mail(to=mailbox(name, "hanako@mihon.example"))))

    ((encoded, address),) = getaddresses([message["To"]])
    assert (str(make_header(decode_header(encoded))), address) == (shown, "hanako@mihon.example")
    assert message["Bcc"] is None


class Sink:
    """Keeps what a mail server receives."""

    def __init__(self):
        self.received = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 -- aiosmtpd's name
        self.received.append(envelope.original_content)
        return "250 OK"


@pytest.fixture
def sink():
    handler = Sink()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    handler.port = port
    yield handler
    controller.stop()


@pytest.mark.capability("C1")
@pytest.mark.parametrize("name", sorted(path.stem for path in GOLDEN.glob("*.eml") if path.stem != "reply"))
def test_on_the_wire_each_line_ends_once_and_the_calendar_arrives_as_it_was(sink, name):
    content = (GOLDEN / f"{name}.ics").read_bytes()
    server = get_connection("django.core.mail.backends.smtp.EmailBackend", host="127.0.0.1", port=sink.port)

    server.send_messages([_mail(calendar=(stated_method(content), content))])

    (received,) = sink.received
    assert received.endswith(b"\r\n")
    assert received.count(b"\r") == received.count(b"\n") == received.count(b"\r\n")
    message = email.message_from_bytes(received, policy=email.policy.default)
    parts = {part.get_content_type(): part for part in message.walk()}
    if name != "waiting":
        assert parts["text/calendar"].get_payload(decode=True) == content
    assert parts["application/ics"].get_payload(decode=True) == content
    assert parts["text/plain"].get_content() == "髙橋 花子 様\r\n\r\nお知らせです。\r\n"
