"""A named trade: many published pages below one at once, their places in the tree counted here; for demos and trials."""

from collections.abc import Sequence
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.models import F
from django.db.models.sql import InsertQuery
from wagtail.models import Page

from cms.home.pages import StandardPage


@transaction.atomic
def plant(parent: Page, pages: Sequence[StandardPage], *, now: datetime) -> None:
    """Write pages as the last children of a page, in their order, published; they get their keys. Five queries.

    `parent` is up to date. No drafts are kept, no signal is sent: the search index is the caller's to fill.
    """
    if not pages:
        return
    last = parent.get_last_child()
    taken = Page._str2int(last.path[-Page.steplen :]) if last else 0
    kind = ContentType.objects.get_for_model(StandardPage)
    for place, page in enumerate(pages, start=taken + 1):
        page.path = Page._get_path(parent.path, parent.depth + 1, place)
        page.depth, page.numchild = parent.depth + 1, 0
        page.url_path = f"{parent.url_path}{page.slug}/"
        page.locale_id, page.content_type, page.draft_title = parent.locale_id, kind, page.title
        page.live, page.has_unpublished_changes = True, False
        page.first_published_at = page.last_published_at = now
    _insert(pages)
    Page.objects.filter(pk=parent.pk).update(numchild=F("numchild") + len(pages))
    parent.numchild += len(pages)


def _insert(pages: Sequence[StandardPage]) -> None:
    """The tree's rows, then those of the kind: Django's bulk_create knows no rows in two tables."""
    shared = [field.attname for field in Page._meta.concrete_fields if not field.primary_key]
    rows = Page.objects.bulk_create(Page(**{name: getattr(page, name) for name in shared}) for page in pages)
    for page, row in zip(pages, rows, strict=True):
        page.pk = page.id = row.pk
        page._state.adding, page._state.db = False, connection.alias
    insert = InsertQuery(StandardPage)
    insert.insert_values(StandardPage._meta.local_concrete_fields, pages)
    insert.get_compiler(connection=connection).execute_sql()
