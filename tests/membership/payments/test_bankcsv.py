"""Banks' own CSV files: found by their headings, checked by their balances."""

from datetime import date

import pytest

from membership.payments.bankcsv import parse, profiles
from membership.payments.choices import Refusal
from membership.payments.lines import StatementError

TODAY = date(2026, 6, 15)
YUCHO = """お客さま口座情報,00000-00000001
期間,2026年6月1日～2026年6月10日

取引日,入出金明細ＩＤ,受入金額（円）,払出金額（円）,詳細１,詳細２,現在（貸付）高
20260601,260601000001,2000,,振込,見本　花子,102000
20260602,260602000001,,500,料金,,101500
"""
MUFG = """日付,摘要,摘要内容,支払い金額,預かり金額,差引残高,メモ,未資金化区分,入払区分
"2026/6/1","振込１","ﾐﾎﾝ ﾊﾅｺ","","2,000","102,000","","","入金"
"2026/6/2","手数料","ﾌﾘｺﾐ","500","","101,500","","","出金"
"""
RAKUTEN = """取引日,入出金(円),取引後残高(円),入出金内容
20260602,-500,101500,ﾃｽｳﾘﾖｳ
20260601,2000,102000,ﾐﾎﾝ ﾊﾅｺ
"""
ANSER = """照会口座,番号,勘定日,（起算日）,出金金額（円）,入金金額（円）,小切手区分,残高（円）,取引区分,明細区分,金融機関名,支店名,摘要
"見本支店 普通 0000001","1","令和8年6月1日","","","2,000","","102,000","振込","","ﾐﾎﾝｷﾞﾝｺｳ","ﾎﾝﾃﾝ","ﾐﾎﾝ ﾊﾅｺ"
"見本支店 普通 0000001","2","8年6月2日","","500","","","101,500","手数料","","","","ﾃｽｳﾘﾖｳ"
"""
FILES = [
    pytest.param("yucho", YUCHO, "見本　花子", id="yucho"),
    pytest.param("mufg", MUFG, "ﾐﾎﾝ ﾊﾅｺ", id="mufg"),
    pytest.param("rakuten", RAKUTEN, "ﾐﾎﾝ ﾊﾅｺ", id="rakuten"),
    pytest.param("anser", ANSER, "ﾐﾎﾝ ﾊﾅｺ", id="anser"),
]


@pytest.mark.capability("M5")
@pytest.mark.parametrize("encoding", ["cp932", "utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize(("profile", "text", "payer"), FILES)
def test_csv_of_each_bank(profile, text, payer, encoding):
    statement = parse(text.encode(encoding), TODAY)

    first, second = statement.accounts[0].lines
    assert statement.profile == profile
    assert (first.on, first.amount, first.payer) == (date(2026, 6, 1), 2000, payer)
    assert (second.on, second.amount) == (date(2026, 6, 2), -500)
    assert (first.balance, second.balance) == (102000, 101500)


def test_profiles_are_at_least_four():
    assert {profile.code for profile in profiles()} >= {"yucho", "mufg", "rakuten", "anser"}


@pytest.mark.capability("M5")
@pytest.mark.parametrize(
    ("text", "code", "line", "byte"),
    [
        pytest.param("日,名,円\n1,2,3\n", Refusal.UNKNOWN_BANK, 1, 1, id="unknown headings"),
        pytest.param("\n" * 15 + RAKUTEN, Refusal.UNKNOWN_BANK, 1, 1, id="headings too far down"),
        pytest.param(RAKUTEN.replace("2000", "2001"), Refusal.BALANCE, 2, 1, id="broken chain of balances"),
        pytest.param(MUFG.replace("2026/6/2", "2026/6/31"), Refusal.NOT_A_DAY, 3, 1, id="no such day"),
        pytest.param(RAKUTEN.replace("-500", "-5x0"), Refusal.NOT_A_NUMBER, 2, 10, id="letter in amount"),
        pytest.param(
            MUFG.replace('"500",""', '"500","1"'), Refusal.DIRECTION, 3, 34, id="in and out at once"
        ),
        pytest.param(RAKUTEN + "20260603,5\n", Refusal.FIELD_COUNT, 4, 1, id="row cut short"),
        pytest.param(RAKUTEN.splitlines()[0], Refusal.EMPTY, 1, 1, id="only headings"),
        pytest.param("", Refusal.EMPTY, 1, 1, id="nothing"),
    ],
)
def test_csv_when_something_is_wrong(text, code, line, byte):
    with pytest.raises(StatementError) as caught:
        parse(text.encode("cp932"), TODAY)

    assert (caught.value.code, caught.value.line, caught.value.byte) == (code, line, byte)
