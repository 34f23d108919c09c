"""Writes imports: a list is kept, read, decided about, entered row by row, and taken back."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from membership.roster.choices import Decision, ImportState, Outcome, Verdict
from membership.roster.entering import RowRefusedError, enter_known, enter_new, replaces, take_back
from membership.roster.models import RosterImport, RosterRow
from membership.roster.queries import context_on, register_on
from membership.roster.reading import ReadRow, read_rows
from membership.roster.rules import (
    PROPOSED,
    Register,
    columns_missing,
    find_header,
    fingerprint,
    guess_columns,
    judge,
    may_decide,
    within_list,
)
from membership.roster.sheets import MOST_ROWS, Sheet
from network.audit import actions as audit
from network.jobs import actions as jobs
from network.people.models import Account

ENTER, TAKE_BACK = "membership.enter_roster", "membership.take_back_roster"
TELL_EVERY = 20
KEPT = timedelta(days=60)
DRAFTS_KEPT = timedelta(days=7)
OPEN = (ImportState.COLUMNS, ImportState.CHECKED)
# What was read of these is not the whole row.
BREAKS_A_ROW = ("formula", "cell_too_long", "too_many_cells")


class RosterError(Exception):
    """Something about a list can't be done; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def keep_list(sheet: Sheet, *, source: str, made_by: Account, now: datetime) -> RosterImport:
    """Keeps a list that was read, with a guess at its columns; the register is not touched, nobody is told."""
    rows = [line.cells for line in sheet.lines]
    place = find_header(rows)
    return RosterImport.objects.create(
        source=source[:200],
        kind=sheet.kind,
        made_by=made_by,
        made_at=now,
        table=[[line.number, *line.cells] for line in sheet.lines],
        errors=[asdict(error) for error in sheet.errors],
        header_line=None if place is None else sheet.lines[place].number,
        columns={} if place is None else guess_columns(rows[place]),
    )


@transaction.atomic
def check_list(
    roster: RosterImport, *, columns: Mapping[str, int], header_line: int | None, today: date
) -> RosterImport:
    """The dry run: reads every cell under these columns and says what would become of each row. Stores nothing else.

    Decisions taken in an earlier dry run of the list end with it.
    Raises RosterError: columns (no name), too_many_rows, or started.
    """
    roster = RosterImport.objects.select_for_update().get(pk=roster.pk)
    if roster.state not in OPEN:
        raise RosterError("started")
    if columns_missing(columns):
        raise RosterError("columns")
    lines = [(row[0], row[1:]) for row in roster.table if header_line is None or row[0] > header_line]
    if len(lines) > MOST_ROWS:
        raise RosterError("too_many_rows")
    broken = {error["line"]: error["code"] for error in roster.errors if error["code"] in BREAKS_A_ROW}
    read = read_rows(lines, columns, context_on(today), broken)
    roster.rows.all().delete()
    RosterRow.objects.bulk_create(_judged(roster, read, register_on(today)), batch_size=500)
    roster.columns, roster.header_line, roster.state = dict(columns), header_line, ImportState.CHECKED
    roster.save(update_fields=["columns", "header_line", "state"])
    return roster


def _judged(roster: RosterImport, read: list[ReadRow], register: Register) -> Iterable[RosterRow]:
    again = within_list((row.line, row.values) for row in read if not row.refusal)
    for row in read:
        made = RosterRow(
            roster=roster,
            line=row.line,
            cells=[asdict(cell) for cell in row.cells],
            values=row.values,
            fingerprint=fingerprint(row.values),
        )
        if row.refusal:
            made.verdict, made.reason = Verdict.REFUSED, row.refusal
        elif row.line in again:
            made.verdict, made.reason = Verdict.DUPLICATE, "twice"
            made.finding = {"detail": str(again[row.line])}
        else:
            found = judge(row.values, register)
            made.verdict, made.reason, made.candidate_id = found.verdict, found.reason, found.person_id
            made.finding = {
                "changes": list(found.changes),
                "differs": dict(found.differs),
                "detail": found.detail,
            }
            made.decision = PROPOSED.get(found.verdict, "")
        yield made


@transaction.atomic
def decide(roster: RosterImport, decisions: Mapping[int, str]) -> int:
    """Keeps what somebody decided about rows (by number); what does not fit a row is left. How many were kept.

    Raises RosterError: started.
    """
    roster = RosterImport.objects.select_for_update().get(pk=roster.pk)
    if roster.state != ImportState.CHECKED:
        raise RosterError("started")
    changed = []
    for row in roster.rows.filter(pk__in=decisions):
        decision = decisions[row.pk]
        if decision != row.decision and (may_decide(row.verdict, decision) or not decision):
            row.decision, row.was_decided = decision, bool(decision)
            changed.append(row)
    RosterRow.objects.bulk_update(changed, ["decision", "was_decided"])
    return len(changed)


@transaction.atomic
def start(roster: RosterImport, *, actor: Account) -> RosterImport:
    """Begins to enter a checked list in the background; a second click changes nothing.

    Raises RosterError: not_checked, or busy while another list is being entered.
    """
    return _begin(roster, ImportState.CHECKED, ImportState.RUNNING, ENTER, actor)


@transaction.atomic
def start_taking_back(roster: RosterImport, *, actor: Account) -> RosterImport:
    """Begins to take back what a list made, row by row, where nobody has touched it since.

    Raises RosterError: not_checked (not entered yet), or busy.
    """
    return _begin(roster, ImportState.DONE, ImportState.UNDOING, TAKE_BACK, actor)


