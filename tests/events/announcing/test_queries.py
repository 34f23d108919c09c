"""What may be announced, whose event it is, who took part before."""

from datetime import timedelta

import pytest

from events.announcing.queries import earlier_events, own_events, to_announce, took_part
from events.announcing.subject import EventSubject, earlier_participants
from events.programme.choices import EventStatus
from events.programme.models import EventState
from events.registration.choices import RegistrationState
from network.broadcasts.choices import Hindrance
from network.people.models import Person
from tests.factories.events import NOW, EventFactory, PoolFactory, RegistrationFactory
from tests.factories.network import AccountFactory, AffiliationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.capability("E16")]

DAY = timedelta(days=1)


def meeting_on(moment, **fields):
    """A meeting with seats."""
    status = fields.pop("status", EventStatus.PLANNED)
    pool = PoolFactory(event=EventFactory(starts_at=moment, **fields), capacity=None)
    EventState.objects.filter(event=pool.event).update(status=status)
    return pool


@pytest.fixture
def past():
    """A meeting a month ago, with somebody in every state."""
    pool = meeting_on(NOW - 30 * DAY)
    for state in RegistrationState:
        RegistrationFactory(pool=pool, person__name=str(state.value), state=state)
    RegistrationFactory(pool=pool, person__name="not confirmed", hold_until=NOW - 30 * DAY)
    return pool


def names(people):
    return sorted(Person.objects.filter(pk__in=people).values_list("name", flat=True))


def test_took_part(past):
    RegistrationFactory(pool=meeting_on(NOW - 800 * DAY), person__name="long ago")
    RegistrationFactory(
        pool=meeting_on(NOW - DAY, status=EventStatus.CANCELLED), person__name="cancelled event"
    )
    RegistrationFactory(pool=meeting_on(NOW + DAY), person__name="to come")
    RegistrationFactory(pool=meeting_on(NOW - 60 * DAY), person__name="elsewhere")

    assert names(took_part(NOW)) == ["confirmed", "elsewhere"]
    assert names(took_part(NOW, event_id=past.event_id)) == ["confirmed"]


def test_circle_of_earlier_participants(past):
    circle = earlier_participants()
    keys = [key for key, _label in circle.options(NOW)]

    assert keys == ["earlier", f"earlier:{past.event_id}"]
    assert names(circle.people(keys[1], NOW)) == ["confirmed"]
    assert past.event.title in circle.label(keys[1])
    assert circle.label("earlier:999999") == circle.label("earlier")


def test_circle_when_nobody_ever_came():
    assert earlier_participants().options(NOW) == []


def test_earlier_events_and_events_to_announce(past):
    coming = meeting_on(NOW + DAY).event
    meeting_on(NOW + DAY, live=False)
    meeting_on(NOW + DAY, status=EventStatus.CANCELLED)
    meeting_on(NOW - DAY)  # nobody came

    assert list(to_announce(NOW)) == [coming]
    assert list(earlier_events(NOW)) == [past.event]


def test_own_events():
    work = AffiliationFactory()
    account = AccountFactory(person=work.person)
    hosted = EventFactory(host=work.organisation)
    written = EventFactory()
    written.save_revision(user=account)
    other = EventFactory()
    other.save_revision(user=AccountFactory())
    ids = [hosted.pk, written.pk, other.pk]

    assert own_events(account, ids) == {hosted.pk, written.pk}
    assert own_events(AccountFactory(person=None), ids) == set()


@pytest.mark.parametrize(
    ("fields", "hindrance"),
    [
        pytest.param({}, None, id="to come"),
        pytest.param({"live": False}, Hindrance.UNPUBLISHED, id="not published"),
        pytest.param({"status": EventStatus.CANCELLED}, Hindrance.CANCELLED, id="cancelled"),
        pytest.param({"status": EventStatus.MOVED}, None, id="moved"),
    ],
)
def test_hindrance(fields, hindrance):
    assert EventSubject().hindrance(meeting_on(NOW + DAY, **fields).event_id, now=NOW) == hindrance


def test_hindrance_when_over_or_gone(past):
    assert EventSubject().hindrance(past.event_id, now=NOW) == Hindrance.OVER
    assert EventSubject().hindrance(10**9, now=NOW) == Hindrance.GONE
