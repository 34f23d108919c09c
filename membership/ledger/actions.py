"""The only writer of money. Entries are added and reversed, never changed; every one is noted in the audit log.

Money that arrives becomes a credit of its payer first; charges are paid out of credits. So a line of a bank statement,
received once under its key, can never pay for more than its amount. `made_by` is the number of an account, `on` the day
that money moved, amounts are whole yen. All raise LedgerError with a code: year_closed wherever the year of `on` is.
A key that is known books nothing and returns the first entry. Call one action in a transaction, and call it last.
"""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from membership.ledger import paying
from membership.ledger.accounts import read_accounts
from membership.ledger.choices import AccountKind, EntryKind
from membership.ledger.models import Charge, Entry, LedgerAccount, LedgerYear, Leg
from membership.ledger.posting import lock_claims, lock_row_of_year, lock_year, post, write_down
from membership.ledger.queries import (
    credit_of,
    credits_of,
    is_open_before,
    is_taken_back,
    left_of,
    openings_taken_back,
)
from membership.ledger.rules import (
    DEPOSITS,
    NET_ASSETS,
    LedgerError,
    NewCharge,
    Payer,
    Share,
    Stamp,
    check_positive,
    lines_of_billing,
    opening_key,
)
from network.association.dates import FiscalYear
from network.association.queries import current, fiscal_year_of
from network.audit.actions import record
from network.audit.queries import head


def lay_accounts() -> int:
    """Writes the founding accounts where there are none; says how many. Afterwards the table is the treasurer's."""
    if LedgerAccount.objects.exists():
        return 0
    rows = read_accounts()
    LedgerAccount.objects.bulk_create(
        LedgerAccount(**row, position=place) for place, row in enumerate(rows, start=1)
    )
    return len(rows)


@transaction.atomic
def bill(new: Sequence[NewCharge], *, on: date, made_by: int | None, now: datetime) -> list[Charge]:
    """Makes charges and notes them as owed; those whose key is known are passed over. The charges it made.

    Nobody is told, and nothing becomes income. Raises LedgerError not_positive.
    """
    check_positive(*(row.amount for row in new))
    fiscal_year = lock_year(on)
    known = set(Charge.objects.filter(key__in=[row.key for row in new]).values_list("key", flat=True))
    fresh = {row.key: row for row in new if row.key not in known}
    if not fresh:
        return []
    made = Charge.objects.bulk_create(paying.charge_of(row, now) for row in fresh.values())
    lines = lines_of_billing({charge.pk: charge.amount for charge in made})
    write_down([post(EntryKind.BILLED, lines, on=on, fiscal_year=fiscal_year, stamp=Stamp(made_by, now))])
    return made


@transaction.atomic
def receive(
    account: LedgerAccount,
    *,
    amount: int,
    on: date,
    payer: Payer,
    key: str,
    made_by: int | None,
    now: datetime,
    shares: Sequence[Share] = (),
    code: str = "",
    note: str = "",
) -> Entry:
    """Money arrived in the bank or in cash: a credit of its payer, and with `shares` applied at once.

    The same key again books nothing, shares included. Raises LedgerError: not_positive, not_money, and whatever
    `apply_credit` raises.
    """
    check_positive(amount)
    _check_money(account)
    stamp = Stamp(made_by, now)
    received, is_new = paying.take_in(
        account, amount, payer, on=on, key=key, stamp=stamp, code=code, note=note
    )
    made = [received]
    if is_new and shares:
        made.append(paying.pay(credit_of(received), shares, on=on, key=None, stamp=stamp)[0])
    if is_new:
        write_down(made)
    return received


@transaction.atomic
def apply_credit(
    credit: Leg,
    *,
    shares: Sequence[Share],
    made_by: int | None,
    now: datetime,
    on: date | None = None,
    key: str | None = None,
) -> Entry:
    """Pays charges out of a credit: income, or an advance where the charge's year has not begun on that day.

    Without `on` it is booked on the credit's day: dues are income when the money arrives. Charges that are not dues and
    are settled now are announced upward. Raises LedgerError: not_a_credit, before_credit, over_credit, over_open,
    unknown_charge, not_positive, shares_differ.
    """
    return _noted(paying.pay(credit, shares, on=on, key=key, stamp=Stamp(made_by, now)))


@transaction.atomic
def accept_fee_on(
    credit: Leg,
    *,
    shares: Sequence[Share],
    fee: int,
    made_by: int | None,
    now: datetime,
    on: date | None = None,
    key: str | None = None,
) -> Entry:
    """Pays charges out of the whole rest of a credit that is short by a deducted transfer fee, which we bear.

    Raises LedgerError as `apply_credit` does; shares_differ when rest and fee are not the shares' sum.
    """
    check_positive(fee)
    return _noted(paying.pay(credit, shares, on=on, key=key, stamp=Stamp(made_by, now), fee=fee))


@transaction.atomic
def accept_fee(
    credit: Leg,
    *,
    charge_id: int,
    fee: int,
    made_by: int | None,
    now: datetime,
    on: date | None = None,
    key: str | None = None,
) -> Entry:
    """As `accept_fee_on`, for one charge: the rest of the credit and the fee pay it, whole or in part."""
    shares = [Share(charge_id, left_of(credit) + fee)]
    return accept_fee_on(credit, shares=shares, fee=fee, made_by=made_by, now=now, on=on, key=key)


