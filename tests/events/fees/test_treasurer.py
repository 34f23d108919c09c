"""Fees of events in the treasurer's hands: apart from dues, matched by reference, not asked for before their day."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from membership.invoices.models import Slip
from membership.ledger.actions import bill
from membership.ledger.queries import open_of
from membership.ledger.rules import Payer
from membership.payments import actions as payments
from membership.payments.queries import EVENTS, figures_of
from membership.payments.report import lines_behind
from membership.reminders.queries import preview
from membership.selfservice.queries import money_of
from network.association.dates import FiscalYear
from network.people.choices import Role
from tests.events.fees.scene import TODAY, charges, comes, party_of, pay, with_fee
from tests.factories.events import NOW, STARTS, meeting
from tests.factories.membership import StatementLineFactory, dues
from tests.factories.network import account_with_role

pytestmark = [pytest.mark.django_db, pytest.mark.capability("M16")]
YEAR = FiscalYear(2026)


def test_figures_when_fees_and_dues_are_open_and_paid():
    pool = with_fee(meeting(seats=None))
    party = party_of(pool)
    pay(comes(pool, party))
    comes(pool)
    bill([dues()], on=TODAY, made_by=None, now=NOW)

    figures = figures_of(YEAR, TODAY)

    behind = lines_behind("event_fees", YEAR, "", TODAY)
    assert (figures.event_fees, behind.total, sum(row.amount for row in behind.rows)) == (5000, 5000, 5000)
    assert (figures.billed, figures.recognised, figures.open) == (2000, 0, 3000)
    assert sum(age.by_tier.get(EVENTS, 0) for age in figures.ages) == 1000


def test_fees_stand_apart_on_the_treasurer_s_page(client):
    comes(with_fee(meeting()))
    client.force_login(account_with_role(Role.TREASURER))

    page = client.get(reverse("payments:desk"), {"year": "2026"}).content.decode()

    assert page.count("行事参加費") == 2


def test_deposit_with_the_reference_posts_by_itself():
    pool = with_fee(meeting())
    row = comes(pool, party_of(pool))
    slip = Slip.objects.get()
    StatementLineFactory(amount=5000, payer=f"{slip.reference} ﾐﾎﾝ", on=date(2026, 11, 25))

    assert payments.match_lines(today=date(2026, 11, 26), now=NOW) == 1

    assert set(open_of([charge.pk for charge in charges(row)]).values()) == {0}


def test_requests_for_payment_leave_a_fee_alone_before_its_own_day():
    row = comes(with_fee(meeting()))
    due_on = charges(row)[0].due_on
    assert due_on == date(2026, 12, 2)

    early, late = (preview(due_on + timedelta(days=days))[0].reason for days in (13, 14))

    assert (early, late) == ("not_due", "first")


def test_own_page_shows_fees_and_their_slip():
    row = comes(with_fee(meeting()))

    money = money_of(Payer(person_id=row.person_id))

    assert [(due.amount, due.open_amount) for due in money.dues] == [(1000, 1000)]
    assert [slip.total for slip in money.slips] == [1000]


def test_fee_when_paid_before_the_year_of_the_event_is_an_advance():
    pool = with_fee(meeting(starts_at=STARTS.replace(year=2027, month=5)))
    row = comes(pool)
    assert charges(row)[0].fiscal_year == 2027

    entry = pay(row)

    paid = entry.legs.get(account__code="deposits").uses.get().entry
    assert paid.legs.filter(account__code="advance", amount=-1000).exists()
