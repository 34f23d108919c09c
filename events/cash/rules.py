"""Decisions about cash at the door: how it is shared out, and whether a count may be signed off. No database."""

from collections.abc import Mapping


class CashError(ValueError):
    """Cash can't be taken, given back, counted or signed off like this; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def shared_out(amount: int, still_open: Mapping[int, int]) -> dict[int, int]:
    """What of a sum pays each charge, in their order; what is more than they ask for is in no share."""
    shares = {}
    for charge_id, asked in still_open.items():
        share = min(amount, asked)
        amount -= share
        if share > 0:
            shares[charge_id] = share
    return shares


def difference(counted: int, taken: int) -> int:
    """By how many yen there is more in the box (above zero) or less than was noted."""
    return counted - taken


def check_sign_off(counted: int | None, taken: int, reason: str) -> int:
    """The difference that is signed off. Raises CashError: not_counted, not_explained."""
    if counted is None:
        raise CashError("not_counted")
    found = difference(counted, taken)
    if found and not reason.strip():
        raise CashError("not_explained")
    return found
