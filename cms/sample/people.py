"""A named trade: writes the invented association, its organisations, people, members and accounts."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from cms.sample.accounts import DEMO_ACCOUNTS
from cms.sample.bodies import ASSOCIATION, BODIES, NAMED, PEOPLE
from membership.members.models import Membership, NamedCover
from membership.tiers.models import Tier
from network.association.actions import save_association
from network.association.models import Association
from network.organisations.models import ContactAddress, Organisation
from network.people.choices import Role
from network.people.models import Account, Affiliation, Person
from network.roles.models import RoleHolding

SINCE = date(2023, 4, 1)


@dataclass(frozen=True)
class Cast:
    """Whom the demo tells of. `people` stand in the order of the list."""

    bodies: dict[str, Organisation]
    people: list[Person]
    accounts: dict[str, Account]


def lay_people() -> Cast:
    """Write everybody; the association's settings are replaced."""
    save_association(Association(**ASSOCIATION))
    bodies = _lay_bodies()
    people = _lay_persons(bodies)
    _lay_memberships(bodies, people)
    return Cast(bodies=bodies, people=people, accounts=_lay_accounts(people))


def _lay_bodies() -> dict[str, Organisation]:
    rows = Organisation.objects.bulk_create(
        Organisation(name=body.name, kana=body.kana, kind=body.kind, is_sample=True) for body in BODIES
    )
    ContactAddress.objects.bulk_create(
        ContactAddress(
            organisation=row, label="相談係", email=f"soudan@{body.domain}.example", phone="000-000-0000"
        )
        for row, body in zip(rows, BODIES, strict=True)
    )
    return {row.name: row for row in rows}


def _lay_persons(bodies: dict[str, Organisation]) -> list[Person]:
    domains = {body.name: body.domain for body in BODIES}
    people = Person.objects.bulk_create(
        Person(
            name=one.name,
            kana=one.kana,
            email=f"{one.address}@{domains[one.body]}.example",
            language=one.language,
            is_sample=True,
        )
        for one in PEOPLE
    )
    Affiliation.objects.bulk_create(
        Affiliation(person=person, organisation=bodies[one.body], job=one.job, since=SINCE)
        for person, one in zip(people, PEOPLE, strict=True)
    )
    return people


def _lay_memberships(bodies: dict[str, Organisation], people: list[Person]) -> None:
    tiers = {tier.code: tier for tier in Tier.objects.all()}
    own = [
        Membership(tier=tiers[one.tier], person=person, since=SINCE)
        for person, one in zip(people, PEOPLE, strict=True)
        if one.tier
    ]
    of_bodies = [
        Membership(tier=tiers[body.tier], organisation=bodies[body.name], since=SINCE)
        for body in BODIES
        if body.tier
    ]
    by_body = {
        row.organisation.name: row for row in Membership.objects.bulk_create(own + of_bodies)[len(own) :]
    }
    by_name = {person.name: person for person in people}
    NamedCover.objects.bulk_create(
        NamedCover(membership=by_body[body], person=by_name[name], since=SINCE)
        for body, names in NAMED.items()
        for name in names
    )


def _lay_accounts(people: list[Person]) -> dict[str, Account]:
    """Those of the roles can sign in with the printed password; the others have an account and no password yet."""
    # Hashed once: hashing is meant to be slow, and these are no secrets.
    hashed = {password: make_password(password) for password in {password for *_, password in DEMO_ACCOUNTS}}
    passwords = {login: hashed[password] for _role, login, password in DEMO_ACCOUNTS}
    rows = Account.objects.bulk_create(
        Account(
            username=one.login,
            email=person.email,
            person=person,
            password=passwords.get(one.login) or make_password(None),
        )
        for person, one in zip(people, PEOPLE, strict=True)
        if one.login
    )
    accounts = {row.username: row for row in rows}
    for group in Group.objects.filter(name__in=[role.value for role in Role]):
        accounts[group.name].groups.add(group)
        RoleHolding.objects.create(account=accounts[group.name], role=group.name, since=SINCE)
    return accounts
