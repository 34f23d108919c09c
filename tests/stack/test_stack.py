"""The services of compose.yaml, started without containers by their own commands, talk to one another."""

import signal

import psutil
import pytest

pytestmark = pytest.mark.stack

ENQUEUE = """
from network.jobs.actions import enqueue
print(enqueue("network.forget_expired").pk)
"""
QUEUE_MAIL = """
from django.db import transaction
from django.utils import timezone
from network.mail.actions import queue
from network.mail.rules import Recipient
with transaction.atomic():
    queue(key={key!r}, to=Recipient({address!r}, "見本 花子", "ja"), template="network/people/password_changed",
          context={{"changed_at": timezone.now()}})
"""


def enqueue(stack) -> str:
    return stack.shell(ENQUEUE).strip().splitlines()[-1]


def queue_mail(stack, name: str) -> str:
    address = f"{name}@example.org"
    stack.shell(QUEUE_MAIL.format(key=f"test-{name}", address=address))
    return address


def arrived(stack, address: str) -> list:
    return [mail for mail in stack.mails if address in mail["To"]]


def test_site_is_alive_and_ready(stack):
    web = psutil.Process(stack.running["web"].pid)

    stack.until(lambda: stack.answers("/readyz"), "database and cache answer")

    assert stack.get("/healthz")[0] == 200
    assert len(web.children()) == 4


def test_front_door_is_open(stack):
    """A site of which nobody has an account yet leads to its first run; other tests of this one may have made some."""
    status, page = stack.get("/")
    if status == 302:
        status, page = stack.get("/first-run/")

    assert status == 200
    assert b"<h1" in page


@pytest.mark.parametrize("service", ["web", "worker"])
def test_health_check_of_the_container_passes(stack, service):
    stack.until(lambda: stack.answers("/healthz"), "the site answers")

    stack.run("python", "deploy/health.py", service, service=service)


def test_job_is_done_by_a_worker(stack):
    job = enqueue(stack)

    stack.until(lambda: stack.job_state(job) == "done", "the job is done")


def test_mail_is_delivered_once(stack):
    address = queue_mail(stack, "once")

    stack.until(lambda: arrived(stack, address), "the mail arrives")

    assert len(arrived(stack, address)) == 1


def test_work_goes_on_when_one_worker_is_killed(stack):
    stack.kill("second worker")
    try:
        job = enqueue(stack)
        address = queue_mail(stack, "killed")

        stack.until(lambda: stack.job_state(job) == "done", "the job is done")
        stack.until(lambda: arrived(stack, address), "the mail arrives")
    finally:
        stack.start("worker", "--hostname=second@%h", name="second worker")

    assert len(arrived(stack, address)) == 1


def test_site_goes_on_when_one_of_its_workers_is_killed(stack):
    web = psutil.Process(stack.running["web"].pid)
    web.children()[0].send_signal(signal.SIGKILL)

    answers = [stack.get("/healthz")[0] for _ in range(20)]

    assert answers == [200] * 20
    stack.until(lambda: len(web.children()) == 4, "the killed one is replaced")


def test_worker_finishes_when_asked(stack):
    stack.until(lambda: stack.worker_is_ready("second worker"), "the worker listens")

    try:
        assert stack.stop("second worker") == [0]
    finally:
        stack.start("worker", "--hostname=second@%h", name="second worker")
