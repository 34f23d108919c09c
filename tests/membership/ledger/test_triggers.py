"""The database itself guards the books: whoever writes past the program is refused."""

from datetime import date

import pytest
from django.core.checks import run_checks
from django.db import DatabaseError, connection, transaction
from django.db.migrations import Migration

from membership.ledger import triggers
from membership.ledger.actions import apply_credit, bill, close_year, receive
from membership.ledger.models import Allocation, Charge, Entry, LedgerAccount, LedgerYear, Leg
from membership.ledger.queries import credit_of
from membership.ledger.rules import Payer, Share
from membership.receivers import lay_ledger_triggers, lift_ledger_triggers
from tests.factories.membership import new_charge
from tests.factories.network import PersonFactory

from .conftest import MAY, NOW

TABLES = {
    "entry": Entry,
    "leg": Leg,
    "allocation": Allocation,
    "charge": Charge,
    "year": LedgerYear,
    "account": LedgerAccount,
}
NAMES = {name: model._meta.db_table for name, model in TABLES.items()}
HEAD = 'INSERT INTO {entry} (kind, "on", fiscal_year, posted, made_at, code, note, reverses_id, key, made_by) VALUES '
DRAFT = HEAD + "('booked', '2026-05-20', {fiscal_year}, {no}, '2026-05-20', '', '', {reverses}, NULL, NULL)"


class Books:
    """A charge of 2,000 paid out of 2,500, in an open year after a closed one."""

    def __init__(self, bank):
        payer = Payer(person_id=PersonFactory().pk)
        receive(bank, amount=10, on=date(2025, 5, 1), payer=payer, key="old", made_by=None, now=NOW)
        close_year(2025, made_by=None, now=NOW)
        [self.charge] = bill([new_charge(2000, payer=payer)], on=MAY, made_by=None, now=NOW)
        self.received = receive(bank, amount=2500, on=MAY, payer=payer, key="line:1", made_by=None, now=NOW)
        self.credit = credit_of(self.received)
        self.applied = apply_credit(self.credit, shares=[Share(self.charge.pk, 2000)], made_by=None, now=NOW)
        self.bank = bank
        connection.check_constraints()  # else PostgreSQL refuses TRUNCATE for foreign keys it has yet to look at

    def words(self, **more):
        no, yes = ("0", "1") if connection.vendor == "sqlite" else ("false", "true")
        return NAMES | {
            "no": no,
            "yes": yes,
            "received": self.received.pk,
            "applied": self.applied.pk,
            "credit": self.credit.pk,
            "charge_id": self.charge.pk,
            "bank": self.bank.pk,
            "dues": LedgerAccount.objects.get(code="dues").pk,
            "memo": LedgerAccount.objects.get(code="memo-open").pk,
            "deposits": LedgerAccount.objects.get(code="deposits").pk,
            **more,
        }

    def run(self, statement, **more):
        with connection.cursor() as cursor:
            cursor.execute(statement.format(**self.words(**more)))

    def draft(self, *legs, fiscal_year=2026, reverses="NULL"):
        """An entry as somebody would slip it in: its legs by account and amount, not posted yet."""
        self.run(DRAFT, fiscal_year=fiscal_year, reverses=reverses)
        self.slipped_in = Entry.objects.order_by("-pk").values_list("pk", flat=True)[0]
        for account, amount in legs:
            self.run(
                "INSERT INTO {leg} (entry_id, account_id, amount) VALUES ({new}, {account_id}, {amount})",
                new=self.slipped_in,
                account_id=self.words()[account],
                amount=amount,
            )

    def post(self):
        self.run("UPDATE {entry} SET posted = {yes} WHERE id = {new}", new=self.slipped_in)

    def snapshot(self):
        return {name: list(model.objects.order_by("pk").values_list()) for name, model in TABLES.items()}


@pytest.fixture
def books(guarded, bank):
    return Books(bank)


def one(statement):
    return lambda books: books.run(statement)


def slipped(*legs, then=None, **fields):
    def attack(books):
        books.draft(*legs, **fields)
        if then:
            books.run(then, new=books.slipped_in)
        books.post()

    return attack


def posted_at_once(books):
    books.run(DRAFT.replace("{no}", "{yes}"), fiscal_year=2026, reverses="NULL")


