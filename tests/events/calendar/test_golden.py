"""The golden files are what we send, and two independent programs read the same from them."""

import email
import email.policy
from itertools import pairwise

import icalendar
import pytest
import vobject

from tests.events.calendar.happenings import GOLDEN, HANAKO, MEETING, files, messages

pytestmark = pytest.mark.capability("C1")

STORY = list(messages())
CALENDARS = [f"{name}.ics" for name in (*STORY, "feed", "reply")]
MAILS = sorted(path.name for path in GOLDEN.glob("*.eml"))
METHODS = {name: method for name, (method, _) in messages().items()} | {"feed": "PUBLISH", "reply": "REPLY"}
TO_ONE_PERSON = [name for name, method in METHODS.items() if method in {"REQUEST", "CANCEL", "REPLY"}]
TO_EVERYBODY = [name for name, method in METHODS.items() if method == "PUBLISH"]
BY_MAIL = [name.removesuffix(".eml") for name in MAILS if name != "reply.eml"]
WRITTEN_BY_US = [f"{name}.ics" for name in (*STORY, "feed")]


@pytest.mark.parametrize("name", sorted(files()))
def test_what_we_write_is_the_golden_file(name):
    assert files()[name] == (GOLDEN / name).read_bytes()


def test_every_golden_file_is_looked_at():
    written_by_hand = {"reply.ics", "reply.eml", ".gitattributes"}

    assert {path.name for path in GOLDEN.iterdir()} == set(files()) | written_by_hand


@pytest.mark.parametrize("name", CALENDARS)
def test_both_parsers_read_the_same(name):
    content = (GOLDEN / name).read_bytes()

    ours = [_facts_by_icalendar(event) for event in icalendar.Calendar.from_ical(content).events]
    theirs = [_facts_by_vobject(event) for event in vobject.readOne(content.decode()).vevent_list]

    assert ours == theirs
    assert len(ours) == (2 if name == "feed.ics" else 1)


@pytest.mark.parametrize("name", CALENDARS)
def test_the_method_is_that_of_the_happening(name):
    content = (GOLDEN / name).read_bytes()

    assert icalendar.Calendar.from_ical(content)["METHOD"] == METHODS[name.removesuffix(".ics")]
    assert vobject.readOne(content.decode()).method.value == METHODS[name.removesuffix(".ics")]


@pytest.mark.parametrize("name", [name for name in BY_MAIL if name != "waiting"])
def test_the_mail_states_the_same_method_twice_and_carries_the_golden_calendar(name):
    message = email.message_from_bytes((GOLDEN / f"{name}.eml").read_bytes(), policy=email.policy.default)
    golden = (GOLDEN / f"{name}.ics").read_bytes()
    (part,) = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    (copy,) = [part for part in message.walk() if part.get_content_type() == "application/ics"]

    assert part.get_param("method") == METHODS[name] == _calendar(name)["METHOD"]
    assert part.get_payload(decode=True) == golden
    assert copy.get_payload(decode=True) == golden


def test_what_is_only_published_is_a_file_beside_the_mail():
    message = email.message_from_bytes((GOLDEN / "waiting.eml").read_bytes(), policy=email.policy.default)
    (file,) = message.iter_attachments()

    assert [part.get_content_type() for part in message.walk() if not part.is_multipart()] == [
        "text/plain",
        "text/html",
        "application/ics",
    ]
    assert file.get_payload(decode=True) == (GOLDEN / "waiting.ics").read_bytes()


def test_the_reply_states_the_same_method_twice_and_carries_the_golden_calendar():
    message = email.message_from_bytes((GOLDEN / "reply.eml").read_bytes(), policy=email.policy.default)
    (part,) = [part for part in message.walk() if part.get_content_type() == "text/calendar"]

    assert part.get_param("method") == "REPLY" == _calendar("reply")["METHOD"]
    assert part.get_payload(decode=True) == (GOLDEN / "reply.ics").read_bytes()


@pytest.mark.parametrize("name", TO_ONE_PERSON)
def test_a_message_to_a_person_names_that_person_and_nobody_else(name):
    (event,) = _calendar(name).events

    assert event["ATTENDEE"] == f"mailto:{HANAKO.address}"


@pytest.mark.parametrize("name", TO_EVERYBODY)
def test_what_everybody_may_read_names_the_organiser_and_nobody_else(name):
    for event in _calendar(name).events:
        assert "ATTENDEE" not in event
        assert event["ORGANIZER"] == f"mailto:{MEETING.organizer_address}"
    assert HANAKO.address.encode() not in (GOLDEN / f"{name}.ics").read_bytes()


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("waiting", "TENTATIVE"),
        ("confirmed", "CONFIRMED"),
        ("moved", "CONFIRMED"),
        ("reworded", "CONFIRMED"),
        ("withdrawn", None),
        ("confirmed-again", "CONFIRMED"),
        ("cancelled", "CANCELLED"),
        ("public-file", "CONFIRMED"),
        ("public-file-cancelled", "CANCELLED"),
    ],
)
def test_the_status_is_that_of_the_event_and_absent_when_one_person_withdraws(name, status):
    (event,) = _calendar(name).events

    assert event.get("STATUS") == status


