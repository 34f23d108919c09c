"""Reads of notices: what is published, by section, kind and fiscal year, as cards."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Min, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from cms.notices.choices import NoticeKind
from cms.notices.models import Notice
from network.association.dates import FiscalYear, long_date

PER_PAGE = 20
LATEST = 5
IN_FEED = 30


@dataclass(frozen=True)
class NoticeCard:
    """A notice as lists show it."""

    title: str
    url: str
    date: date
    kind: str
    kind_words: str
    days_words: str
    place: str
    is_sample: bool
    in_other_language: bool
    sections: list[str] = field(default_factory=list)
    updated_at: datetime | None = None


def readable_by(account: Any) -> QuerySet[Notice]:
    """Published notices, the newest first: they are for everybody. A notice stays unseen until its day."""
    return Notice.objects.filter(live=True, day__lte=timezone.localdate()).order_by("-day", "-pk")


def notice_of(pk: int) -> Notice | None:
    """A published notice by its number, with the event it is about."""
    return readable_by(None).select_related("event").filter(pk=pk).first()


def latest(*, section_id: int | None = None, size: int = LATEST) -> list[NoticeCard]:
    """The newest notices, of the site or of one section. Two queries."""
    notices = readable_by(None)
    if section_id:
        notices = notices.filter(sections=section_id)
    return cards(notices.prefetch_related("sections")[:size])


def filtered(
    notices: QuerySet[Notice], *, section: str = "", kind: str = "", year: FiscalYear | None = None
) -> QuerySet[Notice]:
    """Narrowed down; what is not known narrows to nothing."""
    if section:
        notices = notices.filter(sections__slug=section)
    if kind:
        notices = notices.filter(kind=kind)
    if year:
        notices = notices.filter(day__gte=year.first_day, day__lte=year.last_day)
    return notices


def page_of(notices: QuerySet[Notice], number: str | None) -> Page:
    """One page of cards."""
    page = Paginator(notices.prefetch_related("sections"), PER_PAGE).get_page(number)
    page.object_list = cards(page.object_list)
    return page


def years() -> list[FiscalYear]:
    """Fiscal years with notices in them, the newest first, this year's included."""
    first = readable_by(None).order_by().aggregate(first=Min("day"))["first"]
    this_year = FiscalYear.of(timezone.localdate())
    oldest = FiscalYear.of(first).starting_year if first else this_year.starting_year
    return [FiscalYear(number) for number in range(this_year.starting_year, oldest - 1, -1)]


def changes(*, today: date) -> tuple[list[NoticeCard], list[Notice]]:
    """Changes of this site: announced for a day to come, the nearest first; and in force, the newest first."""
    notices = list(readable_by(None).filter(kind=NoticeKind.CHANGE))
    ahead = sorted(
        (row for row in notices if row.starts_on and row.starts_on > today), key=lambda row: row.starts_on
    )
    since = [row for row in notices if not row.starts_on or row.starts_on <= today]
    return ahead, sorted(since, key=lambda row: row.starts_on or row.day, reverse=True)


def related_to(notice: Notice) -> list[NoticeCard]:
    """Other notices of the same sections."""
    same = (
        readable_by(None)
        .filter(Q(sections__in=[row.pk for row in notice.sections.all()]))
        .exclude(pk=notice.pk)
    )
    return cards(same.distinct().prefetch_related("sections")[:LATEST])


def feed_notices(section: str = "") -> list[Notice]:
    """What the feed carries, the newest first."""
    return list(filtered(readable_by(None), section=section)[:IN_FEED])


def cards(notices: Iterable[Notice]) -> list[NoticeCard]:
    """Cards in the reader's language; sections must have come along."""
    return [card_of(notice) for notice in notices]


def card_of(notice: Notice) -> NoticeCard:
    """A notice as a card in the reader's language."""
    english = get_language() == "en"
    return NoticeCard(
        title=notice.local_title,
        url=reverse("notices:detail", args=[notice.pk]),
        date=notice.day,
        kind=notice.kind,
        kind_words="" if notice.kind == NoticeKind.NEWS else notice.get_kind_display(),
        days_words=days_words(notice),
        place=place_words(notice),
        is_sample=notice.is_sample,
        in_other_language=english and not notice.title_en,
        sections=[section.local_title for section in notice.sections.all()],
        updated_at=notice.last_published_at,
    )


def days_words(notice: Notice) -> str:
    """2026年12月3日(木)〜2026年12月4日(金), or nothing."""
    if notice.starts_on is None:
        return ""
    language = get_language() or "ja"
    first = long_date(notice.starts_on, language)
    if notice.ends_on is None or notice.ends_on == notice.starts_on:
        return first
    return f"{first}{'〜' if language == 'ja' else ' – '}{long_date(notice.ends_on, language)}"


def place_words(notice: Notice) -> str:
    """北海道　みほん会館, as far as it is known."""
    return "　".join(part for part in (notice.get_prefecture_display(), notice.place) if part)
