"""Hundreds of charges of every kind: the preview says of each slip what a second, plainer reading of the tables says."""

import random
from collections import Counter
from datetime import date, timedelta

import pytest
from django.db.models import Sum

from membership.invoices.models import Slip
from membership.ledger.actions import hand_over, receive
from membership.ledger.models import Allocation, Charge, Leg
from membership.ledger.queries import account
from membership.ledger.rules import Payer, Share
from membership.members.queries import standing_of
from membership.payments.models import StatementLine, TransferFee
from membership.reminders.actions import send_reminders
from membership.reminders.models import Reminder, ReminderStop
from membership.reminders.queries import preview
from network.mail.models import OutboxMessage, Suppression
from tests.factories.membership import (
    MembershipFactory,
    OfficeMembershipFactory,
    ReminderFactory,
    ReminderStopFactory,
    StatementLineFactory,
    TierFactory,
)
from tests.factories.network import (
    AffiliationFactory,
    ContactAddressFactory,
    OrganisationFactory,
    PersonFactory,
)
from tests.membership.reminders.books import BY, TODAY, owing, with_bank_account

KINDS = (
    "plain",
    "plain",
    "not_due",
    "paid",
    "part",
    "credit",
    "line",
    "fee",
    "bounced",
    "no_address",
    "stopped",
    "stop_over",
    "covered",
    "taken_over",
    "body",
    "reminded",
    "reminded_long_ago",
    "reminded_thrice",
)

# Halves of the amount that came, by kind; and how many letters went out how many days ago.
PAID_PART = {"paid": 2, "part": 1, "credit": 0}
LETTERS = {"reminded": (1, 29), "reminded_long_ago": (1, 30), "reminded_thrice": (3, 40)}


@pytest.mark.capability("M8")
@pytest.mark.django_db
def test_mix_is_judged_as_by_a_second_reading(prove_figure):
    _compare(60, seed=1, note=prove_figure)


@pytest.mark.full
@pytest.mark.capability("M8")
@pytest.mark.django_db
def test_large_mix_is_judged_as_by_a_second_reading(prove_figure):
    _compare(600, seed=7, note=prove_figure)


def _compare(number, *, seed, note):
    with_bank_account()
    _mix(number, random.Random(seed))
    expected = {slip: level for slip in Slip.objects.all() if (level := _level_by_hand(slip)) is not None}

    lines = preview(TODAY)
    found = {line.slip: line.level.value for line in lines if line.level}
    sent = send_reminders({slip.pk: level for slip, level in found.items()}, on=TODAY, **BY)
    again = send_reminders({slip.pk: level for slip, level in found.items()}, on=TODAY, **BY)

    assert found == expected
    assert sent.mailed + sent.to_print == len(expected)
    assert (again.mailed, again.to_print) == (0, 0)
    told = set(Reminder.objects.filter(on=TODAY).values_list("slip", "level"))
    assert told == {(slip.pk, level) for slip, level in expected.items()}
    assert set(expected.values()) == {1, 2}
    reasons = Counter(line.reason.value for line in lines)
    assert len(reasons) >= 9
    note(
        f"{number} charges, {len(expected)} letters as a second reading says, {len(reasons)} kinds of reasons"
    )


def _mix(number, chance):
    """Every kind in turn. Amounts differ, so that a waiting line means one of them, but for some by chance."""
    TransferFee.objects.get_or_create(amount=330)
    tier, office = TierFactory(), OfficeMembershipFactory()
    for place in range(number):
        kind = KINDS[place % len(KINDS)]
        amount = 2000 + 1000 * place + chance.choice((0, 0, 0, 330))
        _one(kind, amount, tier, office, chance)


