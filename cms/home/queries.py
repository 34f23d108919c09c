"""Reads of the home page and of what stands around every page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.conf import settings
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, QuerySet
from django.urls import URLResolver, get_resolver
from django.utils.translation import get_language
from wagtail.models import Page

from cms.access.choices import Audience
from cms.access.queries import audiences_of
from cms.library.queries import audience_words
from events.programme.queries import EventCard, card_of, coming, public_events
from events.registration.queries import seats_of

AFTER_THE_NEXT = 3


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


def doors_of(page: Page, audiences: Iterable[Audience], *, besides: Page | None = None) -> Doors:
    """Live children that are shown in menus, in the order of the tree, as far as a reader may enter them."""
    children = page.get_children().live().in_menu().specific()
    shown = [child for child in children if besides is None or child.pk != besides.pk]
    entered = [child for child in shown if audience_of(child) in audiences]
    links = [
        Link(
            title=child.local_title,
            text=child.local_intro,
            url=local_url(child),
            audience_words=audience_words(audience_of(child)),
        )
        for child in entered
    ]
    return Doors(open=links, some_closed=len(entered) < len(shown))


def audience_of(page: Page) -> str:
    """For whom a page is by its own word; most are for everybody."""
    return getattr(page, "audience", Audience.PUBLIC)


def readable_by(account: Any) -> QuerySet[Page]:
    """Published pages an account may read: no page above them, nor their own, is for others only."""
    return readable_in(audiences_of(account))


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


def closed_for(page: Page, audiences: Iterable[Audience]) -> str:
    """Whose a page is, by its own word or that of a page above it, where this reader is none of them; else nothing."""
    closed = set(Audience) - set(audiences)
    if not closed:
        return ""
    way = [page.path[:end] for end in range(page.steplen, len(page.path) + 1, page.steplen)]
    shut = Page.objects.filter(path__in=way, standardpage__audience__in=sorted(closed)).order_by("path")
    return shut.values_list("standardpage__audience", flat=True).first() or ""


def section_choices() -> list[tuple[str, str]]:
    """The sections by address and title, in the order of the tree. Two queries."""
    sections = Page.objects.live().filter(sectionpage__isnull=False).order_by("path").specific()
    return [(section.slug, section.local_title) for section in sections]


def parents_of(page: Page) -> list[Link]:
    """The way down to a page, from below the home page."""
    above = page.get_ancestors().filter(depth__gt=2).specific()
    return [Link(title=parent.local_title, text="", url=local_url(parent)) for parent in above]


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