def reversed_twice(books):
    legs = [(leg.account_id, -leg.amount, leg.charge_id) for leg in books.applied.legs.all()]
    for _time in range(2):
        books.draft(reverses=books.applied.pk)
        for account_id, amount, charge_id in legs:
            books.run(
                "INSERT INTO {leg} (entry_id, account_id, amount, charge_id) VALUES ({new}, {a}, {b}, {c})",
                new=books.slipped_in,
                a=account_id,
                b=amount,
                c=charge_id or "NULL",
            )
        books.run(
            "UPDATE {leg} SET person_id = {p} WHERE entry_id = {new} AND account_id = {deposits}",
            new=books.slipped_in,
            p=books.credit.person_id,
        )
        books.post()


ATTACKS = {
    "an entry posted without legs to look at": posted_at_once,
    "one leg only": slipped(("bank", 500)),
    "legs that do not sum to zero": slipped(("bank", 500), ("dues", -400)),
    "memo legs that balance against money": slipped(("bank", 500), ("memo", -500)),
    "a day changed": one("UPDATE {entry} SET \"on\" = '2026-04-01' WHERE id = {applied}"),
    "un-posted": one("UPDATE {entry} SET posted = {no} WHERE id = {applied}"),
    "an entry deleted": one("DELETE FROM {entry} WHERE id = {applied}"),
    "a leg's amount changed": one("UPDATE {leg} SET amount = amount + 1 WHERE entry_id = {applied}"),
    "a leg deleted": one("DELETE FROM {leg} WHERE entry_id = {applied}"),
    "a leg added to a posted entry": one(
        "INSERT INTO {leg} (entry_id, account_id, amount) VALUES ({applied}, {bank}, 5)"
    ),
    "a leg moved into a posted entry": lambda books: (
        books.draft(("bank", 500)),
        books.run("UPDATE {leg} SET entry_id = {applied} WHERE entry_id = {new}", new=books.slipped_in),
    ),
    "an allocation changed": one("UPDATE {allocation} SET amount = 1 WHERE entry_id = {applied}"),
    "an allocation deleted": one("DELETE FROM {allocation} WHERE entry_id = {applied}"),
    "more taken from a credit than it holds": slipped(
        ("deposits", 501),
        ("dues", -501),
        then="INSERT INTO {allocation} (entry_id, credit_id, amount) VALUES ({new}, {credit}, 501)",
    ),
    "a debit used like a credit": lambda books: slipped(
        ("deposits", 5),
        ("dues", -5),
        then="INSERT INTO {allocation} (entry_id, credit_id, amount) SELECT {new}, l.id, 5 FROM {leg} l"
        " WHERE l.entry_id = {received} AND l.amount > 0",
    )(books),
    "reversed twice": reversed_twice,
    "a reversal that is no mirror": lambda books: slipped(
        ("bank", 500), ("dues", -500), reverses=books.applied.pk
    )(books),
    "a credit in use reversed": lambda books: slipped(
        ("bank", -2500),
        ("deposits", 2500),
        then="UPDATE {leg} SET person_id = (SELECT person_id FROM {leg} WHERE id = {credit})"
        " WHERE entry_id = {new} AND account_id = {deposits}",
        reverses=books.received.pk,
    )(books),
    "booked into a closed year": slipped(("bank", 500), ("dues", -500), fiscal_year=2025),
    "a year opened again": one("UPDATE {year} SET closed_at = NULL WHERE fiscal_year = 2025"),
    "a closed year deleted": one("DELETE FROM {year} WHERE fiscal_year = 2025"),
    "a charge made smaller": one("UPDATE {charge} SET amount = 1 WHERE id = {charge_id}"),
    "a charge deleted": one("DELETE FROM {charge} WHERE id = {charge_id}"),
    "an account turned into another kind": one("UPDATE {account} SET kind = 'memo' WHERE id = {bank}"),
}
SQLITE_ONLY = {
    "an entry replaced": one(
        'INSERT OR REPLACE INTO {entry} (id, kind, "on", fiscal_year, posted, made_at, code, note)'
        " VALUES ({applied}, 'booked', '2026-05-20', 2026, 0, '2026-05-20', '', '')"
    ),
    "an entry replaced through its key": one(
        'REPLACE INTO {entry} (kind, "on", fiscal_year, posted, made_at, code, note, key)'
        " VALUES ('booked', '2026-05-20', 2026, 0, '2026-05-20', '', '', 'line:1')"
    ),
    "a leg replaced": one(
        "INSERT OR REPLACE INTO {leg} (id, entry_id, account_id, amount) VALUES ({credit}, {received}, {bank}, 5)"
    ),
}
POSTGRESQL_ONLY = {
    f"{name} emptied": one(f"TRUNCATE {{{name}}} CASCADE")
    for name in ("entry", "leg", "allocation", "charge", "year")
}


