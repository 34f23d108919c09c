"""Decisions about lines: how a sum is shared out, how old a debt is, what of a year was told by reference."""

from collections.abc import Mapping, Sequence
from datetime import date

from membership.ledger.rules import Share

# Days past due at which the next age begins.
AGES = (("not_due", None, 0), ("month", 1, 30), ("quarter", 31, 90), ("year", 91, 365), ("older", 366, None))


class PaymentError(ValueError):
    """Something can't be done with a line or file; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def shares_of(
    amount: int, charge_ids: Sequence[int], open_amounts: Mapping[int, int], *, fee: int = 0
) -> list[Share]:
    """What of an amount, and of a fee we bear, goes to each charge, in their order.

    Raises PaymentError: settled (nothing is open), fee_differs (with the fee it is not exactly what is open).
    """
    left, shares = amount + fee, []
    for charge_id in dict.fromkeys(charge_ids):
        part = min(left, open_amounts.get(charge_id, 0))
        if part > 0:
            shares.append(Share(charge_id, part))
            left -= part
    if not shares:
        raise PaymentError("settled")
    if fee and (left or sum(open_amounts[one.charge_id] for one in shares) != amount + fee):
        raise PaymentError("fee_differs")
    return shares


def age_of(due_on: date, today: date) -> str:
    """How old a debt is, as a code of AGES."""
    days = (today - due_on).days
    return next(
        code
        for code, first, last in AGES
        if (first is None or days >= first) and (last is None or days <= last)
    )


def rate(part: int, whole: int) -> int | None:
    """A share in percent, rounded down; None of nothing."""
    return part * 100 // whole if whole else None
