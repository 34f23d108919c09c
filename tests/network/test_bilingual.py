"""Words in two languages."""

from types import SimpleNamespace

import pytest
from django.utils import translation

from network.bilingual import LocalTitle, in_readers_language


class Row(LocalTitle):
    title = "情報交換会"
    title_en = "Exchange meeting"


@pytest.mark.parametrize(("language", "said"), [("ja", "情報交換会"), ("en", "Exchange meeting")])
def test_the_title_follows_the_reader(language, said):
    row = Row()

    with translation.override(language):
        assert row.local_title == said


def test_the_title_follows_each_reader_of_the_same_row():
    row = Row()
    with translation.override("ja"):
        assert row.local_title == "情報交換会"

    with translation.override("en"):
        assert row.local_title == "Exchange meeting"


def test_japanese_stands_where_no_english_was_written():
    with translation.override("en"):
        assert in_readers_language(SimpleNamespace(intro="ご案内", intro_en=""), "intro") == "ご案内"
