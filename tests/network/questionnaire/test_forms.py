"""A questionnaire as a form."""

from datetime import date

import pytest
from django.http import QueryDict
from django.utils.translation import override

from network.questionnaire.choices import QuestionKind
from network.questionnaire.forms import QuestionnaireForm
from network.questionnaire.models import Question, Questionnaire
from network.questionnaire.queries import questions_of

pytestmark = pytest.mark.django_db
COLOURS = [{"value": "red", "label": "赤", "label_en": "Red"}, {"value": "blue", "label": "青"}]


@pytest.fixture
def questions():
    """One question of each kind; the last shown only to those who like red."""
    sheet = Questionnaire.objects.create(title="見本の質問")
    for position, kind in enumerate(QuestionKind):
        Question.objects.create(
            questionnaire=sheet,
            key=kind.value,
            kind=kind,
            label=f"質問{position}",
            label_en=f"Question {position}",
            help="ご記入ください。",
            options=COLOURS if kind in (QuestionKind.ONE, QuestionKind.MANY) else [],
            position=position,
        )
    Question.objects.create(
        questionnaire=sheet,
        key="why",
        kind=QuestionKind.TEXT,
        label="理由",
        required=True,
        position=99,
        show_if={"key": "one", "values": ["red"]},
    )
    return questions_of(sheet)


def test_form_when_answered(questions):
    form = QuestionnaireForm(
        questions,
        QueryDict(
            "line=a&text=b&number=１２&date=2026年12月3日&email=a@b.example&one=blue"
            "&many=blue&many=red&yes_no=no&consent=on"
        ),
    )

    assert form.is_valid(), form.errors
    assert form.cleaned_data == {
        "line": "a",
        "text": "b",
        "number": 12,
        "date": date(2026, 12, 3),
        "email": "a@b.example",
        "one": "blue",
        "many": ["red", "blue"],
        "yes_no": False,
        "consent": True,
    }


def test_form_when_drawn(questions):
    html = QuestionnaireForm(questions).as_p()

    assert " required" not in html
    assert QuestionnaireForm(questions)["why"].field.required


def test_form_when_a_shown_question_is_left_out(questions):
    form = QuestionnaireForm(questions, QueryDict("one=red"))

    assert form.errors.as_data()["why"][0].code == "missing"


@pytest.mark.parametrize(
    ("language", "label", "options"),
    [("ja", "質問5", ["赤", "青"]), ("en", "Question 5", ["Red", "青"])],
)
def test_form_when_read_in_a_language(questions, language, label, options):
    with override(language):
        field = QuestionnaireForm(questions)["one"]

        assert field.label == label
        assert [name for _value, name in field.field.widget.choices] == options
        assert field.help_text == "ご記入ください。"
