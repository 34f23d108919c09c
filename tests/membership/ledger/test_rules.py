"""How sums are split."""

import pytest

from membership.ledger.rules import (
    Claim,
    LedgerError,
    Payer,
    Share,
    Use,
    check_positive,
    split_exactly,
    takes,
)

CLAIMS = [Claim(1, "dues", "none", 2026, 2000), Claim(2, "dues", "none", 2025, 300)]


@pytest.mark.parametrize(
    ("amount", "claims", "shares"),
    [
        (2300, CLAIMS, [Share(1, 2000), Share(2, 300)]),
        (2299, CLAIMS, None),
        (2301, CLAIMS, None),
        (0, [], None),
    ],
    ids=["exactly", "a yen short", "a yen over", "nothing"],
)
def test_split_exactly(amount, claims, shares):
    assert split_exactly(amount, claims) == shares


@pytest.mark.parametrize(
    ("borne", "uses"),
    [
        (0, [Use(9, 2000, 1), Use(9, 300, 2)]),
        (110, [Use(9, 2000, 1), Use(9, 190, 2)]),
        (300, [Use(9, 2000, 1)]),
        (440, [Use(9, 1860, 1)]),
    ],
    ids=["no fee", "a part of the last", "the last", "more than the last"],
)
def test_takes_when_a_fee_is_borne(borne, uses):
    assert takes([Share(1, 2000), Share(2, 300)], 9, borne=borne) == uses


@pytest.mark.parametrize(
    ("payer", "known"),
    [(Payer(), False), (Payer(1), True), (Payer(organisation_id=2), True), (Payer(1, 2), False)],
    ids=str,
)
def test_payer_is_known(payer, known):
    assert payer.is_known is known


def test_check_positive_names_its_code():
    check_positive(1, 2)
    with pytest.raises(LedgerError) as refusal:
        check_positive(1, 0)
    assert refusal.value.code == "not_positive"
