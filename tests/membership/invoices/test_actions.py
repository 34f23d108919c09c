"""Slips: one reference and one total for one or several charges."""

from datetime import date

import pytest

from membership.invoices.actions import make_slip, make_slips, withdraw_slip
from membership.invoices.models import ReferenceCounter, Slip
from membership.invoices.queries import open_lines, open_total, payable, proposal_for, slip_of, slips_of
from membership.invoices.rules import LAST, is_reference
from membership.ledger.actions import bill, receive
from membership.ledger.queries import account
from membership.ledger.rules import LedgerError, Payer, Share
from network.audit.models import AuditEntry
from tests.factories.membership import new_charge
from tests.factories.network import OrganisationFactory
from tests.membership.ledger.conftest import MAY, NOW

pytestmark = pytest.mark.django_db
DUE = date(2026, 6, 30)


@pytest.fixture
def payer():
    return Payer(organisation_id=OrganisationFactory().pk)


@pytest.fixture
def charges(payer):
    return bill([new_charge(2000, payer=payer), new_charge(5000, payer=payer)], on=MAY, made_by=7, now=NOW)


def slip_for(charges, payer, **more):
    return make_slip(charges, payer=payer, due_on=DUE, made_by=7, now=NOW, **more)


def test_make_slip(charges, payer):
    slip = slip_for(charges, payer)

    assert is_reference(slip.reference)
    assert (slip.total, slip.due_on, slip.organisation_id) == (7000, DUE, payer.organisation_id)
    assert [(line.charge_id, line.amount) for line in slip.lines.all()] == [
        (charges[0].pk, 2000),
        (charges[1].pk, 5000),
    ]
    assert slip_of(slip.reference) == slip
    assert list(slips_of(payer)) == [slip]


def test_make_slip_when_key_is_known(charges, payer):
    first, second = (slip_for(charges, payer, key="renewal:2026:1") for _time in range(2))

    assert first == second
    assert Slip.objects.count() == 1


def test_make_slip_asks_for_what_is_open(charges, payer):
    shares = [Share(charges[1].pk, 3000)]
    receive(
        account("bank"), amount=3000, on=MAY, payer=payer, key="line:1", made_by=7, now=NOW, shares=shares
    )

    slip = slip_for(charges, payer)

    assert slip.total == 4000
    assert open_lines(slip) == [(charges[0], 2000), (charges[1], 2000)]


@pytest.mark.parametrize(
    ("amount", "whole"), [(7000, True), (6999, False), (7001, False), (5000, False)], ids=str
)
def test_proposal_for_exact_sums_only(charges, payer, amount, whole):
    slip = slip_for(charges, payer)

    expected = [Share(charges[0].pk, 2000), Share(charges[1].pk, 5000)] if whole else None
    assert proposal_for(slip, amount) == expected


def test_slip_when_paid(charges, payer):
    slip = slip_for(charges, payer)
    receive(
        account("bank"),
        amount=7000,
        on=MAY,
        payer=payer,
        key="line:1",
        made_by=7,
        now=NOW,
        shares=proposal_for(slip, 7000),
    )

    assert (payable(slip), open_total(slip), proposal_for(slip, 0)) == (False, 0, None)
    with pytest.raises(LedgerError, match="nothing_open"):
        slip_for(charges, payer)


def test_make_slip_when_nobody_pays(charges):
    with pytest.raises(LedgerError, match="unknown_payer"):
        slip_for(charges, Payer())


def test_make_slip_without_charges(payer):
    with pytest.raises(LedgerError, match="nothing_open"):
        slip_for([], payer)


def test_withdraw_slip(charges, payer):
    slip = slip_for(charges, payer)

    assert payable(slip)
    assert withdraw_slip(slip, made_by=7, now=NOW)
    assert not withdraw_slip(slip, made_by=7, now=NOW)

    kept = slip_of(slip.reference)
    assert (payable(kept), list(slips_of(payer))) == (False, [])
    assert AuditEntry.objects.filter(verb="withdrawn", subject_id=slip.reference).count() == 1


def test_references_are_never_used_again(charges, payer):
    wanted = [([charge], payer, DUE, None) for charge in charges] * 10

    slips = make_slips(wanted, made_by=7, now=NOW)
    more = make_slips(wanted, made_by=7, now=NOW)

    references = [slip.reference for slip in [*slips, *more]]
    assert references == sorted(set(references))


def test_make_slip_when_references_are_used_up(charges, payer):
    ReferenceCounter.objects.create(pk=1, last=LAST)

    with pytest.raises(LedgerError, match="references_used_up"):
        slip_for(charges, payer)

    assert not Slip.objects.exists()
    assert Slip(reference="1000004").__str__() == "1000004"
