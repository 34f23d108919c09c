"""Reads of the home page and of what stands around every page."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.conf import settings
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, QuerySet
from django.urls import URLResolver, get_resolver
from django.utils.translation import get_language
from wagtail.models import BaseViewRestriction, Page, PageViewRestriction

from events.programme.queries import EventCard, card_of, coming, public_events
from events.registration.queries import seats_of

AFTER_THE_NEXT = 3


@dataclass(frozen=True)
class Link:
    """A page as a door: where it leads and what stands behind it."""

    title: str
    text: str
    url: str

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


def doors_of(page: Page) -> list[Link]:
    """Live children that are shown in menus, in the order of the tree."""
    children = page.get_children().live().in_menu().specific()
    return [Link(title=child.local_title, text=child.local_intro, url=local_url(child)) for child in children]


def parents_of(page: Page) -> list[Link]:
    """The way down to a page, from below the home page."""
    above = page.get_ancestors().filter(depth__gt=2).specific()
    return [Link(title=parent.local_title, text="", url=local_url(parent)) for parent in above]


def readable_pages(account: Any) -> QuerySet[Page]:
    """Live pages that stand behind no door which is closed to this account."""
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
    return Page.objects.live().filter(~Exists(above))


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
