"""Dues of the first year."""

import pytest

from membership.joining.rules import first_dues


@pytest.mark.parametrize(
    ("month", "full", "free_late", "quarterly"),
    [
        (4, 2000, 2000, 2000),
        (6, 2000, 2000, 2000),
        (7, 2000, 2000, 1500),
        (9, 2000, 2000, 1500),
        (12, 2000, 2000, 1000),
        (1, 2000, 0, 500),
        (3, 2000, 0, 500),
    ],
)
def test_first_dues_by_month_of_joining(month, full, free_late, quarterly):
    rules = {"full": full, "free_late": free_late, "quarterly": quarterly}

    assert {
        joining: first_dues(2000, joining=joining, month=month, free_from_month=1) for joining in rules
    } == rules


def test_first_dues_when_a_fourth_is_no_whole_yen_are_cut():
    assert first_dues(999, joining="quarterly", month=1) == 249


def test_first_dues_when_the_year_begins_in_january():
    assert first_dues(2000, joining="quarterly", month=12, first_month=1) == 500
    assert first_dues(2000, joining="free_late", month=3, first_month=1, free_from_month=10) == 2000
