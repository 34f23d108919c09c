"""An announced meeting, people to write to, and a mail server to write to them."""

from datetime import UTC, datetime, timedelta

import pytest

from events.registration.models import Registration
from network.broadcasts.models import Addressee
from network.mail.models import OutboxMessage
from tests.factories.events import EventFactory, PoolFactory
from tests.factories.membership import MembershipFactory
from tests.factories.network import BroadcastFactory, PersonFactory
from tests.network.mail.sink import Sink

# Saturday is far away, and so is the evening: 12:00 on a Friday in Japan.
NOW = datetime(2026, 11, 27, 3, 0, tzinfo=UTC)


@pytest.fixture
def sink(settings):
    """The mail server."""
    settings.EMAIL_BACKEND = "tests.network.mail.sink.Sink"
    Sink.reset()
    return Sink


@pytest.fixture
def event():
    """A meeting in December."""
    return PoolFactory(event=EventFactory(title="見本の情報交換会", title_en="Sample exchange")).event


@pytest.fixture
def member():
    """Makes a member."""

    def make(**person):
        return MembershipFactory(person=PersonFactory(**person)).person

    return make


@pytest.fixture
def broadcast(event):
    """A draft for members about the meeting."""
    return BroadcastFactory(about_id=event.pk)


@pytest.fixture
def outbox():
    """What stands in the outbox, by address."""

    def read():
        return {message.to_address: message for message in OutboxMessage.objects.order_by("pk")}

    return read


@pytest.fixture
def register(event):
    """Registers somebody for the meeting."""

    def take_a_seat(person):
        return Registration.objects.create(
            event=event,
            person=person,
            pool=event.pools.get(),
            state="confirmed",
            number=Registration.objects.count() + 1,
            registered_at=NOW + timedelta(hours=1),
        )

    return take_a_seat


@pytest.fixture
def outcomes():
    """What became of everybody a broadcast was meant for, by name."""

    def read(broadcast):
        rows = Addressee.objects.filter(broadcast=broadcast).select_related("person", "contact")
        return {str(row.person or row.contact): row.outcome for row in rows}

    return read
