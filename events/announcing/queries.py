"""Reads for announcements: what may be announced, who has registered, who took part before."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.timezone import localdate

from events.programme.choices import EventStatus
from events.programme.models import Event
from events.registration.choices import RegistrationState
from events.registration.models import LIVE, Registration
from network.people.models import Account
from network.people.queries import affiliations_on

EARLIER = timedelta(days=2 * 365)
SHOWN = 10
NEEDED = ("state", "municipality__bureau", "bureau", "host", "leg__series")


def event_numbered(pk: int) -> Event | None:
    """The event with what its letter needs, published or not."""
    return Event.objects.select_related(*NEEDED).filter(pk=pk).first()


def to_announce(now: datetime) -> Sequence[Event]:
    """Published events for which one can register, the next first."""
    running = [EventStatus.PLANNED, EventStatus.MOVED]
    coming = Event.objects.filter(live=True, starts_at__gte=now, state__status__in=running)
    coming = coming.filter(Q(deadline__isnull=True) | Q(deadline__gt=now))
    return coming.select_related("state").order_by("starts_at", "pk")[:SHOWN]


def earlier_events(now: datetime) -> Sequence[Event]:
    """Events of the last two years to which people came, the latest first."""
    came = Registration.objects.filter(state=RegistrationState.CONFIRMED, hold_until__isnull=True)
    return (
        Event.objects.filter(ends_at__lt=now, ends_at__gte=now - EARLIER, live=True)
        .exclude(state__status=EventStatus.CANCELLED)
        .filter(pk__in=came.values("event"))
        .order_by("-starts_at", "-pk")[:SHOWN]
    )


def took_part(now: datetime, *, event_id: int | None = None) -> QuerySet:
    """Numbers of people with a seat at an event that is over: one event, or any of the last two years."""
    seats = Registration.objects.filter(
        state=RegistrationState.CONFIRMED, hold_until__isnull=True, event__ends_at__lt=now
    ).exclude(event__state__status=EventStatus.CANCELLED)
    if event_id is not None:
        return seats.filter(event=event_id).order_by().values("person")
    return seats.filter(event__ends_at__gte=now - EARLIER).order_by().values("person")


def registered_people(event_id: int) -> QuerySet:
    """Numbers of people with a seat or a place in the line; an address not confirmed yet counts as well."""
    return Registration.objects.filter(event=event_id, state__in=LIVE).order_by().values("person")


def registered_organisations(event_id: int) -> QuerySet:
    """Numbers of organisations from which somebody comes."""
    rows = Registration.objects.filter(event=event_id, state__in=LIVE, organisation__isnull=False)
    return rows.order_by().values("organisation")


def own_events(account: Account, event_ids: Collection[int]) -> set[int]:
    """Which of these events are an account's own: its organisation is the host, or the account wrote it. Two queries."""
    works = affiliations_on(localdate(timezone.now())).filter(person=account.person_id)
    hosted = Event.objects.filter(pk__in=event_ids, host__in=works.values("organisation"))
    written = Event.objects.filter(pk__in=event_ids, _revisions__user=account)
    return {*hosted.values_list("pk", flat=True), *written.values_list("pk", flat=True)}
