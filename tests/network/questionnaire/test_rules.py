"""Questions that are shown, and what answers mean."""

from datetime import date

import pytest

from network.questionnaire.rules import Asked, WrongAnswerError, clean, clean_answers, visible

COLOURS = ("red", "green", "blue")
COMES = Asked("comes", "yes_no", required=True)
HOW = Asked("how", "one", True, ("car", "train"), "comes", frozenset(["yes"]))
PLATE = Asked("plate", "line", True, (), "how", frozenset(["car"]))
TALKS = Asked("talks", "many", options=COLOURS)
WHY_RED = Asked("why_red", "text", show_if_key="talks", show_if_values=frozenset(["red"]))


@pytest.mark.parametrize(
    ("answers", "shown"),
    [
        pytest.param({}, ["comes", "talks"], id="nothing answered"),
        pytest.param({"comes": False}, ["comes", "talks"], id="no"),
        pytest.param({"comes": True}, ["comes", "how", "talks"], id="yes"),
        pytest.param({"comes": True, "how": "car"}, ["comes", "how", "plate", "talks"], id="a chain of two"),
        pytest.param({"how": "car"}, ["comes", "talks"], id="an answer left behind a hidden question"),
        pytest.param({"talks": ["blue", "red"]}, ["comes", "talks", "why_red"], id="one of several"),
    ],
)
def test_visible(answers, shown):
    questions = [COMES, HOW, PLATE, TALKS, WHY_RED]

    assert [question.key for question in visible(questions, answers)] == shown


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        pytest.param("line", " 旭川\x00市 \n", "旭川市", id="a line with a control character"),
        pytest.param("line", "一\n二", "一 二", id="two lines in a line"),
        pytest.param("text", "一\r\n二😀", "一\n二😀", id="a text"),
        pytest.param("number", "１，２００", 1200, id="full-width digits"),
        pytest.param("number", "-3", -3, id="below zero"),
        pytest.param("date", "２０２６年１２月３日", date(2026, 12, 3), id="a Japanese date"),
        pytest.param("date", "2026-12-03", date(2026, 12, 3), id="a date"),
        pytest.param("date", "2026/1/5", date(2026, 1, 5), id="a date with slashes"),
        pytest.param("email", "ｈａｎａ@person.example", "hana@person.example", id="a full-width address"),
        pytest.param("one", "red", "red", id="an option"),
        pytest.param("many", ["blue", "red", "red", ""], ["red", "blue"], id="options in their order"),
        pytest.param("many", "red", ["red"], id="a single option"),
        pytest.param("many", None, [], id="no option"),
        pytest.param("yes_no", "yes", True, id="yes"),
        pytest.param("yes_no", "no", False, id="no"),
        pytest.param("consent", "on", True, id="agreed"),
        pytest.param("consent", "", False, id="not agreed"),
        pytest.param("line", "　", None, id="only spaces"),
        pytest.param("number", None, None, id="no number"),
    ],
)
def test_clean(kind, typed, value):
    assert clean(Asked("q", kind, options=COLOURS), typed) == value


@pytest.mark.parametrize(
    ("kind", "typed", "code"),
    [
        pytest.param("line", "", "missing", id="no line"),
        pytest.param("line", "あ" * 201, "too_long", id="a long line"),
        pytest.param("text", "あ" * 10_000, "too_long", id="a long text"),
        pytest.param("number", "十二", "not_a_number", id="a number in words"),
        pytest.param("number", "1.5", "not_a_number", id="half a number"),
        pytest.param("number", "9" * 13, "not_a_number", id="a number without end"),
        pytest.param("date", "2026-02-30", "not_a_date", id="no such day"),
        pytest.param("date", "来週", "not_a_date", id="next week"),
        pytest.param("email", "hana", "not_an_address", id="half an address"),
        pytest.param("one", "pink", "not_an_option", id="a forged option"),
        pytest.param("many", ["red", "pink"], "not_an_option", id="a forged option among others"),
        pytest.param("many", [], "missing", id="none of several"),
        pytest.param("yes_no", "perhaps", "not_an_option", id="neither yes nor no"),
        pytest.param("consent", "", "not_agreed", id="no consent"),
        pytest.param("consent", "no", "not_agreed", id="consent refused"),
    ],
)
def test_clean_when_refused(kind, typed, code):
    with pytest.raises(WrongAnswerError) as refusal:
        clean(Asked("q", kind, required=True, options=COLOURS), typed)

    assert refusal.value.code == code


def test_clean_answers_when_a_hidden_question_was_answered():
    typed = {"comes": "no", "how": "car", "plate": "x", "talks": ["red"], "why_red": "夕日"}

    values, errors = clean_answers([COMES, HOW, PLATE, TALKS, WHY_RED], typed)

    assert values == {"comes": False, "talks": ["red"], "why_red": "夕日"}
    assert errors == {}


def test_clean_answers_when_a_shown_question_is_not_answered():
    values, errors = clean_answers([COMES, HOW, PLATE], {"comes": "yes"})

    assert (values, errors) == ({"comes": True}, {"how": "missing"})
