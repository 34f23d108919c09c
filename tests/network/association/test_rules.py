"""What a bank's form takes."""

import pytest

from network.association.rules import WrongBankDetailError, clean_digits, clean_holder, clean_registration


@pytest.mark.parametrize(
    ("typed", "most", "clean"),
    [
        pytest.param("１２３４", 4, "1234", id="full width"),
        pytest.param("12-34 567", 7, "1234567", id="hyphens and spaces"),
        pytest.param("123", 7, "0000123", id="filled up"),
        pytest.param("", 7, "", id="empty stays empty"),
    ],
)
def test_digits_when_tidied(typed, most, clean):
    assert clean_digits(typed, most) == clean


@pytest.mark.parametrize(
    ("typed", "code"), [("12a4", "not_digits"), ("①23", "length"), ("12345", "length"), ("123", "length")]
)
def test_digits_when_refused(typed, code):
    with pytest.raises(WrongBankDetailError) as refusal:
        clean_digits(typed, 4, exactly=True)

    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        pytest.param(
            "ﾎﾂｶｲﾄﾞｳﾈﾂﾄﾜ-ｸ", "ホツカイドウネツトワーク", id="half-width kana with a hyphen for the long mark"
        ),
        pytest.param("みほんのかい", "ミホンノカイ", id="hiragana"),
        pytest.param("ﾄｸﾋ)　ﾐﾎﾝ", "トクヒ) ミホン", id="legal form and wide space"),
        pytest.param("ｎｐｏミホン", "NPOミホン", id="letters become large"),
        pytest.param("", "", id="empty stays empty"),
    ],
)
def test_holder_when_tidied(typed, clean):
    assert clean_holder(typed) == clean


@pytest.mark.parametrize("typed", ["見本の会", "ミホン＠", "ミホン;DROP"])
def test_holder_when_refused(typed):
    with pytest.raises(WrongBankDetailError) as refusal:
        clean_holder(typed)

    assert refusal.value.code == "not_kana"


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        pytest.param("T7000012050002", "T7000012050002", id="as it is written"),
        pytest.param("Ｔ７０００-０１２０-５０００２", "T7000012050002", id="full width with hyphens"),
        pytest.param("", "", id="empty stays empty"),
    ],
)
def test_registration_number_when_right_is_tidied(typed, clean):
    assert clean_registration(typed) == clean


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        pytest.param("T8000012050002", "check_digit", id="another check digit"),
        pytest.param("T7000012050020", "check_digit", id="two digits swapped"),
        pytest.param("7000012050002", "length", id="no T"),
        pytest.param("T700001205000", "length", id="a digit short"),
    ],
)
def test_registration_number_when_wrong_is_refused(typed, code):
    with pytest.raises(WrongBankDetailError) as refusal:
        clean_registration(typed)

    assert refusal.value.code == code
