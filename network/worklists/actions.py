"""Writes kept filters, deeds for many rows, and the book of files taken."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from network.audit.actions import record
from network.once import insert_once
from network.people.models import Account
from network.worklists.choices import FileKind, LineState
from network.worklists.deeds import Deed
from network.worklists.models import DeedLine, DeedRun, KeptFilter, TakenFile
from network.worklists.rules import narrowing


class WorklistError(Exception):
    """Something about a list can't be done; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def keep_filter(owner: Account, *, list_key: str, name: str, query: str, shared_with: str = "") -> KeptFilter:
    """Keep what a list is narrowed to; the same name again replaces one's own. Nobody is told.

    Raises WorklistError: nothing_chosen when the address narrows nothing, too_long when it can't be kept whole.
    """
    narrowed = narrowing(query)
    if not narrowed:
        raise WorklistError("nothing_chosen")
    if len(narrowed) > KeptFilter._meta.get_field("query").max_length:
        raise WorklistError("too_long")
    kept, _is_new = KeptFilter.objects.update_or_create(
        owner=owner,
        list_key=list_key,
        name=name,
        defaults={"query": narrowed, "shared_with": shared_with},
    )
    return kept


@transaction.atomic
def forget_filter(kept_id: int, *, owner: Account) -> bool:
    """Delete one's own filter; whether there was one. Others' stay, also those shared with oneself."""
    deleted, _by_model = KeptFilter.objects.filter(pk=kept_id, owner=owner).delete()
    return bool(deleted)


@transaction.atomic
def do_deed(
    deed: Deed,
    *,
    ids: Sequence[int],
    wanted: Mapping[str, Any],
    key: UUID,
    list_key: str,
    by: Account,
    now: datetime,
) -> DeedRun:
    """Do one deed to many rows, all or none; rows are judged anew, whatever the preview said.

    The same key again does nothing and returns the run that was. One entry in the audit log.
    """
    run = DeedRun(key=key, deed=deed.name, list_key=list_key, wanted=dict(wanted), done_by=by, done_at=now)
    if not insert_once(run, unique=["key"]):
        return DeedRun.objects.get(key=key)
    rows = list(deed.rows(ids, user=by).select_for_update(of=("self",)))
    lines = deed.do(rows, wanted, key=key, by=by, now=now)
    DeedLine.objects.bulk_create(
        DeedLine(
            run=run,
            subject_id=line.subject_id,
            state=LineState.LEFT if line.reason else LineState.CHANGED,
            reason=line.reason,
            before=dict(line.before),
        )
        for line in lines
    )
    changed = sum(not line.reason for line in lines)
    _note(run, f"many_{deed.name}", by, changed=changed, left=len(lines) - changed)
    return run


@transaction.atomic
def take_back(run: DeedRun, *, deed: Deed, by: Account, now: datetime) -> bool:
    """Put back what a run changed, except what somebody changed since; False when that was done before.

    One entry in the audit log. Raises WorklistError: stays when the deed can't be taken back.
    """
    if not deed.can_be_taken_back:
        raise WorklistError("stays")
    if not DeedRun.objects.filter(pk=run.pk, taken_back_at__isnull=True).update(taken_back_at=now):
        return False
    changed = list(run.lines.filter(state=LineState.CHANGED))
    ids = [line.subject_id for line in changed]
    rows = {row.pk: row for row in deed.rows(ids, user=by).select_for_update(of=("self",))}
    for line in changed:
        row = rows.get(line.subject_id)
        is_back = row is not None and deed.take_back(row, line.before, by=by, now=now)
        line.state = LineState.TAKEN_BACK if is_back else LineState.STAYED
    DeedLine.objects.bulk_update(changed, ["state"])
    back = sum(line.state == LineState.TAKEN_BACK for line in changed)
    _note(run, f"back_{deed.name}", by, taken_back=back, stayed=len(changed) - back)
    return True


@transaction.atomic
def note_file(
    taken_by: Account,
    *,
    list_key: str,
    kind: FileKind,
    rows: int,
    items: Sequence[str],
    holds_people: bool,
    purpose: str = "",
    receiver: str = "",
    about_id: int | None = None,
    now: datetime,
) -> TakenFile:
    """Write into the book that a list left the desk; the audit log holds numbers only.

    `about_id` says whose list it was where there is one each: an event's roll, an announcement's log.

    Raises WorklistError: no_purpose when people leave the desk without a purpose and a receiver.
    """
    if holds_people and not (purpose.strip() and receiver.strip()):
        raise WorklistError("no_purpose")
    taken = TakenFile.objects.create(
        taken_by=taken_by,
        taken_at=now,
        list_key=list_key,
        holds_people=holds_people,
        kind=kind,
        rows=rows,
        items=list(items),
        purpose=purpose,
        receiver=receiver,
    )
    record(
        actor_id=taken_by.pk,
        verb="took_file",
        subject=list_key,
        subject_id=taken.pk,
        details={"rows": rows, "kind": str(kind.value)} | ({"about": about_id} if about_id else {}),
    )
    return taken


def _note(run: DeedRun, verb: str, by: Account, **numbers: int) -> None:
    record(actor_id=by.pk, verb=verb, subject=run.list_key, subject_id=run.pk, details=numbers)
