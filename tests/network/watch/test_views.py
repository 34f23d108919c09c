"""What the proxy is told."""

import pytest

from network.watch import views

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_seen_yet(monkeypatch):
    monkeypatch.setattr(views, "tables", views.Tables())


def test_healthz_when_process_answers(client):
    response = client.get("/healthz")

    assert response.json() == {"status": "ok"}


@pytest.mark.capability("T11")
def test_readyz_when_all_is_there(client):
    response = client.get("/readyz")

    assert (response.status_code, response.json()) == (200, {"status": "ok", "failing": []})


@pytest.mark.capability("T11")
def test_readyz_when_a_migration_is_pending(client, monkeypatch):
    monkeypatch.setattr(views, "pending_migrations", lambda: ["network.0016_next"])

    response = client.get("/readyz")

    assert (response.status_code, response.json()["failing"]) == (503, ["migrations"])


@pytest.mark.capability("T11")
def test_readyz_when_cache_and_database_are_away(client, monkeypatch):
    monkeypatch.setattr(views, "database_answers", lambda: False)
    monkeypatch.setattr(views, "cache_answers", lambda: False)

    response = client.get("/readyz")

    assert (response.status_code, response.json()["failing"]) == (503, ["database", "cache"])


def test_readyz_reads_the_migrations_once(client, monkeypatch):
    looks = []
    monkeypatch.setattr(views, "pending_migrations", lambda: looks.append(1) or [])

    for _ in range(3):
        client.get("/readyz")

    assert len(looks) == 1


def test_readyz_looks_again_only_after_a_while_when_a_migration_is_pending(monkeypatch):
    looks, clock = [], [100.0]
    monkeypatch.setattr(views, "pending_migrations", lambda: looks.append(1) or ["network.0016_next"])
    monkeypatch.setattr(views.time, "monotonic", lambda: clock[0])
    tables = views.Tables()

    first = [tables.are_ready(), tables.are_ready()]
    clock[0] += views.LOOK_AGAIN_AFTER
    again = tables.are_ready()

    assert (first, again, len(looks)) == ([False, False], False, 2)


def test_readyz_asks_one_question_of_the_database(client, django_assert_num_queries):
    client.get("/readyz")

    with django_assert_num_queries(1):
        client.get("/readyz")
