"""Door: background work of the wing. Each task calls one action and may run twice without harm."""

from celery import shared_task
from django.utils import timezone

from network.arrivals import actions as arrivals
from network.autosave import actions as autosave
from network.board.ending import end_epochs
from network.board.release import release_due, scrub
from network.boardwatch import tell_what_waits
from network.broadcasts import actions as broadcasts
from network.jobs import actions as jobs
from network.mail import actions as mail
from network.owndata import actions as owndata
from network.search import actions as search
from network.watch import actions as watch
from network.watch.queries import QUEUE


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
    watch.forget_silent_workers(timezone.now())
    autosave.destroy_outlived(today=timezone.localdate())


@shared_task(name="network.note_clock")
def note_clock() -> None:
    """Show that what the clock says reaches a worker."""
    watch.note_pulse(QUEUE, now=timezone.now())


@shared_task(name="network.look_at_certificate")
def look_at_certificate() -> None:
    """Read the last day of the site's certificate."""
    watch.note_certificate(now=timezone.now())


@shared_task(name="network.tend_search")
def tend_search() -> None:
    """Keep the search index counted and its words current."""
    search.tend()


@shared_task(name="network.rebuild_search")
def rebuild_search() -> None:
    """Make the search index anew."""
    search.rebuild()


@shared_task(name="network.invite_many")
def invite_many(*, round_id: int, job_id: str = "") -> None:
    """Invite everybody of a round who has no letter of it yet."""
    arrivals.work_round_off(round_id, job_id=job_id)


@shared_task(name="network.release_board")
def release_board() -> None:
    """Carry what is due over to the board."""
    release_due(now=timezone.now())


@shared_task(name="network.end_board_epochs")
def end_board_epochs() -> None:
    """Destroy keys of the board whose days are over, and what hangs on them."""
    if end_epochs(today=timezone.localdate()):
        scrub()


@shared_task(name="network.tell_what_waits")
def tell_board_waits() -> None:
    """Write to moderators, at fixed hours, that something waits on the board."""
    tell_what_waits(now=timezone.now())


@shared_task(name="network.send_broadcasts")
def send_broadcasts() -> None:
    """Begin announcements whose time has come, and write on at those that are going out."""
    broadcasts.send_due(now=timezone.now())


@shared_task(name="network.let_kept_words_go")
def let_kept_words_go() -> None:
    """Take names of erased people out of papers whose years are over."""
    owndata.let_kept_words_go(now=timezone.now())
