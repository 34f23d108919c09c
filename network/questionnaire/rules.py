"""Decisions about answers: which questions are shown, and what a typed answer means."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

LINE_LENGTH = 200
TEXT_LENGTH = 4000
NUMBER_DIGITS = 12
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
DAY = re.compile(r"(?P<year>\d{4})\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*日?")
YES = ("yes", "true", "on", "1")
NO = ("no", "false", "off", "0")


class WrongAnswerError(ValueError):
    """An answer can't be taken as it is; `code` says why.

    missing, too_long, not_a_number, not_a_date, not_an_address, not_an_option, not_agreed.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Asked:
    """A question as plain values. `show_if`: the key of an earlier question and the answers that show this one."""

    key: str
    kind: str
    required: bool = False
    options: Sequence[str] = ()
    show_if_key: str = ""
    show_if_values: frozenset[str] = field(default_factory=frozenset)


def visible(questions: Iterable[Asked], answers: Mapping[str, Any]) -> list[Asked]:
    """The questions that are shown, given the answers so far; one behind a hidden question is hidden too."""
    shown: dict[str, Asked] = {}
    for question in questions:
        if _is_shown(question, shown, answers):
            shown[question.key] = question
    return list(shown.values())


def clean_answers(
    questions: Iterable[Asked], typed: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, str]]:
    """Values and error codes by key, for the questions that are shown; answers to hidden ones are let go."""
    values: dict[str, Any] = {}
    errors: dict[str, str] = {}
    shown: dict[str, Asked] = {}
    for question in questions:
        if not _is_shown(question, shown, values):
            continue
        shown[question.key] = question
        try:
            values[question.key] = clean(question, typed.get(question.key))
        except WrongAnswerError as refusal:
            errors[question.key] = refusal.code
    return values, errors


def clean(question: Asked, typed: Any) -> Any:
    """What a typed answer means: text, a number, a date, an option or several, yes or no; None for no answer.

    Raises WrongAnswerError.
    """
    if question.kind == "many":
        return _clean_many(question, typed)
    text = _plain(typed)
    if not text:
        if question.required:
            raise WrongAnswerError("not_agreed" if question.kind == "consent" else "missing")
        return False if question.kind == "consent" else None
    return CLEANERS[question.kind](question, text)


def _is_shown(question: Asked, shown: Mapping[str, Asked], answers: Mapping[str, Any]) -> bool:
    if not question.show_if_key:
        return True
    if question.show_if_key not in shown:
        return False
    return bool(question.show_if_values & _as_words(answers.get(question.show_if_key)))


def _as_words(answer: Any) -> frozenset[str]:
    if isinstance(answer, bool):
        return frozenset(["yes" if answer else "no"])
    if isinstance(answer, (list, tuple)):
        return frozenset(str(one) for one in answer)
    return frozenset() if answer is None else frozenset([str(answer)])


def _plain(typed: Any) -> str:
    text = "" if typed is None else str(typed).replace("\r\n", "\n")
    return "".join(one for one in text if one in "\n\t" or unicodedata.category(one) != "Cc").strip()


def _clean_many(question: Asked, typed: Any) -> list[str]:
    chosen = [typed] if isinstance(typed, str) else list(typed or [])
    chosen = [one for one in dict.fromkeys(_plain(one) for one in chosen) if one]
    if any(one not in question.options for one in chosen):
        raise WrongAnswerError("not_an_option")
    if question.required and not chosen:
        raise WrongAnswerError("missing")
    return [option for option in question.options if option in chosen]


def _clean_line(question: Asked, text: str) -> str:
    line = " ".join(text.split("\n"))
    if len(line) > LINE_LENGTH:
        raise WrongAnswerError("too_long")
    return line


def _clean_text(question: Asked, text: str) -> str:
    if len(text) > TEXT_LENGTH:
        raise WrongAnswerError("too_long")
    return text


def _clean_number(question: Asked, text: str) -> int:
    digits = unicodedata.normalize("NFKC", text).replace(",", "").replace("−", "-").strip()
    if not re.fullmatch(rf"-?[0-9]{{1,{NUMBER_DIGITS}}}", digits):
        raise WrongAnswerError("not_a_number")
    return int(digits)


def _clean_date(question: Asked, text: str) -> date:
    found = DAY.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if found is None:
        raise WrongAnswerError("not_a_date")
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        raise WrongAnswerError("not_a_date") from None


def _clean_email(question: Asked, text: str) -> str:
    address = unicodedata.normalize("NFKC", text).strip()
    if len(address) > LINE_LENGTH or not EMAIL.fullmatch(address):
        raise WrongAnswerError("not_an_address")
    return address


def _clean_one(question: Asked, text: str) -> str:
    if text not in question.options:
        raise WrongAnswerError("not_an_option")
    return text


def _clean_yes_no(question: Asked, text: str) -> bool:
    word = text.lower()
    if word not in YES + NO:
        raise WrongAnswerError("not_an_option")
    return word in YES


def _clean_consent(question: Asked, text: str) -> bool:
    agrees = text.lower() in YES
    if question.required and not agrees:
        raise WrongAnswerError("not_agreed")
    return agrees


CLEANERS = {
    "line": _clean_line,
    "text": _clean_text,
    "number": _clean_number,
    "date": _clean_date,
    "email": _clean_email,
    "one": _clean_one,
    "yes_no": _clean_yes_no,
    "consent": _clean_consent,
}
