"""An organisation's contact puts dues of staff on one slip, and takes them off again while nothing is paid."""

import threading
import uuid
from datetime import date

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from membership.invoices.models import Slip
from membership.invoices.queries import open_lines, proposal_for
from membership.ledger import actions as ledger
from membership.ledger.models import Charge
from membership.ledger.queries import account
from membership.ledger.rules import Payer
from membership.renewal.actions import bill_membership
from membership.selfservice.queries import money_of
from membership.staffdues.actions import StaffDuesError, give_back, take_over
from membership.staffdues.queries import payables, takeable, taken_over
from membership.tiers.choices import Coverage
from tests.factories.membership import (
    MembershipContactFactory,
    MembershipFactory,
    NamedCoverFactory,
    OfficeMembershipFactory,
    TierFeeFactory,
    new_charge,
)
from tests.factories.network import AccountFactory, AffiliationFactory, PersonFactory
from tests.membership.ledger.books import check_books

pytestmark = [pytest.mark.django_db, pytest.mark.capability("M7"), pytest.mark.capability("M12")]

APRIL = date(2026, 4, 1)
TODAY = date(2026, 5, 11)
BY = {"made_by": None, "now": timezone.now()}


@pytest.fixture(autouse=True)
def accounts():
    ledger.lay_accounts()


@pytest.fixture
def office():
    """An organisation with its own dues and one contact who signs in."""
    fee = TierFeeFactory(tier__coverage=Coverage.EVERYBODY, amount=5000)
    membership = OfficeMembershipFactory(tier=fee.tier)
    bill_membership(membership, fiscal_year=2026, on=APRIL, **BY)
    office = membership.organisation
    office.contact = AccountFactory()
    MembershipContactFactory(organisation=office, person=office.contact.person)
    return office


def owing(person, *, amount=2000):
    """Somebody's own dues of the year, billed with a slip."""
    membership = MembershipFactory(person=person, tier=TierFeeFactory(amount=amount).tier)
    bill_membership(membership, fiscal_year=2026, on=APRIL, **BY)
    return Charge.objects.get(membership=membership)


def working_at(office, **fields):
    return AffiliationFactory(organisation=office, **fields).person


def take(office, *charges, form="form"):
    return take_over(office, [charge.pk for charge in charges], token=form, on=TODAY, **BY)


def url_of(office):
    return reverse("membership:staff", args=[office.pk])


def test_contact_makes_one_slip_for_staff_and_the_office_itself(client, office):
    people = [working_at(office) for _person in range(2)]
    charges = [owing(person, amount=amount) for person, amount in zip(people, (2000, 3000), strict=True)]
    own = Charge.objects.get(organisation=office)
    client.force_login(office.contact)
    ticks = [charge.pk for charge in (*charges, own)]

    response = client.post(url_of(office), {"token": str(uuid.uuid4()), "charges": ticks}, follow=True)

    slip = Slip.objects.get(withdrawn_at=None)
    page = response.content.decode()
    assert (slip.organisation, slip.total) == (office, 10_000)
    assert {charge.pk for charge, _amount in open_lines(slip)} == set(ticks)
    assert set(Charge.objects.values_list("organisation", flat=True)) == {office.pk}
    assert all(text in page for text in (slip.reference, "¥10,000", *(person.name for person in people)))


def test_form_when_sent_twice_makes_one_slip(client, office):
    charge = owing(working_at(office))
    client.force_login(office.contact)
    typed = {"token": str(uuid.uuid4()), "charges": [charge.pk]}

    statuses = [client.post(url_of(office), typed).status_code for _press in range(2)]

    assert statuses == [302, 302]
    assert Slip.objects.filter(organisation=office, withdrawn_at=None).count() == 2  # its own dues, and this
    assert taken_over(office)[0].total == 2000


