"""Reads of the home page and of what stands around every page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.conf import settings
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.urls import URLResolver, get_resolver
from django.utils.translation import get_language
from wagtail.models import BaseViewRestriction, Page, PageViewRestriction

from cms.access.choices import Audience
from cms.access.queries import audiences_of
from cms.library.queries import audience_words
from events.programme.queries import EventCard, card_of, coming, public_events
from events.registration.queries import seats_of

AFTER_THE_NEXT = 3
DEPTH_OF_SECTIONS = 3


@dataclass(frozen=True)
class Link:
    """A page as a door: where it leads and what stands behind it."""

    title: str
    text: str
    url: str
    audience_words: str = ""

    @property
    def intro(self) -> str:
        """The text, under the name pages use."""
        return self.text


def next_events(*, now: datetime) -> tuple[EventCard | None, list[EventCard]]:
    """The event that opens the home page, and the ones after it.

    The next leg of a series opens where there is one among the nearest events; cancelled events never do.
    """
    nearest = list(coming(public_events(), now=now).exclude(state__status="cancelled")[: AFTER_THE_NEXT + 5])
    opening = next((event for event in nearest if event.leg_id), nearest[0] if nearest else None)
    after = [event for event in nearest if event is not opening][:AFTER_THE_NEXT]
    seats = seats_of(nearest, now=now)
    cards = [card_of(event, seats.get(event.pk), now=now) for event in after]
    return (card_of(opening, seats.get(opening.pk), now=now) if opening else None), cards


def local_url(page: Page) -> str:
    """A page's address in the reader's language."""
    path = page.get_url() or "/"
    return f"/en{path}" if get_language() == "en" else path


@dataclass(frozen=True)
class Doors:
    """The pages below a page: those that open for a reader, and whether there are others."""

    open: list[Link]
    some_closed: bool


def doors_of(page: Page, audiences: Iterable[Audience]) -> Doors:
    """Live children that are shown in menus, in the order of the tree, as far as a reader may enter them."""
    return doors_to(page.get_children().live().in_menu().specific(), audiences)


def doors_to(pages: Iterable[Page], audiences: Iterable[Audience]) -> Doors:
    """Doors to these pages, as far as a reader may enter them."""
    pages = list(pages)
    entered = [page for page in pages if audience_of(page) in audiences]
    links = [
        Link(
            title=page.local_title,
            text=page.local_intro,
            url=local_url(page),
            audience_words=audience_words(audience_of(page)),
        )
        for page in entered
    ]
    return Doors(open=links, some_closed=len(entered) < len(pages))


@dataclass(frozen=True)
class Family:
    """The pages around a page: those above it from below the home page, those beside and below it in menus."""

    above: list[Page]
    beside: list[Page]
    below: list[Page]

    @property
    def parents(self) -> list[Link]:
        """The way down to the page."""
        return [Link(title=page.local_title, text="", url=local_url(page)) for page in self.above]


def family_of(page: Page) -> Family:
    """All around a page in one read, and one for each kind of page there is."""
    step = page.steplen
    parent = page.path[:-step]
    way = [page.path[:end] for end in range(3 * step, len(page.path), step)]
    shown = Q(live=True, show_in_menus=True)
    # Pages below the home page itself stand in the menu; they are not beside one another.
    beside = Q(depth=page.depth, path__startswith=parent) if page.depth > DEPTH_OF_SECTIONS else Q(pk__in=[])
    below = Q(depth=page.depth + 1, path__startswith=page.path)
    around = Page.objects.filter(Q(path__in=way) | shown & (beside | below)).exclude(pk=page.pk)
    found = list(around.order_by("path").specific())
    return Family(
        above=[one for one in found if one.path in way],
        beside=[one for one in found if one.depth == page.depth],
        below=[one for one in found if one.depth == page.depth + 1],
    )


def audience_of(page: Page) -> str:
    """For whom a page is by its own word; most are for everybody."""
    return getattr(page, "audience", Audience.PUBLIC)


def readable_by(account: Any) -> QuerySet[Page]:
    """Published pages an account may read: no page above them, nor their own, is for others only or shut at the desk."""
    doors = PageViewRestriction.objects.exclude(restriction_type=BaseViewRestriction.NONE)
    if account.is_superuser:
        doors = doors.none()
    elif account.is_authenticated:
        doors = doors.exclude(restriction_type=BaseViewRestriction.LOGIN).exclude(
            restriction_type=BaseViewRestriction.GROUPS, groups__in=account.groups.all()
        )
    above = doors.annotate(below=ExpressionWrapper(OuterRef("path"), CharField())).filter(
        below__startswith=F("page__path")
    )
    return readable_in(audiences_of(account)).filter(~Exists(above))


def readable_in(audiences: Iterable[Audience]) -> QuerySet[Page]:
    """Published pages below the home page and itself, for these readers. One query."""
    closed = set(Audience) - set(audiences)
    pages = Page.objects.live().filter(depth__gt=1)
    if not closed:
        return pages
    shut = (
        Page.objects.filter(standardpage__audience__in=sorted(closed))
        .annotate(sought=ExpressionWrapper(OuterRef("path"), output_field=CharField()))
        .filter(sought__startswith=F("path"))
    )
    return pages.filter(~Exists(shut))


def section_choices() -> list[tuple[str, str]]:
    """The sections by address and title, in the order of the tree. Two queries."""
    sections = Page.objects.live().filter(sectionpage__in_footer=False).order_by("path").specific()
    return [(section.slug, section.local_title) for section in sections]


def both_languages(path: str) -> dict[str, str]:
    """The addresses of one page in Japanese and English."""
    bare = path.removeprefix("/en") if path == "/en" or path.startswith("/en/") else path
    bare = bare or "/"
    return {"ja": bare, "en": f"/en{bare}"}


@cache
def reserved_words() -> frozenset[str]:
    """First parts of the addresses that views answer; no page below the home page may be called so."""
    words = {settings.STATIC_URL, settings.MEDIA_URL, "en"}
    patterns = list(get_resolver().url_patterns)
    while patterns:
        entry = patterns.pop()
        route = str(entry.pattern)
        if isinstance(entry, URLResolver) and route in ("", "en/"):
            patterns += entry.url_patterns
        elif not route.startswith(("^", "<")):
            words.add(route)
    return frozenset(word.strip("/").partition("/")[0] for word in words) - {""}
