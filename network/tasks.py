"""Door: background work of the wing. Each task calls one action and may run twice without harm."""

from celery import shared_task
from django.utils import timezone

from network.arrivals import actions as arrivals
from network.jobs import actions as jobs
from network.mail import actions as mail


@shared_task(name="network.run_job")
def run_job(*, job_id: str) -> None:
    """Do one job of the jobs table."""
    jobs.run(job_id, now=timezone.now())


@shared_task(name="network.sweep_jobs")
def sweep_jobs() -> None:
    """Pick up jobs that broker or worker lost."""
    jobs.sweep(timezone.now())


@shared_task(name="network.deliver_mail")
def deliver_mail() -> None:
    """Hand over what is due in the outbox."""
    mail.deliver_due(now=timezone.now())


@shared_task(name="network.forget_expired")
def forget_expired() -> None:
    """Let old bodies of mails, dead links and done jobs go."""
    mail.forget_expired(timezone.now())
    jobs.forget_done(timezone.now())


@shared_task(name="network.invite_many")
def invite_many(*, round_id: int, job_id: str = "") -> None:
    """Invite everybody of a round who has no letter of it yet."""
    arrivals.work_round_off(round_id, job_id=job_id)
