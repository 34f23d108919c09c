"""A named trade: what becomes of charges and credits, under their locks. Only `actions` calls it and notes what it made."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime

from membership.ledger.choices import EntryKind
from membership.ledger.models import Charge, Entry, LedgerAccount, Leg
from membership.ledger.posting import (
    booked_before,
    lock_claims,
    lock_credit,
    lock_year,
    post,
    post_mirror,
)
from membership.ledger.queries import advances, left_of, paid_charges, settling_entries, users_of
from membership.ledger.rules import (
    DEPOSITS,
    NOBODY,
    TRANSFER_FEES,
    Claim,
    LedgerError,
    Line,
    NewCharge,
    Payer,
    Share,
    Stamp,
    Use,
    check_positive,
    check_shares,
    lines_of_payment,
    lines_of_recognition,
    lines_of_remission,
    takes,
)
from membership.signals import invoice_settled

FINAL = {EntryKind.REVERSAL: "is_reversal", EntryKind.RECOGNISED: "is_recognition"}


def charge_of(row: NewCharge, now: datetime) -> Charge:
    """A charge as it will stand in its table, not saved."""
    return Charge(
        kind=row.kind,
        key=row.key,
        fiscal_year=row.fiscal_year,
        amount=row.amount,
        tax_class=row.tax_class,
        membership_id=row.membership_id,
        tier_id=row.tier_id,
        beneficiary_id=row.beneficiary_id,
        person_id=row.payer.person_id,
        organisation_id=row.payer.organisation_id,
        wording=row.wording,
        wording_en=row.wording_en,
        about=row.about,
        due_on=row.due_on,
        made_at=now,
    )


def take_in(
    account: LedgerAccount,
    amount: int,
    payer: Payer,
    *,
    on: date,
    key: str,
    stamp: Stamp,
    code: str,
    note: str,
) -> tuple[Entry, bool]:
    """Money becomes a credit of its payer: the entry, and whether it was booked just now."""
    fiscal_year = lock_year(on)
    if first := booked_before(key):
        return first, False
    lines = [Line(account.code, amount), Line(DEPOSITS, -amount, payer=payer)]
    entry = post(
        EntryKind.RECEIVED,
        lines,
        on=on,
        fiscal_year=fiscal_year,
        stamp=stamp,
        key=key,
        code=code,
        note=note,
    )
    return entry, True


def pay(
    credit: Leg,
    shares: Sequence[Share],
    *,
    on: date | None,
    key: str | None,
    stamp: Stamp,
    fee: int = 0,
) -> tuple[Entry, bool]:
    """Pays charges out of a credit, and out of a fee that we bear: the entry, and whether it was booked just now."""
    on = on or credit.entry.on
    fiscal_year = lock_year(on)
    if first := booked_before(key):
        return first, False
    claims = lock_claims(share.charge_id for share in shares)
    held = lock_credit(credit, on=on)
    check_shares(shares, claims, left=held.left, borne=fee)
    used = sum(share.amount for share in shares) - fee
    if fee and used != held.left:
        raise LedgerError("shares_differ")
    lines = [
        Line(DEPOSITS, used, payer=Payer(held.person_id, held.organisation_id)),
        *([Line(TRANSFER_FEES, fee)] if fee else []),
        *lines_of_payment(shares, claims, booked_year=fiscal_year),
    ]
    entry = post(
        EntryKind.FEE_ACCEPTED if fee else EntryKind.APPLIED,
        lines,
        on=on,
        fiscal_year=fiscal_year,
        stamp=stamp,
        uses=takes(shares, held.pk, borne=fee),
        key=key,
    )
    _announce_settled(shares, claims)
    return entry, True


def spend(
    kind: EntryKind,
    credit: Leg,
    account: str,
    amount: int | None,
    *,
    on: date,
    key: str | None,
    stamp: Stamp,
    to: Payer = NOBODY,
    code: str = "",
    note: str = "",
) -> tuple[Entry, bool]:
    """Takes money from a credit for no charge, all that is left where no amount is said: entry, and if just now."""
    fiscal_year = lock_year(on)
    if first := booked_before(key):
        return first, False
    held = lock_credit(credit, on=on)
    taken = held.left if amount is None else amount
    check_positive(taken)
    if taken > held.left:
        raise LedgerError("over_credit")
    payer = Payer(held.person_id, held.organisation_id)
    entry = post(
        kind,
        [Line(DEPOSITS, taken, payer=payer), Line(account, -taken, payer=to)],
        on=on,
        fiscal_year=fiscal_year,
        stamp=stamp,
        uses=[Use(held.pk, taken)],
        key=key,
        code=code,
        note=note,
    )
    return entry, True


def move_money(
    kind: EntryKind,
    account: LedgerAccount,
    against: str,
    amount: int,
    *,
    on: date,
    key: str,
    stamp: Stamp,
    code: str = "",
    note: str = "",
) -> tuple[Entry, bool]:
    """Money in (above zero) or out that concerns no payer: the entry, and whether it was booked just now."""
    fiscal_year = lock_year(on)
    if first := booked_before(key):
        return first, False
    entry = post(
        kind,
        [Line(account.code, amount), Line(against, -amount)],
        on=on,
        fiscal_year=fiscal_year,
        stamp=stamp,
        key=key,
        code=code,
        note=note,
    )
    return entry, True


def remit(
    kind: EntryKind,
    charge: Charge,
    amount: int | None,
    *,
    on: date,
    stamp: Stamp,
    code: str,
    note: str,
) -> Entry:
    """Takes what is open, or a part of it, out of the memo."""
    fiscal_year = lock_year(on)
    claims = lock_claims([charge.pk])
    claim = claims[charge.pk]
    if kind is EntryKind.CANCELLED and claim.open_amount != charge.amount:
        raise LedgerError("in_use")
    remitted = claim.open_amount if amount is None else amount
    check_positive(remitted)
    if remitted > claim.open_amount:
        raise LedgerError("over_open")
    lines = lines_of_remission(claim, remitted)
    entry = post(kind, lines, on=on, fiscal_year=fiscal_year, stamp=stamp, code=code, note=note)
    _announce_settled([Share(claim.charge_id, remitted)], claims)
    return entry


def release(charge: Charge, *, on: date, stamp: Stamp, code: str, note: str) -> list[Entry]:
    """Frees a charge of whatever settled it and takes it out of the memo; other charges of those payments stay paid."""
    lock_year(on)
    paid = list(paid_charges(settling_entries(charge), besides=charge))
    lock_claims([charge.pk, *(share.charge_id for _entry, _credit, shares in paid for share in shares)])
    made = []
    for entry, credit, shares in paid:
        made += undo(entry, on=on, stamp=stamp, code=code, note=note, with_uses=False)
        if credit is not None and shares:
            made.append(_pay_again(credit, shares, on=on, stamp=stamp))
    made.append(remit(EntryKind.CANCELLED, charge, None, on=on, stamp=stamp, code=code, note=note))
    return made


def _pay_again(credit: Leg, shares: Sequence[Share], *, on: date, stamp: Stamp) -> Entry:
    """A fee that we had borne is not borne twice: what the money does not cover stays open."""
    left, fitting = left_of(credit), []
    for share in shares:
        amount = min(share.amount, left)
        left -= amount
        if amount:
            fitting.append(Share(share.charge_id, amount))
    return pay(credit, fitting, on=on, key=None, stamp=stamp)[0]


def undo(entry: Entry, *, on: date, stamp: Stamp, code: str, note: str, with_uses: bool) -> list[Entry]:
    """The mirrors of an entry and, with `with_uses`, of whatever used its credit: the newest use first."""
    fiscal_year = lock_year(on)
    held = Entry.objects.select_for_update().get(pk=entry.pk)
    _check_reversible(held, on=on)
    legs = list(Leg.objects.select_for_update().filter(entry=held).order_by("pk"))
    claims = lock_claims(leg.charge_id for leg in legs if leg.charge_id)
    if held.kind == EntryKind.BILLED and _is_settled_in_part(legs, claims):
        raise LedgerError("in_use")
    mirrors = []
    for user in users_of(held):
        if not with_uses:
            raise LedgerError("in_use")
        mirrors += undo(user, on=on, stamp=stamp, code=code, note=note, with_uses=True)
    mirrors.append(post_mirror(held, on=on, fiscal_year=fiscal_year, stamp=stamp, code=code, note=note))
    flipped = flip_advances(fiscal_year, on=on, stamp=stamp, charge_ids=claims)
    return [*mirrors, flipped] if flipped else mirrors


def flip_advances(
    fiscal_year: int, *, on: date, stamp: Stamp, charge_ids: Collection[int] | None = None
) -> Entry | None:
    """Turns what stands in advance for charges of this year and earlier ones into income; under the year's lock."""
    found = advances(until_year=fiscal_year, charge_ids=charge_ids)
    if not found:
        return None
    return post(
        EntryKind.RECOGNISED, lines_of_recognition(found), on=on, fiscal_year=fiscal_year, stamp=stamp
    )


def _check_reversible(entry: Entry, *, on: date) -> None:
    if not entry.posted:
        raise LedgerError("not_posted")
    if entry.kind in FINAL:
        raise LedgerError(FINAL[entry.kind])
    if Entry.objects.filter(reverses=entry).exists():
        raise LedgerError("already_reversed")
    if on < entry.on:
        raise LedgerError("before_credit")


def _is_settled_in_part(legs: Iterable[Leg], claims: Mapping[int, Claim]) -> bool:
    return any(leg.charge_id is not None and claims[leg.charge_id].open_amount != leg.amount for leg in legs)


def _announce_settled(shares: Iterable[Share], claims: Mapping[int, Claim]) -> None:
    """Tell upward which charges were settled just now. Dues need no news: they are asked for where they matter."""
    settled = [
        share.charge_id
        for share in shares
        if share.amount == claims[share.charge_id].open_amount and claims[share.charge_id].kind != "dues"
    ]
    for charge in Charge.objects.filter(pk__in=settled).order_by("pk"):
        invoice_settled.send(sender=Charge, charge_id=charge.pk, about=charge.about)
