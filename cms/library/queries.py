"""Reads of resources: what somebody may read, as cards; what has become of links."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.core.paginator import Page, Paginator
from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.access.choices import Audience
from cms.access.queries import audiences_of
from cms.library.choices import LinkState, Programme
from cms.library.models import LinkCheck, Resource

PER_PAGE = 20
RELATED = 5
CHECKED_EVERY = timedelta(days=7)
AGAIN_AFTER = timedelta(days=1)
KILO, MEGA = 1000, 1000 * 1000
KINDS = {"docx": "Word", "xlsx": "Excel", "pptx": "PowerPoint", "jpeg": "JPEG", "jpg": "JPEG"}


@dataclass(frozen=True)
class ResourceCard:
    """A resource as lists show it."""

    title: str
    summary: str
    url: str
    programme: str
    publisher: str
    issued_on: date | None
    file_words: str
    host: str
    audience_words: str
    is_sample: bool
    in_other_language: bool
    updated_at: datetime | None


def readable_by(account: Any) -> QuerySet[Resource]:
    """Published resources an account may read, the newest first."""
    return readable_in(audiences_of(account))


def readable_in(audiences: Iterable[Audience]) -> QuerySet[Resource]:
    """Published resources for these readers, with what a card needs, the newest first."""
    return (
        Resource.objects.filter(live=True, audience__in=sorted(audiences))
        .select_related("document")
        .order_by(F("issued_on").desc(nulls_last=True), "-pk")
    )


def published(key: str) -> Resource | None:
    """A published resource by its address, whoever may read it, with file and section."""
    return Resource.objects.select_related("document", "section").filter(live=True, key=key).first()


def filtered(
    resources: QuerySet[Resource], *, programme: str = "", section: str = "", kind: str = "", words: str = ""
) -> QuerySet[Resource]:
    """Narrowed down; what is not known narrows to nothing."""
    if programme:
        # What is for all programmes is for each of them too.
        resources = resources.filter(programme__in={programme, Programme.ALL})
    if section:
        resources = resources.filter(section__slug=section)
    if kind:
        resources = resources.filter(document__isnull=kind != "file")
    for word in words.split():
        resources = resources.filter(
            Q(title__icontains=word)
            | Q(title_en__icontains=word)
            | Q(summary__icontains=word)
            | Q(summary_en__icontains=word)
            | Q(publisher__icontains=word)
        )
    return resources


def page_of(resources: QuerySet[Resource], number: str | None) -> Page:
    """One page of cards."""
    page = Paginator(resources, PER_PAGE).get_page(number)
    page.object_list = cards(page.object_list)
    return page


def related_to(resource: Resource, audiences: Iterable[Audience]) -> list[ResourceCard]:
    """Others about the same programme."""
    others = readable_in(audiences).filter(programme=resource.programme).exclude(pk=resource.pk)
    return cards(others[:RELATED])


def cards(resources: Iterable[Resource]) -> list[ResourceCard]:
    """Cards in the reader's language."""
    return [card_of(resource) for resource in resources]


def card_of(resource: Resource) -> ResourceCard:
    """A resource as a card in the reader's language; its document must have come along."""
    english = get_language() == "en"
    return ResourceCard(
        title=resource.local_title,
        summary=resource.local_summary,
        url=reverse("library:detail", args=[resource.key]),
        programme=resource.get_programme_display(),
        publisher=resource.publisher,
        issued_on=resource.issued_on,
        file_words=file_words(resource),
        host=urlsplit(resource.link).hostname or "",
        audience_words=audience_words(resource.audience),
        is_sample=resource.is_sample,
        in_other_language=english and not resource.title_en,
        updated_at=resource.last_published_at,
    )


def file_words(resource: Resource) -> str:
    """PDF, 1.2 MB; nothing for a link."""
    document = resource.document
    if document is None:
        return ""
    extension = document.file_extension.lower()
    return f"{KINDS.get(extension, extension.upper())} {size_words(document.file_size or 0)}".strip()


def size_words(size: int) -> str:
    """840 KB, 1.2 MB."""
    if size < MEGA:
        return f"{max(1, round(size / KILO))} KB"
    return f"{size / MEGA:.1f} MB"


def audience_words(audience: str) -> str:
    """For whom a thing is, said only where it is not for everybody."""
    return {
        Audience.MEMBERS: _("For members"),
        Audience.REGISTERED: _("For registered municipalities"),
    }.get(audience, "")


def links_to_check(now: datetime) -> QuerySet[Resource]:
    """Published links nobody has looked at for a week, changed since, or that did not answer a day ago."""
    due = (
        Q(check_of_link__isnull=True)
        | Q(check_of_link__checked_at__lt=now - CHECKED_EVERY)
        | ~Q(check_of_link__url=F("link"))
        | Q(check_of_link__state=LinkState.FALTERING, check_of_link__checked_at__lt=now - AGAIN_AFTER)
    )
    return Resource.objects.filter(due, live=True).exclude(link="").order_by("pk")


def links_that_need_somebody() -> QuerySet[LinkCheck]:
    """Links that lead nowhere, or elsewhere than before, as they stand now."""
    return LinkCheck.objects.filter(
        state__in=[LinkState.BROKEN, LinkState.MOVED], resource__live=True, url=F("resource__link")
    )
