"""The only writer of reminders: sends the letters that are due, and keeps the list of those left in peace."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from membership.invoices.models import Slip, SlipLine
from membership.ledger.models import Charge
from membership.ledger.rules import Payer
from membership.papers.queries import bank_account
from membership.reminders.choices import StopReason, Way
from membership.reminders.letters import kana_of, tell
from membership.reminders.models import Reminder, ReminderStop
from membership.reminders.queries import Line, preview
from membership.reminders.rules import ReminderError
from network.audit.actions import record
from network.once import insert_once


@dataclass(frozen=True)
class Sent:
    """How many letters went by mail, how many are to be printed, and how many were passed over."""

    mailed: int
    to_print: int
    passed_over: int


@transaction.atomic
def send_reminders(chosen: Mapping[int, int], *, on: date, made_by: int | None, now: datetime) -> Sent:
    """Asks again for these slips, each with the level it was shown with; a mail, or a letter to print without address.

    Everything is looked at anew, with the charges locked: whoever paid, was stopped or was asked meanwhile is passed
    over, so two treasurers at once send each letter once. Raises ReminderError no_bank: a letter must say where to.
    """
    bank = bank_account()
    if bank is None:
        raise ReminderError("no_bank")
    _lock(chosen)
    asked = [line for line in preview(on) if line.level and chosen.get(line.slip.pk) == line.level]
    kana = kana_of([line.slip for line in asked])
    sent = []
    for line in asked:
        reminder = _reminder(line, on=on, made_by=made_by, now=now)
        if not insert_once(reminder, unique=["slip", "level"]):
            continue
        if line.to is not None:
            tell(reminder, line.parts, to=line.to, bank=bank, kana=kana[line.slip.pk])
        sent.append(reminder.way)
    if sent:
        record(
            actor_id=made_by,
            verb="reminded",
            subject="membership.reminder",
            subject_id=on.isoformat(),
            details={"letters": len(sent)},
        )
    return Sent(sent.count(Way.MAIL), sent.count(Way.PRINT), len(chosen) - len(sent))


@transaction.atomic
def stop_reminding(
    payer: Payer, *, reason: StopReason, until: date | None, made_by: int | None, now: datetime
) -> ReminderStop:
    """Leaves a payer in peace, the day `until` included, or until it is taken back. Said again, the latest holds.

    Nobody is told. Raises ReminderError unknown_payer.
    """
    if not payer.is_known:
        raise ReminderError("unknown_payer")
    told = {"reason": reason, "until": until, "made_by": made_by, "made_at": now}
    who = {"person_id": payer.person_id, "organisation_id": payer.organisation_id}
    stop, _is_new = ReminderStop.objects.update_or_create(**who, lifted_at=None, defaults=told)
    record(
        actor_id=made_by,
        verb="stopped",
        subject="membership.reminderstop",
        subject_id=stop.pk,
        details={"reason": str(reason.value)},
    )
    return stop


@transaction.atomic
def lift_stop(stop: ReminderStop, *, made_by: int | None, now: datetime) -> bool:
    """Lets a payer be asked again from the next run on; False when it was said before."""
    lifted = ReminderStop.objects.filter(pk=stop.pk, lifted_at__isnull=True).update(
        lifted_at=now, lifted_by=made_by
    )
    if lifted:
        record(actor_id=made_by, verb="lifted", subject="membership.reminderstop", subject_id=stop.pk)
    return bool(lifted)


def _lock(chosen: Mapping[int, int]) -> None:
    """Nobody pays, withdraws or asks for these slips until commit: charges first, as the ledger does."""
    mine = SlipLine.objects.filter(slip__in=list(chosen)).values("charge")
    list(Charge.objects.select_for_update().filter(pk__in=mine).order_by("pk").values_list("pk"))
    list(Slip.objects.select_for_update().filter(pk__in=list(chosen)).order_by("pk").values_list("pk"))


def _reminder(line: Line, *, on: date, made_by: int | None, now: datetime) -> Reminder:
    return Reminder(
        slip=line.slip,
        level=line.level,
        way=line.way,
        total=line.total,
        on=on,
        made_by=made_by,
        made_at=now,
    )
