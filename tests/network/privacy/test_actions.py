"""What moderators teach the check."""

import pytest

from network.privacy.actions import LessonError, forget, teach
from network.privacy.choices import Lesson
from network.privacy.models import TaughtWord
from tests.factories.network import TaughtWordFactory

pytestmark = [pytest.mark.django_db, pytest.mark.capability("B7")]


def test_teach_keeps_the_compared_form():
    teach(TaughtWord(lesson=Lesson.FACILITY, wording=" ﾎﾟｶﾎﾟｶ ", neutral="まちがい"))

    word = TaughtWord.objects.get()
    assert (word.wording, word.folded, word.neutral) == ("ﾎﾟｶﾎﾟｶ", "ポカポカ", "")


def test_teach_when_the_lesson_changes():
    word = TaughtWordFactory(lesson=Lesson.ALLOWED, wording="見本会館")
    word.lesson, word.neutral = Lesson.WORDING, "市内の会館"

    teach(word)

    word.refresh_from_db()
    assert (word.lesson, word.neutral) == (Lesson.WORDING, "市内の会館")


@pytest.mark.parametrize(
    ("lesson", "wording", "neutral", "code"),
    [
        pytest.param(Lesson.NAME, "みーたん", "", "known", id="taught before, in another width"),
        pytest.param(Lesson.NAME, " ", "", "empty", id="nothing"),
        pytest.param(Lesson.WORDING, "見本", " ", "neutral_missing", id="a wording without its neutral one"),
    ],
)
def test_teach_when_refused(lesson, wording, neutral, code):
    TaughtWordFactory(lesson=Lesson.NAME, wording="ﾐｰﾀﾝ", folded="みーたん")

    with pytest.raises(LessonError) as refusal:
        teach(TaughtWord(lesson=lesson, wording=wording, neutral=neutral))

    assert refusal.value.code == code
    assert TaughtWord.objects.count() == 1


def test_forget_leaves_nothing():
    word = TaughtWordFactory()

    forget(word)

    assert not TaughtWord.objects.exists()
