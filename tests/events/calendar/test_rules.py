"""Which number the next message carries."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.calendar.choices import Happening
from events.calendar.rules import Numbering, number_after

NOW = datetime(2026, 11, 1, 9, 30, 5, 250_000, tzinfo=UTC)
FULL_SECOND = NOW.replace(microsecond=0)
EARLIER = FULL_SECOND - timedelta(days=1)


@pytest.mark.capability("C1")
@pytest.mark.parametrize(
    ("last", "happening", "expected"),
    [
        pytest.param(None, Happening.CONFIRMED, 0, id="confirmed for the first time"),
        pytest.param(0, Happening.CONFIRMED, 1, id="confirmed again after withdrawing"),
        pytest.param(4, Happening.MOVED, 5, id="moved"),
        pytest.param(4, Happening.REWORDED, 4, id="a typo does not ask people again"),
        pytest.param(4, Happening.CANCELLED, 5, id="cancelled"),
        pytest.param(0, Happening.WITHDRAWN, 1, id="withdrawn"),
        pytest.param(None, Happening.MOVED, 0, id="moved before anything was sent"),
        pytest.param(None, Happening.CANCELLED, 0, id="cancelled before anything was sent"),
        pytest.param(None, Happening.WAITING, 3, id="waiting: the event's own number"),
        pytest.param(1, Happening.WAITING, 3, id="waiting again: the event's own number"),
        pytest.param(7, Happening.WAITING, 7, id="waiting again after more messages than the event had"),
    ],
)
def test_the_sequence_follows_the_happening(last, happening, expected):
    before = None if last is None else Numbering(last, EARLIER)

    assert number_after(before, happening=happening, now=NOW, event_number=3).sequence == expected


def test_whoever_waited_is_confirmed_with_a_number_above_the_one_they_saw():
    waiting = number_after(None, happening=Happening.WAITING, now=NOW, event_number=3)

    confirmed = number_after(waiting, happening=Happening.CONFIRMED, now=NOW, event_number=3)

    assert confirmed.sequence == 4


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        pytest.param(None, FULL_SECOND, id="the first message"),
        pytest.param(EARLIER, FULL_SECOND, id="a day later"),
        pytest.param(FULL_SECOND, FULL_SECOND + timedelta(seconds=1), id="within the same second"),
        pytest.param(
            FULL_SECOND + timedelta(hours=1),
            FULL_SECOND + timedelta(hours=1, seconds=1),
            id="after a clock went back",
        ),
    ],
)
def test_the_stamp_is_a_whole_second_later_than_the_last(last, expected):
    before = last and Numbering(0, last)

    assert number_after(before, happening=Happening.REWORDED, now=NOW).stamp == expected


@pytest.mark.capability("C1")
@given(
    st.lists(
        st.tuples(st.sampled_from(Happening), st.integers(-2_000_000, 2_000_000), st.integers(0, 3)),
        max_size=40,
    )
)
def test_in_any_story_sequences_never_fall_and_stamps_rise(story):
    last, told, now = None, [], NOW
    for happening, passed, event_number in story:
        now += timedelta(microseconds=passed)
        last = number_after(last, happening=happening, now=now, event_number=event_number)
        told.append(last)

    assert all(one.sequence <= other.sequence for one, other in pairwise(told))
    assert all(one.stamp < other.stamp for one, other in pairwise(told))


@given(st.lists(st.sampled_from([each for each in Happening if each is not Happening.WAITING]), max_size=40))
def test_numbers_have_no_gaps(story):
    last, numbers = None, []
    for happening in story:
        last = number_after(last, happening=happening, now=NOW)
        numbers.append(last.sequence)

    assert sorted(set(numbers)) == list(range(len(set(numbers))))
