"""People who come without an account: found again or written down provisionally, and let go when they don't confirm.

A trade of this room's actions. An e-mail address is no key to a person: colleagues share one, so the name counts too.
"""

from django.db import connection, transaction

from network.people.models import Person
from network.people.queries import people_by_email
from network.people.rules import fold_name


@transaction.atomic
def known_or_provisional(*, name: str, kana: str, email: str, language: str) -> Person:
    """The person of this name at this address, else a new provisional one.

    Nothing typed overwrites what is stored about somebody known: the address is not confirmed yet.
    """
    _one_at_a_time(email)
    wanted = fold_name(name)
    for person in people_by_email(email).filter(erased_at__isnull=True).order_by("is_provisional", "pk"):
        if fold_name(person.name) == wanted:
            return person
    return Person.objects.create(name=name, kana=kana, email=email, language=language, is_provisional=True)


def _one_at_a_time(email: str) -> None:
    """Whoever sends two forms from one mailbox at the same moment is found by the second. SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"guest:{email.strip().lower()}"])


def settle_in(person: Person) -> None:
    """The address is confirmed: a provisional person becomes somebody the network knows."""
    if person.is_provisional:
        person.is_provisional = False
        person.save(update_fields=["is_provisional"])


def let_go(person_ids: list[int]) -> int:
    """Delete provisional people that nothing else refers to; returns how many. The caller has deleted what did."""
    gone, _per_table = Person.objects.filter(
        pk__in=person_ids, is_provisional=True, registrations__isnull=True, account__isnull=True
    ).delete()
    return gone
