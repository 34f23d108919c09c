"""Codes of municipalities."""

import pytest

from network.regions.rules import WrongCodeError, check_digit, is_valid_code, repair_code


@pytest.mark.parametrize(
    ("five", "digit"),
    [
        pytest.param("01100", "2", id="Sapporo"),
        pytest.param("01000", "6", id="the prefecture, whose sum is below eleven"),
        pytest.param("01367", "6", id="Okushiri"),
        pytest.param("13101", "6", id="Chiyoda in Tokyo"),
        pytest.param("01205", "0", id="Muroran, where the result is ten"),
    ],
)
def test_check_digit(five, digit):
    assert check_digit(five) == digit


@pytest.mark.parametrize(
    ("code", "valid"),
    [
        pytest.param("011002", True, id="a city"),
        pytest.param("010006", True, id="the prefecture"),
        pytest.param("011003", False, id="a wrong check digit"),
        pytest.param("01100", False, id="five digits"),
        pytest.param("０１１００２", False, id="full-width digits"),
        pytest.param("480002", False, id="no such prefecture"),
        pytest.param("010511", False, id="no municipality below 100"),
        pytest.param("01100a", False, id="a letter"),
    ],
)
def test_is_valid_code(code, valid):
    assert is_valid_code(code) is valid


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("011002", id="the full code"),
        pytest.param("01100", id="without its check digit"),
        pytest.param("1100", id="without leading zero and check digit"),
        pytest.param("11002", id="without the leading zero"),
        pytest.param("０１１００２", id="full-width digits"),
        pytest.param(" 01100-2　", id="with spaces and a hyphen"),
    ],
)
def test_repair_code_when_one_code_can_be_meant(typed):
    assert repair_code(typed) == "011002"


def test_repair_code_when_two_codes_can_be_meant_and_one_is_known():
    assert repair_code("12106", known={"012106"}) == "012106"


@pytest.mark.parametrize(
    ("typed", "known", "reason"),
    [
        pytest.param("", (), "not_digits", id="nothing typed"),
        pytest.param("札幌市", (), "not_digits", id="a name"),
        pytest.param("①②③④⑤⑥x", (), "not_digits", id="a letter among the digits"),
        pytest.param("110", (), "length", id="too short"),
        pytest.param("0110020", (), "length", id="too long"),
        pytest.param("011003", (), "check_digit", id="a wrong check digit"),
        pytest.param("480002", (), "check_digit", id="no such prefecture"),
        pytest.param("12106", (), "ambiguous", id="a city here or a ward in Chiba"),
        pytest.param("131016", {"011002"}, "unknown", id="a place outside the table"),
    ],
)
def test_repair_code_when_refused(typed, known, reason):
    with pytest.raises(WrongCodeError) as refusal:
        repair_code(typed, known)

    assert refusal.value.code == reason
