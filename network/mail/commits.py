"""A named trade: writes a row without waiting until the disk has it."""

from django.db import connection
from django.db.models import Func, QuerySet, TextField, Value
from django.db.models.lookups import Exact


def without_waiting_for_the_disk(rows: QuerySet) -> QuerySet:
    """These rows; an update of them alone, in a transaction of its own, does not wait for the disk on PostgreSQL.

    Other connections see the change at once, and killing whoever wrote it takes nothing back. If the database's
    machine itself dies, changes of about its last half second may be lost. The setting ends with the transaction,
    so that nobody inherits it from a pool of connections; SQLite (WAL, NORMAL) waits for no disk anyway.
    """
    if connection.vendor != "postgresql":
        return rows
    lightly = Func(
        Value("synchronous_commit"),
        Value("off"),
        Value(True),
        function="set_config",
        output_field=TextField(),
    )
    return rows.filter(Exact(lightly, Value("off")))
