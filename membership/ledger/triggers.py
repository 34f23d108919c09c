"""A named trade: the database itself refuses to change, unbalance or delete what is posted.

Laid after every migrate and not by a migration: SQLite loses its triggers whenever a table is rebuilt. The
conditions are written once, in the SQL that both databases read.
"""

# ruff: noqa: S608 -- only names of our own tables are put in
from dataclasses import dataclass

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from membership.ledger.choices import AccountKind
from membership.ledger.models import Allocation, Charge, Entry, LedgerAccount, LedgerYear, Leg

ENTRY, LEG, USE, CHARGE, YEAR, ACCOUNT = (
    model._meta.db_table for model in (Entry, Leg, Allocation, Charge, LedgerYear, LedgerAccount)
)
# No table of the books may be emptied at a stroke; SQLite knows no TRUNCATE.
KEPT = (ENTRY, LEG, USE, CHARGE, YEAR)
ALIVE = f"e.posted AND NOT EXISTS (SELECT 1 FROM {ENTRY} r WHERE r.reverses_id = e.id AND r.posted)"
HAS_LEGS = f"EXISTS (SELECT 1 FROM {LEG} WHERE charge_id = OLD.id)"


@dataclass(frozen=True)
class Guard:
    """What is refused before an event on a table: SQL conditions and what the database says then."""

    table: str
    event: str
    refusals: tuple[tuple[str, str], ...]

    @property
    def name(self) -> str:
        return f"{self.table}_guard_{self.event.lower()}"


def _is_posted(column: str) -> str:
    return f"EXISTS (SELECT 1 FROM {ENTRY} e WHERE e.id = {column} AND e.posted)"


def _parts_of_entries(table: str, what: str) -> tuple[Guard, ...]:
    """Legs and allocations: free while their entry is not posted."""
    refusal = f"{what} of a posted entry are never added, changed or deleted"
    return (
        Guard(table, "INSERT", ((_is_posted("NEW.entry_id"), refusal),)),
        Guard(
            table,
            "UPDATE",
            ((f"{_is_posted('OLD.entry_id')} OR {_is_posted('NEW.entry_id')}", refusal),),
        ),
        Guard(table, "DELETE", ((_is_posted("OLD.entry_id"), refusal),)),
    )


POSTING = (
    (f"(SELECT COUNT(*) FROM {LEG} WHERE entry_id = NEW.id) < 2", "an entry needs two legs"),
    (f"(SELECT SUM(amount) FROM {LEG} WHERE entry_id = NEW.id) <> 0", "legs sum to zero"),
    (
        f"(SELECT SUM(l.amount) FROM {LEG} l JOIN {ACCOUNT} a ON a.id = l.account_id"
        f" WHERE l.entry_id = NEW.id AND a.kind = '{AccountKind.MEMO.value}') <> 0",
        "memo legs sum to zero among themselves",
    ),
    (
        f"EXISTS (SELECT 1 FROM {YEAR} WHERE fiscal_year = NEW.fiscal_year AND closed_at IS NOT NULL)",
        "the year is closed",
    ),
    (
        "NEW.reverses_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM"
        f" {ENTRY} e WHERE e.id = NEW.reverses_id AND e.posted AND e.reverses_id IS NULL)",
        "only a posted entry that is no reversal is reversed",
    ),
    (
        f"NEW.reverses_id IS NOT NULL AND EXISTS (SELECT 1 FROM {LEG}"
        " WHERE entry_id IN (NEW.id, NEW.reverses_id) GROUP BY account_id, charge_id, person_id, organisation_id"
        " HAVING SUM(amount) <> 0)",
        "a reversal mirrors its entry",
    ),
    (
        f"NEW.reverses_id IS NOT NULL AND EXISTS (SELECT 1 FROM {USE} u JOIN {LEG} l ON l.id = u.credit_id"
        f" JOIN {ENTRY} e ON e.id = u.entry_id WHERE l.entry_id = NEW.reverses_id AND {ALIVE})",
        "a credit in use is not reversed",
    ),
    (
        f"EXISTS (SELECT 1 FROM {USE} u JOIN {LEG} l ON l.id = u.credit_id JOIN {ENTRY} e ON e.id = l.entry_id"
        f" WHERE u.entry_id = NEW.id AND NOT (l.amount < 0 AND {ALIVE}))",
        "only a living credit is used",
    ),
    (
        f"EXISTS (SELECT 1 FROM {LEG} l WHERE l.id IN (SELECT credit_id FROM {USE} WHERE entry_id = NEW.id)"
        f" AND -l.amount < (SELECT SUM(u.amount) FROM {USE} u JOIN {ENTRY} e ON e.id = u.entry_id"
        f" WHERE u.credit_id = l.id AND (e.id = NEW.id OR ({ALIVE}))))",
        "no more is used than a credit holds",
    ),
)
GUARDS = (
    Guard(ENTRY, "INSERT", (("NEW.posted", "an entry is posted after its legs"),)),
    Guard(
        ENTRY,
        "UPDATE",
        (
            ("OLD.posted", "posted entries are never changed"),
            *((f"NEW.posted AND ({condition})", message) for condition, message in POSTING),
        ),
    ),
    Guard(ENTRY, "DELETE", (("OLD.posted", "posted entries are never deleted"),)),
    *_parts_of_entries(LEG, "legs"),
    *_parts_of_entries(USE, "allocations"),
    Guard(
        CHARGE,
        "UPDATE",
        (
            (
                "(OLD.id <> NEW.id OR OLD.amount <> NEW.amount OR OLD.fiscal_year <> NEW.fiscal_year"
                " OR OLD.kind <> NEW.kind OR OLD.tax_class <> NEW.tax_class OR OLD.key <> NEW.key)"
                f" AND {HAS_LEGS}",
                "sum, year and kind of a charge are never changed",
            ),
        ),
    ),
    Guard(CHARGE, "DELETE", ((HAS_LEGS, "charges are cancelled, never deleted"),)),
    Guard(YEAR, "UPDATE", (("OLD.closed_at IS NOT NULL", "a closed year stays as it is"),)),
    Guard(YEAR, "DELETE", (("OLD.closed_at IS NOT NULL", "a closed year stays as it is"),)),
    Guard(
        ACCOUNT,
        "UPDATE",
        (
            (
                "(OLD.id <> NEW.id OR OLD.kind <> NEW.kind OR OLD.code <> NEW.code OR OLD.is_money <> NEW.is_money)"
                f" AND EXISTS (SELECT 1 FROM {LEG} WHERE account_id = OLD.id)",
                "an account in use keeps its kind and code",
            ),
        ),
    ),
)


