"""Inline scripts of the desk."""

import pytest

from cms.access.rules import starts_a_widget, with_nonces

PANEL = """
    (function() {
        var panel = new InlinePanel(JSON.parse("{\\u0022formsetPrefix\\u0022: \\u0022id_parts\\u0022}"));
    })();
"""


@pytest.mark.parametrize(
    "code",
    [
        pytest.param('initDateTimeChooser("id_starts_at", {"format": "Y\\u5e74"});', id="a date and time"),
        pytest.param(
            'new PageChooser("id_page", {"modalUrl": "/desk/choose-page/", "root": null});', id="a chooser"
        ),
        pytest.param(PANEL, id="an inline panel"),
        pytest.param(PANEL.replace("InlinePanel", "MultipleChooserPanel"), id="a panel of choosers"),
    ],
)
def test_starts_a_widget_when_wagtail_wrote_it(code):
    assert starts_a_widget(code)


@pytest.mark.parametrize(
    "code",
    [
        pytest.param("alert(1)", id="something else"),
        pytest.param('new PageChooser("id", {}); alert(1);', id="a chooser and something else"),
        pytest.param('new PageChooser("id", alert(1));', id="a chooser with code in its data"),
        pytest.param('initDateChooser("id", {"a": document.cookie});', id="a picker with code in its data"),
        pytest.param('new Image("x");', id="another class"),
        pytest.param(PANEL.replace("\\u0022id_parts", '"+alert(1)+"'), id="a panel whose string ends early"),
        pytest.param(PANEL + "alert(1)", id="a panel and something else"),
        pytest.param("", id="nothing"),
    ],
)
def test_starts_a_widget_when_it_is_anything_else(code):
    assert not starts_a_widget(code)


def test_with_nonces_when_a_page_has_both():
    ours = 'new PageChooser("id_page", {});'

    page = with_nonces(
        f"<p><script>{ours}</script><script>alert(1)</script><script src=a></script></p>", "n0"
    )

    assert page == (
        f'<p><script nonce="n0">{ours}</script><script>alert(1)</script><script src=a></script></p>'
    )
