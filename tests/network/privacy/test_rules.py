"""What is found in a text, and what is done with it."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.privacy import cutting
from network.privacy.choices import Clue, Kind
from network.privacy.rules import (
    NameCheckOffError,
    Piece,
    Segment,
    Span,
    combinations,
    find,
    generalise,
    mark,
    rewrite,
    suggestions,
)
from network.privacy.wording import Words
from tests.network.privacy.labelled import sentences

pytestmark = [pytest.mark.capability("B7"), pytest.mark.capability("B8")]

PIECES = [one.text for one in sentences("tuning")[:80]]
ANY_TEXT = st.one_of(
    st.text(),
    st.text(
        st.sampled_from(
            "佐藤健太さん様氏の長男妻（）「」・、。　 0１2-−ー@＠年月日生丁目番市町村区ｶﾞﾊﾟ😊\u3099\u200b\ud83d\nA"
        )
    ),
    st.lists(st.sampled_from(PIECES), max_size=4).map("".join),
)


@given(ANY_TEXT)
def test_find_when_any_text(text):
    spans = find(text)

    assert list(spans) == sorted(set(spans))
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(text[span.start : span.end].strip() for span in spans)


@given(ANY_TEXT)
def test_mark_and_rewrite_when_any_text(text):
    spans = find(text)

    assert "".join(segment.text for segment in mark(text, spans)) == text
    assert rewrite(text, []) == text
    assert all(suggestions(text, spans))


@given(ANY_TEXT)
def test_combinations_when_any_text(text):
    pieces = combinations(text)

    assert not pieces or len({piece.kind for piece in pieces}) >= 3
    assert all(0 <= piece.start < piece.end <= len(text) for piece in pieces)
    assert all(suggestions(text, pieces))


def test_find_gives_offsets_in_the_text_as_given():
    text = "😊ｻﾄｳさん、０９０−１２３４−５６７８"

    assert [(span.kind, text[span.start : span.end]) for span in find(text)] == [
        (Kind.PERSON, "ｻﾄｳ"),
        (Kind.PHONE, "０９０−１２３４−５６７８"),
    ]


def test_find_when_digits_stand_in_an_address():
    assert {span.kind for span in find("taro.0901234567@example.jp、〒060-0001")} == {Kind.EMAIL, Kind.POSTAL}


def test_find_when_a_text_is_very_long():
    assert len(find("昨日、佐藤さんに会いました。" * 4000)) == 4000


def test_find_when_moderators_taught_words():
    words = Words(
        allowed=frozenset({"佐藤", "すずらん保育園"}),
        names=frozenset({"みーたん"}),
        facilities=frozenset({"ぽかぽか"}),
    )
    text = "佐藤さんとみーたんが、すずらん保育園とぽかぽかに行きました。"

    assert [(span.kind, text[span.start : span.end]) for span in find(text, words=words)] == [
        (Kind.PERSON, "みーたん"),
        (Kind.FACILITY, "ぽかぽか"),
    ]


def test_find_when_sudachi_is_missing(monkeypatch):
    def missing(mode):
        raise ModuleNotFoundError("sudachipy")

    monkeypatch.setattr(cutting, "cutter", missing)

    with pytest.raises(NameCheckOffError) as off:
        find("佐藤さんの番号は090-1234-5678")

    assert off.value.code == "name_check_off"
    assert off.value.spans == (Span(8, 21, Kind.PHONE),)


def test_find_when_several_threads_ask():
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(find, ["長男の健太と田中さん"] * 200))

    assert set(answers) == {find("長男の健太と田中さん")}


def test_find_needs_no_settings():
    script = "from network.privacy.rules import find; print(find('田中さん')[0].kind)"

    answer = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, env={}
    )

    assert answer.stdout.strip() == "PERSON"


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        pytest.param(
            "人口3000人の町で双子を育てる元消防士です。",
            {Clue.MUNICIPALITY, Clue.FAMILY, Clue.OCCUPATION},
            id="the specification's example",
        ),
        pytest.param(
            "大樹町の53歳の方が、昨年12月24日に火事に遭いました。",
            {Clue.MUNICIPALITY, Clue.AGE, Clue.DATE, Clue.EVENT},
            id="a town by its name",
        ),
        pytest.param(
            "人口三千人の村で、中学2年生の子と祖母と二人暮らし",
            {Clue.MUNICIPALITY, Clue.AGE, Clue.FAMILY},
            id="kanji",
        ),
        pytest.param(
            "夕張市の47歳、元教員の男性", {Clue.MUNICIPALITY, Clue.AGE, Clue.OCCUPATION}, id="a small city"
        ),
    ],
)
def test_combinations_when_three_stand_together(text, kinds):
    assert {piece.kind for piece in combinations(text)} == kinds


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("大樹町の53歳の方です。", id="two only"),
        pytest.param("札幌市の53歳の方で、元教員です。", id="a large city"),
        pytest.param("音更町の50代の方で、元教員です。", id="a large town and a decade"),
        pytest.param("人口3万人の市に住む53歳の元教員", id="a number that is not small"),
        pytest.param("65歳以上の方、令和6年4月1日施行の通知、双子", id="a limit and a law"),
        pytest.param("46歳と53歳と60歳の三人", id="one sort three times"),
    ],
)
def test_combinations_when_too_few(text):
    assert combinations(text) == ()


def test_combinations_when_a_phrase_is_allowed():
    text = "大樹町の53歳の元教員です。"

    assert combinations(text, words=Words(allowed=frozenset({"大樹町"}))) == ()


@pytest.mark.parametrize(
    ("text", "neutral"),
    [
        pytest.param("佐藤さんが", "Aさんが", id="a name with its honorific"),
        pytest.param("佐藤課長が", "A課長が", id="a name with a title"),
        pytest.param("佐藤花子が", "Aさんが", id="a name alone"),
        pytest.param("佐藤さんと鈴木さんと佐藤さん", "AさんとBさんとAさん", id="the same name twice"),
        pytest.param("Aさんと佐藤さん", "AさんとBさん", id="a letter in use"),
        pytest.param("江別市野幌町10-1に住む", "道央の市に住む", id="an address"),
        pytest.param("北24条西5丁目に住む", "ある場所に住む", id="an address without its town"),
        pytest.param("東京都新宿区西新宿2-8-1に", "ある町に", id="an address in no table"),
        pytest.param("昭和55年3月3日生まれ", "昭和50年代生まれ", id="a date of birth"),
        pytest.param("令和元年5月3日生まれ", "令和一桁生まれ", id="a first year"),
        pytest.param("1980/3/3生まれ", "1980年代生まれ", id="a western year"),
        pytest.param("誕生日は5月3日", "誕生日はある日", id="a birthday"),
        pytest.param("すずらん保育園に", "ある保育園に", id="a nursery"),
        pytest.param("見本中央病院に", "ある病院に", id="a hospital"),
        pytest.param("グループホームとまり木に", "ある施設に", id="any facility"),
        pytest.param("090-1234-5678へ", "（電話番号）へ", id="a telephone number"),
    ],
)
def test_suggestions_say_the_same_without(text, neutral):
    spans = find(text)

    assert rewrite(text, zip(spans, suggestions(text, spans), strict=True)) == neutral


@pytest.mark.parametrize(
    ("text", "neutral"),
    [
        pytest.param(
            "大樹町の53歳の元消防士で、双子がいます。",
            "道東の町の50代の（職業）で、（家族の状況）がいます。",
            id="a case",
        ),
        pytest.param(
            "人口3000人の町、五十三歳、昨年12月24日の火事",
            "小規模の町、50代、ある日の（出来事）",
            id="numbers in kanji",
        ),
        pytest.param("大樹町の中学2年生と双子", "道東の町の中学生と（家族の状況）", id="a class"),
        pytest.param(
            "大樹町の8歳の双子、2024年5月", "道東の町の幼い年齢の（家族の状況）、ある時期", id="a month"
        ),
    ],
)
def test_suggestions_for_combinations(text, neutral):
    pieces = combinations(text)

    assert rewrite(text, zip(pieces, suggestions(text, pieces), strict=True)) == neutral


def test_generalise_when_moderators_taught_a_wording():
    words = Words(replacements=(("すずらん保育園", "市内の保育園"),))
    text = "すずらん保育園に"

    assert generalise(find(text)[0], text, words=words) == "市内の保育園"


def test_suggestions_when_letters_run_out():
    text = "".join(f"{letter}さん" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ") + "佐藤さん"

    assert suggestions(text, find(text)) == ("A",)


def test_mark_when_findings_overlap():
    whole, part = Span(0, 4, Kind.ADDRESS), Span(2, 4, Kind.PERSON)

    assert mark("あいうえお", [whole, part]) == (
        Segment("あい", (0,)),
        Segment("うえ", (0, 1)),
        Segment("お", ()),
    )


def test_mark_when_nothing_was_found():
    assert mark("あ", []) == (Segment("あ", ()),)
    assert mark("", []) == ()


def test_rewrite_when_findings_overlap():
    address, name, age = Span(0, 4, Kind.ADDRESS), Span(2, 4, Kind.PERSON), Piece(4, 5, Clue.AGE)

    assert rewrite("あいうえお", [(name, "A"), (address, "町"), (age, "50代")]) == "町50代"
