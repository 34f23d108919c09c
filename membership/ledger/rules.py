"""Decisions about money: which legs a deed has, whether it may be done, how a sum is split. Knows no database."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

BILLED, OPEN = "memo-billed", "memo-open"
DEPOSITS = "deposits"
DUES_ADVANCE, ADVANCE, IN_TRUST = "dues-advance", "advance", "in-trust"
TRANSFER_FEES, NET_ASSETS = "transfer-fees", "net-assets"
INCOME = {"dues": "dues", "event": "event-fees", "other": "other-income"}


class LedgerError(ValueError):
    """Something can't be booked; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Payer:
    """Who pays: a person, an organisation, or nobody knows yet."""

    person_id: int | None = None
    organisation_id: int | None = None

    @property
    def is_known(self) -> bool:
        return (self.person_id is None) != (self.organisation_id is None)


NOBODY = Payer()


@dataclass(frozen=True)
class Share:
    """So many yen of a credit for one charge."""

    charge_id: int
    amount: int


@dataclass(frozen=True)
class NewCharge:
    """A charge to be made; `key` names the claim, so that billing it twice makes one."""

    kind: str
    key: str
    fiscal_year: int
    amount: int
    payer: Payer
    due_on: date
    tax_class: str = "none"
    membership_id: int | None = None
    tier_id: int | None = None
    beneficiary_id: int | None = None
    wording: str = ""
    wording_en: str = ""
    about: str = ""


@dataclass(frozen=True)
class Claim:
    """What the books need to know of a charge: what for, of which year, and how much of it is open."""

    charge_id: int
    kind: str
    tax_class: str
    fiscal_year: int
    open_amount: int


@dataclass(frozen=True)
class Line:
    """A leg to be booked, on the account of this code: debit above zero, credit below."""

    account: str
    amount: int
    charge_id: int | None = None
    payer: Payer = NOBODY


@dataclass(frozen=True)
class Use:
    """What an entry takes from a credit, and for which charge."""

    credit_id: int
    amount: int
    charge_id: int | None = None


@dataclass(frozen=True)
class Stamp:
    """Who books when: the account's number and the moment."""

    made_by: int | None
    now: datetime


def check_balanced(lines: Sequence[Line]) -> None:
    """Raises LedgerError unbalanced: fewer than two legs, an empty one, or a sum that is not zero."""
    if len(lines) < 2 or any(line.amount == 0 for line in lines) or sum(line.amount for line in lines):
        raise LedgerError("unbalanced")


def check_positive(*amounts: int) -> None:
    """Raises LedgerError not_positive."""
    if any(amount <= 0 for amount in amounts):
        raise LedgerError("not_positive")


def check_shares(shares: Iterable[Share], claims: Mapping[int, Claim], *, left: int, borne: int = 0) -> None:
    """Whether a credit with so much left, and a fee the association bears, may be used like that.

    Raises LedgerError: not_positive, shares_differ (a charge named twice, or none), unknown_charge, over_open,
    over_credit.
    """
    shares = list(shares)
    named = Counter(share.charge_id for share in shares)
    if not shares or max(named.values()) > 1:
        raise LedgerError("shares_differ")
    check_positive(*(share.amount for share in shares))
    for share in shares:
        if share.charge_id not in claims:
            raise LedgerError("unknown_charge")
        if share.amount > claims[share.charge_id].open_amount:
            raise LedgerError("over_open")
    if sum(share.amount for share in shares) - borne > left:
        raise LedgerError("over_credit")


def lines_of_billing(amounts: Mapping[int, int]) -> list[Line]:
    """Memo only: what is owed is no income until it arrives (NPO accounting standard)."""
    owed = [Line(OPEN, amount, charge_id) for charge_id, amount in amounts.items()]
    return [*owed, Line(BILLED, -sum(amounts.values()))]


def lines_of_remission(claim: Claim, amount: int) -> list[Line]:
    """The memo shrinks; nothing else happens."""
    return [Line(OPEN, -amount, claim.charge_id), Line(BILLED, amount, claim.charge_id)]


def lines_of_payment(shares: Iterable[Share], claims: Mapping[int, Claim], *, booked_year: int) -> list[Line]:
    """Where the paid sums go, and what leaves the memo; they lack the leg that pays, the sum of the shares."""
    lines = []
    for share in shares:
        claim = claims[share.charge_id]
        lines.append(Line(account_paid_into(claim, booked_year=booked_year), -share.amount, share.charge_id))
        lines.extend(lines_of_remission(claim, share.amount))
    return lines


def opening_key(account: str, taken_back: int) -> str:
    """Names the opening balance of an account by its code, so that it is entered once; anew after one was taken back."""
    return f"opening:{account}:{taken_back}" if taken_back else f"opening:{account}"


def account_paid_into(claim: Claim, *, booked_year: int) -> str:
    """Income of the year it arrives in; for a year that has not begun, an advance; held in trust, never income."""
    if claim.tax_class == "trust":
        return IN_TRUST
    if claim.fiscal_year > booked_year:
        return DUES_ADVANCE if claim.kind == "dues" else ADVANCE
    return INCOME[claim.kind]


def lines_of_recognition(advances: Iterable[tuple[Claim, str, int]]) -> list[Line]:
    """What stood in an advance account for a charge, by claim, account and balance, becomes income."""
    lines = []
    for claim, account, balance in advances:
        lines += [
            Line(account, -balance, claim.charge_id),
            Line(INCOME[claim.kind], balance, claim.charge_id),
        ]
    return lines


def takes(shares: Sequence[Share], credit_id: int, *, borne: int) -> list[Use]:
    """What each share takes from the credit, when the association bears `borne` of the sum: off the last shares."""
    uses = []
    for share in reversed(shares):
        off = min(borne, share.amount)
        borne -= off
        if share.amount > off:
            uses.append(Use(credit_id, share.amount - off, share.charge_id))
    return uses[::-1]


def split_exactly(amount: int, claims: Sequence[Claim]) -> list[Share] | None:
    """The shares of a deposit that pays all of these; None where it is too much or too little: a person decides."""
    if not claims or amount != sum(claim.open_amount for claim in claims):
        return None
    return [Share(claim.charge_id, claim.open_amount) for claim in claims]


def seal_of(content: Mapping[str, object]) -> str:
    """What the audit log keeps of an entry besides its kind and day: 40 hex digits over all its numbers.

    Whoever changes a sum behind the database's back would have to change the log as well (M14).
    """
    written = json.dumps(content, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode("ascii")).hexdigest()[:40]
