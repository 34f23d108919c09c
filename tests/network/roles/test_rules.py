"""When a role waits for its yearly look, and who may not go."""

from datetime import date

import pytest

from network.roles.rules import is_due, leaves_nobody

APRIL = date(2026, 4, 1)


@pytest.mark.parametrize(
    ("since", "confirmed_on", "due"),
    [
        pytest.param(date(2025, 6, 1), None, True, id="given last year"),
        pytest.param(APRIL, None, False, id="given this year"),
        pytest.param(date(2020, 4, 1), date(2026, 3, 31), True, id="confirmed last year"),
        pytest.param(date(2020, 4, 1), APRIL, False, id="confirmed this year"),
        pytest.param(None, None, True, id="older than the table"),
        pytest.param(None, APRIL, False, id="older than the table, confirmed"),
    ],
)
def test_is_due(since, confirmed_on, due):
    assert is_due(since=since, confirmed_on=confirmed_on, year_begins=APRIL) is due


@pytest.mark.parametrize(
    ("administrators", "nobody_left"),
    [
        pytest.param({1}, True, id="the only one"),
        pytest.param({1, 2}, False, id="one of two"),
        pytest.param({2}, False, id="none at all"),
        pytest.param(set(), False, id="there was none"),
    ],
)
def test_leaves_nobody(administrators, nobody_left):
    assert leaves_nobody(administrators=administrators, without=1) is nobody_left
