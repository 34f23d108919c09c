"""Who may get a letter now, and which login name is proposed."""

from datetime import UTC, datetime, timedelta

import pytest

from network.arrivals.rules import propose_login_name, refusal

NOW = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)
READY = {"is_erased": False, "has_account": False, "has_address": True, "last_sent_at": None}


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        pytest.param({}, "", id="never invited"),
        pytest.param({"last_sent_at": NOW - timedelta(hours=24)}, "", id="invited a day ago"),
        pytest.param({"last_sent_at": NOW - timedelta(hours=23)}, "resting", id="invited today"),
        pytest.param({"has_address": False}, "no_address", id="no address"),
        pytest.param({"has_account": True, "has_address": False}, "arrived", id="has an account"),
        pytest.param({"is_erased": True}, "erased", id="erased"),
    ],
)
def test_refusal(changes, reason):
    assert refusal(**READY | changes, now=NOW) == reason


@pytest.mark.parametrize(
    ("kana", "name"),
    [
        ("ミホン ハナコ", "mihon.hanako"),
        ("みほん　たろう", "mihon.tarou"),
        ("ハットリ ショウイチ", "hattori.shouichi"),
        ("ｷｬﾌﾟﾃﾝ ﾁｬﾝ", "kyaputen.chan"),
        ("ジョン スミス", "jon.sumisu"),
        ("", "member7"),
        ("イ", "member7"),
    ],
)
def test_login_name_when_proposed(kana, name):
    assert propose_login_name(kana, "member7", ()) == name


def test_login_name_when_taken():
    assert propose_login_name("ミホン ハナコ", "x", {"mihon.hanako", "mihon.hanako2"}) == "mihon.hanako3"
