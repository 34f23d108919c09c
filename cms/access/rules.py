"""Who may read what; and which inline scripts of the desk may run: those that only start one of Wagtail's widgets."""

import json
import re

from cms.access.choices import Audience

BARE_SCRIPT = re.compile(r"<script>(?P<code>[^<]*)</script>")
# Date pickers and choosers: a call with JSON arguments and nothing else.
WIDGET = re.compile(
    r"(?:init(?:Date|Time|DateTime)Chooser|new [A-Za-z.]*Chooser)\((?P<arguments>.*)\);", re.S
)
# Inline panels: JSON in a string literal whose odd characters are escaped.
PANEL = re.compile(
    r"\(function\(\) \{\s*var panel = new (?:Inline|MultipleChooser)Panel"
    r'\(JSON\.parse\("(?:[^"\\]|\\u[0-9A-F]{4})*"\)\);\s*\}\)\(\);'
)


def may_read(*, is_member: bool, works_for_municipality: bool, is_staff: bool) -> set[Audience]:
    """Whose things somebody may read: members' and municipalities' are apart, those who write them read all."""
    if is_staff:
        return set(Audience)
    open_to = {Audience.PUBLIC}
    if is_member:
        open_to.add(Audience.MEMBERS)
    if works_for_municipality:
        open_to.add(Audience.REGISTERED)
    return open_to


def starts_a_widget(code: str) -> bool:
    """Whether a script does no more than to start a widget of Wagtail's with plain data."""
    code = code.strip()
    if PANEL.fullmatch(code):
        return True
    call = WIDGET.fullmatch(code)
    return bool(call) and _is_json(f"[{call['arguments']}]")


def with_nonces(html: str, nonce: str) -> str:
    """The page with the nonce on scripts that start a widget; any other inline script stays shut out."""

    def marked(script: re.Match[str]) -> str:
        if not starts_a_widget(script["code"]):
            return script[0]
        return f'<script nonce="{nonce}">{script["code"]}</script>'

    return BARE_SCRIPT.sub(marked, html)


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True
