"""Pauses, refusals, codes as people type them."""

from datetime import timedelta

import pytest

from network.mail.rules import (
    LET_GO,
    MAX_ATTEMPTS,
    back_off,
    calendar_uid,
    holds_secrets,
    is_dead_address,
    is_permanent,
    one_line,
    recipient_key,
    shown_code,
    typed_code,
    without_secrets,
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


TOKEN = "eZ3mBq7Yw4bHc2PjT0aVnLrXs9KdUoGiQf5yN1hMxWk"


@pytest.mark.parametrize(
    ("context", "holds"),
    [
        pytest.param({"code": "4RZ-Q7M"}, True, id="a code"),
        pytest.param({"code": "", "action_code": "012 345 6789"}, True, id="a code beside an empty one"),
        pytest.param(
            {"link": f"https://tasuki.example/en/l/{TOKEN}/"}, True, id="a link that opens something"
        ),
        pytest.param(
            {"rows": [{"link": f"https://tasuki.example/l/{TOKEN}/"}]}, True, id="a link deep inside"
        ),
        pytest.param(
            {"code": "", "link": "https://tasuki.example/my/"}, False, id="a page for those signed in"
        ),
        pytest.param({"title": "第8回", "number": 12, "when": {"$moment": "2026-04-02"}}, False, id="words"),
    ],
)
def test_holds_secrets(context, holds):
    assert holds_secrets(context) is holds


def test_without_secrets_keeps_every_other_word():
    text = f"見本 花子 様\n\nhttps://tasuki.example/l/{TOKEN}/\n012 345 6789\n電話 011-000-0000\n"

    assert without_secrets(text, {"012 345 6789"}) == (
        f"見本 花子 様\n\nhttps://tasuki.example/l/{LET_GO}/\n{LET_GO}\n電話 011-000-0000\n"
    )
