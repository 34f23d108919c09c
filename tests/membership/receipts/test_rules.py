"""Which uses of a payment stand on one receipt."""

import pytest

from membership.receipts.rules import Use, grouped, purpose_of

OFFICE = Use(1, "2026年度会費（事業所会員）", 5000)
HANAKO = Use(2, "2026年度会費　見本 花子", 2000, person_id=7)
TARO = Use(3, "2026年度会費　見本 太郎", 2000, person_id=5)
HANAKO_BEFORE = Use(4, "2025年度会費　見本 花子", 2000, person_id=7)


@pytest.mark.parametrize(
    ("one_each", "groups"),
    [
        pytest.param(False, [[OFFICE, HANAKO, TARO, HANAKO_BEFORE]], id="one for the payer"),
        pytest.param(True, [[OFFICE], [TARO], [HANAKO, HANAKO_BEFORE]], id="one for each person"),
    ],
)
def test_uses_are_grouped(one_each, groups):
    assert grouped([OFFICE, HANAKO, TARO, HANAKO_BEFORE], one_each=one_each) == groups


def test_nothing_makes_no_group():
    assert grouped([], one_each=True) == []


def test_purpose_names_the_first_and_says_that_there_is_more():
    assert purpose_of([OFFICE]) == "2026年度会費（事業所会員）"
    assert purpose_of([OFFICE, HANAKO]) == "2026年度会費（事業所会員）ほか"
