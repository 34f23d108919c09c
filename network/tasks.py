"""Door: background work of the wing. Each task calls one action and may run twice without harm."""

from celery import shared_task
from django.utils import timezone

from network.broadcasts import actions as broadcasts
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


@shared_task(name="network.send_broadcasts")
def send_broadcasts() -> None:
    """Begin announcements whose time has come, and write on at those that are going out."""
    broadcasts.send_due(now=timezone.now())
