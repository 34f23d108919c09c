"""Who is asked again, with which letter, and what keeps a letter back."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from membership.reminders.choices import Reason
from membership.reminders.rules import Case, Verdict, Waiting, judge

pytestmark = pytest.mark.capability("M8")
DUE = date(2026, 6, 30)
ON = date(2026, 9, 1)
CASE = Case(due_on=DUE, sums=frozenset({2000}), charge_ids=frozenset({1}))
NOTHING = Waiting()
ASKED = {"last_level": 1, "last_on": date(2026, 8, 2)}


@pytest.mark.parametrize(
    ("known", "waiting", "reason"),
    [
        ({}, NOTHING, "first"),
        (ASKED, NOTHING, "second"),
        (ASKED | {"last_on": date(2026, 8, 3)}, NOTHING, "too_soon"),
        ({"last_level": 2, "last_on": date(2026, 8, 2)}, NOTHING, "last"),
        ({"last_level": 3, "last_on": date(2026, 7, 1)}, NOTHING, "all_sent"),
        ({"is_stopped": True}, NOTHING, "stopped"),
        ({"credit": 1}, NOTHING, "credit"),
        ({"is_covered": True}, NOTHING, "covered"),
        ({"is_paid_by_organisation": True, "is_covered": True}, NOTHING, "organisation_pays"),
        ({"is_erased": True}, NOTHING, "erased"),
        ({"comes_back": True}, NOTHING, "mail_came_back"),
        ({"is_asked_anew": True}, NOTHING, "asked_anew"),
        ({"has_slip": False}, NOTHING, "no_slip"),
        ({}, Waiting(amounts={2000}), "line_waits"),
        ({"sums": frozenset({2000, 5000})}, Waiting(amounts={5000}), "line_waits"),
        ({}, Waiting(amounts={7000}, charge_ids=frozenset({1, 9})), "line_waits"),
        ({}, Waiting(amounts={7000}, charge_ids=frozenset({9})), "first"),
        ({}, Waiting(amounts={1670}, fees={330}), "fee_waits"),
        ({}, Waiting(amounts={1670}, fees={440}), "first"),
        ({"due_on": ON, "is_stopped": True}, NOTHING, "not_due"),
    ],
    ids=str,
)
def test_judge(known, waiting, reason):
    verdict = judge(replace(CASE, **known), on=ON, waiting=waiting)

    assert verdict == Verdict(reason)
    assert verdict.is_asked == (reason in {"first", "second", "last"})


def test_judge_when_two_weeks_have_passed_and_not_a_day_before():
    days = {day: judge(CASE, on=DUE + timedelta(days=day), waiting=NOTHING).reason for day in (0, 13, 14, 15)}

    assert days == {0: "not_due", 13: "not_due", 14: "first", 15: "first"}


def test_every_verdict_has_words():
    assert {Verdict(reason).level for reason in Reason.values} == {1, 2, 3, None}
    assert all(reason.label for reason in Reason)