def try_attack(books, attack):
    before = books.snapshot()

    with pytest.raises(DatabaseError) as refusal, transaction.atomic():
        attack(books)

    assert books.snapshot() == before
    return str(refusal.value)


@pytest.mark.capability("M1")
@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_database_refuses_direct_sql(books, attack):
    message = try_attack(books, attack)

    assert any(
        message.startswith(words) for guard in triggers.GUARDS for _condition, words in guard.refusals
    ) or ("UNIQUE" in message.upper())


@pytest.mark.capability("M1")
@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite knows REPLACE")
@pytest.mark.parametrize("attack", SQLITE_ONLY.values(), ids=SQLITE_ONLY)
def test_database_refuses_replacing(books, attack):
    assert "posted entr" in try_attack(books, attack)


@pytest.mark.capability("M1")
@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL knows TRUNCATE")
@pytest.mark.parametrize("attack", POSTGRESQL_ONLY.values(), ids=POSTGRESQL_ONLY)
def test_database_refuses_emptying(books, attack):
    assert "never emptied" in try_attack(books, attack)


@pytest.mark.capability("M1")
@pytest.mark.parametrize("attack", ["an entry deleted", "a leg's amount changed", "a charge made smaller"])
def test_attacks_would_succeed_without_guards(books, attack):
    """The attacks bite: it is the guards that refuse them."""
    triggers.lift(connection)
    before = books.snapshot()

    with transaction.atomic():
        if attack == "an entry deleted":
            Allocation.objects.filter(entry=books.applied)._raw_delete("default")
            Leg.objects.filter(entry=books.applied)._raw_delete("default")
        ATTACKS[attack](books)

    assert books.snapshot() != before


def test_check_names_missing_triggers(guarded, settings):
    settings.LEDGER_TRIGGERS = True
    whole = run_checks(tags=["database"], databases=["default"])
    table = NAMES["entry"]
    with connection.cursor() as cursor:
        on_table = f" ON {table}" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER {table}_guard_delete{on_table}")

    found = run_checks(tags=["database"], databases=["default"])
    settings.LEDGER_TRIGGERS = False
    silent = run_checks(tags=["database"], databases=["default"])

    assert [message.id for message in whole if message.id == "membership.E001"] == []
    [error] = [message for message in found if message.id == "membership.E001"]
    assert f"{table}_guard_delete" in error.msg
    assert [message.id for message in silent if message.id == "membership.E001"] == []


@pytest.mark.django_db
@pytest.mark.parametrize("wanted", [True, False])
def test_triggers_are_laid_after_every_migrate(settings, wanted):
    settings.LEDGER_TRIGGERS = wanted
    app = type("App", (), {"name": "membership"})

    for _time in range(2):
        lay_ledger_triggers(sender=app, using="default")
    found = triggers.laid(connection)
    triggers.lift(connection)

    assert found >= triggers.expected(connection) if wanted else not found
    assert len(triggers.expected(connection)) == (19 if connection.vendor == "postgresql" else 14)
    assert triggers.laid(connection) == set()


@pytest.mark.django_db
@pytest.mark.parametrize("wing", ["membership", "network"])
def test_triggers_step_aside_while_sqlite_makes_tables_anew(guarded, wing):
    app = type("App", (), {"name": "membership"})
    step = Migration("0099_some_column", wing)

    lift_ledger_triggers(sender=app, using="default", plan=[(step, False)])

    steps_aside = connection.vendor == "sqlite" and wing == "membership"
    assert triggers.laid(connection) == (set() if steps_aside else triggers.expected(connection))


@pytest.mark.django_db
def test_triggers_are_not_laid_where_there_are_no_books(settings, monkeypatch):
    settings.LEDGER_TRIGGERS = True
    monkeypatch.setattr(triggers, "KEPT", (*triggers.KEPT, "membership_of_another_release"))

    lay_ledger_triggers(sender=type("App", (), {"name": "membership"}), using="default")

    assert triggers.laid(connection) == set()
