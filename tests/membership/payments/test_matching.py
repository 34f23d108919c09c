"""Matching at size: nothing wrong by itself, the right answer on top, and what each part is worth."""

import random
import time
from collections import Counter

import pytest

from membership.payments.kana import Folding
from membership.payments.matching import Switches, match
from tests.membership.payments.payers import MEASURED, year_of

SWITCHED_OFF = {
    "kana folding": Switches(folding=Folding(kana=False)),
    "legal forms": Switches(folding=Folding(legal_forms=False)),
    "aliases": Switches(aliases=False),
    "slips": Switches(slips=False),
}


def measure(town, switches=None) -> Counter:
    """What became of a statement's lines, counted; `took` in seconds of the processor."""
    began = time.process_time()
    found = match([deposit for deposit in town.deposits if deposit.amount > 0], town.book(switches))
    counted = Counter(took=time.process_time() - began)
    amounts = {item.key: item.amount for item in town.items}
    numbers = {item.key: item.reference for item in town.items}
    for one in found:
        truth = town.truth[one.deposit.key]
        is_right = one.posted is not None and frozenset(one.posted.items) == truth
        counted["wrong"] += one.posted is not None and not is_right
        if not truth:
            continue
        counted["dues"] += 1
        counted["posted"] += is_right
        owed, typed = sum(amounts[key] for key in truth), one.deposit.payer.replace("-", "")
        if one.deposit.amount == owed and any(numbers[key] in typed for key in truth):
            counted["valid"] += 1
            counted["valid_posted"] += is_right
        if not is_right:
            places = [frozenset(proposal.items) for proposal in one.proposals]
            counted["rest"] += 1
            counted["top3"] += truth in places
            counted["top1"] += places[:1] == [truth]
    return counted


@pytest.mark.capability("M6")
def test_matching_of_a_small_year():
    counted = measure(year_of(1, lines=300, items=800))

    assert counted["wrong"] == 0
    assert counted["valid_posted"] >= 0.99 * counted["valid"]
    assert counted["posted"] >= 0.85 * counted["dues"]
    assert counted["top3"] >= 0.9 * counted["rest"]


@pytest.mark.capability("M6")
def test_matching_when_run_twice_in_another_order():
    town = year_of(2, lines=200, items=500)
    shuffled = list(town.deposits)
    random.Random(7).shuffle(shuffled)

    once, again = match(town.deposits, town.book()), match(shuffled, town.book())

    assert once == again
    assert any(one.posted for one in once)


@pytest.mark.capability("M6")
def test_lines_when_two_name_the_same_slip():
    town = year_of(3, lines=50, items=100, reference_rate=1.0)
    first = next(one for one in match(town.deposits, town.book()) if one.posted)
    double = [
        first.deposit,
        first.deposit.__class__("later", first.deposit.amount, first.deposit.payer, first.deposit.on),
    ]

    found = match(double, town.book())

    assert sum(one.posted is not None for one in found) == 1


@pytest.mark.capability("M6")
@pytest.mark.parametrize("part", SWITCHED_OFF)
def test_matching_when_a_part_is_left_out_is_worse(part):
    town = year_of(1000, lines=800, items=2000, reference_rate=0.5)

    whole, without = measure(town), measure(town, SWITCHED_OFF[part])

    assert without["wrong"] >= 0
    assert _right_at_once(without) < _right_at_once(whole)


def _right_at_once(counted: Counter) -> int:
    return counted["posted"] + counted["top1"]


@pytest.mark.full
@pytest.mark.capability("M6")
def test_matching_of_fifty_years(prove_figure):
    """50 seeds of 2,000 lines and 5,000 open items each, at 85 % references."""
    years = [measure(year_of(seed)) for seed in MEASURED]

    total = sum(years, Counter())
    took = sorted(year["took"] for year in years)
    figure = (
        f"{total['wrong']} wrong; valid references posted {total['valid_posted'] / total['valid']:.2%}; "
        f"dues posted {total['posted'] / total['dues']:.1%} (least {min(y['posted'] / y['dues'] for y in years):.1%}); "
        f"of {total['rest']} left: top 3 {total['top3'] / total['rest']:.1%}, top 1 {total['top1'] / total['rest']:.1%}; "
        f"p95 {took[int(len(took) * 0.95)]:.2f} s of the processor per file (synthetic, mix in tests/membership/payments/payers.py)"
    )
    prove_figure(figure)
    assert total["wrong"] == 0, figure
    assert total["valid_posted"] >= 0.99 * total["valid"], figure
    assert total["posted"] >= 0.9 * total["dues"], figure
    assert total["top3"] >= 0.97 * total["rest"], figure
    assert total["top1"] >= 0.85 * total["rest"], figure
    assert took[int(len(took) * 0.95)] < 5, figure
