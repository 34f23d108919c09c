"""What the proxy is told."""

import pytest


def test_healthz_when_process_answers(client):
    response = client.get("/healthz")

    assert response.json() == {"status": "ok"}


@pytest.mark.django_db
def test_readyz_when_database_and_cache_answer(client):
    response = client.get("/readyz")

    assert (response.status_code, response.json()) == (200, {"status": "ok", "failing": []})
