"""Letters our fonts can print."""

from membership.papers.glyphs import BOLD, REGULAR, letters_of, missing_letters, named


def test_letters_of_names_are_in_both_fonts():
    assert missing_letters(["髙橋 﨑子 𠮷田 槗 德 彅", "①㈱ ¥12,000〜", "ｶﾅ カナ　\n"]) == []


def test_fonts_are_whole():
    assert len(letters_of(REGULAR)) == len(letters_of(BOLD)) == 16732


def test_missing_letters_are_named_once_in_order():
    assert missing_letters(["見本\U0002a6d6子", "\U0002a6d6\t"]) == ["\U0002a6d6", "\t"]
    assert named("\U0002a6d6") == "\U0002a6d6（U+2A6D6）"


def test_variant_marks_are_missing_since_the_printed_shape_would_differ():
    assert missing_letters(["葛\U000e0100城"]) == ["\U000e0100"]