def test_second_browser_when_the_first_was_quicker_is_refused_whole(client, office):
    both, late = owing(working_at(office)), owing(working_at(office))
    client.force_login(office.contact)
    client.post(url_of(office), {"token": str(uuid.uuid4()), "charges": [both.pk]})

    response = client.post(url_of(office), {"token": str(uuid.uuid4()), "charges": [both.pk, late.pk]})

    late.refresh_from_db()
    assert response.status_code == 409
    assert f'value="{late.pk}" checked' in response.content.decode()
    assert late.organisation is None
    assert len(taken_over(office)) == 1


def somebody_elsewhere(office):
    return owing(PersonFactory())


def somebody_who_left(office):
    return owing(working_at(office, until=date(2026, 3, 31)))


def fee_of_a_meeting(office):
    [charge] = ledger.bill(
        [new_charge(kind="event", payer=Payer(person_id=working_at(office).pk))], on=APRIL, **BY
    )
    return charge


def paid_dues(office):
    charge = owing(working_at(office))
    payer = Payer(person_id=charge.person_id)
    entry = ledger.receive(account("bank"), amount=2000, on=TODAY, payer=payer, key="line:1", **BY)
    credit = entry.legs.get(amount__lt=0)
    ledger.apply_credit(credit, shares=proposal_for(Slip.objects.get(person=charge.person), 2000), **BY)
    return charge


def dues_of_another_office(office):
    other = OfficeMembershipFactory(tier=TierFeeFactory(tier__coverage=Coverage.EVERYBODY).tier)
    bill_membership(other, fiscal_year=2026, on=APRIL, **BY)
    return Charge.objects.get(membership=other)


@pytest.mark.parametrize(
    "foreign",
    [somebody_elsewhere, somebody_who_left, fee_of_a_meeting, paid_dues, dues_of_another_office],
)
def test_guessed_charge_is_refused_and_stays_where_it_was(client, office, foreign):
    mine, guessed = owing(working_at(office)), foreign(office)
    payer = (guessed.person_id, guessed.organisation_id)
    client.force_login(office.contact)
    ticks = [mine.pk, guessed.pk]

    response = client.post(url_of(office), {"token": str(uuid.uuid4()), "charges": ticks})

    guessed.refresh_from_db()
    assert response.status_code == 409
    assert (guessed.person_id, guessed.organisation_id) == payer
    assert guessed.pk not in [row.charge_id for row in payables(office, on=TODAY)]
    assert taken_over(office) == []


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param({"token": str(uuid.uuid4())}, id="no tick"),
        pytest.param({"token": str(uuid.uuid4()), "charges": ["x", "9" * 40]}, id="no numbers"),
        pytest.param({"token": "x", "charges": ["1"]}, id="no token"),
    ],
)
def test_form_when_it_makes_no_sense_changes_nothing(client, office, typed):
    owing(working_at(office))
    client.force_login(office.contact)

    response = client.post(url_of(office), typed)

    assert response.status_code == 422
    assert taken_over(office) == []


def test_named_people_are_payable_as_staff_is(office):
    cover = NamedCoverFactory(membership__organisation=office)
    charge = owing(cover.person)

    assert charge in takeable(office, on=TODAY)


def test_give_back_returns_everybody_their_dues_with_a_slip_of_their_own(client, office):
    charges = [owing(working_at(office)) for _person in range(2)]
    people = [charge.person_id for charge in charges]
    slip = take(office, *charges, Charge.objects.get(organisation=office))
    client.force_login(office.contact)
    url = reverse("membership:staff_back", args=[office.pk, slip.reference])

    statuses = [client.post(url).status_code for _press in range(2)]

    assert statuses == [302, 302]
    assert [Charge.objects.get(pk=charge.pk).person_id for charge in charges] == people
    assert taken_over(office) == []
    holding = Slip.objects.filter(withdrawn_at=None)
    assert set(holding.values_list("person", "total")) == {(None, 5000), *((pk, 2000) for pk in people)}
    assert holding.count() == 3
    assert slip.reference not in holding.values_list("reference", flat=True)
    assert check_books()["deposits"] == 0


