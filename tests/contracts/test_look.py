"""The look keeps its promises: strict templates, one sheet with every part, colours that can be read."""

import gzip
import hashlib
import re
from pathlib import Path

import pytest

TEMPLATES = [path for path in sorted(Path("templates").rglob("*.html")) if "mail" not in path.parts[1:2]]
CSS = Path("static/css")
TOKENS = Path("static/vendor/digital-go-jp-design-tokens-1.1.9/tokens.css")
TOKENS_SHA256 = "ec3fb5b1e881d1bdf076feff29fe15a32269353c7a9cef40194f1eff0c3d7a90"
ON_THE_WIRE = 12_000


@pytest.mark.parametrize("path", TEMPLATES, ids=str)
def test_templates_hold_no_inline_style_or_script(path):
    text = re.sub(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}", "", path.read_text("utf-8"), flags=re.S)

    assert re.findall(r"<style|<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=|javascript:", text) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=str)
def test_included_components_exist(path):
    named = re.findall(r'\{% include "([^"]+)"', path.read_text("utf-8"))

    assert [name for name in named if not (Path("templates") / name).is_file()] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=str)
def test_forms_included_alone_get_their_token(path):
    """`only` leaves the token of forms behind: such a form would be refused in every browser."""
    included = re.findall(r'\{% include "([^"]+)"([^%]*) only %\}', path.read_text("utf-8"))
    forms = [
        name for name, told in included
        if "{% csrf_token %}" in (Path("templates") / name).read_text("utf-8")
        and "csrf_token=" not in told and "may_retry=False" not in told
    ]  # fmt: skip

    assert forms == []


def test_the_sheet_imports_every_part_once():
    lines = (CSS / "site.css").read_text("utf-8").splitlines()
    imported = re.findall(r'@import url\("([^"]+)"\) layer\(\w+\);', "\n".join(lines))

    assert [line for line in lines if not line.startswith(("@layer ", "@import "))] == []
    assert sorted(name for name in imported if name.startswith("components/")) == sorted(
        f"components/{path.name}" for path in (CSS / "components").glob("*.css")
    )
    assert all((CSS / name).resolve().is_file() for name in imported)
    sheet = b"".join((CSS / name).resolve().read_bytes() for name in imported)
    assert len(gzip.compress(sheet)) < ON_THE_WIRE


def test_vendor_tokens_are_unchanged():
    assert hashlib.sha256(TOKENS.read_bytes()).hexdigest() == TOKENS_SHA256


def test_every_custom_property_used_is_defined():
    sheets = [*CSS.rglob("*.css"), TOKENS]
    text = "\n".join(sheet.read_text("utf-8") for sheet in sheets)
    defined = set(re.findall(r"(--[\w-]+)\s*:", text))
    # A use with a fallback may stay undefined; --w-… are Wagtail's own.
    used = set(re.findall(r"var\((--(?!w-)[\w-]+)\)", text))

    assert used - defined == set()


@pytest.mark.parametrize(
    ("text", "ground", "least"),
    [
        pytest.param("--ink", "--warm", 7, id="body text"),
        pytest.param("--ink-soft", "--warm", 4.5, id="quiet text"),
        pytest.param("--indigo", "--warm", 7, id="links"),
        pytest.param("--indigo", "--indigo-pale", 7, id="links on a pale ground"),
        pytest.param("--alarm", "--warm", 4.5, id="alarms on warm grey"),
        pytest.param("--alarm", "--alarm-pale", 4.5, id="alarms on their own ground"),
        pytest.param("--sash", "--warm", 3, id="the sash"),
        pytest.param("--line-strong", "--warm", 3, id="edges of fields"),
    ],
)
def test_contrast(text, ground, least):
    assert contrast(colour(text), colour(ground)) >= least


def colour(name: str) -> str:
    """The hexadecimal value behind a custom property, through as many names as it takes."""
    sheets = (CSS / "tokens.css").read_text("utf-8") + TOKENS.read_text("utf-8")
    value = re.search(rf"{name}:\s*([^;]+);", sheets)[1]
    return colour(value[4:-1]) if value.startswith("var(") else value


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2.2 between two colours."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(value: str) -> float:
    digits = value.lstrip("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    channels = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_no_block_stands_in_two_sheets():
    homes: dict[str, list[str]] = {}

    for path in sorted((CSS / "components").glob("*.css")):
        for block in re.findall(r"^\.([a-z0-9-]+) \{", path.read_text("utf-8"), re.MULTILINE):
            homes.setdefault(block, []).append(path.name)

    assert {block: names for block, names in homes.items() if len(set(names)) > 1} == {}
