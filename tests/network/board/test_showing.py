"""Weeks and labels in words."""

from datetime import date

import pytest
from django.utils import translation

from network.board.showing import label_words, week_words

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("week", "language", "words"),
    [
        (date(2026, 11, 23), "ja", "今週"),
        (date(2026, 11, 16), "ja", "先週"),
        (date(2026, 10, 12), "ja", "10月第2週"),
        (date(2025, 10, 13), "ja", "2025年10月第2週"),
        (date(2026, 10, 12), "en", "Oct, week 2"),
    ],
)
def test_week_in_words(week, language, words):
    with translation.override(language):
        assert week_words(week, TODAY) == words


@pytest.mark.capability("B2")
@pytest.mark.parametrize(("label", "words"), [(0, "投稿者"), (3, "回答者3")])
def test_label_in_words(label, words):
    assert label_words(label) == words
