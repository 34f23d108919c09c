"""Who shares a letter, how letters make chunks, which hours are fit."""

from datetime import time

import pytest

from network.broadcasts.rules import (
    CHUNK,
    Hour,
    Mailbox,
    Wanted,
    chunks_for,
    hour_of,
    letters_of_chunk,
    numbered,
)

SECTION = "fukushi@town.example"


def test_numbered_when_people_share_a_mailbox():
    alone = Wanted(Mailbox("a@person.example", "ja"), person_id=3)
    two = [Wanted(Mailbox(SECTION, "ja"), person_id=number) for number in (2, 1)]
    other_language = Wanted(Mailbox(SECTION, "en"), person_id=4)
    section = Wanted(Mailbox(SECTION, "ja"), contact_id=9)

    made = list(numbered([two[0], other_language, alone, section, two[1]]))

    assert made == [(0, alone), (1, other_language), (2, section), (2, two[1]), (2, two[0])]


def test_numbered_when_there_is_nobody():
    assert list(numbered([])) == []


@pytest.mark.parametrize(("letters", "chunks"), [(0, 0), (1, 1), (CHUNK, 1), (CHUNK + 1, 2), (100_000, 1000)])
def test_chunks_for(letters, chunks):
    assert chunks_for(letters) == chunks


def test_letters_of_chunk():
    assert letters_of_chunk(0) == (0, 100)
    assert letters_of_chunk(2) == (200, 300)


@pytest.mark.parametrize(
    ("moment", "is_day_off", "hour"),
    [
        pytest.param(time(7, 59), False, Hour.NIGHT, id="early"),
        pytest.param(time(8, 0), False, Hour.FIT, id="from eight"),
        pytest.param(time(18, 59), False, Hour.FIT, id="until seven"),
        pytest.param(time(19, 0), False, Hour.NIGHT, id="late"),
        pytest.param(time(12, 0), True, Hour.DAY_OFF, id="noon of a Sunday"),
    ],
)
def test_hour_of(moment, is_day_off, hour):
    assert hour_of(moment, is_day_off=is_day_off) is hour
