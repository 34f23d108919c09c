"""Pages, resources and notices for tests."""

from datetime import date, timedelta

import factory
from django.core.files.base import ContentFile
from django.utils import timezone
from factory.django import DjangoModelFactory
from wagtail.documents.models import Document

from cms.access.choices import Audience
from cms.home.pages import SectionPage, StandardPage
from cms.library.models import Resource
from cms.notices.models import Notice


def section(slug: str = "learn") -> SectionPage:
    """One of the six that every site begins with."""
    return SectionPage.objects.get(slug=slug)


def document(name: str = "mihon.csv", content: bytes = b"a,b\n1,2\n") -> Document:
    """A file at the desk."""
    made = Document(title=name, file=ContentFile(content, name=name))
    made._set_document_file_metadata()
    made.save()
    return made


def written_page(
    parent=None, *, slug: str = "a-page", audience: str = Audience.PUBLIC, **fields
) -> StandardPage:
    """A published page below a section, shown in menus."""
    made = StandardPage(
        title=fields.pop("title", "見本のページ"), slug=slug, audience=audience, show_in_menus=True, **fields
    )
    return (parent or section()).add_child(instance=made)


class ResourceFactory(DjangoModelFactory):
    """A published link for everybody, in 「知りたい」; with_file=True gives it a file instead."""

    class Meta:
        model = Resource

    class Params:
        with_file = factory.Trait(document=factory.LazyFunction(document), link="")

    title = factory.Sequence(lambda n: f"見本の資料{n}")
    summary = "見本の説明です。"
    publisher = "見本県"
    section = factory.LazyFunction(section)
    link = "https://shiryo.example/paper"
    issued_on = date(2026, 4, 1)
    last_published_at = factory.LazyFunction(timezone.now)


class NoticeFactory(DjangoModelFactory):
    """A published notice of yesterday; `posted_to` names its sections."""

    class Meta:
        model = Notice
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"見本のお知らせ{n}")
    body = "<p>見本の本文です。</p>"
    day = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=1))
    first_published_at = factory.LazyFunction(timezone.now)
    last_published_at = factory.LazyFunction(timezone.now)

    @factory.post_generation
    def posted_to(self, create, slugs, **more):
        if slugs:
            self.sections = [section(slug) for slug in slugs]
            self.save()