@pytest.mark.parametrize(("language", "words"), [("", "がお支払いになります"), ("/en", "pays this for you")])
def test_member_whose_dues_were_taken_over_sees_who_pays(client, office, language, words):
    charge = owing(working_at(office))
    client.force_login(AccountFactory(person=charge.person))
    before = client.get(f"{language}/membership/mine/").content.decode()
    take(office, charge)

    page = client.get(f"{language}/membership/mine/").content.decode()

    assert words not in before
    assert words in page
    assert office.name in page
    assert money_of(Payer(person_id=charge.person_id)).open_amount == 0
    assert money_of(Payer(person_id=charge.person_id)).slips == []
    assert len(money_of(Payer(organisation_id=office.pk)).dues) == 2


def test_take_over_after_it_was_given_back_makes_a_new_slip(office):
    charge = owing(working_at(office))
    first = take(office, charge, form="first")
    give_back(first, **BY)

    second = take(office, charge, form="second")

    assert second.reference != first.reference
    assert Slip.objects.get(withdrawn_at=None, lines__charge=charge) == second


def test_give_back_when_some_is_paid_is_refused(office):
    charges = [owing(working_at(office)) for _person in range(2)]
    slip = take(office, *charges)
    payer = Payer(organisation_id=office.pk)
    entry = ledger.receive(account("bank"), amount=4000, on=TODAY, payer=payer, key="line:1", **BY)
    ledger.apply_credit(entry.legs.get(amount__lt=0), shares=proposal_for(slip, 4000)[:1], **BY)

    with pytest.raises(StaffDuesError, match="paid"):
        give_back(slip, **BY)

    slip.refresh_from_db()
    assert slip.withdrawn_at is None
    assert set(Charge.objects.filter(slip_lines__slip=slip).values_list("organisation", flat=True)) == {
        office.pk
    }
    assert taken_over(office)[0].is_untouched is False


@pytest.mark.parametrize("who", ["colleague", "contact of another office"])
def test_page_and_slip_when_somebody_else_knocks_are_not_found(client, office, who):
    slip = take(office, owing(working_at(office)))
    person = working_at(office) if who == "colleague" else MembershipContactFactory().person
    client.force_login(AccountFactory(person=person))

    answers = {
        client.get(url_of(office)).status_code,
        client.post(url_of(office), {"token": str(uuid.uuid4()), "charges": ["1"]}).status_code,
        client.post(reverse("membership:staff_back", args=[office.pk, slip.reference])).status_code,
    }

    assert answers == {404}
    assert taken_over(office)[0].slip == slip


def test_own_slip_of_the_office_is_no_slip_for_staff(client, office):
    own = Slip.objects.get(organisation=office)
    client.force_login(office.contact)

    response = client.post(reverse("membership:staff_back", args=[office.pk, own.reference]))

    own.refresh_from_db()
    assert response.status_code == 404
    assert own.withdrawn_at is None


@pytest.mark.parametrize("number", [1, 3])
def test_page_asks_the_same_however_many_staff(client, office, django_assert_num_queries, number):
    for person in range(number):
        take(office, owing(working_at(office)), form=f"form {person}")
        owing(working_at(office))
    client.force_login(office.contact)
    client.get(url_of(office))

    with django_assert_num_queries(PAGE_QUERIES):
        client.get(url_of(office))


PAGE_QUERIES = 6


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one writer at a time through")
def test_two_contacts_at_once_make_one_slip(office):
    charge = owing(working_at(office))
    gate, outcomes = threading.Barrier(2), []

    def press(token):
        gate.wait()
        try:
            outcomes.append(take(office, charge, form=token).total)
        except StaffDuesError as refusal:
            outcomes.append(refusal.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=[token]) for token in ("one", "two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes, key=str) == [2000, "changed"]
    assert Slip.objects.filter(lines__charge=charge, withdrawn_at=None).count() == 1
