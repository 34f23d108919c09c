"""Dues of a year, counted again from a table written by hand."""

from datetime import date, timedelta

import pytest

from membership.tiers.models import PeriodPolicy
from membership.tiers.queries import fees_of, policy_of
from membership.tiers.rules import Policy, due_day, dues_for

# Dues of 2,000 for the year in which somebody joins, by the month of joining, as a treasurer would write them down.
TABLE = {
    "full": dict.fromkeys(range(1, 13), 2000),
    "free_late": {
        4: 2000, 5: 2000, 6: 2000, 7: 2000, 8: 2000, 9: 2000, 10: 2000, 11: 2000, 12: 2000, 1: None, 2: None, 3: None
    },
    "quarterly": {
        4: 2000, 5: 2000, 6: 2000, 7: 1500, 8: 1500, 9: 1500, 10: 1000, 11: 1000, 12: 1000, 1: 500, 2: 500, 3: 500
    },
}  # fmt: skip
DUE = {2024: "2024-06-30", 2025: "2025-06-30", 2026: "2026-06-30", 2027: "2027-06-30"}


def by_hand(joining, joined_on, fiscal_year):
    """Amount and due day by the table, with dates compared as text."""
    day, april, next_april = joined_on.isoformat(), f"{fiscal_year}-04-01", f"{fiscal_year + 1}-04-01"
    if day >= next_april:
        return None
    if day <= april:
        return 2000, DUE[fiscal_year]
    amount = TABLE[joining][int(day[5:7])]
    pay_by = (joined_on + timedelta(days=30)).isoformat()
    return amount and (amount, max(DUE[fiscal_year], pay_by))


@pytest.mark.capability("M2")
@pytest.mark.parametrize("joining", TABLE)
def test_dues_on_every_day_of_four_years(joining):
    policy = Policy(joining=joining, free_from_month=1)
    days = [date(2024, 4, 1) + timedelta(days=ahead) for ahead in range(4 * 365 + 1)]

    wrong = []
    for joined_on in days:
        for fiscal_year in DUE:
            dues = dues_for(policy, fee=2000, fiscal_year=fiscal_year, joined_on=joined_on)
            said = dues and (dues.amount, dues.due_on.isoformat())
            if said != by_hand(joining, joined_on, fiscal_year):
                wrong.append((joined_on, fiscal_year, said))

    assert (days[-1], wrong) == (date(2028, 3, 31), [])


@pytest.mark.capability("M2")
@pytest.mark.parametrize(
    ("policy", "fiscal_year", "due"),
    [
        (Policy(due_month=6, due_day=31), 2026, date(2026, 6, 30)),
        (Policy(due_month=2, due_day=31), 2027, date(2028, 2, 29)),
        (Policy(due_month=2, due_day=31), 2026, date(2027, 2, 28)),
        (Policy(due_month=3, due_day=31), 2026, date(2027, 3, 31)),
        (Policy(due_month=4, due_day=1), 2026, date(2026, 4, 1)),
        (Policy(due_month=2, due_day=10, first_month=1), 2026, date(2026, 2, 10)),
    ],
    ids=["no 31st", "leap year", "February", "at the end", "at the beginning", "calendar year"],
)
def test_due_day(policy, fiscal_year, due):
    assert due_day(policy, fiscal_year) == due


@pytest.mark.parametrize(("fee", "dues"), [(0, None), (2001, 500)], ids=["no fee", "fractions dropped"])
def test_dues_when_fee_is_odd(fee, dues):
    found = dues_for(Policy("quarterly"), fee=fee, fiscal_year=2026, joined_on=date(2027, 2, 1))

    assert (found and found.amount) == dues


@pytest.mark.parametrize(("month", "amount"), [(8, 2000), (9, None)])
def test_dues_when_year_begins_in_another_month(month, amount):
    policy = Policy("free_late", free_from_month=9, due_month=2, first_month=1)

    found = dues_for(policy, fee=2000, fiscal_year=2026, joined_on=date(2026, month, 2))

    assert (found and found.amount) == amount


@pytest.mark.django_db
def test_policy_of_a_year():
    PeriodPolicy.objects.create(from_year=2027, joining="free_late", free_from_month=1, loss_after_years=3)

    assert policy_of(2026) == Policy()
    assert policy_of(2028) == Policy("free_late", free_from_month=1, loss_after_years=3)
    PeriodPolicy.objects.all().delete()
    assert policy_of(2028) == Policy()


@pytest.mark.django_db
def test_fees_of_a_year():
    assert sorted(fees_of(2026).values()) == [2000, 5000, 10000]
    assert fees_of(1999) == {}
    assert str(PeriodPolicy(from_year=2027)) == "2027"
