"""A named trade: the account that exists before anybody could invite it."""

from django.contrib.auth.models import Group
from django.db import transaction

from network.audit import actions as audit
from network.people.choices import Role
from network.people.models import Account, Person


@transaction.atomic
def found_account(*, name: str, email: str, login_name: str, password: str) -> Account:
    """The first administrator with a person, in a site that has no account; signs in by name or address."""
    person = Person.objects.create(name=name, email=email)
    account = Account(username=login_name, email=email.lower(), person=person)
    account.set_password(password)
    account.save()
    account.groups.add(Group.objects.get_or_create(name=Role.ADMINISTRATOR.value)[0])
    audit.record(actor_id=account.pk, verb="found", subject="network.account", subject_id=account.pk)
    return account
