"""What the desk did is added, never changed; the database itself holds to it."""

import threading

import pytest
from django.db import DatabaseError, connection, connections, transaction

from network.audit import triggers
from network.audit.actions import NotPlainError, record, record_all
from network.audit.models import AuditEntry
from network.audit.queries import entries, head, verify
from network.audit.rules import GENESIS, Broken, Deed, Flaw
from network.receivers import lay_audit_triggers
from tests.factories.events import NOW


def publish(number):
    return record(actor_id=7, verb="published", subject="event", subject_id=number, details={"number": 2})


@transaction.atomic
def publish_and_fail(number):
    publish(number)
    raise ZeroDivisionError


@pytest.fixture
def guarded():
    """The database's own guard, as every site has it."""
    triggers.lay(connection)
    yield
    triggers.lift(connection)


@pytest.mark.django_db
def test_record_chains_entries():
    first, second = publish(1), publish(2)

    assert (first.previous_hash, second.previous_hash, head()) == (GENESIS, first.hash, second.hash)
    assert (verify(), verify(first.hash)) == ([], [])
    assert [entry.subject_id for entry in entries()] == ["2", "1"]


@pytest.mark.django_db
def test_verify_when_log_is_empty():
    assert (head(), verify()) == (GENESIS, [])


@pytest.mark.django_db
def test_record_when_deed_fails_leaves_no_trace():
    publish(1)
    with pytest.raises(ZeroDivisionError):
        publish_and_fail(2)
    publish(3)

    assert verify() == []
    assert [entry.subject_id for entry in entries()] == ["3", "1"]


@pytest.mark.django_db
def test_record_when_it_would_hold_a_name():
    with pytest.raises(NotPlainError):
        record(actor_id=7, verb="renamed", subject="person", subject_id=3, details={"to": "見本 花子"})

    assert not AuditEntry.objects.exists()


@pytest.mark.capability("T13")
@pytest.mark.django_db
def test_verify_when_somebody_tampered():
    written = [publish(number) for number in range(1, 6)]
    kept_head = head()

    AuditEntry.objects.filter(pk=written[1].pk).update(actor_id=8)
    AuditEntry.objects.filter(pk=written[3].pk).delete()
    named = verify(kept_head)
    AuditEntry.objects.filter(pk=written[4].pk).delete()
    cut = verify(kept_head)

    assert named == [Broken(written[1].pk, Flaw.ALTERED), Broken(written[4].pk, Flaw.MISSING_BEFORE)]
    assert cut == [Broken(written[1].pk, Flaw.ALTERED), Broken(None, Flaw.CUT_OFF)]


@pytest.mark.capability("T13")
@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        lambda entry: AuditEntry.objects.filter(pk=entry.pk).update(actor_id=8),
        lambda entry: entry.delete(),
        lambda entry: AuditEntry.objects.all()._raw_delete("default"),
    ],
    ids=["update", "delete", "empty"],
)
def test_database_refuses_changes(guarded, change):
    entry = publish(1)

    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        change(entry)
    publish(2)

    assert (AuditEntry.objects.count(), verify()) == (2, [])


@pytest.mark.django_db
def test_database_refuses_truncation(guarded):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite knows no TRUNCATE")
    publish(1)

    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        connection.cursor().execute(f"TRUNCATE {triggers.GUARD.table}")


@pytest.mark.django_db
@pytest.mark.parametrize("wanted", [True, False])
def test_triggers_are_laid_after_every_migrate(settings, wanted):
    settings.AUDIT_TRIGGERS = wanted
    network = type("App", (), {"name": "network"})
    entry = publish(1)

    lay_audit_triggers(sender=network, using="default")
    lay_audit_triggers(sender=network, using="default")
    try:
        with transaction.atomic():
            AuditEntry.objects.filter(pk=entry.pk).update(actor_id=8)
        refused = False
    except DatabaseError:
        refused = True
    triggers.lift(connection)

    assert refused is wanted


@pytest.mark.capability("T13")
@pytest.mark.django_db(transaction=True)
def test_record_when_many_write_at_once():
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("threads need a database file; SQLite lets one writer in at a time anyway")
    failures, barrier = [], threading.Barrier(4)

    def write(worker):
        barrier.wait()
        try:
            for number in range(25):
                publish(f"{worker}-{number}")
        except Exception as failure:
            failures.append(failure)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=write, args=(worker,)) for worker in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (failures, verify(), AuditEntry.objects.count()) == ([], [], 100)


@pytest.mark.django_db
def test_record_all_goes_on_with_the_chain(monkeypatch):
    monkeypatch.setattr("network.audit.actions.AT_ONCE", 2)
    first = publish(1)
    deeds = [Deed(NOW, 7, "created", "event", str(number), {}) for number in (2, 3, 4)]

    written = record_all(iter(deeds))

    last = publish(5)
    assert (written, verify(), verify(first.hash), head()) == (3, [], [], last.hash)
    assert [entry.subject_id for entry in entries()] == ["5", "4", "3", "2", "1"]


@pytest.mark.django_db
def test_record_all_when_one_would_hold_a_name_writes_nothing():
    deeds = [
        Deed(NOW, 7, "created", "event", "1", {}),
        Deed(NOW, 7, "renamed", "person", "2", {"to": "見本 花子"}),
    ]

    with pytest.raises(NotPlainError):
        record_all(deeds)

    assert entries().count() == 0
