"""A named trade: the database itself refuses to change or delete the rows of a table.

Laid after every migrate and not by a migration: SQLite loses its triggers whenever a table is rebuilt.
"""

from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper


@dataclass(frozen=True)
class AppendOnly:
    """The guard of one table; `refusal` is what the database answers."""

    table: str
    refusal: str

    def lay(self, connection: BaseDatabaseWrapper) -> None:
        """Lay the triggers; as often as one likes."""
        self._execute(
            connection, {"sqlite": self._sqlite, "postgresql": self._postgresql}[connection.vendor]()
        )

    def lift(self, connection: BaseDatabaseWrapper) -> None:
        """Take the triggers away, for a restore or a test."""
        removal = {
            "sqlite": [f"DROP TRIGGER IF EXISTS {self.table}_{verb}" for verb in ("update", "delete")],
            "postgresql": [f"DROP FUNCTION IF EXISTS {self.table}_refuse() CASCADE"],
        }
        self._execute(connection, removal[connection.vendor])

    def _sqlite(self) -> list[str]:
        return [
            f"CREATE TRIGGER IF NOT EXISTS {self.table}_{verb.lower()} BEFORE {verb} ON {self.table} "
            f"BEGIN SELECT RAISE(ABORT, '{self.refusal}'); END"
            for verb in ("UPDATE", "DELETE")
        ]

    def _postgresql(self) -> list[str]:
        refuse = f"EXECUTE FUNCTION {self.table}_refuse()"
        return [
            f"CREATE OR REPLACE FUNCTION {self.table}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{self.refusal}'; END $$",
            f"CREATE OR REPLACE TRIGGER {self.table}_change BEFORE UPDATE OR DELETE ON {self.table} "
            f"FOR EACH ROW {refuse}",
            f"CREATE OR REPLACE TRIGGER {self.table}_truncate BEFORE TRUNCATE ON {self.table} "
            f"FOR EACH STATEMENT {refuse}",
        ]

    def _execute(self, connection: BaseDatabaseWrapper, statements: list[str]) -> None:
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
