"""The check digit finds what hands and eyes do."""

from itertools import combinations

import pytest

from membership.invoices.rules import FIRST, LAST, is_reference, make_reference, references_in

SOME = [reference for payload in range(FIRST, LAST, 4999) if (reference := make_reference(payload))]


@pytest.mark.parametrize(("payload", "reference"), [(100000, "1000004"), (123456, "1234560"), (100011, None)])
def test_make_reference(payload, reference):
    assert make_reference(payload) == reference


@pytest.mark.parametrize("payload", [FIRST - 1, LAST + 1, 0])
def test_make_reference_when_number_has_not_six_digits(payload):
    with pytest.raises(ValueError, match=str(payload)):
        make_reference(payload)


def test_make_reference_leaves_out_one_in_eleven():
    made = [make_reference(payload) for payload in range(FIRST, FIRST + 11_000)]

    assert 990 <= made.count(None) <= 1010
    assert len(set(made)) == len(made) - made.count(None) + 1
    assert all(is_reference(reference) for reference in made if reference)


@pytest.mark.capability("M4")
def test_every_wrong_digit_shows():
    for reference in SOME:
        for place in range(7):
            for digit in set("0123456789") - {reference[place]}:
                assert not is_reference(reference[:place] + digit + reference[place + 1 :])


@pytest.mark.capability("M4")
def test_every_two_digits_that_changed_places_show():
    for reference in SOME:
        for one, other in combinations(range(7), 2):
            digits = list(reference)
            digits[one], digits[other] = digits[other], digits[one]
            swapped = "".join(digits)
            assert swapped == reference or not is_reference(swapped)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1000004 ﾐﾎﾝ ﾊﾅｺ", ["1000004"]),
        ("１２３４５６０ミホン", ["1234560"]),
        ("1000004ﾐﾎﾝ1234560", ["1000004", "1234560"]),
        ("1000004 1000004", ["1000004"]),
        ("10000041", []),
        ("1000005", []),
        ("0000000", []),
        ("ﾐﾎﾝ ﾊﾅｺ", []),
    ],
    ids=["before the name", "full width", "two", "twice", "longer number", "does not check", "zeros", "none"],
)
def test_references_in(text, found):
    assert references_in(text) == found


@pytest.mark.parametrize("text", ["１０００００４", "1000004 ", "100000", ""])
def test_is_reference_when_text_is_not_seven_half_width_digits(text):
    assert not is_reference(text)
