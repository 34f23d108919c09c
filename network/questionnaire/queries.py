"""Reads of questionnaires."""

from network.questionnaire.models import Question, Questionnaire
from network.questionnaire.rules import Asked


def questions_of(questionnaire: Questionnaire) -> list[Question]:
    """The questions in their order."""
    return list(questionnaire.questions.order_by("position", "pk"))


def asked(question: Question) -> Asked:
    """A question as the rules know it."""
    return Asked(
        key=question.key,
        kind=question.kind,
        required=question.required,
        options=tuple(option["value"] for option in question.options),
        show_if_key=question.show_if.get("key", ""),
        show_if_values=frozenset(question.show_if.get("values", [])),
    )
