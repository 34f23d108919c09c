"""How long something has waited, in working days of Japanese offices."""

from datetime import date

import pytest

from network.board.waiting import decided_until, is_overdue, is_unanswered_long, working_days

WEDNESDAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("since", "until", "days"),
    [
        pytest.param(WEDNESDAY, WEDNESDAY, 0, id="the same day"),
        pytest.param(WEDNESDAY, date(2026, 11, 27), 2, id="two days on"),
        pytest.param(WEDNESDAY, date(2026, 11, 30), 3, id="over a weekend"),
        pytest.param(date(2026, 11, 20), date(2026, 11, 24), 1, id="over a holiday"),
        pytest.param(date(2026, 12, 28), date(2027, 1, 4), 1, id="over the turn of the year"),
    ],
)
def test_working_days(since, until, days):
    assert working_days(since, until) == days


@pytest.mark.parametrize(
    ("since", "last"),
    [
        pytest.param(WEDNESDAY, date(2026, 11, 27), id="within a week"),
        pytest.param(date(2026, 11, 20), date(2026, 11, 25), id="over a weekend and a holiday"),
        pytest.param(date(2026, 11, 28), date(2026, 12, 1), id="what came on a Saturday"),
    ],
)
def test_first_decision_falls_within_two_working_days(since, last):
    assert decided_until(since) == last
    assert (is_overdue(since, last), is_overdue(since, date.fromordinal(last.toordinal() + 1))) == (
        False,
        True,
    )


def test_question_has_waited_for_certain_three_working_days_after_its_week():
    monday = date(2026, 11, 23)

    assert [is_unanswered_long(monday, date(2026, 12, day)) for day in (2, 3)] == [False, True]
