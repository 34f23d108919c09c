"""The demo's money in years the founding's table of fees does not know."""

from datetime import UTC, date, datetime

import pytest

from cms.sample.money import lay_money
from cms.sample.people import lay_people
from membership.ledger.actions import lay_accounts
from membership.ledger.models import Charge
from membership.papers.models import Paper
from network.association.queries import fiscal_year_of
from tests.membership.ledger.books import check_books


@pytest.mark.django_db
@pytest.mark.parametrize("today", [date(2029, 4, 1), date(2031, 3, 31)], ids=["first day", "last day"])
def test_money_when_the_founding_table_ends_before_today_is_laid_all_the_same(today):
    now = datetime(today.year, today.month, today.day, 3, 0, tzinfo=UTC)
    lay_accounts()

    lay_money(lay_people(), now=now, today=today)

    year = fiscal_year_of(today).starting_year
    assert set(Charge.objects.values_list("fiscal_year", flat=True)) == {year - 1, year}
    assert Paper.objects.count() == 1
    assert check_books()["bank"] > 0
