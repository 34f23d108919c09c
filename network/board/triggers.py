"""A named trade: the database itself refuses to change or delete decisions about posts.

Laid after every migrate and not by a migration: SQLite loses its triggers whenever a table is rebuilt.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

from network.board.models import BoardDecision

TABLE = BoardDecision._meta.db_table
REFUSAL = "decisions of the board are added, never changed"

SQLITE = tuple(
    f"CREATE TRIGGER IF NOT EXISTS {TABLE}_{verb.lower()} BEFORE {verb} ON {TABLE} "
    f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    for verb in ("UPDATE", "DELETE")
)
POSTGRESQL = (
    f"CREATE OR REPLACE FUNCTION {TABLE}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$",
    f"CREATE OR REPLACE TRIGGER {TABLE}_change BEFORE UPDATE OR DELETE ON {TABLE} "
    f"FOR EACH ROW EXECUTE FUNCTION {TABLE}_refuse()",
    f"CREATE OR REPLACE TRIGGER {TABLE}_truncate BEFORE TRUNCATE ON {TABLE} "
    f"FOR EACH STATEMENT EXECUTE FUNCTION {TABLE}_refuse()",
)
REMOVAL = {
    "sqlite": (f"DROP TRIGGER IF EXISTS {TABLE}_update", f"DROP TRIGGER IF EXISTS {TABLE}_delete"),
    "postgresql": (f"DROP FUNCTION IF EXISTS {TABLE}_refuse() CASCADE",),
}


def lay(connection: BaseDatabaseWrapper) -> None:
    """Lay the triggers; as often as one likes."""
    _execute(connection, {"sqlite": SQLITE, "postgresql": POSTGRESQL}[connection.vendor])


def lift(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away, for a restore or a test."""
    _execute(connection, REMOVAL[connection.vendor])


def _execute(connection: BaseDatabaseWrapper, statements: tuple[str, ...]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
