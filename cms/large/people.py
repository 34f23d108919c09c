"""A named trade: writes invented organisations and people by the thousand, with their work, memberships and accounts."""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from django.contrib.auth.hashers import make_password

from cms.large import words
from cms.large.amounts import Amounts
from membership.members.models import Membership
from membership.tiers.models import Tier
from network.organisations.models import ContactAddress, Organisation
from network.people.models import Account, Affiliation, Person

AT_ONCE = 2000
YEARS = 12
ACCOUNT_SHARE, MEMBER_SHARE, BODY_MEMBER_SHARE = 0.6, 0.15, 0.4
FORMER_SHARE, ENGLISH_SHARE = 0.2, 0.02


@dataclass(frozen=True)
class Crowd:
    """Whom the large demo tells of; `work` names the organisation each person works for today, in the same order."""

    bodies: list[Organisation]
    people: list[Person]
    work: list[Organisation]
    with_account: frozenset[int]


def dice_uuid(dice: Random) -> uuid.UUID:
    """A random name that the same seed draws again."""
    return uuid.UUID(int=dice.getrandbits(128), version=4)


def lay_crowd(amounts: Amounts, *, dice: Random, today: date) -> Crowd:
    """Write everybody; the first person has an account and is a member."""
    bodies = _lay_bodies(amounts.organisations)
    people = _lay_people(amounts.people, len(bodies), dice)
    work = _lay_work(people, bodies, dice, today)
    _lay_memberships(people, bodies, dice, today)
    with_account = _lay_accounts(people, dice)
    return Crowd(bodies=bodies, people=people, work=work, with_account=with_account)


def _lay_bodies(amount: int) -> list[Organisation]:
    bodies, contacts = [], []
    for number in range(amount):
        kind, before, after, _, reading, _tier = words.BODIES[number % len(words.BODIES)]
        name, kana = words.town(number // len(words.BODIES))
        body = Organisation(name=f"{before}{name}{after}", kana=f"{kana}{reading}", kind=kind, is_sample=True)
        bodies.append(body)
        contacts.append(
            ContactAddress(
                organisation=body, label="相談係", email=f"soudan@{_domain(number)}", phone="000-000-0000"
            )
        )
    Organisation.objects.bulk_create(bodies, batch_size=AT_ONCE)
    for contact in contacts:
        contact.organisation_id = contact.organisation.pk
    ContactAddress.objects.bulk_create(contacts, batch_size=AT_ONCE)
    return bodies


def _domain(number: int) -> str:
    return f"mihon{number + 1}.example"


def _lay_people(amount: int, bodies: int, dice: Random) -> list[Person]:
    family, second, given = (words.pairs(each) for each in (words.FAMILY, words.SECOND, words.GIVEN))
    people = []
    for number in range(amount):
        one, two, own = dice.choice(family), dice.choice(second), dice.choice(given)
        people.append(
            Person(
                name=f"{one[0]}{two[0]} {own[0]}",
                kana=f"{one[1]}{two[1]} {own[1]}",
                email=f"sample{number + 1}@{_domain(number % bodies)}",
                language="en" if dice.random() < ENGLISH_SHARE else "ja",
                is_sample=True,
            )
        )
    return Person.objects.bulk_create(people, batch_size=AT_ONCE)


def _lay_work(
    people: list[Person], bodies: list[Organisation], dice: Random, today: date
) -> list[Organisation]:
    """Everybody works somewhere; some worked elsewhere before."""
    work, rows = [], []
    for number, person in enumerate(people):
        body, since = bodies[number % len(bodies)], _first_of_april(dice, today)
        work.append(body)
        job = dice.choice(words.JOBS)
        if dice.random() < FORMER_SHARE:
            former = dice.choice(bodies)
            until = since - timedelta(days=1)
            began = since.replace(year=since.year - 3)
            rows.append(Affiliation(person=person, organisation=former, job=job, since=began, until=until))
        rows.append(Affiliation(person=person, organisation=body, job=job, since=since))
    Affiliation.objects.bulk_create(rows, batch_size=AT_ONCE)
    return work


def _first_of_april(dice: Random, today: date) -> date:
    return date(today.year - 1 - dice.randrange(YEARS), 4, 1)


def _lay_memberships(people: list[Person], bodies: list[Organisation], dice: Random, today: date) -> None:
    tiers = {tier.code: tier for tier in Tier.objects.all()}
    rows = []
    for number, person in enumerate(people):
        if number == 0 or dice.random() < MEMBER_SHARE:
            rows.append(Membership(tier=tiers["individual"], person=person, **_period(dice, today, number)))
    for number, body in enumerate(bodies):
        if dice.random() < BODY_MEMBER_SHARE:
            tier = tiers[words.BODIES[number % len(words.BODIES)][-1]]
            rows.append(Membership(tier=tier, organisation=body, **_period(dice, today, number)))
    Membership.objects.bulk_create(rows, batch_size=AT_ONCE)


def _period(dice: Random, today: date, number: int) -> dict[str, date | None]:
    """Since an April; one in ten has left at the end of a fiscal year since."""
    since = _first_of_april(dice, today)
    left = dice.random() < 0.1 and number > 0
    return {"since": since, "until": date(since.year + 1, 3, 31) if left else None}


def _lay_accounts(people: list[Person], dice: Random) -> frozenset[int]:
    """Most people have an account, and nobody a password: they are there to be counted."""
    owners = [person for number, person in enumerate(people) if number == 0 or dice.random() < ACCOUNT_SHARE]
    Account.objects.bulk_create(
        (
            Account(
                username=person.email.partition("@")[0],
                email=person.email,
                person=person,
                password=make_password(None),
            )
            for person in owners
        ),
        batch_size=AT_ONCE,
    )
    return frozenset(person.pk for person in owners)
