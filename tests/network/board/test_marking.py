"""Marks: where they are, what could stand there, and how a text reads with it."""

from types import SimpleNamespace

import pytest

from network.board.marking import (
    Mark,
    Piece,
    apart,
    generalised,
    marks_for,
    marks_from,
    pieces,
    seen,
    stored_marks,
)

TEXT = "見本さんは52歳、江別市の見本さんです。"


@pytest.mark.parametrize(
    ("phrases", "marks"),
    [
        pytest.param([("52歳", "中高年")], [Mark(5, 8, "MARKED", "中高年")], id="one place"),
        pytest.param(
            [("見本さん", "ある方")],
            [Mark(0, 4, "MARKED", "ある方"), Mark(13, 17, "MARKED", "ある方")],
            id="every place",
        ),
        pytest.param([("札幌市", "道央の市")], [], id="words that are not there"),
        pytest.param([("", "ある方")], [], id="no words"),
        pytest.param([("見本", ""), ("見本さん", "")], [Mark(0, 4), Mark(13, 17)], id="the longer one"),
    ],
)
def test_marks_for_words_a_moderator_names(phrases, marks):
    assert marks_for(TEXT, phrases) == marks


def test_marks_from_the_check_have_its_wordings():
    findings = SimpleNamespace(
        spans=[SimpleNamespace(start=0, end=4, kind="PERSON")],
        neutral=["Aさん"],
        pieces=[SimpleNamespace(start=5, end=8, kind="AGE")],
        blurred=["50代"],
    )

    assert marks_from(findings) == [Mark(0, 4, "PERSON", "Aさん"), Mark(5, 8, "AGE", "50代")]


def test_marks_come_back_as_they_were_stored():
    marks = [Mark(0, 4, "PERSON", "Aさん")]

    assert stored_marks(mark.stored() for mark in marks) == marks


def test_marks_that_overlap_leave_the_longest():
    assert apart([Mark(0, 2), Mark(1, 5), Mark(6, 8)]) == [Mark(1, 5), Mark(6, 8)]


def test_pieces_are_the_whole_text():
    cut = pieces(TEXT, [Mark(5, 8, "AGE", "50代")])

    assert cut == [
        Piece("見本さんは"),
        Piece("52歳", Mark(5, 8, "AGE", "50代")),
        Piece("、江別市の見本さんです。"),
    ]
    assert pieces("", []) == []


def test_generalised_leaves_what_has_no_wording():
    marks = [Mark(0, 4, "PERSON", "ある方"), Mark(5, 8, "AGE", "")]

    assert generalised(TEXT, marks) == "ある方は52歳、江別市の見本さんです。"


def test_sign_of_a_text_changes_with_it():
    assert (seen(TEXT) == seen(TEXT), seen(TEXT) == seen(TEXT + "。")) == (True, False)
