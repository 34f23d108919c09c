"""An outbox, a sink to empty it into, and templates that only tests know."""

import copy
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.cache import cache

from network.mail.actions import queue
from network.mail.models import OutboxMessage
from network.mail.rules import Recipient
from tests.network.mail.sink import Sink

NOW = datetime(2026, 4, 2, 5, 0, tzinfo=UTC)
TEMPLATES = Path(__file__).parent / "templates"


@pytest.fixture(autouse=True)
def own_templates(settings):
    """Templates of tests beside those of the site."""
    templates = copy.deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"].append(TEMPLATES)
    settings.TEMPLATES = templates


@pytest.fixture(autouse=True)
def nothing_kept():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def sink(settings):
    """The mail server."""
    settings.EMAIL_BACKEND = "tests.network.mail.sink.Sink"
    Sink.reset()
    return Sink


@pytest.fixture
def write():
    """Queues a letter that was due at NOW; nothing sends it by itself."""

    def write_letter(key, address="hanako@person.example", *, language="ja", template="tests/letter", **more):
        context = {"title": "第8回 <見本>", "starts_at": NOW, "link": "https://tasuki.example/l/abc/"}
        queue(
            key=key,
            to=Recipient(address=address, name="見本 花子", language=language),
            template=template,
            context=context | more.pop("context", {}),
            **more,
        )
        message = OutboxMessage.objects.get(key=key)
        OutboxMessage.objects.filter(pk=message.pk).update(next_try_at=NOW, created_at=NOW)
        message.refresh_from_db()
        return message

    return write_letter
