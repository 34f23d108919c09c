"""Pauses, refusals, codes as people type them."""

from datetime import timedelta

import pytest

from network.mail.rules import (
    MAX_ATTEMPTS,
    back_off,
    calendar_uid,
    is_dead_address,
    is_permanent,
    one_line,
    recipient_key,
    shown_code,
    typed_code,
)


@pytest.mark.parametrize(
    ("attempts", "pause"),
    [
        (0, timedelta(minutes=1)),
        (1, timedelta(minutes=1)),
        (2, timedelta(minutes=2)),
        (5, timedelta(minutes=16)),
        (9, timedelta(hours=4)),
        (2000, timedelta(hours=4)),
    ],
    ids=lambda value: str(value),
)
def test_back_off_doubles_up_to_four_hours(attempts, pause):
    assert back_off(attempts) == pause


def test_back_off_over_all_attempts_lasts_two_days():
    lasts = sum((back_off(attempt) for attempt in range(1, MAX_ATTEMPTS)), timedelta())

    assert timedelta(days=1.9) < lasts < timedelta(days=3)


@pytest.mark.parametrize(
    ("code", "permanent"), [(250, False), (421, False), (451, False), (500, True), (554, True), (600, False)]
)
def test_is_permanent(code, permanent):
    assert is_permanent(code) is permanent


@pytest.mark.parametrize(
    ("code", "answer", "dead"),
    [
        (550, "5.1.1 no such user", True),
        (550, " 5.1.10 null MX", True),
        (450, "5.1.1 says so, but for now only", False),
        (550, "5.7.1 we do not like you", False),
        (554, "go away", False),
    ],
)
def test_is_dead_address(code, answer, dead):
    assert is_dead_address(code, answer) is dead


def test_one_line_when_template_was_broken():
    assert one_line("\n 第8回\n  情報交換会\r\nBcc: a@b.example ") == "第8回 情報交換会 Bcc: a@b.example"


def test_recipient_key_when_written_in_capitals():
    assert recipient_key(" Hanako@Person.Example ") == "hanako@person.example"


@pytest.mark.parametrize(
    "typed",
    [
        "0123456789",
        "012 345 6789",
        "012-345-6789",
        "０１２　３４５　６７８９",
        "０１２－３４５－６７８９",
        "012ー345ー6789",
        "012–345—6789",
        " 012\t345\u00a06789\n",
    ],
)
def test_typed_code_when_it_is_one(typed):
    assert typed_code(typed) == "0123456789"


@pytest.mark.parametrize(
    "typed", ["", "123456789", "01234567890", "012345678a", "٠١٢٣٤٥٦٧٨٩", "〇一二三四五六七八九", "١" * 10]
)
def test_typed_code_when_it_is_none(typed):
    assert typed_code(typed) == ""


def test_shown_code_reads_back():
    assert shown_code("0123456789") == "012 345 6789"
    assert typed_code(shown_code("0123456789")) == "0123456789"


def test_calendar_uid_when_calendar_has_one_too():
    content = b"BEGIN:VCALENDAR\r\nUID:calendar\r\nBEGIN:VEVENT\r\nUID:meeting-\r\n 8@x\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"

    assert (calendar_uid(content), calendar_uid(b"")) == (b"meeting-8@x", b"")