def _one(kind, amount, tier, office, chance):
    due_on = TODAY - timedelta(days=chance.randint(0, 13) if kind == "not_due" else chance.randint(14, 400))
    if kind == "body":
        body = OrganisationFactory()
        if chance.random() < 0.5:
            ContactAddressFactory(organisation=body)
        membership = MembershipFactory(tier=tier, person=None, organisation=body)
    else:
        person = PersonFactory(**({"email": ""} if kind == "no_address" else {}))
        membership = MembershipFactory(tier=tier, person=person)
    slip = owing(membership, amount=amount, due_on=due_on)
    if kind in PAID_PART:
        _pay(slip, amount * PAID_PART[kind] // 2, chance)
    elif kind in LETTERS:
        levels, days = LETTERS[kind]
        for level in range(1, levels + 1):
            ReminderFactory(slip=slip, level=level, on=TODAY - timedelta(days=days))
    elif kind == "line":
        StatementLineFactory(amount=amount, state=chance.choice(("open", "later")))
    elif kind == "fee":
        StatementLineFactory(amount=amount - 330)
    else:
        _keep_back(kind, slip, office)


def _pay(slip, paid, chance):
    charge = Charge.objects.get(slip_lines__slip=slip)
    receive(
        account("bank"),
        amount=paid or chance.randint(1, 900),
        on=TODAY,
        payer=Payer(slip.person_id, slip.organisation_id),
        key=f"line:{slip.pk}",
        shares=[Share(charge.pk, paid)] if paid else [],
        **BY,
    )


def _keep_back(kind, slip, office):
    if kind == "bounced":
        Suppression.objects.create(address=slip.person.email.lower(), reason="bounce")
    elif kind in ("stopped", "stop_over"):
        ReminderStopFactory(
            person=slip.person, until=TODAY if kind == "stopped" else TODAY - timedelta(days=1)
        )
    elif kind == "covered":
        AffiliationFactory(person=slip.person, organisation=office.organisation)
    elif kind == "taken_over":
        charge = Charge.objects.get(slip_lines__slip=slip)
        hand_over(charge, to=Payer(organisation_id=OrganisationFactory().pk), **BY)


def _level_by_hand(slip) -> int | None:
    """What a careful treasurer would say of one slip, looking at one table after the other."""
    charge = Charge.objects.get(slip_lines__slip=slip)
    left = Leg.objects.filter(charge=charge, account__code="memo-open").aggregate(sum=Sum("amount"))["sum"]
    if left == 0 or (TODAY - max(slip.due_on, charge.due_on)).days < 14:
        return None
    if (charge.person_id, charge.organisation_id) != (slip.person_id, slip.organisation_id):
        return None
    if slip.person and standing_by_organisation(slip.person):
        return None
    if _has_money(slip) or _line_waits(left) or _is_unreachable(slip):
        return None
    stops = ReminderStop.objects.filter(person=slip.person_id, organisation=slip.organisation_id)
    if any(stop.until is None or stop.until >= TODAY for stop in stops):
        return None
    letters = sorted(Reminder.objects.filter(slip=slip), key=lambda letter: letter.level)
    if len(letters) == 3 or (letters and (TODAY - letters[-1].on).days < 30):
        return None
    return len(letters) + 1


def standing_by_organisation(person) -> bool:
    """Whether somebody would be a member without the own membership."""
    own = person.memberships.get()
    own.until, until = date(2022, 12, 31), own.until
    own.save()
    covered = standing_of(person, on=TODAY).is_member
    own.until = until
    own.save()
    return covered


def _has_money(slip) -> bool:
    kept = Leg.objects.filter(
        account__code="deposits", amount__lt=0, person=slip.person_id, organisation=slip.organisation_id
    )
    came = -(kept.aggregate(sum=Sum("amount"))["sum"] or 0)
    used = Allocation.objects.filter(credit__in=kept).aggregate(sum=Sum("amount"))["sum"] or 0
    return came > used


def _line_waits(left) -> bool:
    fees = [0, *TransferFee.objects.values_list("amount", flat=True)]
    waiting = StatementLine.objects.filter(state__in=["open", "later"], amount__gt=0)
    return any(line.amount + fee == left for line in waiting for fee in fees)


def _is_unreachable(slip) -> bool:
    address = slip.person.email if slip.person else ""
    returned = OutboxMessage.objects.filter(to_address__iexact=address, state="bounced").exists()
    return bool(address) and (returned or Suppression.objects.filter(address=address.lower()).exists())
