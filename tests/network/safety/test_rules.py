"""When a sign-in is over, and what the desk says."""

from datetime import timedelta

import pytest

from network.safety.rules import Gate, Wakefulness, gate, wakefulness

MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("idle", "desk_open", "at_desk", "by_hand", "expected"),
    [
        pytest.param(30 * MINUTE, True, True, True, Wakefulness(False, True, True), id="half an hour"),
        pytest.param(31 * MINUTE, True, True, True, Wakefulness(True, False, False), id="the desk, too late"),
        pytest.param(
            31 * MINUTE, True, False, True, Wakefulness(False, False, True), id="my page: desk shuts"
        ),
        pytest.param(0 * MINUTE, False, False, True, Wakefulness(False, False, False), id="it stays shut"),
        pytest.param(0 * MINUTE, False, True, True, Wakefulness(True, False, False), id="shut means sign in"),
        pytest.param(480 * MINUTE, True, False, True, Wakefulness(False, False, True), id="eight hours"),
        pytest.param(481 * MINUTE, True, False, True, Wakefulness(True, False, False), id="longer"),
        pytest.param(5 * MINUTE, True, True, False, Wakefulness(False, True, False), id="a page by itself"),
        pytest.param(
            31 * MINUTE, True, True, False, Wakefulness(True, False, False), id="by itself, too late"
        ),
        pytest.param(
            0.5 * MINUTE, True, True, True, Wakefulness(False, True, False), id="noted a moment ago"
        ),
    ],
)
def test_wakefulness(idle, desk_open, at_desk, by_hand, expected):
    assert wakefulness(idle, desk_open=desk_open, at_desk=at_desk, by_hand=by_hand) == expected


@pytest.mark.parametrize(
    ("needs", "passed", "has", "expected"),
    [
        pytest.param(False, False, False, Gate.OPEN, id="who needs none"),
        pytest.param(True, True, True, Gate.OPEN, id="who passed it"),
        pytest.param(True, False, True, Gate.SIGN_IN, id="who has one and did not use it"),
        pytest.param(True, False, False, Gate.SET_UP, id="who has none"),
    ],
)
def test_gate(needs, passed, has, expected):
    assert gate(needs_second_step=needs, passed=passed, has_second_step=has) is expected
