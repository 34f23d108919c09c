"""Decisions about words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.search import rules
from network.search.rules import Morpheme, Piece

NOUN = ("名詞", "普通名詞", "一般")
NUMBER = ("名詞", "数詞", "*")
COUNTER = ("名詞", "普通名詞", "助数詞可能")


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        pytest.param("第３回 ｻﾄｳ", "第3回 サトウ", id="one width"),
        pytest.param("髙橋と濵田", "高橋と浜田", id="ordinary characters"),
        pytest.param("一斉", "一斉", id="a character that is ordinary too"),
        pytest.param("渡邊\U000e0100", "渡辺", id="a glyph's mark"),
        pytest.param("a\x00b\ud83d", "a b ", id="a NUL and half a character"),
    ],
)
def test_plain(typed, plain):
    assert rules.plain(typed) == plain


def test_fold_when_written_in_several_ways():
    assert len({rules.fold(name) for name in ("斉藤サトウ", "齋藤さとう", "斎藤ｻﾄｳ")}) == 1


def test_question_when_very_long():
    assert rules.question("あ" * 10_000) == "あ" * 100
    assert rules.question("支援 " * 5000) == "支援 " * 32 + "支援"


@pytest.mark.parametrize(
    ("morpheme", "is_word"),
    [
        pytest.param(Morpheme("支援", "支援", "シエン", NOUN), True, id="noun"),
        pytest.param(Morpheme("は", "は", "ワ", ("助詞", "係助詞")), False, id="particle"),
        pytest.param(Morpheme("し", "為る", "シ", ("動詞", "非自立可能")), False, id="auxiliary verb"),
        pytest.param(Morpheme("第", "第", "ダイ", ("接頭辞", "*")), False, id="ordinal"),
        pytest.param(Morpheme("未", "未", "ミ", ("接頭辞", "*")), True, id="prefix that changes the sense"),
        pytest.param(Morpheme("は", "歯", "ハ", NOUN), False, id="single kana"),
        pytest.param(Morpheme("😀", "😀", "", NOUN), False, id="picture"),
    ],
)
def test_is_word(morpheme, is_word):
    assert rules.is_word(morpheme) is is_word


def test_with_counters_when_something_is_counted():
    pieces = [
        Morpheme("3", "3", "サン", NUMBER),
        Morpheme("回", "回", "カイ", COUNTER),
        Morpheme("支援", "支援", "シエン", NOUN),
    ]

    joined = rules.with_counters(pieces)

    assert [piece.surface for piece in joined] == ["3回", "支援"]
    assert rules.indexed_words(joined[0]) == ("3回", "3")


@pytest.mark.parametrize(
    ("morpheme", "indexed", "sought"),
    [
        pytest.param(Morpheme("佐藤", "佐藤", "サトウ", NOUN), ("佐藤", "さとう"), ("佐藤",), id="kanji"),
        pytest.param(
            Morpheme("さとう", "砂糖", "サトウ", NOUN), ("砂糖", "さとう"), ("砂糖", "さとう"), id="kana"
        ),
        pytest.param(
            Morpheme("Zoom", "Zoom", "ズーム", NOUN), ("zoom", "ずーむ"), ("zoom",), id="Latin letters"
        ),
    ],
)
def test_words(morpheme, indexed, sought):
    assert rules.indexed_words(morpheme) == indexed
    assert rules.sought_words(morpheme) == sought


def test_marks_of_when_words_stand_together():
    pieces = [Morpheme("困窮", "困窮", "", NOUN), Morpheme("者", "者", "", NOUN)]

    assert rules.marks_of(pieces) == ["困窮者", "困窮"]
    assert rules.marks_of(pieces[1:]) == ["者"]
    assert rules.marks_of([]) == []


def test_marked_when_old_characters_and_widths_differ():
    assert rules.marked("髙橋と第３回", ["高橋", "3回"]) == (
        Piece("髙橋", True),
        Piece("と第", False),
        Piece("３回", True),
    )


def test_marked_when_nothing_was_asked():
    assert rules.marked("高橋", []) == (Piece("高橋", False),)
    assert rules.marked("", ["高橋"]) == ()


def test_excerpt_when_the_hit_is_far_inside():
    pieces = rules.excerpt("あ" * 200 + "家計" + "い" * 200, ["家計"])

    assert Piece("家計", True) in pieces
    assert pieces[0].text.startswith("…")
    assert pieces[-1].text.endswith("…")
    assert sum(len(piece.text) for piece in pieces) == rules.EXCERPT_LENGTH + 2


def test_excerpt_when_the_text_is_short_or_missing():
    assert rules.excerpt("家計の話", ["話"]) == (Piece("家計の", False), Piece("話", True))
    assert rules.excerpt("", ["話"]) == ()


@given(st.text(max_size=60), st.text(min_size=1, max_size=3))
def test_marked_when_anything_is_typed(text, mark):
    assert "".join(piece.text for piece in rules.marked(text, [mark])) == text
