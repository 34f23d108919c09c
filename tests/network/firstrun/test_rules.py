"""The set-up code: how it reads, and whether it still opens the door."""

from datetime import UTC, datetime, timedelta

import pytest

from network.firstrun.rules import code_hash, is_good, new_code, shown_code, typed_code

NOW = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)


def test_code_when_made():
    assert new_code(lambda _limit: 42) == "0000000000000042"
    assert shown_code("1234567890123456") == "1234-5678-9012-3456"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("1234-5678-9012-3456", "1234567890123456"),
        ("１２３４　５６７８　９０１２　３４５６", "1234567890123456"),
        ("123456789012345", ""),
        ("12345678901234567", ""),
        ("123456789012345x", ""),
        ("", ""),
    ],
)
def test_code_when_typed(typed, code):
    assert typed_code(typed) == code


def test_hash_tells_codes_apart():
    assert code_hash("1" * 16) != code_hash("2" * 16)


@pytest.mark.parametrize(
    ("used_at", "expires_at", "good"),
    [
        pytest.param(None, NOW + timedelta(seconds=1), True, id="fresh"),
        pytest.param(None, NOW, False, id="out of date"),
        pytest.param(NOW, NOW + timedelta(hours=1), False, id="used"),
    ],
)
def test_code_is_good(used_at, expires_at, good):
    assert is_good(used_at=used_at, expires_at=expires_at, now=NOW) is good
