"""The search index: laid, made anew, kept counted."""

from collections.abc import Callable, Iterator

from django.core.management import call_command
from django.db import connection
from django.db.models import Model, QuerySet
from wagtail.search.backends import get_search_backend
from wagtail.search.index import insert_or_update_object
from wagtail.search.models import IndexEntry

from network.jobs.actions import enqueue
from network.search.models import IndexMaking
from network.search.queries import is_index_current
from network.search.words import made_with

AT_ONCE = 500


def lay_index() -> None:
    """Note what the index is made with while it is still empty; what stands in an unnoted one nobody knows."""
    if not IndexMaking.objects.exists() and not IndexEntry.objects.exists():
        note_rebuilt()


def note_rebuilt() -> None:
    """The whole index was made anew just now, with the dictionary of today."""
    IndexMaking.objects.update_or_create(pk=1, defaults={"made_with": made_with()})
    count_rows()


def rebuild() -> None:
    """Make the whole index anew, all or nothing; searches go on in the old one until then."""
    call_command("wagtail_update_index", verbosity=0)


def tend() -> None:
    """Once a night: let the database count its rows; have the index made anew when the dictionary has changed."""
    count_rows()
    if not is_index_current():
        enqueue("network.rebuild_search")


def count_rows() -> None:
    """Let the database count the rows of every table, which a search joins with the index.

    Without figures SQLite asks the full text once for every row it has, and PostgreSQL joins everything with everything.
    """
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def index_all(rows: QuerySet, *, said: Callable[[int], None] = lambda done: None) -> int:
    """Put rows into the index that were written without a signal; says how many, and as it goes.

    Fields of other tables are read row by row unless `rows` brings them along.
    """
    backend, done = get_search_backend(), 0
    for part in _parts_of(rows):
        backend.add_bulk(rows.model, part)
        done += len(part)
        said(done)
    return done


def _parts_of(rows: QuerySet) -> Iterator[list[Model]]:
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    for first in range(0, len(keys), AT_ONCE):
        yield list(rows.filter(pk__in=keys[first : first + AT_ONCE]).order_by("pk"))


def index_again(instance: Model) -> None:
    """Index an object whose related rows were written after it."""
    insert_or_update_object(instance)
