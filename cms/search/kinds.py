"""A named trade: the kinds of things that can be found, one entry each; a room that shows something new adds its own.

A kind knows which of its rows an account may read and how one of them looks as a hit.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import strip_tags
from django.utils.text import capfirst
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.access.board import may_read
from cms.home.pages import BasePage
from cms.home.queries import local_url, readable_by
from cms.library import queries as library
from cms.library.models import Resource
from cms.library.queries import card_of as card_of_resource
from cms.notices import queries as notices
from cms.notices.models import Notice
from events.programme.choices import EventStatus
from events.programme.models import Event
from events.programme.queries import bureau_name, public_events
from events.programme.wording import place
from network.association.dates import long_date, when
from network.notes.models import Note
from network.notes.queries import readable_notes

# Page classes that a kind of their own shows; they are left out of "pages".
SHOWN_ELSEWHERE: tuple[type[BasePage], ...] = ()


@dataclass(frozen=True)
class Hit:
    """One thing that answers: a title that leads to it, one line of facts, the text an excerpt is taken from."""

    url: str
    title: str
    text: str
    facts: tuple[str, ...] = ()
    is_sample: bool = False


@dataclass(frozen=True)
class Kind:
    """`readable` gives the rows an account may see, in the order to be shown; `hit` shows one, without a query."""

    name: str
    label: Promise
    readable: Callable[[Any], QuerySet]
    hit: Callable[[Any], Hit]


def pages_for(account: Any) -> QuerySet[Page]:
    """Live pages the account may read, in the order of the tree; whatever they are, in one query."""
    types = _page_types()
    content_types = ContentType.objects.get_for_models(*types.values()).values()
    return (
        readable_by(account)
        .filter(content_type__in=[content_type.pk for content_type in content_types])
        .select_related(*types)
        .order_by("path")
    )


def hit_of_page(page: Page) -> Hit:
    """Introduction and text."""
    specific = next(getattr(page, name) for name in _page_types() if hasattr(page, name))
    return Hit(
        url=local_url(specific),
        title=specific.local_title,
        text=f"{specific.local_intro} {specific.local_text}",
    )


def _page_types() -> dict[str, type[BasePage]]:
    return {
        model._meta.model_name: model
        for model in apps.get_models()
        if issubclass(model, BasePage) and not issubclass(model, SHOWN_ELSEWHERE)
    }


def events_for(account: Any) -> QuerySet[Event]:
    """Published events, the latest first; everybody sees the same."""
    return public_events().prefetch_related(None).order_by("-starts_at", "-pk")


def hit_of_event(event: Event) -> Hit:
    """Day and place, then what the meeting is about."""
    english = get_language() == "en"
    summary = (english and event.summary_en) or event.summary
    description = strip_tags(((english and event.description_en) or event.description).replace("<", " <"))
    facts = (
        _("Cancelled") if event.state.status == EventStatus.CANCELLED else "",
        when(event.starts_at, event.ends_at, "en" if english else "ja"),
        place(event),
        bureau_name(event),
        capfirst(event.get_kind_display()),
    )
    return Hit(
        url=reverse("events:detail", args=[event.slug]),
        title=event.local_title,
        text=f"{summary} {description}",
        facts=tuple(str(fact) for fact in facts if fact),
        is_sample=event.is_sample,
    )


def hit_of_resource(resource: Resource) -> Hit:
    """Who published it when, and what it is for."""
    card = card_of_resource(resource)
    english = get_language() == "en"
    facts = (
        card.publisher,
        long_date(card.issued_on, "en" if english else "ja") if card.issued_on else "",
        card.file_words or card.host,
        card.programme,
        card.audience_words,
    )
    return Hit(
        url=card.url,
        title=card.title,
        text=card.summary,
        facts=tuple(str(fact) for fact in facts if fact),
        is_sample=card.is_sample,
    )


def hit_of_notice(notice: Notice) -> Hit:
    """Its day and kind, then its text."""
    english = get_language() == "en"
    facts = (long_date(notice.day, "en" if english else "ja"), notice.get_kind_display(), notice.place)
    return Hit(
        url=reverse("notices:detail", args=[notice.pk]),
        title=notice.local_title,
        text=strip_tags(notice.local_body.replace("<", " <")),
        facts=tuple(str(fact) for fact in facts if fact),
        is_sample=notice.is_sample,
    )


def notes_for(account: Any) -> QuerySet[Note]:
    """Notes, for whoever may read the board."""
    return readable_notes() if may_read(account) else Note.objects.none()


def hit_of_note(note: Note) -> Hit:
    """Its day, then its text."""
    day = long_date(note.changed_on, "en" if get_language() == "en" else "ja")
    return Hit(url=reverse("notes:show", args=[note.key]), title=note.title, text=note.text, facts=(day,))


KINDS = (
    Kind("events", _("Events"), events_for, hit_of_event),
    Kind("pages", pgettext_lazy("kinds of results", "Pages"), pages_for, hit_of_page),
    Kind("resources", _("Resources"), library.readable_by, hit_of_resource),
    Kind("notices", _("Notices"), notices.readable_by, hit_of_notice),
    Kind("notes", _("Notes from the peer board"), notes_for, hit_of_note),
)