def has_tables(connection: BaseDatabaseWrapper) -> bool:
    """Whether the books' tables are there: not on a site that was taken back to before them."""
    guarded = {guard.table for guard in GUARDS} | set(KEPT)
    return guarded <= set(connection.introspection.table_names())


def lay(connection: BaseDatabaseWrapper) -> None:
    """Lay every trigger as it is written here; as often as one likes."""
    make = {"sqlite": _sqlite, "postgresql": _postgresql}[connection.vendor]
    _execute(connection, [statement for guard in GUARDS for statement in make(guard)])
    if connection.vendor == "postgresql":
        _execute(connection, [statement for table in KEPT for statement in _against_truncation(table)])


def lift(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away, for a restore or a test."""
    if connection.vendor == "sqlite":
        _execute(connection, [f"DROP TRIGGER IF EXISTS {guard.name}" for guard in GUARDS])
        return
    functions = [f"{guard.name}()" for guard in GUARDS] + [f"{table}_guard_truncate()" for table in KEPT]
    _execute(connection, [f"DROP FUNCTION IF EXISTS {function} CASCADE" for function in functions])


def expected(connection: BaseDatabaseWrapper) -> set[str]:
    """The names of all triggers this database should have."""
    rows = {guard.name for guard in GUARDS}
    return rows | (
        {f"{table}_guard_truncate" for table in KEPT} if connection.vendor == "postgresql" else set()
    )


def laid(connection: BaseDatabaseWrapper) -> set[str]:
    """The names of the triggers it has and minds."""
    asked = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%_guard_%'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
        " AND tgname LIKE '%_guard_%'",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return {name for (name,) in cursor.fetchall()}


def _sqlite(guard: Guard) -> list[str]:
    refusals = " ".join(
        f"SELECT RAISE(ABORT, '{message}') WHERE {condition};" for condition, message in guard.refusals
    )
    return [
        f"DROP TRIGGER IF EXISTS {guard.name}",
        f"CREATE TRIGGER {guard.name} BEFORE {guard.event} ON {guard.table} BEGIN {refusals} END",
    ]


def _postgresql(guard: Guard) -> list[str]:
    refusals = " ".join(
        f"IF {condition} THEN RAISE EXCEPTION '{message}'; END IF;" for condition, message in guard.refusals
    )
    row = "OLD" if guard.event == "DELETE" else "NEW"
    return [
        f"CREATE OR REPLACE FUNCTION {guard.name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {refusals} RETURN {row}; END $$",
        f"CREATE OR REPLACE TRIGGER {guard.name} BEFORE {guard.event} ON {guard.table} "
        f"FOR EACH ROW EXECUTE FUNCTION {guard.name}()",
    ]


def _against_truncation(table: str) -> list[str]:
    name = f"{table}_guard_truncate"
    return [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the books are never emptied'; END $$",
        f"CREATE OR REPLACE TRIGGER {name} BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {name}()",
    ]


def _execute(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
