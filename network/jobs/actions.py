"""The one door to background work: rows first, the broker is only told.

A job's row is written with the fact it belongs to. The broker is told on commit and may forget:
`sweep` finds every job that was not picked up, and every job whose worker died.
"""

import inspect
import logging
import traceback
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from network.jobs.choices import JobState
from network.jobs.models import Job
from network.jobs.queries import due_jobs, lost_jobs, task_named
from network.jobs.rules import LEASE, after_failure
from network.watch.requests import bound, current

logger = logging.getLogger(__name__)

RUN_JOB = "network.run_job"
NUDGE_SECONDS = 1
# A job just enqueued is on its way through the broker; the sweep leaves it alone for a moment.
ON_ITS_WAY = timedelta(seconds=10)
SWEEP_SIZE = 200
DONE_JOBS_KEPT = timedelta(days=30)


def enqueue(name: str, **ids: Any) -> Job:
    """Have a registered task run with these ids once the transaction is committed.

    Raises UnknownTaskError at once. A broker that does not answer is only logged: the row is the job.
    """
    task_named(name)
    job = Job.objects.create(name=name, arguments=ids, due_at=timezone.now(), request_id=current())
    transaction.on_commit(partial(_tell_broker, job.pk))
    return job


def nudge(name: str) -> None:
    """Have a task of the schedule run now, on commit, instead of at its next tick.

    Many nudges within a second are one. Nothing happens to the caller when cache or broker fail:
    the schedule comes anyway.
    """
    transaction.on_commit(partial(_nudge_now, name))


def answer_nudge(name: str) -> None:
    """Said by the nudged work when it begins, so that whatever comes from now on nudges again."""
    _quietly(f"nudge {name} answered", partial(cache.delete, _nudge_key(name)))


def run(job_id: UUID | str, *, now: datetime) -> bool:
    """Do a job that is due, unless somebody else has taken it; whether it was done here and now.

    On failure it is due again after a pause that grows, and given up after five attempts.
    """
    taken = Job.objects.filter(pk=job_id, state=JobState.QUEUED, due_at__lte=now).update(
        state=JobState.RUNNING, attempts=F("attempts") + 1, lease_until=now + LEASE, error=""
    )
    if not taken:
        return False
    job = Job.objects.get(pk=job_id)
    with bound(job.request_id, job=str(job.pk), task=job.name):
        return _attempt(job, now=now)


def progress(job_id: UUID | str, *, done: int, total: int) -> None:
    """Say how far a running job is; this also tells that its worker lives."""
    Job.objects.filter(pk=job_id, state=JobState.RUNNING).update(
        done=done, total=total, lease_until=timezone.now() + LEASE
    )


def sweep(now: datetime) -> int:
    """Pick up what was forgotten: jobs whose worker died, and jobs the broker lost. How many were told again."""
    for job in lost_jobs(now):
        _put_back(job, error="LeaseLost", now=now)
    told = 0
    for job_id in list(due_jobs(now, waiting_for=ON_ITS_WAY).values_list("pk", flat=True)[:SWEEP_SIZE]):
        if not _tell_broker(job_id):
            break
        told += 1
    return told


@transaction.atomic
def retry(job: Job, *, now: datetime) -> bool:
    """Give a failed job its attempts back and run it; whether it still was a failed one."""
    revived = Job.objects.filter(pk=job.pk, state=JobState.FAILED).update(
        state=JobState.QUEUED, attempts=0, due_at=now, finished_at=None
    )
    if revived:
        transaction.on_commit(partial(_tell_broker, job.pk))
    return bool(revived)


def forget_done(now: datetime) -> int:
    """Delete jobs that were done a month ago."""
    return Job.objects.filter(state=JobState.DONE, finished_at__lt=now - DONE_JOBS_KEPT).delete()[0]


def _attempt(job: Job, *, now: datetime) -> bool:
    """One attempt at a job that is ours; whether it was done."""
    try:
        _call(job)
    except Exception as failure:
        # Where, but not what: an exception's message may hold personal data.
        frames = "".join(traceback.format_tb(failure.__traceback__))
        logger.error("Job %s (%s) failed with %s\n%s", job.pk, job.name, type(failure).__name__, frames)
        _put_back(job, error=_describe(failure), now=now)
        return False
    _held(job).update(state=JobState.DONE, finished_at=timezone.now(), lease_until=None)
    logger.info("Job done")
    return True


def _call(job: Job) -> None:
    """Run the task here; one that wants to report progress takes `job_id` too."""
    task = task_named(job.name)
    arguments = dict(job.arguments)
    if "job_id" in inspect.signature(task.run).parameters:
        arguments["job_id"] = str(job.pk)
    task.run(**arguments)


def _put_back(job: Job, *, error: str, now: datetime) -> None:
    verdict = after_failure(job.attempts, now)
    if verdict.try_again:
        _held(job).update(state=JobState.QUEUED, due_at=verdict.due_at, lease_until=None, error=error)
    else:
        _held(job).update(state=JobState.FAILED, finished_at=now, lease_until=None, error=error)


def _held(job: Job):
    """The row, if this attempt still holds it: a worker that comes back from the dead changes nothing."""
    return Job.objects.filter(pk=job.pk, state=JobState.RUNNING, attempts=job.attempts)


def _tell_broker(job_id: UUID) -> bool:
    send = partial(task_named(RUN_JOB).apply_async, kwargs={"job_id": str(job_id)}, retry=False)
    return _quietly(f"job {job_id} announced", send)


def _nudge_now(name: str) -> None:
    send = partial(task_named(name).apply_async, retry=False)
    if settings.CELERY_TASK_ALWAYS_EAGER:
        _quietly(f"nudge {name}", send)
        return
    _quietly(f"nudge {name}", lambda: cache.add(_nudge_key(name), 1, NUDGE_SECONDS) and send())


def _nudge_key(name: str) -> str:
    return f"network.jobs.nudge.{name}"


def _quietly(what: str, call: Callable[[], object]) -> bool:
    """Do something that may fail without harm; the log hears of it."""
    try:
        call()
    except Exception:
        logger.warning("Not done: %s", what, exc_info=True)
        return False
    return True


def _describe(failure: Exception) -> str:
    """Kind and place of a failure, without its message."""
    place = traceback.extract_tb(failure.__traceback__)[-1]
    return f"{type(failure).__name__}, {Path(place.filename).name}:{place.lineno} ({place.name})"
