"""What people type is tidied before anybody looks at it."""

import pytest

from network.typed import YenField


@pytest.mark.parametrize(
    "typed", ["12345", "12,345", "１２，３４５", "¥12,345", "￥12,345", "12,345円", " 12 345 "]
)
def test_sum_of_money_however_it_is_typed(typed):
    assert YenField().clean(typed) == 12345