@transaction.atomic
def refund(
    credit: Leg,
    *,
    account: LedgerAccount,
    amount: int,
    on: date,
    made_by: int | None,
    now: datetime,
    key: str | None = None,
) -> Entry:
    """Pays money of a credit back.

    Raises LedgerError: not_positive, not_money, not_a_credit, before_credit, over_credit.
    """
    _check_money(account)
    stamp = Stamp(made_by, now)
    return _noted(paying.spend(EntryKind.REFUNDED, credit, account.code, amount, on=on, key=key, stamp=stamp))


@transaction.atomic
def move_credit(
    credit: Leg,
    *,
    to: Payer,
    on: date,
    made_by: int | None,
    now: datetime,
    amount: int | None = None,
    key: str | None = None,
) -> Entry:
    """Gives what is left of a credit, or `amount` of it, to another payer: the new credit is a leg of the entry.

    Raises LedgerError: not_positive, not_a_credit, before_credit, over_credit.
    """
    stamp = Stamp(made_by, now)
    return _noted(paying.spend(EntryKind.MOVED, credit, DEPOSITS, amount, on=on, key=key, stamp=stamp, to=to))


@transaction.atomic
def close_as(
    credit: Leg,
    *,
    account: LedgerAccount,
    code: str,
    made_by: int | None,
    now: datetime,
    on: date | None = None,
    amount: int | None = None,
    note: str = "",
    key: str | None = None,
) -> Entry:
    """Money that paid no charge: interest, a grant, a gift, an own transfer. Booked on the credit's day unless said.

    Raises LedgerError as `refund` does; not_counter_account for memo accounts and that of deposits.
    """
    _check_counter(account)
    return _noted(
        paying.spend(
            EntryKind.CLOSED_AS,
            credit,
            account.code,
            amount,
            on=on or credit.entry.on,
            key=key,
            stamp=Stamp(made_by, now),
            code=code,
            note=note,
        )
    )


@transaction.atomic
def book(
    account: LedgerAccount,
    *,
    against: LedgerAccount,
    amount: int,
    on: date,
    key: str,
    code: str,
    made_by: int | None,
    now: datetime,
    note: str = "",
) -> Entry:
    """Money that moved and concerns no payer: in (above zero) or out, against an account of the treasurer's choice.

    Raises LedgerError: not_positive (zero), not_money, not_counter_account.
    """
    check_positive(abs(amount))
    _check_money(account)
    _check_counter(against)
    stamp = Stamp(made_by, now)
    return _noted(
        paying.move_money(
            EntryKind.BOOKED,
            account,
            against.code,
            amount,
            on=on,
            key=key,
            stamp=stamp,
            code=code,
            note=note,
        )
    )


@transaction.atomic
def open_balance(
    account: LedgerAccount, *, amount: int, on: date, made_by: int | None, now: datetime
) -> Entry:
    """What a bank account or the cash box held when these books began; once for each account, anew after a reversal.

    Raises LedgerError: not_positive (zero), not_money.
    """
    check_positive(abs(amount))
    _check_money(account)
    key, stamp = opening_key(account.code, openings_taken_back(account)), Stamp(made_by, now)
    return _noted(
        paying.move_money(EntryKind.OPENING, account, NET_ASSETS, amount, on=on, key=key, stamp=stamp)
    )


@transaction.atomic
def waive(
    charge: Charge,
    *,
    on: date,
    made_by: int | None,
    now: datetime,
    code: str,
    note: str = "",
    amount: int | None = None,
) -> Entry:
    """Lets a payer off what is open, or `amount` of it. Raises LedgerError: not_positive, over_open."""
    stamp = Stamp(made_by, now)
    entry = paying.remit(EntryKind.WAIVED, charge, amount, on=on, stamp=stamp, code=code, note=note)
    return _noted((entry, True))


@transaction.atomic
def cancel(
    charge: Charge, *, on: date, made_by: int | None, now: datetime, code: str, note: str = ""
) -> Entry:
    """Takes back a charge that should not have been made. Raises LedgerError in_use when some of it is settled."""
    stamp = Stamp(made_by, now)
    entry = paying.remit(EntryKind.CANCELLED, charge, None, on=on, stamp=stamp, code=code, note=note)
    return _noted((entry, True))


@transaction.atomic
def take_back(
    charge: Charge, *, on: date, made_by: int | None, now: datetime, code: str, note: str = ""
) -> list[Entry]:
    """Takes back a charge, paid or not: what had paid it is a credit of its payer again, to be paid back or used.

    Other charges that the same payment settled stay settled. Nobody is told. Raises LedgerError: nothing_open when it
    was taken back before.
    """
    if is_taken_back(charge):
        raise LedgerError("nothing_open")
    made = paying.release(charge, on=on, stamp=Stamp(made_by, now), code=code, note=note)
    write_down(made)
    return made


