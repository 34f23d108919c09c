"""A named trade: how long something has waited for a moderator, in working days. Pure."""

from datetime import date, timedelta

from network.association.holidays import is_day_off

# The first decision falls within so many working days (specs, "Moderation").
DECIDED_WITHIN = 2
# A question without an answer is listed for moderators after so many.
ANSWERED_WITHIN = 3
ONE_DAY = timedelta(days=1)


def working_days(since: date, until: date) -> int:
    """How many working days have passed after a day, the last one included."""
    days, day = 0, since
    while day < until:
        day += ONE_DAY
        days += not is_day_off(day)
    return days


def decided_until(since: date) -> date:
    """The last day for a first decision about what came on a day."""
    return _working_days_after(since, DECIDED_WITHIN)


def is_overdue(since: date, today: date) -> bool:
    """Whether the last day for a first decision is over."""
    return today > decided_until(since)


def is_unanswered_long(week: date, today: date) -> bool:
    """Whether a question of a week (its Monday) has certainly waited three working days: the day is not known."""
    return today > _working_days_after(week + timedelta(days=6), ANSWERED_WITHIN)


def _working_days_after(day: date, amount: int) -> date:
    while amount:
        day += ONE_DAY
        amount -= not is_day_off(day)
    return day
