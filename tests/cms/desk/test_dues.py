"""The front page of the treasurer and of who keeps the register: what waits around money and membership."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from cms.desk.dues import dues_figures, dues_for
from cms.desk.queries import tasks_for
from membership.ledger.actions import bill
from membership.payments.choices import LineState
from network.people.choices import Role
from tests.factories.membership import ApplicationFactory, StatementLineFactory, dues
from tests.factories.network import account_with_role

pytestmark = pytest.mark.django_db
LONG_AGO = date(2020, 4, 30)


def waiting_for(role):
    account, now = account_with_role(role), timezone.now()
    found = tasks_for(account, now=now, dues=dues_for(account, now=now))
    return {task.name: (task.count, task.url) for task in found}


def some_dues(count):
    bill(
        [dues(due_on=LONG_AGO, fiscal_year=2020) for _number in range(count)],
        on=LONG_AGO,
        made_by=1,
        now=timezone.now(),
    )
    StatementLineFactory.create_batch(count, on=timezone.localdate())
    StatementLineFactory(on=timezone.localdate(), state=LineState.LATER)


def test_the_treasurer_is_told_what_waits_with_the_way_there():
    some_dues(2)

    assert waiting_for(Role.TREASURER) == {
        "lines": (2, reverse("payments:lines")),
        "overdue": (2, reverse("reminders:index")),
        "later": (1, f"{reverse('payments:lines')}?show=later"),
    }


def test_the_secretariat_is_told_who_wants_to_join_and_nothing_of_the_bank():
    some_dues(1)
    ApplicationFactory()

    assert waiting_for(Role.SECRETARIAT) == {"applications": (1, reverse("applications:index"))}


def test_figures_of_the_year_are_shown_in_yen_to_the_treasurer_only(client):
    some_dues(1)
    client.force_login(account_with_role(Role.TREASURER))
    treasurers = client.get("/desk/").content.decode()
    client.force_login(account_with_role(Role.SECRETARIAT))
    secretariats = client.get("/desk/").content.decode()

    assert "¥2,000" in treasurers
    assert "¥2,000" not in secretariats


def test_without_the_right_nothing_of_money_is_read():
    now = timezone.now()

    assert dues_for(account_with_role(Role.ORGANISER), now=now) is None
    assert list(dues_figures(None)) == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_treasurers_front_page_takes_as_many_queries_for_three_as_for_one(
    client, django_assert_num_queries, count
):
    client.force_login(account_with_role(Role.TREASURER))
    some_dues(count)
    client.get("/desk/")

    with django_assert_num_queries(20):
        response = client.get("/desk/")

    assert response.status_code == 200
