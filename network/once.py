"""A named trade: rows that may be written once, told apart from those that were there, in one statement."""

from django.db import connection
from django.db.models import Model
from django.db.models.constants import OnConflict
from django.db.models.sql import InsertQuery


def insert_once(row: Model, *, unique: list[str]) -> bool:
    """Insert, unless a row with the same unique fields is there; whether it was inserted, and then with its key.

    One INSERT; the public ORM needs a second query, or a savepoint, to find out. No signal is sent.
    """
    meta = row._meta
    insert = InsertQuery(
        type(row),
        on_conflict=OnConflict.IGNORE,
        unique_fields=[meta.get_field(name) for name in unique],
    )
    insert.insert_values([field for field in meta.concrete_fields if not field.primary_key], [row])
    written = insert.get_compiler(connection=connection).execute_sql(returning_fields=[meta.pk])[0]
    if written is None:
        return False
    row.pk = written[0]
    row._state.adding, row._state.db = False, connection.alias
    return True
