"""Work is done once, whatever happens to broker and worker."""

import logging
from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from network.jobs import actions
from network.jobs.choices import JobState
from network.jobs.models import Job
from network.jobs.queries import Progress, UnknownTaskError, failed_jobs, progress_of, task_named
from network.jobs.rules import LEASE, MAX_ATTEMPTS, back_off

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 4, 2, 5, 0, tzinfo=UTC)  # past: tasks ask the clock


def make_job(name="tests.note", number=1, **fields):
    return Job.objects.create(name=name, arguments={"number": number}, **{"due_at": NOW} | fields)


@pytest.fixture
def broken_broker(settings, monkeypatch):
    """A broker that refuses everything, as kombu tells it."""
    settings.CELERY_TASK_ALWAYS_EAGER = False

    def refuse(*args, **kwargs):
        raise OperationalError("connection refused")

    for name in ("network.run_job", "network.deliver_mail"):
        monkeypatch.setattr(task_named(name), "apply_async", refuse)


def test_enqueue_when_committed(noted, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        job = actions.enqueue("tests.note", number=7)

        assert noted == []

    job.refresh_from_db()
    assert (noted, job.state, job.attempts) == ([7], JobState.DONE, 1)


def test_enqueue_when_rolled_back(noted, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True) as callbacks, pytest.raises(ZeroDivisionError):
        enqueue_and_fail()

    assert (noted, callbacks, Job.objects.count()) == ([], [], 0)


def enqueue_and_fail():
    with transaction.atomic():
        actions.enqueue("tests.note", number=7)
        raise ZeroDivisionError


def test_enqueue_when_task_is_unknown():
    with pytest.raises(UnknownTaskError) as refusal:
        actions.enqueue("tests.misspelled", number=7)

    assert (refusal.value.code, Job.objects.count()) == ("tests.misspelled", 0)


@pytest.mark.capability("T1")
def test_enqueue_when_broker_is_down(broken_broker, noted, caplog, django_capture_on_commit_callbacks):
    with caplog.at_level(logging.WARNING), django_capture_on_commit_callbacks(execute=True):
        job = actions.enqueue("tests.note", number=7)

    assert Job.objects.get().state == JobState.QUEUED
    assert f"Not done: job {job.pk} announced" in caplog.text


@pytest.mark.capability("T1")
def test_sweep_when_broker_had_been_down(noted):
    made_when_down = [
        make_job(number=number, due_at=NOW + timedelta(seconds=number)).pk for number in (3, 1, 2)
    ]

    told = actions.sweep(NOW + timedelta(minutes=1))

    assert (told, noted) == (3, [1, 2, 3])
    assert set(Job.objects.filter(pk__in=made_when_down).values_list("state", flat=True)) == {JobState.DONE}


def test_sweep_when_broker_is_still_down(broken_broker, noted):
    make_job()
    make_job()

    assert actions.sweep(NOW + timedelta(minutes=1)) == 0
    assert noted == []


def test_sweep_when_jobs_are_on_their_way_or_not_due(noted):
    make_job(number=1, due_at=NOW)
    make_job(number=2, due_at=NOW + timedelta(hours=1))

    assert actions.sweep(NOW + timedelta(seconds=5)) == 0


@pytest.mark.capability("T2")
def test_run_when_redelivered(noted):
    job = make_job()

    done = [actions.run(job.pk, now=NOW), actions.run(job.pk, now=NOW), actions.run(str(job.pk), now=NOW)]

    assert (done, noted) == ([True, False, False], [1])


@pytest.mark.capability("T2")
def test_run_when_redelivered_in_the_middle(noted):
    job = make_job(state=JobState.RUNNING, attempts=1, lease_until=NOW + LEASE)

    assert not actions.run(job.pk, now=NOW)
    assert noted == []


@pytest.mark.capability("T1")
def test_sweep_when_worker_was_killed(noted):
    job = make_job(state=JobState.RUNNING, attempts=1, lease_until=NOW)

    actions.sweep(NOW)
    job.refresh_from_db()

    assert (job.state, job.error, job.due_at) == (JobState.QUEUED, "LeaseLost", NOW + back_off(1))

    actions.sweep(NOW + timedelta(minutes=2))
    job.refresh_from_db()

    assert (noted, job.state, job.attempts) == ([1], JobState.DONE, 2)


def test_sweep_when_worker_still_lives(noted):
    job = make_job(state=JobState.RUNNING, attempts=1, lease_until=NOW + timedelta(seconds=1))

    actions.sweep(NOW)
    job.refresh_from_db()

    assert job.state == JobState.RUNNING


def test_sweep_when_a_job_kills_every_worker():
    job = make_job(state=JobState.RUNNING, attempts=MAX_ATTEMPTS, lease_until=NOW)

    actions.sweep(NOW)
    job.refresh_from_db()

    assert (job.state, job.error, job.finished_at) == (JobState.FAILED, "LeaseLost", NOW)


def test_run_when_worker_comes_back_after_its_lease(noted, monkeypatch):
    job = make_job()

    def taken_over_meanwhile(*, number):
        Job.objects.filter(pk=job.pk).update(attempts=2, state=JobState.RUNNING, done=5)

    monkeypatch.setattr(task_named("tests.note"), "run", taken_over_meanwhile)

    actions.run(job.pk, now=NOW)
    job.refresh_from_db()

    assert (job.state, job.attempts, job.done) == (JobState.RUNNING, 2, 5)


def test_run_when_task_fails(noted, caplog):
    job = make_job("tests.break")

    actions.run(job.pk, now=NOW)
    job.refresh_from_db()

    assert (job.state, job.attempts, job.due_at) == (JobState.QUEUED, 1, NOW + back_off(1))
    assert job.error.startswith("WrittenBadlyError, conftest.py:")
    assert "花子" not in caplog.text + job.error


def test_run_when_task_fails_every_time(noted):
    job = make_job("tests.break")

    for hours in range(MAX_ATTEMPTS + 2):
        actions.run(job.pk, now=NOW + timedelta(hours=hours))

    assert (len(noted), list(failed_jobs())) == (MAX_ATTEMPTS, [job])


def test_run_when_pause_is_not_over(noted):
    job = make_job(due_at=NOW + timedelta(seconds=30))

    assert not actions.run(job.pk, now=NOW)


def test_run_when_job_is_gone():
    assert not actions.run("0190163d-8694-739b-aea5-966c26f8ad91", now=NOW)


def test_run_when_task_wants_to_report(noted):
    job = make_job("tests.report")

    actions.run(job.pk, now=NOW)

    assert noted == [(1, str(job.pk))]


def test_retry_when_job_had_failed(noted, django_capture_on_commit_callbacks):
    job = make_job(state=JobState.FAILED, attempts=MAX_ATTEMPTS, finished_at=NOW)

    with django_capture_on_commit_callbacks(execute=True):
        revived = [actions.retry(job, now=timezone.now()), actions.retry(job, now=timezone.now())]

    job.refresh_from_db()
    assert (revived, noted, job.state, job.attempts) == ([True, False], [1], JobState.DONE, 1)


def test_progress_when_running():
    job = make_job(state=JobState.RUNNING, attempts=1, lease_until=NOW)

    actions.progress(job.pk, done=40, total=100)
    job.refresh_from_db()

    assert progress_of(job.pk) == Progress(JobState.RUNNING, 40, 100)
    assert job.lease_until > NOW - timedelta(days=365)
    assert job.lease_until != NOW


def test_progress_of_when_there_is_no_such_job():
    assert progress_of("0190163d-8694-739b-aea5-966c26f8ad91") is None


def test_forget_done_when_a_month_is_over():
    old = make_job(state=JobState.DONE, finished_at=NOW - timedelta(days=31))
    kept = [
        make_job(state=JobState.DONE, finished_at=NOW - timedelta(days=29)).pk,
        make_job(state=JobState.FAILED, finished_at=NOW - timedelta(days=31)).pk,
    ]

    actions.forget_done(NOW)

    assert set(Job.objects.values_list("pk", flat=True)) == set(kept) - {old.pk}


@pytest.fixture
def broker(settings, monkeypatch):
    """A broker that only writes down what it is told."""
    settings.CELERY_TASK_ALWAYS_EAGER = False
    told = []
    monkeypatch.setattr(
        task_named("network.deliver_mail"), "apply_async", lambda **options: told.append(options)
    )
    cache.clear()
    return told


def test_nudge_when_there_are_many(broker, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(30):
            actions.nudge("network.deliver_mail")

    assert len(broker) == 1


def test_nudge_when_the_work_has_begun(broker, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        actions.nudge("network.deliver_mail")
    actions.answer_nudge("network.deliver_mail")
    with django_capture_on_commit_callbacks(execute=True):
        actions.nudge("network.deliver_mail")

    assert len(broker) == 2


def test_nudge_when_broker_is_down(broken_broker, caplog, django_capture_on_commit_callbacks):
    cache.clear()

    with django_capture_on_commit_callbacks(execute=True):
        actions.nudge("network.deliver_mail")

    assert "Not done: nudge network.deliver_mail" in caplog.text


def test_nudge_when_cache_is_down(broker, caplog, monkeypatch, django_capture_on_commit_callbacks):
    def refuse(*args, **kwargs):
        raise ConnectionError

    monkeypatch.setattr("django.core.cache.backends.locmem.LocMemCache.add", refuse)

    with django_capture_on_commit_callbacks(execute=True):
        actions.nudge("network.deliver_mail")

    assert "Not done: nudge network.deliver_mail" in caplog.text
