"""Events, pools and registrations for tests."""

from datetime import UTC, datetime, timedelta

import factory
from factory.django import DjangoModelFactory

from events.programme.choices import Audience, EventFormat
from events.programme.models import Event, EventPart, EventState, Theme
from events.registration.choices import PoolKind, RegistrationState
from events.registration.models import Pool, Registration
from events.relay.models import Leg, Series
from tests.factories.network import PersonFactory

STARTS = datetime(2026, 12, 3, 5, 0, tzinfo=UTC)
NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)


class ThemeFactory(DjangoModelFactory):
    """A theme."""

    class Meta:
        model = Theme

    slug = factory.Sequence(lambda n: f"theme-{n}")
    name = factory.Sequence(lambda n: f"見本テーマ{n}")
    name_en = factory.Sequence(lambda n: f"Sample theme {n}")


class SeriesFactory(DjangoModelFactory):
    """A series without hand-over."""

    class Meta:
        model = Series

    slug = factory.Sequence(lambda n: f"series-{n}")
    title = "見本シリーズ"


class LegFactory(DjangoModelFactory):
    """A leg of a series."""

    class Meta:
        model = Leg

    series = factory.SubFactory(SeriesFactory)
    number = factory.Sequence(lambda n: n + 1)


class EventFactory(DjangoModelFactory):
    """A published meeting at a venue on 3 December 2026, 14:00 to 16:30 in Japan, open to anybody; no pools."""

    class Meta:
        model = Event
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"見本のつどい{n}")
    title_en = factory.Sequence(lambda n: f"Sample meeting {n}")
    slug = factory.Sequence(lambda n: f"sample-{n}")
    starts_at = STARTS
    ends_at = factory.LazyAttribute(lambda event: event.starts_at + timedelta(hours=2, minutes=30))
    format = EventFormat.VENUE
    venue_name = "見本会館"
    venue_address = "旭川市見本1条1丁目"
    audience = Audience.PUBLIC
    live = True
    state = factory.RelatedFactory("tests.factories.events.EventStateFactory", factory_related_name="event")


class EventStateFactory(DjangoModelFactory):
    """Planned; nothing told yet."""

    class Meta:
        model = EventState

    event = factory.SubFactory(EventFactory, state=None)
    calendar_uid = factory.Sequence(lambda n: f"{n}@tasuki.example")


class EventPartFactory(DjangoModelFactory):
    """A social gathering that people may join."""

    class Meta:
        model = EventPart

    event = factory.SubFactory(EventFactory)
    title = "情報交換会"
    title_en = "Social gathering"
    is_optional = True


class PoolFactory(DjangoModelFactory):
    """Two seats at the venue."""

    class Meta:
        model = Pool

    event = factory.SubFactory(EventFactory)
    kind = PoolKind.VENUE
    capacity = 2


class RegistrationFactory(DjangoModelFactory):
    """A confirmed place; numbers count per run, not per event."""

    class Meta:
        model = Registration

    event = factory.SelfAttribute("pool.event")
    pool = factory.SubFactory(PoolFactory)
    person = factory.SubFactory(PersonFactory)
    state = RegistrationState.CONFIRMED
    number = factory.Sequence(lambda n: n + 1)
    registered_at = NOW


def meeting(*, seats: int | None = 2, kind: PoolKind = PoolKind.VENUE, **fields) -> Pool:
    """An event with one main pool."""
    format_of = {PoolKind.VENUE: EventFormat.VENUE, PoolKind.ONLINE: EventFormat.ONLINE}
    event = EventFactory(**({"format": format_of[kind]} | fields))
    return PoolFactory(event=event, kind=kind, capacity=seats)
