"""How cash is shared out, and whether a count may be signed off."""

import pytest

from events.cash.rules import CashError, check_sign_off, shared_out

pytestmark = pytest.mark.capability("M16")


@pytest.mark.parametrize(
    ("amount", "shares"),
    [
        pytest.param(5000, {1: 4000, 2: 1000}, id="exactly"),
        pytest.param(4500, {1: 4000, 2: 500}, id="the last one stays open in part"),
        pytest.param(3000, {1: 3000}, id="less than the first"),
        pytest.param(9000, {1: 4000, 2: 1000}, id="too much: the rest is in no share"),
    ],
)
def test_shared_out(amount, shares):
    assert shared_out(amount, {1: 4000, 2: 1000}) == shares


def test_shared_out_when_nothing_is_open():
    assert shared_out(1000, {}) == {}


@pytest.mark.parametrize(
    ("counted", "reason", "found"),
    [
        pytest.param(9000, "", 0, id="it agrees"),
        pytest.param(8000, "釣銭の渡し間違い", -1000, id="less, with a reason"),
        pytest.param(9500, "釣銭の残り", 500, id="more, with a reason"),
    ],
)
def test_sign_off_when_it_may_be(counted, reason, found):
    assert check_sign_off(counted, 9000, reason) == found


@pytest.mark.parametrize(
    ("counted", "reason", "code"),
    [
        pytest.param(None, "", "not_counted", id="nobody has counted"),
        pytest.param(8000, "  ", "not_explained", id="a difference without a reason"),
    ],
)
def test_sign_off_when_it_may_not_be(counted, reason, code):
    with pytest.raises(CashError) as refused:
        check_sign_off(counted, 9000, reason)

    assert refused.value.code == code
