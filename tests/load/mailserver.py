"""A mail server of one's own: keeps what it accepts and may call somebody when so many have come."""

import socket
from collections.abc import Callable
from email import message_from_bytes
from email.policy import default

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class MailServer:
    """Counts every accepted mail by recipient and Message-ID; `then` is called once, at the `at`-th."""

    def __init__(self, *, at: int = 0, then: Callable[[], None] = lambda: None):
        self.accepted: list[tuple[str, str]] = []
        self.at, self.then = at, then
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 -- aiosmtpd's name
        head = envelope.content.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
        identity = message_from_bytes(head, policy=default)["Message-ID"]
        self.accepted.append((envelope.rcpt_tos[0], str(identity)))
        if len(self.accepted) == self.at:
            self.then()
        return "250 OK"

    def __enter__(self) -> "MailServer":
        self.controller.start()
        return self

    def __exit__(self, *failure: object) -> None:
        self.controller.stop()

    @property
    def environment(self) -> dict[str, str]:
        return {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": str(self.port)}
