"""Everything the check has to say about a text."""

import logging

import pytest
from django.core.exceptions import ValidationError

from network.privacy import cutting
from network.privacy.choices import Kind, Lesson
from network.privacy.queries import check, taught
from network.privacy.wording import Words
from tests.factories.network import TaughtWordFactory

pytestmark = [pytest.mark.django_db, pytest.mark.capability("B8")]


def test_check_when_there_is_something(django_assert_num_queries):
    with django_assert_num_queries(1):
        findings = check("大樹町の佐藤さんは53歳の元消防士です。")

    assert [span.kind for span in findings.spans] == [Kind.PERSON]
    assert findings.neutral == ("A",)
    assert findings.blurred == ("道東の町", "50代", "（職業）")
    assert findings.name_check_on
    assert findings.must_be_held


def test_check_when_there_is_nothing():
    findings = check("家賃の滞納が続く方への声のかけ方を教えてください。")

    assert (findings.spans, findings.pieces) == ((), ())
    assert not findings.must_be_held


def test_check_when_only_a_combination_is_found():
    assert check("人口3000人の町で双子を育てる元消防士です。").must_be_held


def test_check_when_sudachi_is_missing(monkeypatch):
    def missing(mode):
        raise ModuleNotFoundError("sudachipy")

    monkeypatch.setattr(cutting, "cutter", missing)

    findings = check("電話は090-1234-5678、佐藤さん")
    clean = check("家計の相談です。")

    assert [span.kind for span in findings.spans] == [Kind.PHONE]
    assert (findings.name_check_on, clean.name_check_on) == (False, False)
    assert clean.must_be_held


def test_check_never_logs_the_text(caplog):
    caplog.set_level(logging.DEBUG)

    check("佐藤さんの番号は090-1234-5678")

    assert "佐藤" not in caplog.text
    assert "5678" not in caplog.text


def test_taught_when_of_every_sort(django_assert_num_queries):
    TaughtWordFactory(lesson=Lesson.ALLOWED, wording="佐藤文庫")
    TaughtWordFactory(lesson=Lesson.NAME, wording="みーたん")
    TaughtWordFactory(lesson=Lesson.FACILITY, wording="ﾎﾟｶﾎﾟｶ")
    TaughtWordFactory(lesson=Lesson.WORDING, wording="見本会館", neutral="市内の会館")

    with django_assert_num_queries(1):
        words = taught()

    assert words == Words(
        allowed=frozenset({"佐藤文庫"}),
        names=frozenset({"みーたん"}),
        facilities=frozenset({"ポカポカ"}),
        replacements=(("見本会館", "市内の会館"),),
    )


def test_check_when_moderators_taught():
    TaughtWordFactory(lesson=Lesson.FACILITY, wording="ぽかぽか")
    TaughtWordFactory(lesson=Lesson.WORDING, wording="ぽかぽか", neutral="あるサロン")

    findings = check("ぽかぽかに通っています。")

    assert [span.kind for span in findings.spans] == [Kind.FACILITY]
    assert findings.neutral == ("あるサロン",)


def test_word_when_neutral_is_missing():
    word = TaughtWordFactory.build(lesson=Lesson.WORDING)

    with pytest.raises(ValidationError):
        word.validate_constraints()
