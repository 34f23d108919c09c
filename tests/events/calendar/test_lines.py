"""Whatever people type stays within its own line, whole and readable."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject
from hypothesis import example, given, settings
from hypothesis import strategies as st

from events.calendar import itip, lines

START = datetime(2026, 12, 3, 14, tzinfo=ZoneInfo("Asia/Tokyo"))
JAPANESE = "髙﨑𠮷①㈱葛󠄀が　、「」（）ﾊﾝｶｸ〜～"
SIGNS = st.one_of(
    st.sampled_from(
        [*JAPANESE, *"👩‍👩‍👧😀", *",;:\\\"'^=%|<>&", "\r\n", "\n", "\r", "\t", " ", "\0", "\x1c", "\x85"]
    ),
    st.sampled_from(
        ["\u2028", "\u2029", "\u202e", "\ufeff", "\ud83d", "\r\nATTENDEE:mailto:x@y.example", "\\n", "\\N"]
    ),
    st.characters(),
)
TYPED = st.lists(SIGNS, max_size=120).map("".join)
PROPERTIES = [
    "UID",
    "SEQUENCE",
    "DTSTAMP",
    "DTSTART",
    "DTEND",
    "SUMMARY",
    "STATUS",
    "ORGANIZER",
    "ATTENDEE",
    "LOCATION",
    "DESCRIPTION",
    "URL",
    "CATEGORIES",
]


def _invitation(summary: str, person: str, location: str, description: str) -> bytes:
    event = itip.CalendarEvent(
        uid="random@tasuki.example",
        summary=summary,
        starts_at=START,
        ends_at=START + timedelta(hours=2),
        location=location,
        description=description,
        url="https://tasuki.example/events/x/",
        organizer_name=person,
        organizer_address="jimukyoku@tasuki.example",
        categories=(summary, location),
    )
    attendee = itip.Attendee(person, "hanako@mihon.example")
    return itip.request(event, attendee, sequence=0, stamp=START)


def _holds(summary: str, person: str, location: str, description: str) -> None:
    content = _invitation(summary, person, location, description)

    _stays_in_its_lines(content, location, description)
    _reads_the_same(content, summary, person)


def _stays_in_its_lines(content: bytes, location: str, description: str) -> None:
    folded = content.split(b"\r\n")
    assert folded.pop() == b""
    assert all(len(line) <= 75 and b"\r" not in line and b"\n" not in line for line in folded)
    assert all(line.decode() for line in folded)

    entry = content.decode().replace("\r\n ", "").partition("BEGIN:VEVENT\r\n")[2].split("\r\nEND:VEVENT")[0]
    empty = {name for name, typed in [("LOCATION", location), ("DESCRIPTION", description)] if not typed}
    names = [line.partition(":")[0].partition(";")[0] for line in entry.split("\r\n")]
    assert names == [name for name in PROPERTIES if name not in empty]


def _reads_the_same(content: bytes, summary: str, person: str) -> None:
    (event,) = icalendar.Calendar.from_ical(content).events
    other = vobject.readOne(content.decode()).vevent
    named = lines.name_parameter(person)

    assert event["SUMMARY"] == other.summary.value == lines.flat(summary)
    assert event["ATTENDEE"].params.get("CN", "") == other.attendee.params.get("CN", [""])[0] == named
    assert str(event["ATTENDEE"]) == other.attendee.value == "mailto:hanako@mihon.example"


@pytest.mark.capability("C1")
@settings(deadline=None, max_examples=120)
@example(
    '佐藤, "花子"\r\nATTENDEE:mailto:x@y.example',
    "a\r\nEND:VEVENT\r\nX:",
    "\\N\\n\\;",
    "一行目\r二行目\r\n三行目",
)
@example("", "髙 =; 花子", "", "")
@example("あ" * 200, "𠮷" * 90, "", "é́" * 100)
@given(TYPED, TYPED, TYPED, TYPED)
def test_no_words_leave_their_line_and_both_parsers_read_them(summary, person, location, description):
    _holds(summary, person, location, description)


@pytest.mark.full
@pytest.mark.capability("C1")
def test_no_words_leave_their_line_in_two_thousand_tries(prove_figure):
    tried = []

    @settings(deadline=None, max_examples=2_000, database=None)
    @given(TYPED, TYPED, TYPED, TYPED)
    def try_one(summary, person, location, description):
        tried.append(1)
        _holds(summary, person, location, description)

    try_one()
    prove_figure(f"{len(tried):,} invitations with hostile names and titles, each read alike by two parsers")


@given(st.lists(st.sampled_from([*JAPANESE, "a", " ", "\\,", "\\n", "😀"]), max_size=200).map("".join))
def test_folding_loses_nothing_and_breaks_no_escape(value):
    folded = lines.fold(value.encode())

    assert folded.replace(b"\r\n ", b"").decode() == value
    assert all(len(line) <= 75 for line in folded.split(b"\r\n"))
    assert not [line for line in folded.split(b"\r\n ")[:-1] if line.endswith(b"\\")]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        pytest.param("第8回　情報交換会", "第8回　情報交換会", id="a full-width blank is kept"),
        pytest.param("二行の\r\n題名", "二行の 題名", id="a line end becomes a blank"),
        pytest.param("タブ\tつき", "タブ つき", id="a tab becomes a blank"),
        pytest.param("佐藤\0花子\x07", "佐藤花子", id="control characters go"),
        pytest.param("報\u202e告書", "報告書", id="marks that turn the writing go"),
        pytest.param("半\ud83d分", "半分", id="half a character goes"),
        pytest.param("👩‍👩‍👧", "👩‍👩‍👧", id="a family stays together"),
        pytest.param(r"C:\New", "C:＼New", id="a backslash becomes its full-width twin"),
        pytest.param("葛󠄀城", "葛󠄀城", id="a variant character keeps its shape"),
    ],
)
def test_words_of_one_line_are_cleaned(typed, shown):
    assert lines.flat(typed) == shown


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("佐藤 花子", "佐藤 花子"),
        ('"花子"', "＂花子＂"),
        ("^'花子", "＾'花子"),
    ],
)
def test_a_name_holds_nothing_that_ends_or_escapes_a_parameter(typed, shown):
    assert lines.name_parameter(typed) == shown


def test_a_name_with_signs_of_the_grammar_is_quoted():
    assert lines.line("X", "v", CN="佐藤, 花子") == 'X;CN="佐藤, 花子":v\r\n'.encode()


@pytest.mark.parametrize(
    "value",
    ["", "two words", "a\r\nB:c", "a\tb", "full　width", "\0", "back\\slash", "\ud83d"],
    ids=repr,
)
def test_an_identity_is_refused_rather_than_changed(value):
    with pytest.raises(lines.UnsafeValueError):
        lines.identity(value)


def test_an_address_keeps_its_unusual_signs():
    assert lines.mailto("o'neil+tag&co@mihon.example") == "mailto:o'neil+tag%26co@mihon.example"
