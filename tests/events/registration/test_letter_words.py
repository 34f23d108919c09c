"""What every letter about a registration tells, in both languages: what, when, where, and one way on."""

import pytest

from events.registration.choices import Letter
from network.mail.rendering import Words, render
from network.mail.rules import Recipient
from tests.contracts.mail_samples import REGISTRATION, SAMPLES

pytestmark = pytest.mark.django_db
DAY = {"ja": "2026年12月3日(木)", "en": "Thu 3 Dec 2026"}
WHEN = {"ja": "2026年12月3日(木) 14:00〜16:30", "en": "Thu 3 Dec 2026, 14:00–16:30"}
TO_THE_EVENT = {Letter.CANCELLED, Letter.EVENT_CANCELLED}
every_letter = pytest.mark.parametrize("letter", list(Letter))
both_languages = pytest.mark.parametrize("language", ["ja", "en"])


def words_of(letter: Letter, language: str, **context: object) -> Words:
    template = f"events/registration/{letter}"
    return render(
        template, SAMPLES[template] | context, Recipient("hanako@person.example", "見本 花子", language)
    )


@every_letter
@both_languages
def test_subject_tells_title_day_and_place(letter, language):
    subject = words_of(letter, language).subject

    assert REGISTRATION["title"] in subject
    assert DAY[language] in subject
    assert REGISTRATION["where"] in subject


@every_letter
@both_languages
def test_facts_stand_in_both_parts(letter, language):
    words = words_of(letter, language)

    for fact in (REGISTRATION["title"], WHEN[language], REGISTRATION["place"], REGISTRATION["contact"]):
        assert fact in words.text
        assert fact in words.html


@every_letter
@both_languages
def test_one_link_on_its_own_line_and_its_code(letter, language):
    wanted, unwanted = REGISTRATION["link"], REGISTRATION["url"]
    if letter in TO_THE_EVENT:
        wanted, unwanted = unwanted, wanted

    text = words_of(letter, language).text

    assert text.splitlines().count(wanted) == 1
    assert unwanted not in text
    assert (REGISTRATION["code"] in text) is (letter not in TO_THE_EVENT)


@both_languages
def test_address_letter_asks_to_confirm_and_says_until_when(language):
    words = words_of(Letter.ADDRESS, language)

    assert {"ja": "申し込みを確定する", "en": "Confirm my registration"}[language] in words.text.splitlines()
    assert {"ja": "2026年11月13日(金) 14:00", "en": "Fri 13 Nov 2026, 14:00"}[language] in words.text


@both_languages
@pytest.mark.parametrize("letter", [Letter.CONFIRMED, Letter.PROMOTED])
def test_online_participants_are_told_where_the_link_is(letter, language):
    hint = {"ja": "オンライン参加のリンク", "en": "The link to the online meeting"}[language]

    assert hint in words_of(letter, language, takes_part_online=True).text
    assert hint not in words_of(letter, language, takes_part_online=False).text


@both_languages
def test_cancelled_event_tells_why_if_there_is_a_reason(language):
    assert REGISTRATION["reason"] in words_of(Letter.EVENT_CANCELLED, language).text
    assert {"ja": "理由", "en": "Reason"}[language] not in words_of(
        Letter.EVENT_CANCELLED, language, reason=""
    ).text


@both_languages
def test_changed_event_tells_what_was_first_planned(language):
    before = {"ja": "2026年11月26日(木) 14:00", "en": "Thu 26 Nov 2026, 14:00"}[language]

    assert before in words_of(Letter.EVENT_CHANGED, language).text
    assert before not in words_of(Letter.EVENT_CHANGED, language, previous_start=None).text


@both_languages
def test_code_is_left_out_where_there_is_none(language):
    text = words_of(Letter.CONFIRMED, language, link="https://tasuki.example/my/", code="").text

    assert "/code/" not in text
    assert "https://tasuki.example/my/" in text.splitlines()
