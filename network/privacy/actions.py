"""Writes of the personal-data check: what moderators teach it."""

from django.db import transaction

from network.privacy.choices import Lesson
from network.privacy.folding import fold
from network.privacy.models import TaughtWord


class LessonError(Exception):
    """A lesson that can't be kept; `code` says why: empty, known, neutral_missing."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def teach(word: TaughtWord) -> TaughtWord:
    """Keep a wording, new or changed, in the form in which texts are compared.

    A neutral wording is kept for lessons of that sort only. Raises LessonError. Texts that wait are not checked again.
    """
    word.wording = word.wording.strip()
    word.folded = fold(word.wording).text
    word.neutral = word.neutral.strip() if word.lesson == Lesson.WORDING else ""
    if not word.folded:
        raise LessonError("empty")
    if word.lesson == Lesson.WORDING and not word.neutral:
        raise LessonError("neutral_missing")
    if TaughtWord.objects.filter(lesson=word.lesson, folded=word.folded).exclude(pk=word.pk).exists():
        raise LessonError("known")
    word.save()
    return word


@transaction.atomic
def forget(word: TaughtWord) -> None:
    """Let a wording go. Nothing of it stays, for it may be somebody's name; texts that wait are not checked again."""
    word.delete()
