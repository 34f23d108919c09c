"""A named trade: fills the demo's library and its notices."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.core.files.base import ContentFile
from wagtail.documents.models import Document

from cms.home.pages import SectionPage
from cms.library.models import Resource
from cms.notices.models import Notice
from cms.sample.news import NOTICES, Told
from cms.sample.shelves import RESOURCES, Shelved
from events.programme.models import Event


def lay_library(sections: dict[str, SectionPage]) -> Iterable[str]:
    """Resources with their files; yields each title."""
    for shelved in RESOURCES:
        resource = _resource(shelved, sections[shelved.section])
        resource.save()
        resource.save_revision().publish()
        yield resource.title


def _resource(shelved: Shelved, section: SectionPage) -> Resource:
    return Resource(
        title=shelved.title,
        title_en=shelved.title_en,
        summary=shelved.summary,
        summary_en=shelved.summary_en,
        programme=shelved.programme,
        section=section,
        publisher=shelved.publisher,
        issued_on=shelved.issued_on,
        audience=shelved.audience,
        document=_document(shelved) if shelved.content else None,
        link=shelved.link,
        is_sample=shelved.is_sample,
        live=False,
    )


def _document(shelved: Shelved) -> Document:
    document = Document(title=shelved.title, file=ContentFile(shelved.content, name=shelved.file_name))
    document._set_document_file_metadata()
    document.save()
    return document


def lay_notices(sections: dict[str, SectionPage], *, today: date) -> Iterable[str]:
    """Notices around today; yields each title."""
    events = {event.slug: event for event in Event.objects.filter(slug__in=[told.event for told in NOTICES])}
    for told in NOTICES:
        notice = _notice(told, events.get(told.event), today=today)
        notice.save()
        notice.sections = [sections[slug] for slug in told.sections]
        notice.save_revision().publish()
        yield notice.title


def _notice(told: Told, event: Event | None, *, today: date) -> Notice:
    begins = today + timedelta(days=told.starts_in) if told.starts_in is not None else None
    return Notice(
        kind=told.kind,
        title=told.title,
        title_en=told.title_en,
        day=today - timedelta(days=told.days_ago),
        body=told.body,
        body_en=told.body_en,
        starts_on=begins,
        ends_on=begins + timedelta(days=told.lasts) if begins and told.lasts else None,
        prefecture=told.prefecture,
        place=told.place,
        event=event,
        is_sample=True,
        live=False,
    )
