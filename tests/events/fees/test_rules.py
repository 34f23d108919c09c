"""What is due when, what is given back, what a choice costs."""

from datetime import date

import pytest

from events.fees.choices import FeeWay, Outcome
from events.fees.rules import Price, due_on, is_given_back, key_of, outcome_of, total_of

pytestmark = pytest.mark.capability("M16")
EVENT_DAY = date(2026, 12, 3)


@pytest.mark.parametrize(
    ("way", "today", "day"),
    [
        pytest.param("transfer", date(2026, 11, 1), date(2026, 11, 15), id="a fortnight from now"),
        pytest.param("transfer", date(2026, 11, 25), date(2026, 12, 2), id="the day before at the latest"),
        pytest.param("transfer", date(2026, 12, 3), date(2026, 12, 3), id="on the day itself: now"),
        pytest.param("door", date(2026, 11, 1), EVENT_DAY, id="at the door on the day"),
        pytest.param("door", date(2026, 12, 4), date(2026, 12, 4), id="noted afterwards: now"),
    ],
)
def test_due_on(way, today, day):
    assert due_on(FeeWay(way), today=today, event_day=EVENT_DAY) == day


@pytest.mark.parametrize(
    ("until", "today", "given_back"),
    [
        pytest.param(date(2026, 11, 30), date(2026, 11, 30), True, id="on the last day"),
        pytest.param(date(2026, 11, 30), date(2026, 12, 1), False, id="a day too late"),
        pytest.param(None, EVENT_DAY, True, id="no day said: on the day of the event"),
        pytest.param(None, date(2026, 12, 4), False, id="no day said: not afterwards"),
    ],
)
def test_is_given_back(until, today, given_back):
    assert is_given_back(until, today=today, event_day=EVENT_DAY) is given_back


@pytest.mark.parametrize(
    ("back", "kept", "outcome"),
    [
        pytest.param([], [], Outcome.NOTHING, id="was not charged"),
        pytest.param([0, 0], [], Outcome.TAKEN_BACK, id="nothing was paid"),
        pytest.param([0, 4000], [], Outcome.TO_PAY_BACK, id="some was paid"),
        pytest.param([4000], [1], Outcome.KEPT, id="something stays"),
    ],
)
def test_outcome_of(back, kept, outcome):
    assert outcome_of(back, kept) is outcome


def test_total_of():
    assert total_of([]) == 0
    assert total_of([Price(1000), Price(4000, FeeWay.DOOR)]) == 5000


def test_key_of_when_a_seat_is_taken_anew():
    assert len({key_of(1, 2, 0), key_of(1, 2, 1), key_of(2, 1, 0)}) == 3
