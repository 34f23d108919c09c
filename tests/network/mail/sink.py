"""A mail server for tests: takes, refuses or dies as a test tells it."""

from collections.abc import Callable
from email.message import EmailMessage

from django.core.mail.backends.base import BaseEmailBackend

Behaviour = Callable[[EmailMessage], None]


class WorkerKilledError(BaseException):
    """What kill -9 is to a test: nothing catches it, nothing tidies up."""


class Sink(BaseEmailBackend):
    """Asks `before` (may refuse), keeps the bytes, tells `after` (may kill the worker)."""

    accepted: list[EmailMessage] = []
    before: Behaviour
    after: Behaviour
    answers: Callable[[], None]

    @classmethod
    def reset(cls) -> None:
        cls.accepted = []
        cls.before = cls.after = staticmethod(lambda message: None)
        cls.answers = staticmethod(lambda: None)

    def open(self) -> bool:
        type(self).answers()
        return True

    def send_messages(self, email_messages) -> int:
        for email in email_messages:
            message = email.message()
            type(self).before(message)
            self.accepted.append(message)
            type(self).after(message)
        return len(email_messages)
