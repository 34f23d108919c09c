"""Every mail in both languages: complete in its text part, readable where links are killed, signed."""

import copy
import json
import re
from pathlib import Path

import pytest
from django.core.cache import caches
from django.core.serializers.json import DjangoJSONEncoder

from network.association.models import Association
from network.mail.rendering import Words, freeze, render
from network.mail.rules import Recipient
from tests.contracts.mail_samples import SAMPLES

FOLDER = Path("templates/mail")
MAILS = sorted(
    path.relative_to(FOLDER).as_posix().removesuffix(".subject.txt") for path in FOLDER.rglob("*.subject.txt")
)
MISSING = "«nothing is called"
MARKUP = re.compile(r"</?[a-zA-Z][^>]*>|&(?:amp|lt|gt|quot|#\d+);")
ADDRESS = re.compile(r"https?://\S+")
JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
ASSOCIATION = Association(
    pk=1,
    name="見本の会 & 仲間",
    name_en="Sample Association & friends",
    address="みほん市みほん町1-2",
    phone="011-000-0000",
    email="jimukyoku@tasuki.example",
    contact_hours="平日 9時〜17時",
    contact_hours_en="weekdays 9:00–17:00",
)


@pytest.fixture(autouse=True)
def strict_templates(settings, monkeypatch):
    """Names that no context has are shown; the association is a known one."""
    templates = copy.deepcopy(settings.TEMPLATES)
    templates[0]["OPTIONS"]["string_if_invalid"] = MISSING + " %s»"
    settings.TEMPLATES = templates
    caches["process"].set("association", ASSOCIATION)
    yield
    caches["process"].clear()


@pytest.fixture(params=["ja", "en"])
def language(request):
    return request.param


@pytest.fixture(params=MAILS)
def words(request, language) -> Words:
    """The mail, rendered as delivery does, after its context went through the database's JSON."""
    context = json.loads(json.dumps(freeze(SAMPLES[request.param]), cls=DjangoJSONEncoder))
    recipient = Recipient("hanako@person.example", "見本 花子", language)
    return render(request.param, context, recipient)


def test_every_mail_has_a_sample_and_its_three_parts():
    assert sorted(SAMPLES) == MAILS
    assert [
        f"{mail}.{kind}"
        for mail in MAILS
        for kind in ("txt", "html")
        if not (FOLDER / f"{mail}.{kind}").exists()
    ] == []


def test_no_name_is_missing(words):
    assert MISSING not in words.subject + words.text + words.html


def test_subject_is_one_line_of_words(words, language):
    assert words.subject.strip() not in {"", ASSOCIATION.name, ASSOCIATION.name_en}
    assert "\n" not in words.subject
    assert len(words.subject) <= 120
    assert language == "en" or JAPANESE.search(words.subject)


def test_text_part_is_plain(words):
    assert MARKUP.findall(words.subject + words.text) == []
    assert "\n\n\n\n" not in words.text


def test_addresses_stand_on_lines_of_their_own(words):
    lines = [line for line in words.text.splitlines() if "://" in line]

    assert [line for line in lines if not ADDRESS.fullmatch(line)] == []


def test_text_part_is_complete_alone(words):
    assert set(ADDRESS.findall(MARKUP.sub(" ", words.html))) <= set(ADDRESS.findall(words.text))


def test_text_part_begins_with_the_recipient_and_ends_with_the_sender(words, language):
    name = ASSOCIATION.name if language == "ja" else ASSOCIATION.name_en
    paragraph = words.text.strip().split("\n--\n")[-1]

    assert "見本 花子" in words.text.splitlines()[0]
    assert paragraph.startswith(name)
    assert ASSOCIATION.phone in paragraph
    assert paragraph.splitlines()[-1].endswith(ASSOCIATION.email)


def test_html_part_names_its_language_and_loads_nothing(words, language):
    assert f'<html lang="{language}">' in words.html
    assert re.search(r"<(img|script|link|iframe)|@import|url\(", words.html) is None


def test_language_is_the_recipients(words, language):
    """Japanese mails hold no English sentence; English ones have their frame in English."""
    sentences = [line for line in words.text.splitlines() if re.match(r"[A-Z][a-z]+ [a-z]+ [a-z]+", line)]

    assert bool(sentences) is (language == "en")
