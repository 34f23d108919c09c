"""What `manage.py check --database default` and every migrate say about the guards of the books."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

from membership.ledger import triggers
from membership.ledger.models import Entry


@register(Tags.database)
def books_are_guarded(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """An error that names the triggers that are missing."""
    if not databases or not settings.LEDGER_TRIGGERS or not _has_table():
        return []
    connection = connections["default"]
    missing = triggers.expected(connection) - triggers.laid(connection)
    if not missing:
        return []
    return [
        Error(
            f"The database does not guard the books: {', '.join(sorted(missing))}.",
            hint="Run manage.py migrate: it lays them again.",
            id="membership.E001",
        )
    ]


def _has_table() -> bool:
    return Entry._meta.db_table in connections["default"].introspection.table_names()
