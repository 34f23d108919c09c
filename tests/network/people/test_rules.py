"""Spellings of names that mean the same."""

import pytest

from network.people.rules import fold_name


@pytest.mark.parametrize(
    "spellings",
    [
        pytest.param(["高橋", "髙橋", "高　橋", "髙 橋", "高槗"], id="Takahashi"),
        pytest.param(["斎藤", "斉藤", "齋藤", "齊藤"], id="Saito"),
        pytest.param(["サトウ", "さとう", "ｻﾄｳ", "サ トウ"], id="Sato in kana"),
        pytest.param(["山崎", "山﨑"], id="Yamazaki"),
        pytest.param(["吉田", "𠮷田"], id="Yoshida"),
        pytest.param(["渡辺", "渡邉", "渡邊", "渡邊\U000e0100"], id="Watanabe, one with a glyph's mark"),
        pytest.param(["John Smith", "ＪＯＨＮ　ＳＭＩＴＨ", "john-smith"], id="Latin letters"),
        pytest.param(["ガギグ", "ｶﾞｷﾞｸﾞ", "がぎぐ"], id="voiced kana"),
        pytest.param(["ジョン・スミス", "ジョンスミス"], id="with a middle dot"),
    ],
)
def test_fold_name_when_one_name_is_written_in_several_ways(spellings):
    assert len({fold_name(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("高橋", "高梁", id="another character"),
        pytest.param("ハハ", "ババ", id="voiced or not"),
        pytest.param("オノ", "オーノ", id="long or short"),
    ],
)
def test_fold_name_when_names_differ(one, other):
    assert fold_name(one) != fold_name(other)


def test_fold_name_when_empty():
    assert fold_name("　 ") == ""
