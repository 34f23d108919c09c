"""One width, and the way back."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.privacy.folding import fold

TEXTS = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("ｶﾞﾊﾟｱｰ９＠−ー－㈱㍻㌔が゙か\u3099\u200b\ufe0f\U000e0100👨‍👩‍👧😊髙﨑𠮷\ud83d\n\r\t"),
    )
)


@pytest.mark.parametrize(
    ("given_text", "folded"),
    [
        pytest.param("０９０−１２３４", "090-1234", id="digits and a dash"),
        pytest.param("ｶﾞｷﾞ", "ガギ", id="half-width kana with voicing marks"),
        pytest.param("髙﨑𠮷", "高崎吉", id="old characters"),
        pytest.param("田\u200b中", "田中", id="a sign without width"),
        pytest.param("葛\U000e0100城", "葛城", id="a variation selector"),
        pytest.param("㍻３年", "平成3年", id="one character that becomes two"),
        pytest.param("a\r\nb", "a\n\nb", id="line ends stay"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_fold(given_text, folded):
    assert fold(given_text).text == folded


@pytest.mark.parametrize(
    ("text", "part", "start", "end"),
    [
        pytest.param("ｶﾞｽのｶﾞﾊﾟさん", "ガパ", 4, 8, id="after half-width kana"),
        pytest.param("㍻３年", "平成", 0, 1, id="one character that became two"),
        pytest.param("田\u200b中", "田中", 0, 3, id="over a sign without width"),
        pytest.param("😊佐藤", "佐藤", 1, 3, id="behind an emoji"),
    ],
)
def test_given_leads_back(text, part, start, end):
    folded = fold(text)
    at = folded.text.index(part)

    assert folded.given(at, at + len(part)) == (start, end)


@given(TEXTS)
def test_fold_when_any_text(text):
    folded = fold(text)

    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    assert list(folded.starts) == sorted(folded.starts)
    assert all(0 <= start < end <= len(text) for start, end in zip(folded.starts, folded.ends, strict=True))
    assert not any(unicodedata.category(character) == "Cs" for character in folded.text)
