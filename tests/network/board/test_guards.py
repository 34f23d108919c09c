"""What keeps the board's promises from below: triggers, the silent log, the deal of the cards, pages of the database."""

import logging
import sqlite3
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
import time_machine
from django.apps import apps
from django.conf import settings as site
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.urls import reverse

from network.board import actions, chain, limits, release, triggers
from network.board.models import BoardDecision, HeldAct, Post
from network.receivers import lay_board_triggers
from network.tasks import end_board_epochs, release_board
from tests.network.board.conftest import somebody

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 25, 1, 5, tzinfo=UTC)
TODAY = date(2026, 11, 25)
QUESTION = "家賃の相談が続くとき、どこまで一緒に動きますか。"


@pytest.fixture
def guarded():
    """The database as it is in production."""
    triggers.lay(connection)
    triggers.lay(connection)
    yield
    triggers.lift(connection)


@pytest.mark.parametrize("deed", ["update", "delete"])
def test_decisions_are_never_changed(guarded, deed):
    row = chain.add("approve", "1", on=TODAY, actor_id=7)
    rows = BoardDecision.objects.filter(pk=row.pk)

    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(verb="reject") if deed == "update" else rows.delete()

    assert chain.verify() == []


def test_a_changed_decision_is_found():
    row = chain.add("approve", "1", on=TODAY, actor_id=7)
    chain.add("reject", "2", on=TODAY, actor_id=7, details={"reason": "person"})
    BoardDecision.objects.filter(pk=row.pk).update(verb="remove")

    assert [flaw.entry_id for flaw in chain.verify()] == [row.pk]


def test_whoever_was_faster_comes_first(monkeypatch):
    append, late = chain._append, iter([IntegrityError])

    def first_too_late(deed, on):
        for refusal in late:
            raise refusal
        return append(deed, on)

    monkeypatch.setattr(chain, "_append", first_too_late)

    assert chain.add("approve", "1", on=TODAY, actor_id=7).pk


def test_a_chain_that_cannot_be_written_says_so(monkeypatch):
    def never(deed, on):
        raise IntegrityError

    monkeypatch.setattr(chain, "_append", never)

    with pytest.raises(RuntimeError):
        chain.add("approve", "1", on=TODAY, actor_id=7)


@pytest.mark.parametrize("wanted", [True, False])
def test_triggers_are_laid_after_every_migrate(settings, wanted):
    settings.BOARD_TRIGGERS = wanted
    lay_board_triggers(sender=apps.get_app_config("network"), using="default")
    row = chain.add("approve", "1", on=TODAY, actor_id=7)

    try:
        with transaction.atomic():
            BoardDecision.objects.filter(pk=row.pk).delete()
        refused = False
    except DatabaseError:
        refused = True
    triggers.lift(connection)

    assert refused is wanted


def test_the_board_is_in_no_log_line_and_no_figure(client, caplog, settings):
    settings.METRICS_TOKEN = "t" * 40
    with caplog.at_level(logging.DEBUG, logger="network.watch.middleware"):
        client.get(reverse("board:receipt"))
        client.post(reverse("board:receipt"), {"number": "AAAAAA", "code": "0" * 16})
        client.get(reverse("network:code"))

    assert [record.told["route"] for record in caplog.records] == ["network:code"]


def test_a_failure_on_the_board_is_told_without_its_page(client, caplog, monkeypatch):
    monkeypatch.setattr("network.board.views.limits.within", lambda *more, **named: 1 / 0)
    client.raise_request_exception = False
    with caplog.at_level(logging.INFO, logger="network.watch.middleware"):
        client.post(reverse("board:receipt"), {"number": "AAAAAA", "code": "0" * 16})

    assert [record.told for record in caplog.records if hasattr(record, "told")] == [
        {"route": "board", "status": 500}
    ]


def places(table: str) -> list[str]:
    place = "ctid" if connection.vendor == "postgresql" else "rowid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM {table} ORDER BY {place}")
        return [str(row[0]).replace("-", "") for row in cursor.fetchall()]


def transactions(table: str) -> set:
    if connection.vendor != "postgresql":
        return {1}  # SQLite keeps no such thing
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT xmin::text FROM {table}")
        return {row[0] for row in cursor.fetchall()}


@pytest.mark.capability("B3")
@pytest.mark.django_db(transaction=True)
def test_rows_of_a_week_lie_in_a_drawn_order_in_one_transaction(monkeypatch):
    monkeypatch.setattr(release, "chance", Random(3))
    written = []
    for number in range(12):
        received = actions.ask(somebody(f"m{number}"), text=f"{QUESTION}{number}", now=NOW)
        written.append(received.held_id.hex)
        if number % 4 == 3:
            release.release_due(now=NOW + timedelta(hours=3))

    lie = places(Post._meta.db_table)

    assert sorted(lie) == sorted(written)
    assert lie != written
    assert len(transactions(Post._meta.db_table)) == 1
    assert HeldAct.objects.count() == 0


@pytest.mark.capability("B3")
@pytest.mark.django_db(transaction=True)
def test_what_waits_is_dealt_again_too(monkeypatch):
    monkeypatch.setattr(release, "chance", Random(3))
    written = [
        actions.ask(
            somebody(f"m{number}"), text=f"［PERSON：見本］{number}の相談です。", said_clean=True, now=NOW
        ).held_id.hex
        for number in range(12)
    ]

    release.release_due(now=NOW)

    lie = places(HeldAct._meta.db_table)
    assert sorted(lie) == sorted(written)
    assert lie != written
    assert len(transactions(HeldAct._meta.db_table)) == 1


def test_sqlite_overwrites_what_it_deletes(tmp_path):
    """The statement that every connection of the site begins with."""
    begins = site.DATABASES["default"].get("OPTIONS", {}).get("init_command", "PRAGMA secure_delete=ON;")
    pages = sqlite3.connect(tmp_path / "pages.sqlite3")
    pages.executescript(begins)
    pages.executescript("CREATE TABLE held (text); INSERT INTO held VALUES ('見本の言葉'); DELETE FROM held;")
    pages.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    pages.close()

    left = b"".join(path.read_bytes() for path in tmp_path.iterdir())

    assert "見本の言葉".encode() not in left


def test_the_clock_may_come_twice():
    with time_machine.travel(NOW, tick=False):
        release_board()
        release_board()
        end_board_epochs()
    received = actions.ask(somebody(), text=QUESTION, now=NOW)
    with time_machine.travel(received.due, tick=False):
        release_board()
    with time_machine.travel(NOW + timedelta(days=80), tick=False):
        end_board_epochs()

    assert Post.objects.get().tag is None


def test_a_counter_that_ends_between_two_calls(monkeypatch):
    monkeypatch.setattr(limits.caches["process"], "add", lambda *more, **named: False)

    assert limits.within("post", "somebody", amount=1, now=NOW) is True
