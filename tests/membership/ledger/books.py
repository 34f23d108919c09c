"""What must hold of the books at every moment, counted independently of the program's own queries."""

from collections import defaultdict

from membership.ledger.models import Allocation, Charge, Entry, Leg


def check_books() -> dict[str, int]:
    """Sums are zero, open items are the memo, no credit gives more than it holds. Account balances by code."""
    legs = list(Leg.objects.select_related("account", "entry"))
    reversed_ids = set(Entry.objects.filter(reverses__isnull=False).values_list("reverses_id", flat=True))
    by_entry, by_account, memo = defaultdict(int), defaultdict(int), defaultdict(int)
    for leg in legs:
        assert leg.entry.posted
        by_entry[leg.entry_id] += leg.amount
        by_account[leg.account.code] += leg.amount
        if leg.account.code == "memo-open":
            memo[leg.charge_id] += leg.amount
    assert set(by_entry.values()) <= {0}
    assert by_account["memo-open"] + by_account["memo-billed"] == 0
    left = _left_of_credits(legs, reversed_ids)
    assert -by_account["deposits"] == sum(left.values())
    for charge in Charge.objects.all():
        assert memo[charge.pk] == _open_by_history(charge, legs, reversed_ids)
        assert 0 <= memo[charge.pk] <= charge.amount
    return dict(by_account)


def _left_of_credits(legs: list[Leg], reversed_ids: set[int]) -> dict[int, int]:
    left = {
        leg.pk: -leg.amount
        for leg in legs
        if leg.account.code == "deposits"
        and leg.amount < 0
        and leg.entry_id not in reversed_ids
        and leg.entry.reverses_id is None
    }
    for use in Allocation.objects.exclude(entry__in=reversed_ids):
        left[use.credit_id] -= use.amount
    assert all(amount >= 0 for amount in left.values())
    return left


def _open_by_history(charge: Charge, legs: list[Leg], reversed_ids: set[int]) -> int:
    """Billed, less what living deeds took off: allocations, borne fees and remissions, each from its own rows."""
    mine = [
        leg for leg in legs if leg.charge_id == charge.pk and leg.entry_id not in reversed_ids
        and leg.entry.reverses_id is None
    ]  # fmt: skip
    billed = sum(leg.amount for leg in mine if leg.entry.kind == "billed")
    remitted = sum(
        -leg.amount
        for leg in mine
        if leg.entry.kind in {"waived", "cancelled"} and leg.account.code == "memo-open"
    )
    paid = sum(use.amount for use in Allocation.objects.filter(charge=charge).exclude(entry__in=reversed_ids))
    borne = sum(_borne(leg.entry, charge) for leg in mine if leg.entry.kind == "fee_accepted" and leg.account.code == "memo-open")  # fmt: skip
    return billed - remitted - paid - borne


def _borne(entry: Entry, charge: Charge) -> int:
    """What of a charge was paid by the fee we bore: its payment less what the credit gave for it."""
    got = -sum(
        leg.amount
        for leg in entry.legs.all()
        if leg.charge_id == charge.pk and leg.account.code == "memo-open"
    )
    gave = sum(use.amount for use in entry.allocations.all() if use.charge_id == charge.pk)
    return got - gave
