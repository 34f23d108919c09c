"""Door: background work of the wing. Each task calls one action and may run twice without harm."""

from celery import shared_task
from django.utils import timezone

from membership.boardletter import send_board_letter
from membership.closing import actions as closing
from membership.ledger import actions as ledger
from membership.members import actions as members
from membership.payments import actions as payments
from membership.renewal import actions as renewal
from membership.roster import actions as roster
from network.association.queries import fiscal_year_of


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


@shared_task(name="membership.recognise_dues")
def recognise_dues() -> None:
    """Turn dues received in advance into income once their year has begun."""
    now = timezone.now()
    today = timezone.localdate(now)
    ledger.recognise(fiscal_year_of(today).starting_year, on=today, made_by=None, now=now)


@shared_task(name="membership.note_statuses")
def note_statuses() -> None:
    """Note for the desk's lists how memberships stand."""
    members.note_statuses(on=timezone.localdate())


@shared_task(name="membership.renew")
def renew(*, run_id: int, job_id: str = "") -> None:
    """Bill a year's dues to every membership that owes them."""
    renewal.renew(run_id, job_id=job_id)


@shared_task(name="membership.read_statement")
def read_statement(*, file_id: int) -> None:
    """Read a file from the bank into lines."""
    payments.read_file(file_id, today=timezone.localdate())


@shared_task(name="membership.match_statement_lines")
def match_statement_lines() -> None:
    """Match every line nobody has decided about."""
    payments.match_lines(today=timezone.localdate(), now=timezone.now())


@shared_task(name="membership.tell_audit_head")
def tell_audit_head() -> None:
    """Send the head of the audit log to those who keep it elsewhere, once a week."""
    closing.tell_audit_head(now=timezone.now())


@shared_task(name="membership.send_board_letter")
def send_weekly_board_letter() -> None:
    """Have the peer board's letter about last week go."""
    send_board_letter(now=timezone.now())
