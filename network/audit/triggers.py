"""A named trade: the database itself refuses to change or delete audit entries.

Laid after every migrate and not by a migration: SQLite loses its triggers whenever a table is rebuilt.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

from network.audit.models import AuditEntry

TABLE = AuditEntry._meta.db_table
REFUSAL = "audit entries are added, never changed"

SQLITE = (
    f"CREATE TRIGGER IF NOT EXISTS {TABLE}_update BEFORE UPDATE ON {TABLE} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
    f"CREATE TRIGGER IF NOT EXISTS {TABLE}_delete BEFORE DELETE ON {TABLE} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
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