@transaction.atomic
def hand_over(charge: Charge, *, to: Payer, made_by: int | None, now: datetime) -> Charge:
    """Somebody else is to pay a charge, an organisation for its staff for example. Raises LedgerError unknown_payer."""
    [held] = hand_over_all([charge], to=to, made_by=made_by, now=now)
    return held


@transaction.atomic
def hand_over_all(
    charges: Sequence[Charge], *, to: Payer, made_by: int | None, now: datetime
) -> list[Charge]:
    """As `hand_over`, for many; those that are this payer's already are left alone. All of them, in order of number."""
    if not to.is_known:
        raise LedgerError("unknown_payer")
    ids = [charge.pk for charge in charges]
    held = list(Charge.objects.select_for_update().filter(pk__in=ids).order_by("pk"))
    moved = [row for row in held if Payer(row.person_id, row.organisation_id) != to]
    for row in moved:
        row.person_id, row.organisation_id = to.person_id, to.organisation_id
    Charge.objects.bulk_update(moved, ["person", "organisation"])
    for row in moved:
        record(actor_id=made_by, verb="handed_over", subject="membership.charge", subject_id=row.pk)
    return held


@transaction.atomic
def merge_payers(source: Payer, target: Payer, *, on: date, made_by: int | None, now: datetime) -> None:
    """One payer turned out to be another: credits and open charges go over; what is settled stays where it was.

    Raises LedgerError: unknown_payer, before_credit.
    """
    if not (source.is_known and target.is_known) or source == target:
        raise LedgerError("unknown_payer")
    stamp = Stamp(made_by, now)
    moved = [
        paying.spend(EntryKind.MOVED, credit, DEPOSITS, None, on=on, key=None, stamp=stamp, to=target)[0]
        for credit in credits_of(source)
    ]
    owed = Charge.objects.filter(person=source.person_id, organisation=source.organisation_id)
    still_open = [
        pk for pk, claim in lock_claims(owed.values_list("pk", flat=True)).items() if claim.open_amount
    ]
    Charge.objects.filter(pk__in=still_open).update(
        person=target.person_id, organisation=target.organisation_id
    )
    write_down(moved)
    for pk in still_open:
        record(actor_id=made_by, verb="handed_over", subject="membership.charge", subject_id=pk)


@transaction.atomic
def reverse(
    entry: Entry,
    *,
    on: date,
    made_by: int | None,
    now: datetime,
    code: str,
    note: str = "",
    with_uses: bool = False,
) -> Entry:
    """Undoes an entry by its mirror, booked on `on`; with `with_uses` first whatever used the credit it made.

    Raises LedgerError: not_posted, is_reversal, is_recognition, already_reversed, before_credit (earlier than the
    entry), in_use (its credit is used, or a charge it billed is settled in part).
    """
    stamp = Stamp(made_by, now)
    made = paying.undo(entry, on=on, stamp=stamp, code=code, note=note, with_uses=with_uses)
    write_down(made)
    return next(mirror for mirror in made if mirror.reverses_id == entry.pk)


@transaction.atomic
def recognise(fiscal_year: int, *, on: date, made_by: int | None, now: datetime) -> Entry | None:
    """Turns advances for this year and earlier ones into income, once the year has begun; None when there are none.

    As often as one likes. Raises LedgerError not_begun when `on` lies before the year.
    """
    booked_year = lock_year(on)
    if booked_year < fiscal_year:
        raise LedgerError("not_begun")
    flipped = paying.flip_advances(booked_year, on=on, stamp=Stamp(made_by, now))
    write_down([flipped] if flipped else [])
    return flipped


@transaction.atomic
def close_year(fiscal_year: int, *, made_by: int | None, now: datetime) -> LedgerYear:
    """Closes a year that has ended: nothing is booked into it any more, corrections go into the next one.

    Advances that still wait become income on its last day; the head of the audit log is kept with it.
    Raises LedgerError: not_ended, years_open_before, year_closed.
    """
    if fiscal_year_of(now).starting_year <= fiscal_year:
        raise LedgerError("not_ended")
    year = lock_row_of_year(fiscal_year)
    if year.closed_at is not None:
        raise LedgerError("year_closed")
    if is_open_before(fiscal_year):
        raise LedgerError("years_open_before")
    last_day = FiscalYear(fiscal_year, current().fiscal_year_begins).last_day
    flipped = paying.flip_advances(fiscal_year, on=last_day, stamp=Stamp(made_by, now))
    write_down([flipped] if flipped else [])
    record(actor_id=made_by, verb="closed", subject="membership.ledgeryear", subject_id=year.fiscal_year)
    year.closed_at, year.closed_by, year.audit_head = now, made_by, head()
    year.save(update_fields=["closed_at", "closed_by", "audit_head"])
    return year


def _noted(outcome: tuple[Entry, bool]) -> Entry:
    entry, is_new = outcome
    write_down([entry] if is_new else [])
    return entry


def _check_money(account: LedgerAccount) -> None:
    if not account.is_money:
        raise LedgerError("not_money")


def _check_counter(account: LedgerAccount) -> None:
    if account.kind == AccountKind.MEMO or account.code == DEPOSITS:
        raise LedgerError("not_counter_account")
