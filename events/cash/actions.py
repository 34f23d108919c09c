"""The only writer of cash sheets: taking and giving back, counting, signing off. Money is booked by the ledger only."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from events.cash.models import CashSheet, CashTaking
from events.cash.queries import living_takings, open_charges_of, taken_of
from events.cash.rules import CashError, check_sign_off, shared_out
from events.programme.models import Event
from events.registration.models import Registration
from membership.ledger import actions as ledger
from membership.ledger.models import Entry
from membership.ledger.queries import account, credit_of
from membership.ledger.rules import Payer, Share
from membership.papers.models import Paper
from membership.receipts.actions import enter_handwritten, issue_receipts
from network.audit.actions import record

CASH = "cash"
MORE, LESS = "other-income", "other-expense"


@transaction.atomic
def take_cash(
    registration: Registration,
    *,
    amount: int,
    key: str,
    taken_by: int | None,
    now: datetime,
    receipt_number: str = "",
) -> CashTaking:
    """Note that somebody gave cash at the door: how much, who took it, and the number of a receipt written by hand.

    The same `key` (the form's, the scan's) again notes nothing and returns the first. Nothing is booked before the
    sheet is signed off; a count made before is void. Raises CashError: not_positive, signed_off, number_taken.
    """
    sheet = _open_sheet(registration.event_id)
    if first := CashTaking.objects.filter(key=key).first():
        return first
    if amount <= 0:
        raise CashError("not_positive")
    number = receipt_number.strip()
    if number and living_takings(sheet).filter(receipt_number=number).exists():
        raise CashError("number_taken")
    taking = CashTaking.objects.create(
        sheet=sheet,
        registration=registration,
        amount=amount,
        key=key,
        receipt_number=number,
        taken_at=now,
        taken_by=taken_by,
    )
    _count_again(sheet)
    record(
        actor_id=taken_by,
        verb="took_cash",
        subject="events.cashtaking",
        subject_id=taking.pk,
        details={"amount": amount},
    )
    return taking


@transaction.atomic
def give_cash_back(taking: CashTaking, *, made_by: int | None, now: datetime) -> bool:
    """It was noted by mistake, or given back at once; False when it was before. Raises CashError signed_off."""
    sheet = _open_sheet(taking.registration.event_id)
    given = CashTaking.objects.filter(pk=taking.pk, returned_at__isnull=True).update(returned_at=now)
    if given:
        _count_again(sheet)
        record(actor_id=made_by, verb="gave_back", subject="events.cashtaking", subject_id=taking.pk)
    return bool(given)


@transaction.atomic
def count_cash(event: Event, *, counted: int, reason: str, made_by: int | None, now: datetime) -> CashSheet:
    """Note what was counted in the box, in yen, and why it differs where it does. Raises CashError signed_off."""
    sheet = _open_sheet(event.pk)
    sheet.counted, sheet.counted_at, sheet.counted_by, sheet.reason = counted, now, made_by, reason.strip()
    sheet.save(update_fields=["counted", "counted_at", "counted_by", "reason"])
    record(
        actor_id=made_by,
        verb="counted",
        subject="events.cashsheet",
        subject_id=sheet.pk,
        details={"counted": counted, "taken": taken_of(sheet)},
    )
    return sheet


@transaction.atomic
def sign_off(event: Event, *, made_by: int | None, now: datetime) -> CashSheet:
    """Book the counted cash in one step: each sum for its payer, on the day it was taken, then the difference.

    Receipts by hand are entered with their numbers. What somebody gave beyond the fees stays a deposit of theirs.
    Signed off twice it changes nothing. Raises CashError: not_counted, not_explained; LedgerError year_closed;
    PaperError number_taken, MissingLetterError: then nothing is booked.
    """
    sheet = _locked(event.pk)
    if sheet.signed_at is not None:
        return sheet
    found = check_sign_off(sheet.counted, taken_of(sheet), sheet.reason)
    takings = list(living_takings(sheet).select_related("registration"))
    for taking in takings:
        taking.entry = _book(taking, made_by=made_by, now=now)
        taking.save(update_fields=["entry"])
    if found:
        _book_difference(sheet, found, made_by=made_by, now=now)
    for taking in takings:
        credit = credit_of(taking.entry)
        if taking.receipt_number and credit is not None:
            enter_handwritten(credit, number=taking.receipt_number, made_by=made_by, now=now)
    sheet.signed_at, sheet.signed_by = now, made_by
    sheet.save(update_fields=["signed_at", "signed_by"])
    record(
        actor_id=made_by,
        verb="signed_off",
        subject="events.cashsheet",
        subject_id=sheet.pk,
        details={"counted": sheet.counted, "difference": found},
    )
    return sheet


@transaction.atomic
def issue_door_receipts(event: Event, *, made_by: int | None, now: datetime) -> list[Paper]:
    """Receipts from the common series for all cash of a signed sheet that has none; a second call finds nothing left.

    Raises CashError not_signed; MissingLetterError.
    """
    sheet = _locked(event.pk)
    if sheet.signed_at is None:
        raise CashError("not_signed")
    papers: list[Paper] = []
    for taking in living_takings(sheet).select_related("entry"):
        credit = credit_of(taking.entry)
        if credit is not None:
            papers += issue_receipts(credit, one_each=False, made_by=made_by, now=now)
    return papers


def _locked(event_id: int) -> CashSheet:
    """The event's sheet, made where there is none yet; whoever else changes it waits."""
    CashSheet.objects.get_or_create(event_id=event_id)
    return CashSheet.objects.select_for_update().get(event_id=event_id)


def _open_sheet(event_id: int) -> CashSheet:
    sheet = _locked(event_id)
    if sheet.signed_at is not None:
        raise CashError("signed_off")
    return sheet


def _count_again(sheet: CashSheet) -> None:
    """What was counted before is no longer what lies in the box."""
    sheet.counted, sheet.counted_at, sheet.counted_by, sheet.reason = None, None, None, ""
    sheet.save(update_fields=["counted", "counted_at", "counted_by", "reason"])


def _book(taking: CashTaking, *, made_by: int | None, now: datetime) -> Entry:
    shares = shared_out(taking.amount, open_charges_of(taking.registration))
    return ledger.receive(
        account(CASH),
        amount=taking.amount,
        on=localdate(taking.taken_at),
        payer=Payer(person_id=taking.registration.person_id),
        key=f"cash:{taking.pk}",
        shares=[Share(pk, amount) for pk, amount in shares.items()],
        made_by=made_by,
        now=now,
    )


def _book_difference(sheet: CashSheet, found: int, *, made_by: int | None, now: datetime) -> None:
    ledger.book(
        account(CASH),
        against=account(MORE if found > 0 else LESS),
        amount=found,
        on=localdate(sheet.counted_at),
        key=f"cash-difference:{sheet.pk}",
        code="cash_difference",
        made_by=made_by,
        now=now,
    )