def _begin(
    roster: RosterImport, before: ImportState, running: ImportState, task: str, actor: Account
) -> RosterImport:
    roster = RosterImport.objects.select_for_update().get(pk=roster.pk)
    if roster.state == running:
        return roster
    if roster.state != before:
        raise RosterError("not_checked")
    roster.state = running
    roster.job_id = jobs.enqueue(task, roster_id=roster.pk).pk
    try:
        with transaction.atomic():
            roster.save(update_fields=["state", "job_id"])
    except IntegrityError:
        raise RosterError("busy") from None
    audit.record(
        actor_id=actor.pk,
        verb="import" if running == ImportState.RUNNING else "take_back_import",
        subject="membership.roster",
        subject_id=roster.pk,
        details={"rows": roster.rows.count()},
    )
    return roster


def enter_rows(roster_id: int, *, job_id: str = "") -> None:
    """Enters every row that has not ended yet, each in a transaction of its own; may run twice."""
    roster = RosterImport.objects.get(pk=roster_id)
    if roster.state != ImportState.RUNNING:
        return
    today = timezone.localdate()
    register = register_on(today)
    made_here = set(
        roster.rows.filter(outcome=Outcome.MADE, person__isnull=False).values_list("person_id", flat=True)
    )
    todo = list(roster.rows.filter(outcome="").order_by("line").values_list("pk", flat=True))
    total = roster.rows.count()
    for number, pk in enumerate(todo, start=1):
        _enter_row(pk, register, made_here, today)
        _tell(job_id, total - len(todo) + number, total)
    RosterImport.objects.filter(pk=roster_id, state=ImportState.RUNNING).update(
        state=ImportState.DONE, finished_at=timezone.now(), table=[], errors=[]
    )


@transaction.atomic
def _enter_row(pk: int, register: Register, made_here: set[int], today: date) -> None:
    row = RosterRow.objects.select_for_update().get(pk=pk)
    if row.outcome:
        return
    try:
        with transaction.atomic():
            _settle(row, register, made_here, today)
    except RowRefusedError as refusal:
        row.outcome, row.reason = Outcome.REFUSED, refusal.code
    row.save(update_fields=["outcome", "reason", "person", "made"])


def _settle(row: RosterRow, register: Register, made_here: set[int], today: date) -> None:
    """What becomes of one row, compared with the register as it is at this moment."""
    if row.verdict == Verdict.REFUSED:
        row.outcome = Outcome.REFUSED
        return
    if row.decision in ("", Decision.SKIP):
        row.outcome = Outcome.SKIPPED
        row.reason = row.reason if row.verdict == Verdict.DUPLICATE else _why_skipped(row)
        return
    known_id, is_new = _whose(row, register, made_here)
    if not is_new and known_id is None:
        row.outcome, row.reason = Outcome.SKIPPED, "undecided"
        return
    entered = (
        enter_new(row, register, today=today)
        if is_new
        else enter_known(row, known_id, register, replaces=replaces(row.decision), today=today)
    )
    row.outcome, row.person, row.made = entered.outcome, entered.person, entered.made
    row.reason = "nothing_to_add" if entered.outcome == Outcome.SKIPPED else ""
    if is_new:
        made_here.add(entered.person.pk)


def _why_skipped(row: RosterRow) -> str:
    if row.decision == Decision.SKIP:
        return "left_out"
    return "nothing_to_add" if row.verdict == Verdict.SAME else "undecided"


def _whose(row: RosterRow, register: Register, made_here: set[int]) -> tuple[int | None, bool]:
    """The known person a row is about, or that it is somebody new; neither where doubt came up meanwhile."""
    if row.decision in (Decision.SAME, Decision.UPDATE):
        return row.candidate_id, False
    if row.was_decided:
        return None, True
    found = judge(row.values, register)
    if found.verdict in (Verdict.SAME, Verdict.JOIN, Verdict.DIFFERS):
        return found.person_id, False
    is_doubtful = found.verdict == Verdict.ASK and found.person_id not in made_here
    return None, not is_doubtful


def take_back_rows(roster_id: int, *, job_id: str = "") -> None:
    """Takes back every row that made something, the last one first; what was touched stays, with the reason."""
    roster = RosterImport.objects.get(pk=roster_id)
    if roster.state != ImportState.UNDOING:
        return
    entered = roster.rows.filter(outcome__in=[Outcome.MADE, Outcome.JOINED])
    todo = list(
        entered.filter(undone_at__isnull=True, kept_because="").order_by("-line").values_list("pk", flat=True)
    )
    total = entered.count()
    for number, pk in enumerate(todo, start=1):
        _take_back_row(pk)
        _tell(job_id, total - len(todo) + number, total)
    RosterImport.objects.filter(pk=roster_id, state=ImportState.UNDOING).update(
        state=ImportState.UNDONE, finished_at=timezone.now()
    )


@transaction.atomic
def _take_back_row(pk: int) -> None:
    row = RosterRow.objects.select_for_update().get(pk=pk)
    if row.undone_at is not None or row.kept_because:
        return
    try:
        with transaction.atomic():
            take_back(row)
    except RowRefusedError as refusal:
        row.kept_because = refusal.code
    else:
        row.undone_at, row.person_id = timezone.now(), None
    row.save(update_fields=["undone_at", "kept_because", "person"])


def forget_old(now: datetime) -> None:
    """Lists that were never entered go after a week; what entered ones held of people goes after two months."""
    RosterImport.objects.filter(state__in=OPEN, made_at__lt=now - DRAFTS_KEPT).delete()
    old = Q(roster__state__in=[ImportState.DONE, ImportState.UNDONE], roster__finished_at__lt=now - KEPT)
    RosterRow.objects.filter(old).exclude(cells=[], values={}).update(
        cells=[], values={}, finding={}, made={}
    )


def _tell(job_id: str, done: int, total: int) -> None:
    if job_id and (done % TELL_EVERY == 0 or done == total):
        jobs.progress(job_id, done=done, total=total)
