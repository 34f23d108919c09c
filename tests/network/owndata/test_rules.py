"""Who may be erased, how long papers stay, what a masked text says."""

from datetime import date

import pytest

from network.owndata.rules import (
    erased_name,
    last_year_let_go,
    masked,
    money_kept_until,
    names_somebody,
    why_not_erased,
)

pytestmark = pytest.mark.capability("M13")


@pytest.mark.parametrize(
    ("case", "refusal"),
    [
        pytest.param({}, None, id="somebody of the register"),
        pytest.param({"is_erased": True, "is_own": True}, "erased", id="erased before"),
        pytest.param({"is_own": True, "roles": ["treasurer"]}, "own", id="oneself"),
        pytest.param({"roles": ["treasurer"]}, "holds_role", id="holds a role"),
    ],
)
def test_why_not_erased(case, refusal):
    assert why_not_erased(**{"is_erased": False, "is_own": False, "roles": [], **case}) == refusal


def test_money_is_kept_for_seven_years_after_the_accounts():
    assert money_kept_until(2026) == date(2034, 5, 31)


@pytest.mark.parametrize(
    ("today", "year"),
    [
        pytest.param(date(2034, 5, 31), 2025, id="the last day still counts"),
        pytest.param(date(2034, 6, 1), 2026, id="the day after"),
        pytest.param(date(2034, 12, 31), 2026, id="later that year"),
        pytest.param(date(2035, 1, 1), 2026, id="before the next May ends"),
    ],
)
def test_last_year_let_go(today, year):
    assert last_year_let_go(today) == year


WORDS = ["hanako@person.example", "見本 花子"]


@pytest.mark.parametrize(
    ("value", "after"),
    [
        pytest.param(
            "見本 花子様、お世話になります。", "＊様、お世話になります。", id="a name in a sentence"
        ),
        pytest.param("To: Hanako@Person.Example.", "To: ＊.", id="an address, whatever its case"),
        pytest.param("kahanako@person.example", "kahanako@person.example", id="part of another address"),
        pytest.param("hanako@person.example.org", "hanako@person.example.org", id="a longer domain"),
        pytest.param(
            {"name": "見本 花子", "more": ["見本 花子", 3, None]},
            {"name": "＊", "more": ["＊", 3, None]},
            id="kept as JSON",
        ),
        pytest.param(("見本 花子",), ["＊"], id="a row of cells"),
        pytest.param(7, 7, id="a number"),
    ],
)
def test_masked(value, after):
    assert masked(value, WORDS, "＊") == after


def test_masked_when_another_name_begins_alike():
    assert masked("花子1と花子12", ["花子1"], "＊") == "＊と花子12"


@pytest.mark.parametrize(
    ("login", "is_telling"),
    [("member", False), ("hanako", False), ("h.sato", True), ("sato2", False), ("hanako@a.example", True)],
)
def test_login_that_may_be_any_word(login, is_telling):
    assert names_somebody(login) is is_telling


def test_erased_name_is_a_number():
    assert erased_name(12) == "消去済み 12"
