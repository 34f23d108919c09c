"""Japanese is complete and compiled: no empty, fuzzy or outdated entry."""

from pathlib import Path

import polib
import pytest

FOLDER = Path("locale/ja/LC_MESSAGES")
BORROWED = Path("locale/borrowed/ja/LC_MESSAGES")
CATALOGUES = [*sorted(FOLDER.glob("*.po")), *sorted(BORROWED.glob("*.po"))]


@pytest.fixture(params=CATALOGUES, ids=str)
def catalogue(request):
    return polib.pofile(str(request.param))


def test_there_is_a_japanese_catalogue():
    assert FOLDER / "django.po" in CATALOGUES


def test_every_message_is_in_japanese(catalogue):
    assert [entry.msgid for entry in catalogue.untranslated_entries()] == []


def test_no_message_is_doubtful(catalogue):
    assert [entry.msgid for entry in catalogue.fuzzy_entries()] == []


def test_named_places_are_the_same_in_both_languages(catalogue):
    wrong = [
        entry.msgid
        for entry in catalogue
        if not entry.obsolete
        and "python-format" in entry.flags
        and names(entry.msgid_plural or entry.msgid) != names(entry.msgstr or entry.msgstr_plural[0])
    ]

    assert wrong == []


def test_compiled_catalogue_is_up_to_date(catalogue):
    compiled = polib.mofile(catalogue.fpath.removesuffix("po") + "mo")

    assert said(compiled) == said(catalogue)


def said(catalogue) -> dict:
    return {
        (entry.msgctxt, entry.msgid): entry.msgstr or tuple(entry.msgstr_plural.values())
        for entry in catalogue
        if not entry.obsolete
    }


def names(text: str) -> set[str]:
    return {part.split(")")[0] for part in text.split("%(")[1:]}
