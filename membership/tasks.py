"""Door: background work of the wing. Each task calls one action and may run twice without harm."""

from celery import shared_task
from django.utils import timezone

from membership.payments import actions as payments
from membership.roster import actions as roster


@shared_task(name="membership.enter_roster")
def enter_roster(*, roster_id: int, job_id: str = "") -> None:
    """Enter the rows of a checked list in the register."""
    roster.enter_rows(roster_id, job_id=job_id)


@shared_task(name="membership.take_back_roster")
def take_back_roster(*, roster_id: int, job_id: str = "") -> None:
    """Take back what a list made, where nobody has touched it."""
    roster.take_back_rows(roster_id, job_id=job_id)


@shared_task(name="membership.forget_old_lists")
def forget_old_lists() -> None:
    """Let go of lists that were not entered, and of what old ones held of people."""
    roster.forget_old(timezone.now())


@shared_task(name="membership.read_statement")
def read_statement(*, file_id: int) -> None:
    """Read a file from the bank into lines."""
    payments.read_file(file_id, today=timezone.localdate())


@shared_task(name="membership.match_statement_lines")
def match_statement_lines() -> None:
    """Match every line nobody has decided about."""
    payments.match_lines(today=timezone.localdate(), now=timezone.now())
