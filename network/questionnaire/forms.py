"""A questionnaire as a form: one field per question, in the reader's language."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from network.questionnaire.choices import QuestionKind
from network.questionnaire.models import Question
from network.questionnaire.queries import asked
from network.questionnaire.rules import clean_answers

SENTENCES = {
    "missing": _("Please answer this question."),
    "too_long": _("Please shorten your answer."),
    "not_a_number": _("Please type a whole number, for example 12."),
    "not_a_date": _("Please type a date, for example 2026-12-03."),
    "not_an_address": _("Please check the e-mail address."),
    "not_an_option": _("Please choose one of the answers."),
    "not_agreed": _("Please tick this to go on."),
}
YES_OR_NO = [("yes", _("yes")), ("no", _("no"))]
BROWSER_HINTS = {
    QuestionKind.NUMBER: {"inputmode": "numeric"},
    QuestionKind.EMAIL: {"inputmode": "email", "autocomplete": "email"},
}


class AnswerField(forms.Field):
    """Hands on what was typed; the rules decide what it means, together with the other answers."""

    def validate(self, value: Any) -> None:
        """Whether an answer is needed depends on which questions are shown."""


class QuestionnaireForm(forms.Form):
    """Answers by key in `cleaned_data`: only those of the questions that are shown."""

    use_required_attribute = False

    def __init__(self, questions: Sequence[Question], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = list(questions)
        for question in self.questions:
            self.fields[question.key] = _field(question)

    def clean(self) -> dict[str, Any]:
        values, errors = clean_answers([asked(question) for question in self.questions], self.cleaned_data)
        for key, code in errors.items():
            self.add_error(key, forms.ValidationError(SENTENCES[code], code=code))
        return values


def _field(question: Question) -> AnswerField:
    english = get_language() == "en"
    return AnswerField(
        label=(english and question.label_en) or question.label,
        help_text=(english and question.help_en) or question.help,
        widget=_widget(question, english=english),
        required=question.required,
    )


def _widget(question: Question, *, english: bool) -> forms.Widget:
    choices = [
        (option["value"], (english and option.get("label_en")) or option["label"])
        for option in question.options
    ]
    if question.kind == QuestionKind.TEXT:
        return forms.Textarea(attrs={"rows": 5})
    if question.kind == QuestionKind.ONE:
        return forms.RadioSelect(choices=choices)
    if question.kind == QuestionKind.MANY:
        return forms.CheckboxSelectMultiple(choices=choices)
    if question.kind == QuestionKind.YES_NO:
        return forms.RadioSelect(choices=YES_OR_NO)
    if question.kind == QuestionKind.CONSENT:
        return forms.CheckboxInput()
    return forms.TextInput(attrs=BROWSER_HINTS.get(QuestionKind(question.kind), {}))
