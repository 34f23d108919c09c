"""An organisation pays for many with one slip, one reference, one total."""

import random
from datetime import date

import pytest

from membership.invoices.actions import bundle, make_slip
from membership.invoices.queries import bundle_candidates, open_lines, proposal_for, slip_of
from membership.ledger.actions import bill, receive
from membership.ledger.models import Charge
from membership.ledger.queries import account, entries_of, open_of, settled_on
from membership.ledger.rules import LedgerError, Payer
from membership.members.queries import statuses
from network.audit.models import AuditEntry
from tests.factories.membership import (
    MembershipFactory,
    OfficeMembershipFactory,
    TierFactory,
    dues,
    new_charge,
)
from tests.factories.network import AffiliationFactory, OrganisationFactory, PersonFactory
from tests.membership.ledger.books import check_books
from tests.membership.ledger.conftest import MAY, NOW

pytestmark = [pytest.mark.django_db, pytest.mark.capability("M7")]
BY = {"made_by": 7, "now": NOW}
DUE = date(2026, 6, 30)


@pytest.fixture
def office():
    return OrganisationFactory()


def staff_of(office, number, *, seed=1):
    """People who work there and what they owe: two tiers, three years, arrears and an event fee among it."""
    draw, tiers = random.Random(seed), [TierFactory(), TierFactory()]
    people = [PersonFactory() for _person in range(number)]
    wanted = []
    for person in people:
        AffiliationFactory(person=person, organisation=office)
        membership = MembershipFactory(person=person, tier=draw.choice(tiers))
        for year in sorted(draw.sample([2024, 2025, 2026], draw.randint(1, 3))):
            amount = draw.choice([2000, 5000, 10_000])
            wanted.append(dues(membership, fiscal_year=year, amount=amount, beneficiary_id=person.pk))
        if draw.random() < 0.2:
            payer = Payer(person.pk)
            wanted.append(
                new_charge(4400, kind="event", tax_class="rate_10", payer=payer, beneficiary_id=person.pk)
            )
    bill(wanted, on=MAY, **BY)
    return people


@pytest.mark.parametrize("number", [1, 2, 30, 200])
def test_bundle_pays_exactly_for_everybody(office, number):
    people = staff_of(office, number)
    membership = OfficeMembershipFactory(organisation=office)
    bill([dues(membership, amount=5000)], on=MAY, **BY)
    charges = list(bundle_candidates(office, on=MAY))
    payer = Payer(organisation_id=office.pk)

    slip = bundle(charges, payer=payer, due_on=DUE, **BY)
    shares = proposal_for(slip, slip.total)
    receive(account("bank"), amount=slip.total, on=MAY, payer=payer, key="line:1", shares=shares, **BY)

    assert {charge.beneficiary_id for charge in charges} == {None, *(person.pk for person in people)}
    assert slip.total == sum(charge.amount for charge in charges)
    assert {(line.charge_id, line.amount) for line in slip.lines.all()} == {
        (share.charge_id, share.amount) for share in shares
    }
    assert set(open_of([charge.pk for charge in charges]).values()) == {0}
    assert set(settled_on([charge.pk for charge in charges]).values()) == {MAY}
    assert check_books()["deposits"] == 0


def test_bundle_when_the_deposit_is_not_the_total(office):
    staff_of(office, 3)
    payer = Payer(organisation_id=office.pk)
    slip = bundle(list(bundle_candidates(office, on=MAY)), payer=payer, due_on=DUE, **BY)

    assert [proposal_for(slip, slip.total + wrong) for wrong in (-1, 1, -440, -slip.total // 2)] == [None] * 4


def test_bundle_takes_over_and_withdraws_what_it_makes_needless(office):
    person, other = staff_of(office, 2)
    mine = list(Charge.objects.filter(person=person))
    theirs = list(Charge.objects.filter(person=other))
    own = make_slip(mine, payer=Payer(person.pk), due_on=DUE, **BY)
    mixed = make_slip([*mine, *theirs], payer=Payer(person.pk), due_on=DUE, **BY)

    slip = bundle(mine, payer=Payer(organisation_id=office.pk), due_on=DUE, key="bundle:1", **BY)
    again = bundle(mine, payer=Payer(organisation_id=office.pk), due_on=DUE, key="bundle:1", **BY)

    assert slip == again
    assert slip_of(own.reference).withdrawn_at == NOW
    assert slip_of(mixed.reference).withdrawn_at is None
    assert set(
        Charge.objects.filter(pk__in=[row.pk for row in mine]).values_list("organisation", flat=True)
    ) == {office.pk}
    assert set(Charge.objects.filter(person=other).values_list("pk", flat=True)) == {row.pk for row in theirs}
    assert AuditEntry.objects.filter(verb="bundled").count() == 1


def test_bundle_when_one_of_them_is_paid(office):
    [person] = staff_of(office, 1)
    charge = Charge.objects.filter(person=person).first()
    bundle([charge], payer=Payer(organisation_id=office.pk), due_on=DUE, **BY)
    slip = make_slip([charge], payer=Payer(organisation_id=office.pk), due_on=DUE, **BY)
    shares = proposal_for(slip, charge.amount)
    receive(account("bank"), amount=charge.amount, on=MAY, payer=Payer(), key="line:1", shares=shares, **BY)

    with pytest.raises(LedgerError, match="nothing_open"):
        bundle([charge], payer=Payer(organisation_id=office.pk), due_on=DUE, **BY)
    assert open_lines(slip) == []


def test_whoever_leaves_keeps_membership_and_history(office):
    person, _other = staff_of(office, 2)
    charges = list(bundle_candidates(office, on=MAY))
    payer = Payer(organisation_id=office.pk)
    slip = bundle(charges, payer=payer, due_on=DUE, **BY)
    shares = proposal_for(slip, slip.total)
    receive(account("bank"), amount=slip.total, on=MAY, payer=payer, key="line:1", shares=shares, **BY)
    person.affiliations.update(until=MAY)
    bill([new_charge(700, payer=Payer(person.pk))], on=MAY, **BY)

    june = date(2026, 6, 10)
    membership = person.memberships.get()
    paid_for = Charge.objects.filter(membership=membership)

    assert statuses([membership], on=june)[membership.pk] == "member"
    assert set(paid_for.values_list("organisation", flat=True)) == {office.pk}
    assert all(entries_of(charge).filter(kind="applied").exists() for charge in paid_for)
    assert not bundle_candidates(office, on=june).filter(person=person).exists()


def test_bundle_candidates_leave_out_others(office):
    staff_of(office, 1)
    staff_of(OrganisationFactory(), 1, seed=2)

    found = bundle_candidates(office, on=MAY)

    assert {charge.person.affiliations.get().organisation for charge in found} == {office}
