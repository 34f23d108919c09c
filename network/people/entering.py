"""A named trade: people entered from a list, completed from it, and taken back while nobody has touched them."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.db.models import ProtectedError

from network.people.models import Account, Affiliation, Person

DETAILS = ("name", "kana", "email", "phone")


@transaction.atomic
def complete_person(
    person: Person, wanted: Mapping[str, str], *, replaces: bool
) -> tuple[dict[str, str], dict[str, str]]:
    """Fills what is empty, and with `replaces` what differs; what stood there before and what stands there now."""
    changed = [
        name
        for name in ("kana", "email", "phone")
        if wanted.get(name)
        and wanted[name] != getattr(person, name)
        and (replaces or not getattr(person, name))
    ]
    before = {name: getattr(person, name) for name in changed}
    for name in changed:
        setattr(person, name, wanted[name])
    if changed:
        person.save(update_fields=[*changed, "folded"])
    return before, {name: wanted[name] for name in changed}


@transaction.atomic
def restore_person(person_id: int, *, before: Mapping[str, str], after: Mapping[str, str]) -> bool:
    """Puts back what a list had filled in; False when somebody has changed it since."""
    person = Person.objects.select_for_update().filter(pk=person_id, erased_at__isnull=True).first()
    if person is None or any(getattr(person, name) != value for name, value in after.items()):
        return False
    for name, value in before.items():
        setattr(person, name, value)
    if before:
        person.save(update_fields=[*before, "folded"])
    return True


def why_kept(person_id: int, *, as_entered: Mapping[str, str], affiliation_id: int | None) -> str:
    """Why somebody entered from a list can't be taken back: changed, invited or used; empty when they can."""
    person = Person.objects.select_for_update().filter(pk=person_id).first()
    if person is None:
        return ""
    if any(getattr(person, name) != as_entered.get(name, "") for name in DETAILS):
        return "changed"
    if Account.objects.filter(person=person).exists() or person.invitations.exists():
        return "invited"
    is_elsewhere = person.affiliations.exclude(pk=affiliation_id).exists()
    return "used" if is_elsewhere or person.call_notes.exists() else ""


@transaction.atomic
def remove_person(person_id: int) -> bool:
    """Deletes somebody nothing else refers to; False when something does."""
    try:
        with transaction.atomic():
            Person.objects.filter(pk=person_id).delete()
    except ProtectedError:
        return False
    return True


@transaction.atomic
def take_back_affiliation(pk: int, *, since: date) -> bool:
    """Deletes an affiliation that is still as it was entered; False when it was changed."""
    found = Affiliation.objects.filter(pk=pk).first()
    if found is not None and (found.since != since or found.until is not None):
        return False
    if found is not None:
        found.delete()
    return True
