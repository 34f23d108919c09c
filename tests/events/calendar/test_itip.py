"""What each message says, and what cannot be said."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest

from events.calendar import itip
from events.calendar.lines import UnsafeValueError
from tests.events.calendar.happenings import HANAKO, MEETING, WRITTEN


def test_a_uid_is_random_and_of_our_domain():
    first, second = itip.new_uid("tasuki.example"), itip.new_uid("tasuki.example")

    assert first != second
    assert first.endswith("@tasuki.example")


def test_nobody_is_invited_to_a_cancelled_event():
    cancelled = replace(MEETING, cancelled=True)

    with pytest.raises(ValueError, match="back to life"):
        itip.request(cancelled, HANAKO, sequence=0, stamp=WRITTEN)


@pytest.mark.parametrize("field", ["starts_at", "ends_at"])
def test_a_time_without_a_zone_is_refused(field):
    naive = replace(MEETING, **{field: datetime(2026, 12, 3, 14)})  # noqa: DTZ001 -- what must be refused

    with pytest.raises(UnsafeValueError):
        itip.publish(naive, sequence=0, stamp=WRITTEN)


def test_a_stamp_without_a_zone_is_refused():
    with pytest.raises(UnsafeValueError):
        itip.publish(MEETING, sequence=0, stamp=datetime(2026, 11, 1))  # noqa: DTZ001 -- what must be refused


@pytest.mark.parametrize("field", ["uid", "url", "organizer_address"])
def test_an_identity_that_could_begin_a_line_of_its_own_is_refused(field):
    hostile = replace(MEETING, **{field: "a@b.example\r\nATTENDEE:mailto:x@y.example"})

    with pytest.raises(UnsafeValueError):
        itip.publish(hostile, sequence=0, stamp=WRITTEN)


def test_an_attendee_whose_address_could_begin_a_line_of_its_own_is_refused():
    with pytest.raises(UnsafeValueError):
        itip.request(MEETING, itip.Attendee("花子", "a@b.example\r\nX:y"), sequence=0, stamp=WRITTEN)


def test_an_attendee_without_a_name_is_an_address_only():
    content = itip.request(MEETING, itip.Attendee(" \0 ", "a@b.example"), sequence=0, stamp=WRITTEN)
    (event,) = icalendar.Calendar.from_ical(content).events

    assert event["ATTENDEE"] == "mailto:a@b.example"
    assert "CN" not in event["ATTENDEE"].params


def test_times_of_any_zone_are_shown_in_tokyo():
    in_london = MEETING.starts_at.astimezone(ZoneInfo("Europe/London"))

    content = itip.publish(replace(MEETING, starts_at=in_london), sequence=0, stamp=WRITTEN)

    assert b"DTSTART;TZID=Asia/Tokyo:20261203T140000\r\n" in content


def test_a_stamp_of_any_zone_is_written_in_utc():
    content = itip.publish(MEETING, sequence=0, stamp=WRITTEN.astimezone(ZoneInfo("Asia/Tokyo")))

    assert b"DTSTAMP:20261101T003005Z\r\n" in content


def test_what_was_left_empty_has_no_line():
    bare = replace(MEETING, location="", description="", url="", categories=())

    (event,) = icalendar.Calendar.from_ical(itip.publish(bare, sequence=0, stamp=WRITTEN)).events

    assert not {"LOCATION", "DESCRIPTION", "URL", "CATEGORIES"} & set(event)


def test_the_same_values_give_the_same_bytes():
    first = itip.vevent_bytes(MEETING, sequence=3, stamp=WRITTEN)

    assert itip.vevent_bytes(replace(MEETING), sequence=3, stamp=WRITTEN) == first
    assert itip.vevent_bytes(MEETING, sequence=4, stamp=WRITTEN) != first


@pytest.mark.parametrize("count", [0, 1, 3])
def test_a_feed_is_its_entries_one_after_the_other(count):
    entries = [
        itip.vevent_bytes(replace(MEETING, uid=f"{number}@x.example"), sequence=number, stamp=WRITTEN)
        for number in range(count)
    ]

    content = itip.feed("予定", iter(entries))

    assert b"END:VTIMEZONE\r\n" + b"".join(entries) + b"END:VCALENDAR\r\n" in content
    calendar = icalendar.Calendar.from_ical(content)
    assert [event["UID"] for event in calendar.events] == [f"{number}@x.example" for number in range(count)]


def test_a_feed_says_its_name_and_how_often_to_look():
    calendar = icalendar.Calendar.from_ical(itip.feed("私の\r\n予定", [], refresh=timedelta(minutes=90)))

    assert calendar["METHOD"] == "PUBLISH"
    assert calendar["X-WR-CALNAME"] == calendar["NAME"] == "私の 予定"
    assert calendar["REFRESH-INTERVAL"].dt == timedelta(minutes=90)
    assert calendar["X-PUBLISHED-TTL"] == "PT90M"


def test_in_a_feed_a_cancelled_event_stays_and_says_so():
    content = itip.feed(
        "予定", [itip.vevent_bytes(replace(MEETING, cancelled=True), sequence=2, stamp=WRITTEN)]
    )
    (event,) = icalendar.Calendar.from_ical(content).events

    assert event["STATUS"] == "CANCELLED"


def test_entries_are_built_several_times_faster_than_by_the_library(cpu_seconds):
    calendar = icalendar.Calendar.from_ical(itip.publish(MEETING, sequence=0, stamp=WRITTEN))
    (event,) = calendar.events

    with cpu_seconds() as ours:
        for _ in range(300):
            itip.vevent_bytes(MEETING, sequence=0, stamp=WRITTEN)
    with cpu_seconds() as theirs:
        for _ in range(300):
            event.to_ical()

    assert ours() * 2 < theirs()


def test_seconds_are_shown_as_they_are():
    at = datetime(2026, 12, 3, 5, 0, 59, tzinfo=UTC)

    assert b":20261203T140059\r\n" in itip.publish(replace(MEETING, starts_at=at), sequence=0, stamp=WRITTEN)
