"""On whatever day the demo is laid, its meetings make sense."""

from datetime import date, timedelta

from cms.sample.meetings import (
    LEARNING,
    LEARNING_PUT_OFF,
    LEG_8,
    LEG_9,
    MEETINGS,
    SYMPOSIUM,
    moment,
    working_day,
)
from network.association.dates import FiscalYear

DAYS = [date(2026, 11, 21) + timedelta(days=number) for number in range(366)]
EVERY = [(today, meeting) for today in DAYS for meeting in MEETINGS]


def test_meetings_are_on_working_days():
    assert {meeting.day(today).weekday() for today, meeting in EVERY} == {0, 1, 2, 3, 4}


def test_deadlines_come_before_the_beginning():
    late = [
        (today, meeting.slug)
        for today, meeting in EVERY
        if (deadline := meeting.deadline(today)) and deadline >= moment(meeting.day(today), meeting.begins)
    ]

    assert late == []


def test_one_deadline_has_passed_and_all_others_are_days_away():
    shut = {
        meeting.slug
        for today, meeting in EVERY
        if meeting.in_days > 0
        and (deadline := meeting.deadline(today))
        and deadline < moment(today + timedelta(days=3), "00:00")
    }

    assert shut == {"shelter-cases"}


def test_leg_9_comes_after_leg_8():
    assert [today for today in DAYS if LEG_9.day(today) <= LEG_8.day(today)] == []


def test_moved_meeting_goes_to_a_later_day():
    put_off = timedelta(days=LEARNING_PUT_OFF)

    assert [
        today for today in DAYS if working_day(LEARNING.day(today) + put_off) <= LEARNING.day(today)
    ] == []


def test_symposium_is_in_this_fiscal_year_while_there_is_time():
    for today in DAYS:
        year = FiscalYear.of(today)
        has_time = (year.last_day - today).days >= 31

        assert (FiscalYear.of(SYMPOSIUM.day(today)) == year) is has_time, today
