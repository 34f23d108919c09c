"""What `manage.py check --database default` and every migrate say about the search index."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Tags, register
from django.core.checks import Warning as CheckWarning
from django.db import connections

from network.search.models import IndexMaking
from network.search.queries import is_index_current


@register(Tags.database)
def search_index_is_current(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """A warning when words are cut otherwise now than when the index was made."""
    if not databases or not _has_table() or is_index_current():
        return []
    return [
        CheckWarning(
            "The search index was made with another dictionary: searches miss words.",
            hint="Run manage.py wagtail_update_index, or leave it to the worker: it does so at night.",
            id="network.W001",
        )
    ]


def _has_table() -> bool:
    return IndexMaking._meta.db_table in connections["default"].introspection.table_names()
