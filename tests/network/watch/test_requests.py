"""One number per request: in the header, on error pages, in jobs, mails and tasks."""

import re
from types import SimpleNamespace

import pytest
import structlog
from celery import current_app
from django.db import transaction
from django.test import Client
from django.utils import timezone

from network import receivers
from network.jobs.actions import enqueue, run
from network.jobs.models import Job
from network.mail.actions import queue
from network.mail.models import OutboxMessage
from network.mail.rules import Recipient
from network.watch.requests import HEADER, bound, current

pytestmark = [pytest.mark.capability("T11"), pytest.mark.django_db]
OWN = re.compile(r"[2-9a-z]{4}-[2-9a-z]{4}-[2-9a-z]{4}")
CLAIMED = "6f1c1b2e-0b5f-4c56-9d5d-0d8e2b1d7a11"


@pytest.fixture(autouse=True)
def no_number_left_behind():
    yield
    assert current() == ""


def test_every_answer_has_a_number_of_its_own(client):
    numbers = {client.get("/healthz").headers[HEADER] for _ in range(50)}

    assert len(numbers) == 50
    assert all(OWN.fullmatch(number) for number in numbers)


@pytest.mark.parametrize(
    ("trusted", "claimed", "taken"),
    [(False, CLAIMED, False), (True, CLAIMED, True), (True, "no", False), (True, "a b\tc d e f", False)],
    ids=["not ours", "our proxy's", "too short", "not well-formed"],
)
def test_a_proxys_number(client, settings, trusted, claimed, taken):
    settings.TRUST_REQUEST_ID = trusted

    answered = client.get("/healthz", headers={HEADER: claimed}).headers[HEADER]

    assert (answered == claimed) is taken
    assert taken or OWN.fullmatch(answered)


@pytest.mark.parametrize(("url", "status"), [("/nothing-here/", 404), ("/en/nothing-here/", 404)])
def test_number_stands_on_the_page_of_an_error(client, url, status):
    response = client.get(url)

    assert response.status_code == status
    assert response.headers[HEADER] in response.content.decode()


def test_number_stands_on_the_page_of_a_forged_form():
    client = Client(enforce_csrf_checks=True)

    response = client.post("/code/", {"code": "1"})

    assert response.status_code == 403
    assert response.headers[HEADER] in response.content.decode()


def test_number_stands_on_the_page_of_our_own_fault(client, monkeypatch):
    def fall(*args, **kwargs):
        raise ZeroDivisionError

    monkeypatch.setattr("network.mail.links.page_of_token", fall)
    client.raise_request_exception = False

    response = client.get("/l/anything/")

    assert response.status_code == 500
    assert response.headers[HEADER] in response.content.decode()


def test_number_stands_on_the_page_of_a_bad_request(client, settings):
    settings.ALLOWED_HOSTS = ["tasuki.example"]

    response = client.get("/", headers={"host": "elsewhere.example"})

    assert response.status_code == 400
    assert response.headers[HEADER] in response.content.decode()


def test_a_job_and_a_mail_keep_the_number_of_their_request():
    with bound("k3f9-2m7q-x4tz"), transaction.atomic():
        job = enqueue("network.forget_expired")
        mail = queue(
            key="numbered",
            to=Recipient("hanako@person.example", "見本 花子", "ja"),
            template="network/people/password_changed",
            context={"changed_at": timezone.now()},
        )

    assert Job.objects.get(pk=job.pk).request_id == "k3f9-2m7q-x4tz"
    assert OutboxMessage.objects.get(pk=mail.pk).request_id == "k3f9-2m7q-x4tz"


def test_a_job_runs_under_the_number_of_its_request(monkeypatch):
    seen = []
    monkeypatch.setattr("network.mail.actions.forget_expired", lambda now: seen.append(current()))
    with bound("k3f9-2m7q-x4tz"):
        job = enqueue("network.forget_expired")

    run(job.pk, now=timezone.now())

    assert seen == ["k3f9-2m7q-x4tz"]


def test_a_task_travels_with_the_number_and_leaves_none_behind():
    task = current_app.tasks["network.sweep_jobs"]
    headers = {}
    with bound("k3f9-2m7q-x4tz"):
        receivers.task_takes_number(headers=headers)
    arrived = SimpleNamespace(name=task.name, request=SimpleNamespace(is_eager=False, **headers))

    receivers.task_begins(task=arrived)
    during = structlog.contextvars.get_contextvars()
    receivers.task_ends(task=arrived)

    assert during == {"request": "k3f9-2m7q-x4tz", "task": "network.sweep_jobs"}
    assert current() == ""


def test_an_eager_task_stays_within_its_request():
    eager = SimpleNamespace(name="network.sweep_jobs", request=SimpleNamespace(is_eager=True))

    with bound("k3f9-2m7q-x4tz"):
        receivers.task_begins(task=eager)
        receivers.task_ends(task=eager)

        assert current() == "k3f9-2m7q-x4tz"


def test_a_task_without_a_request_has_no_number():
    headers = {}

    receivers.task_takes_number(headers=headers)

    assert headers == {}
