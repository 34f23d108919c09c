"""Books in which somebody owes: the pieces that tests of reminders put together."""

from datetime import UTC, date, datetime

from membership.invoices.actions import make_slip
from membership.invoices.models import Slip
from membership.ledger.actions import bill
from membership.ledger.rules import Payer
from network.association.actions import forget, save_association
from network.association.models import Association
from tests.factories.membership import dues

NOW = datetime(2026, 9, 1, 3, 0, tzinfo=UTC)
TODAY = date(2026, 9, 1)
APRIL = date(2026, 4, 1)
BY = {"made_by": 7, "now": NOW}
BANK = {
    "bank_name": "見本銀行",
    "bank_code": "0000",
    "branch_name": "本店",
    "branch_code": "001",
    "account_number": "1234567",
    "account_holder": "ミホンノカイ",
}


def with_bank_account(**fields: str) -> None:
    """Let the association have an account to transfer to."""
    save_association(Association(**{"name": "見本の会", **BANK, **fields}))
    forget()


def owing(membership=None, *, amount=2000, due_on=date(2026, 6, 30), **fields) -> Slip:
    """A slip for a year's dues, due two months ago."""
    [charge] = bill([dues(membership, amount=amount, due_on=due_on, **fields)], on=APRIL, made_by=7, now=NOW)
    payer = Payer(charge.person_id, charge.organisation_id)
    return make_slip([charge], payer=payer, due_on=due_on, made_by=7, now=NOW)
