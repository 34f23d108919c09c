"""What lists say about seats."""

import pytest

from events.programme.wording import seats_by_kind


@pytest.mark.parametrize(
    ("by_kind", "expected"),
    [
        pytest.param(
            [("venue", 3), ("online", 95)],
            ("few", "受付中 · 会場 残り3席 · オンライン 残り95席"),
            id="both left",
        ),
        pytest.param(
            [("venue", 0), ("online", 95)],
            ("open", "受付中 · 会場 キャンセル待ち · オンライン 残り95席"),
            id="venue full",
        ),
        pytest.param([("venue", 0), ("online", 0)], ("waiting", "キャンセル待ち受付中"), id="both full"),
        pytest.param(
            [("venue", 8), ("online", None)], ("open", "受付中 · 会場 残り8席"), id="online without a limit"
        ),
    ],
)
def test_seats_by_kind_when_hybrid(by_kind, expected):
    assert seats_by_kind(by_kind) == expected
