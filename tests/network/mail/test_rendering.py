"""Words of a mail, in the recipient's language."""

from datetime import date

import pytest
from django.template import Context, Template
from django.utils.translation import override

from network.mail.rendering import freeze, render, thaw
from network.mail.rules import Recipient
from tests.network.mail.conftest import NOW

HANAKO = Recipient(address="hanako@person.example", name="見本 花子 & 太郎", language="ja")


@pytest.mark.django_db
def test_render_when_template_is_broken_over_lines():
    context = {"title": "<b>第8回</b>", "starts_at": freeze(NOW), "link": "https://tasuki.example/l/a/"}

    words = render("tests/letter", context, HANAKO)

    assert words.subject == "Letter for 見本 花子 & 太郎: <b>第8回</b>"
    assert words.text.startswith("<b>第8回</b> <at> 2026-04-02T14:00:00+09:00\nhttps://tasuki.example/l/a/\n")
    assert "<p>&lt;b&gt;第8回&lt;/b&gt;</p>" in words.html


@pytest.mark.django_db
def test_render_when_subject_comes_out_empty(settings):
    settings.WAGTAIL_SITE_NAME = "Tasuki"

    assert render("tests/silent", {}, HANAKO).subject == "Tasuki"


def test_freeze_when_thawed_again():
    context = {
        "at": NOW,
        "on": date(2026, 4, 2),
        "rows": [{"at": NOW}, 3],
        "name": "2026-04-02T05:00:00+00:00",
    }

    assert thaw(freeze(context)) == context


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("ja", "2026年4月2日(木) 14:00〜16:30|2026年4月2日(木) 14:00"),
        ("en", "Thu 2 Apr 2026, 14:00–16:30|Thu 2 Apr 2026, 14:00"),
    ],
)
@pytest.mark.parametrize("as_text", [True, False])
def test_when_in_both_languages(language, shown, as_text):
    start, end = NOW, NOW.replace(hour=7, minute=30)
    if as_text:
        start, end = start.isoformat(), end.isoformat().replace("+00:00", "Z")
    template = Template("{% load mail_dates %}{{ start|when:end }}|{{ start|when }}")

    with override(language):
        assert template.render(Context({"start": start, "end": end})) == shown
