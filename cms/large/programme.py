"""A named trade: writes invented meetings by the thousand, over a dozen years and some to come."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random

from cms.large import words
from cms.large.amounts import Amounts
from cms.large.people import Crowd, dice_uuid
from cms.sample.meetings import THEMES, moment, working_day
from events.programme.choices import Audience, EventFormat, EventKind, EventStatus
from events.programme.filling import Plan, publish_all
from events.programme.models import Event, EventPart, Theme
from network.association.queries import sender_address
from network.regions.models import Bureau

SLUG = "sample"
LOOKS_BACK, LOOKS_AHEAD = timedelta(days=12 * 365), timedelta(days=2 * 365)
CANCELLED_SHARE, PART_SHARE, DEADLINE_SHARE = 0.03, 0.15, 0.5
REASON = "会場の都合により、開催を見合わせます。"
FORMATS = (EventFormat.VENUE, EventFormat.VENUE, EventFormat.ONLINE, EventFormat.HYBRID)
KINDS = (EventKind.EXCHANGE_MEETING, EventKind.EXCHANGE_MEETING, EventKind.TRAINING, EventKind.CASE_STUDY)
AUDIENCES = (Audience.PRACTITIONERS, Audience.PRACTITIONERS, Audience.PUBLIC, Audience.MEMBERS)
AT_ONCE = 500


@dataclass(frozen=True)
class Ground:
    """What meetings stand on."""

    crowd: Crowd
    themes: dict[str, Theme]
    bureaus: list[Bureau]
    domain: str
    today: date


def lay_programme(
    amounts: Amounts,
    crowd: Crowd,
    *,
    dice: Random,
    now: datetime,
    today: date,
    actor_id: int | None,
    said: Callable[[int], None],
) -> list[Plan]:
    """Write all meetings and hand back what was planned, the earliest first."""
    ground = Ground(
        crowd=crowd,
        themes=_lay_themes(),
        bureaus=list(Bureau.objects.all()),
        domain=sender_address().rpartition("@")[2],
        today=today,
    )
    laid = []
    for first in range(0, amounts.events, AT_ONCE):
        numbers = range(first, min(first + AT_ONCE, amounts.events))
        plans = [_plan(number, _day(number, amounts, today), ground, dice) for number in numbers]
        publish_all(plans, actor_id=actor_id, now=now)
        laid += plans
        said(len(laid))
    return laid


def _lay_themes() -> dict[str, Theme]:
    """The demo's themes, made where they are not there yet."""
    for place, (slug, name, name_en) in enumerate(THEMES, start=1):
        Theme.objects.get_or_create(slug=slug, defaults={"name": name, "name_en": name_en, "position": place})
    return {theme.slug: theme for theme in Theme.objects.all()}


def _day(number: int, amounts: Amounts, today: date) -> date:
    """Meetings lie evenly over the years behind and ahead, on days of work."""
    past = amounts.events - amounts.coming
    if number < past:
        return working_day(today - LOOKS_BACK + (LOOKS_BACK - timedelta(days=7)) * number / past)
    return working_day(today + timedelta(days=7) + LOOKS_AHEAD * (number - past) / amounts.coming)


def _plan(number: int, day: date, ground: Ground, dice: Random) -> Plan:
    about, about_en, theme = dice.choice(words.SUBJECTS)
    town, _kana = words.town(dice.randrange(400))
    kind_of_place = dice.choice(FORMATS)
    begins = moment(day, dice.choice(("10:00", "13:30", "14:00", "18:30"))).astimezone(UTC)
    host = dice.choice(ground.crowd.bodies)
    event = Event(
        title=f"{about}を語るつどい 第{number + 1}回（見本）",
        title_en=f"{about_en}: meeting no. {number + 1} (sample)",
        slug=f"{SLUG}-{number}",
        kind=dice.choice(KINDS),
        summary=f"{town}で、{about}について話し合います。",
        summary_en=f"We talk about this: {about_en.lower()}.",
        description=f"<p>{''.join(dice.sample(words.SENTENCES, 3))}</p>",
        description_en=f"<p>{' '.join(dice.sample(words.SENTENCES_EN, 2))}</p>",
        starts_at=begins,
        ends_at=begins + timedelta(hours=2, minutes=30),
        deadline=begins - timedelta(days=dice.randrange(1, 6)) if dice.random() < DEADLINE_SHARE else None,
        format=kind_of_place,
        venue_name="" if kind_of_place == EventFormat.ONLINE else f"{town} 見本会館",
        venue_address="" if kind_of_place == EventFormat.ONLINE else f"みほん市見本{number % 30 + 1}条1丁目",
        bureau=dice.choice(ground.bureaus),
        host=host,
        audience=dice.choice(AUDIENCES),
        cost="無料",
        contact=f"{host.name}　電話 000-000-0000",
        is_sample=True,
    )
    status, reason = _status(day < ground.today, dice)
    return Plan(
        event=event,
        calendar_uid=f"{dice_uuid(dice)}@{ground.domain}",
        status=status,
        reason=reason,
        join_url="" if kind_of_place == EventFormat.VENUE else f"https://meeting.example/{SLUG}-{number}",
        themes=[ground.themes[theme]],
        parts=_parts(event, dice),
    )


def _status(is_past: bool, dice: Random) -> tuple[EventStatus, str]:
    if dice.random() < CANCELLED_SHARE:
        return EventStatus.CANCELLED, REASON
    return (EventStatus.HELD if is_past else EventStatus.PLANNED), ""


def _parts(event: Event, dice: Random) -> list[EventPart]:
    """What everybody comes for, and at some meetings a gathering one may join."""
    names = [("話題提供とグループワーク", "Talk and group work", False)]
    if dice.random() < PART_SHARE:
        names.append(("終わってからの懇談", "Conversation afterwards", True))
    return [
        EventPart(
            key=dice_uuid(dice),
            title=title,
            title_en=title_en,
            starts_at=event.starts_at,
            ends_at=event.ends_at,
            speaker="見本 花子",
            is_optional=optional,
            sort_order=place,
        )
        for place, (title, title_en, optional) in enumerate(names)
    ]
