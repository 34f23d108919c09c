"""A named trade: publishes the demo's events and registers people, through the same actions as everybody."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from cms.sample import meetings
from cms.sample.bodies import PEOPLE
from cms.sample.history import FOUNDING, FOUNDING_DAY
from cms.sample.meetings import Comers, Meeting, moment
from cms.sample.people import Cast
from events.programme.actions import create_event, mark
from events.programme.choices import EventKind, EventStatus
from events.programme.models import Event, EventPart, Theme
from events.registration.actions import (
    Guest,
    Wish,
    cancel,
    cancel_event,
    confirm_address,
    lay_pools,
    register,
    register_guest,
    set_capacity,
    set_fee,
    tell_change,
)
from events.registration.choices import CancelledBy, PoolKind
from events.registration.models import Registration
from events.relay.models import Leg
from network.people.models import Account
from network.regions.models import Bureau

FIRST_CAME_BEFORE = timedelta(days=9)
ONE_AFTER_ANOTHER = timedelta(minutes=97)
CANCELLED_BECAUSE = "講師の急な都合により、開催を見合わせます。あらためて日程をご案内します。"


@dataclass(frozen=True)
class Stage:
    """Who and what the meetings need."""

    cast: Cast
    legs: dict[int, Leg]
    themes: dict[str, Theme]
    bureaus: dict[str, Bureau]
    now: datetime
    today: date

    @property
    def organiser(self) -> Account:
        return self.cast.accounts["organiser"]


def lay_programme(cast: Cast, legs: dict[int, Leg], *, now: datetime, today: date) -> Iterable[str]:
    """Write the founding symposium and every invented meeting; yields each title when it is done."""
    themes = Theme.objects.bulk_create(
        Theme(slug=slug, name=name, name_en=name_en, position=place)
        for place, (slug, name, name_en) in enumerate(meetings.THEMES, start=1)
    )
    stage = Stage(
        cast=cast,
        legs=legs,
        themes={theme.slug: theme for theme in themes},
        bureaus={bureau.name_en: bureau for bureau in Bureau.objects.all()},
        now=now,
        today=today,
    )
    yield _lay_founding(stage).title
    events = {}
    for meeting in meetings.MEETINGS:
        event = _publish(_create(meeting, stage, stage.organiser), stage.organiser)
        for comers in meeting.comers:
            _register_all(event, meeting, comers, stage)
        events[meeting.slug] = event
        yield event.title
    _what_happened_since(events, stage)
    yield _draft(meetings.WITHDRAWAL, stage).title


def _lay_founding(stage: Stage) -> Event:
    event = create_event(
        actor_id=stage.organiser.pk,
        kind=EventKind.SYMPOSIUM,
        starts_at=moment(FOUNDING_DAY, "00:00"),
        ends_at=moment(FOUNDING_DAY + timedelta(days=1), "00:00"),
        audience="public",
        **FOUNDING,
    )
    mark(_publish(event, stage.organiser), EventStatus.HELD, actor_id=stage.organiser.pk)
    return event


def _create(meeting: Meeting, stage: Stage, author: Account) -> Event:
    day = meeting.day(stage.today)
    venue_name, venue_address, venue_access = meeting.venue
    event = create_event(
        actor_id=author.pk,
        join_url=f"https://meeting.example/{meeting.slug}" if meeting.joins_online else "",
        starts_at=moment(day, meeting.begins),
        ends_at=moment(day, meeting.ends),
        deadline=meeting.deadline(stage.today),
        venue_name=venue_name,
        venue_address=venue_address,
        venue_access=venue_access,
        host=stage.cast.bodies[meeting.host],
        bureau=stage.bureaus.get(meeting.bureau),
        leg=stage.legs.get(meeting.leg),
        contact=f"{meeting.host}　電話 000-000-0000",
        is_sample=True,
        **_same_words(meeting),
    )
    event.themes.set([stage.themes[slug] for slug in meeting.themes])
    event.parts.set(_parts(meeting, day))
    event.save()
    _lay_seats(event, meeting, stage)
    return event


def _same_words(meeting: Meeting) -> dict[str, Any]:
    names = (
        "slug title title_en kind format audience summary summary_en description description_en "
        "target target_en bring cost"
    )
    return {name: getattr(meeting, name) for name in names.split()}


def _parts(meeting: Meeting, day: date) -> list[EventPart]:
    return [
        EventPart(
            title=part.title,
            title_en=part.title_en,
            starts_at=moment(day, part.begins),
            ends_at=moment(day, part.ends),
            speaker=part.speaker,
            place=part.place,
            is_optional=part.seats is not None,
            sort_order=place,
        )
        for place, part in enumerate(meeting.parts)
    ]


def _lay_seats(event: Event, meeting: Meeting, stage: Stage) -> None:
    asked = {part.title: part for part in meeting.parts if part.seats is not None}
    by_key = {part.key: asked[part.title] for part in event.parts.all() if part.title in asked}
    for pool in lay_pools(event, capacities=meeting.seats, prices=meeting.prices):
        if pool.kind == PoolKind.PART:
            part = by_key[pool.part_key]
            set_capacity(pool, part.seats, now=stage.now, actor_id=stage.organiser.pk)
            if part.price:
                set_fee(pool, part.price, actor_id=stage.organiser.pk)


def _publish(event: Event, author: Account) -> Event:
    event.save_revision(user=author).publish(user=author, skip_permission_checks=True)
    return Event.objects.select_related("state").get(pk=event.pk)


def _register_all(event: Event, meeting: Meeting, comers: Comers, stage: Stage) -> None:
    optional = frozenset(part.key for part in event.parts.all() if part.is_optional)
    begun = min(stage.now, event.registers_until) - FIRST_CAME_BEFORE
    for place, index in enumerate(comers.people):
        wish = Wish(kind=comers.pool, part_keys=optional if place < comers.to_part else frozenset())
        _register(event, index, wish, stage, now=begun + ONE_AFTER_ANOTHER * place)


def _register(event: Event, index: int, wish: Wish, stage: Stage, *, now: datetime) -> Registration:
    """People with an account register at once; the others by a code, as any visitor."""
    person, one = stage.cast.people[index], PEOPLE[index]
    if one.login:
        return register(event.pk, person=person, wish=wish, now=now)
    guest = Guest(
        name=one.name, email=person.email, kana=one.kana, organisation=one.body, language=one.language
    )
    held = register_guest(event.pk, guest=guest, wish=wish, now=now)
    return confirm_address(held, now=now + timedelta(minutes=4))


def _what_happened_since(events: dict[str, Event], stage: Stage) -> None:
    """One meeting is over, one is cancelled, one is put off, and one person cannot come to a full one."""
    actor = stage.organiser
    mark(events["budget-reports"], EventStatus.HELD, actor_id=actor.pk)
    cancel_event(events["employment-talk"], reason=CANCELLED_BECAUSE, actor_id=actor.pk)
    _put_off(events["learning-support"], actor, stage)
    gives_up = Registration.objects.filter(event=events["drop-in-visit"]).order_by("number").first()
    cancel(gives_up, by=CancelledBy.SELF, now=stage.now)


def _put_off(event: Event, actor: Account, stage: Stage) -> None:
    day = meetings.working_day(meetings.LEARNING.day(stage.today) + timedelta(days=meetings.LEARNING_PUT_OFF))
    event.starts_at = moment(day, meetings.LEARNING.begins)
    event.ends_at = moment(day, meetings.LEARNING.ends)
    event.deadline = meetings.LEARNING.deadline_before(day)
    tell_change(_publish(event, actor), actor_id=actor.pk)


def _draft(meeting: Meeting, stage: Stage) -> Event:
    """Handed in by the drafter, and waiting for whoever may publish."""
    drafter = stage.cast.accounts["drafter"]
    event = _create(meeting, stage, drafter)
    event.save_revision(user=drafter)
    event.get_workflow().start(event, drafter)
    return event