def test_a_cancellation_keeps_the_time_it_cancels():
    (moved,), (cancelled,) = _calendar("moved").events, _calendar("cancelled").events

    assert cancelled.start == moved.start


@pytest.mark.parametrize("name", [*STORY, "feed"])
def test_no_message_rings(name):
    assert b"VALARM" not in (GOLDEN / f"{name}.ics").read_bytes()


@pytest.mark.parametrize("name", TO_ONE_PERSON[:-1])
def test_no_answer_is_asked_for_and_one_is_given(name):
    (event,) = _calendar(name).events
    stated = event["ATTENDEE"].params

    assert stated["RSVP"] == "FALSE"
    assert stated["PARTSTAT"] == ("DECLINED" if name == "withdrawn" else "ACCEPTED")


@pytest.mark.parametrize("name", WRITTEN_BY_US)
def test_the_time_zone_is_defined_before_it_is_used(name):
    calendar = icalendar.Calendar.from_ical((GOLDEN / name).read_bytes())
    first, *rest = calendar.subcomponents

    assert (first.name, first["TZID"]) == ("VTIMEZONE", "Asia/Tokyo")
    assert [block.name for block in first.subcomponents] == ["STANDARD"]
    assert {component.name for component in rest} == {"VEVENT"}
    assert {event["DTSTART"].params["TZID"] for event in rest} == {"Asia/Tokyo"}


@pytest.mark.parametrize("name", WRITTEN_BY_US)
def test_every_line_ends_with_crlf_and_fits_with_its_characters_whole(name):
    content = (GOLDEN / name).read_bytes()
    *lines, after = content.split(b"\r\n")

    assert after == b""
    assert not [line for line in lines if b"\r" in line or b"\n" in line or len(line) > 75]
    assert all(line.decode() for line in lines)


def test_one_meeting_keeps_its_name_through_the_whole_story():
    assert {event["UID"] for name in STORY for event in _calendar(name).events} == {MEETING.uid}


def test_in_the_story_of_one_person_sequences_never_fall_and_stamps_rise():
    story = [_calendar(name).events[0] for name in STORY if name in BY_MAIL]

    assert [event["SEQUENCE"] for event in story] == [0, 0, 1, 1, 2, 3, 4]
    assert all(one["DTSTAMP"].dt < next_one["DTSTAMP"].dt for one, next_one in pairwise(story))


def test_a_reply_echoes_what_was_confirmed():
    (reply,), (confirmed,) = _calendar("reply").events, _calendar("confirmed").events

    assert (reply["UID"], reply["SEQUENCE"]) == (confirmed["UID"], confirmed["SEQUENCE"])


def _calendar(name: str) -> icalendar.Calendar:
    return icalendar.Calendar.from_ical((GOLDEN / f"{name}.ics").read_bytes())


def _facts_by_icalendar(event: icalendar.Event) -> dict:
    attendees = event.get("ATTENDEE", [])
    return {
        "uid": event["UID"],
        "sequence": str(event["SEQUENCE"]),
        "stamp": event["DTSTAMP"].dt.timestamp(),
        "start": event.start.timestamp(),
        "end": event.end.timestamp(),
        "summary": event["SUMMARY"],
        "location": event.get("LOCATION"),
        "description": event.get("DESCRIPTION"),
        "status": event.get("STATUS"),
        "url": event.get("URL"),
        "organizer": (event["ORGANIZER"], event["ORGANIZER"].params.get("CN")),
        "attendees": [
            (each, each.params["CN"]) for each in (attendees if isinstance(attendees, list) else [attendees])
        ],
    }


def _facts_by_vobject(event: vobject.base.Component) -> dict:
    def value(name):
        found = event.contents.get(name)
        return found[0].value if found else None

    def address(line):
        return line.value, line.params.get("CN", [None])[0]

    return {
        "uid": value("uid"),
        "sequence": value("sequence"),
        "stamp": value("dtstamp").timestamp(),
        "start": value("dtstart").timestamp(),
        "end": value("dtend").timestamp(),
        "summary": value("summary"),
        "location": value("location"),
        "description": value("description"),
        "status": value("status"),
        "url": value("url"),
        "organizer": address(event.organizer),
        "attendees": [address(line) for line in event.contents.get("attendee", [])],
    }
