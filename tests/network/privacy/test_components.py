"""What the check found, on the screen and without JavaScript."""

import pytest
from django.template.loader import render_to_string

from network.privacy.rules import find, mark

pytestmark = pytest.mark.capability("B8")


def test_marked_text_shows_the_whole_text_once():
    text = "佐藤さんが\n<b>来所</b>しました。"

    shown = render_to_string("components/marked_text.html", {"segments": mark(text, find(text))})

    assert shown.count("<mark") == 1
    assert "</span>佐藤<span" in shown
    assert "さんが<br>&lt;b&gt;来所&lt;/b&gt;しました。" in shown
