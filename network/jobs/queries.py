"""Reads of jobs: what failed, how far one is, which tasks exist."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from celery import Task, current_app
from django.db.models import Count, Min, Q, QuerySet

from network.jobs.choices import JobState
from network.jobs.models import Job


class UnknownTaskError(LookupError):
    """No task of this name is registered; `code` is the name."""

    def __init__(self, name: str):
        super().__init__(name)
        self.code = name


@dataclass(frozen=True)
class Progress:
    """How far a job is: `done` of `total` (0 while nobody knows)."""

    state: JobState
    done: int
    total: int


@dataclass(frozen=True)
class QueueFigures:
    """How many jobs are in each state that matters, and since when the first of the waiting is due."""

    waiting: int
    running: int
    failed: int
    oldest_due: datetime | None


def task_named(name: str) -> Task:
    """The registered task; looks once more after loading every wing's tasks, which web processes have not."""
    if name not in current_app.tasks:
        current_app.loader.import_default_modules()
    try:
        return current_app.tasks[name]
    except KeyError:
        raise UnknownTaskError(name) from None


def due_jobs(now: datetime, *, waiting_for: timedelta = timedelta()) -> QuerySet[Job]:
    """Jobs whose time has come, and came at least so long ago; the longest waiting first."""
    return Job.objects.filter(state=JobState.QUEUED, due_at__lte=now - waiting_for).order_by(
        "due_at", "created_at", "pk"
    )


def lost_jobs(now: datetime) -> QuerySet[Job]:
    """Jobs whose worker has been silent for too long."""
    return Job.objects.filter(state=JobState.RUNNING, lease_until__lte=now).order_by("due_at", "pk")


def failed_jobs() -> QuerySet[Job]:
    """What was given up, the newest first."""
    return Job.objects.filter(state=JobState.FAILED).order_by("-finished_at", "-pk")


def jobs_in(state: JobState) -> QuerySet[Job]:
    """Jobs of one state: waiting ones in the order in which they are taken, others the newest first."""
    order = ("due_at", "created_at", "pk") if state is JobState.QUEUED else ("-created_at", "pk")
    return Job.objects.filter(state=state).order_by(*order)


def jobs_of_request(number: str) -> QuerySet[Job]:
    """Jobs that one request asked for."""
    return Job.objects.filter(request_id=number).order_by("created_at", "pk")


def queue_figures(now: datetime) -> QueueFigures:
    """The whole queue in one query."""
    waiting = Q(state=JobState.QUEUED)
    found = Job.objects.aggregate(
        waiting=Count("pk", filter=waiting),
        running=Count("pk", filter=Q(state=JobState.RUNNING)),
        failed=Count("pk", filter=Q(state=JobState.FAILED)),
        oldest_due=Min("due_at", filter=waiting & Q(due_at__lte=now)),
    )
    return QueueFigures(**found)


def progress_of(job_id: UUID | str) -> Progress | None:
    """How far a job is; None when there is none."""
    job = Job.objects.filter(pk=job_id).only("state", "done", "total").first()
    return job and Progress(JobState(job.state), job.done, job.total)
