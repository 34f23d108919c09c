"""Which words are said to be Japanese."""

import pytest
from django.utils import translation

from network.templatetags.tongues import in_tongue


@pytest.mark.parametrize(
    ("language", "words", "attribute"),
    [
        pytest.param("en", "第3回 情報交換会", ' lang="ja"', id="Japanese in an English page"),
        pytest.param("en", "ｻﾄｳ", ' lang="ja"', id="half-width kana"),
        pytest.param("en", "𠮷野", ' lang="ja"', id="a rare ideograph"),
        pytest.param("en", "Sapporo, room 2 ①", "", id="words an English voice can read"),
        pytest.param("en", None, "", id="nothing"),
        pytest.param("ja", "情報交換会", "", id="Japanese in a Japanese page"),
        pytest.param("ja", "Zoom", "", id="a name in Latin letters in a Japanese page"),
    ],
)
def test_words_of_another_language_say_so(language, words, attribute):
    with translation.override(language):
        assert in_tongue(words) == attribute
