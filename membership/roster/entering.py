"""A named trade: one row of a list becomes a person with their work and membership, and is taken back again.

Called under the row's lock, in the row's own transaction: all of a row or nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from membership.members.actions import begin_membership, name_person, take_back_membership, take_back_name
from membership.members.queries import memberships_on
from membership.roster.cells import kind_of_name
from membership.roster.choices import Decision, Outcome
from membership.roster.models import RosterRow
from membership.roster.rules import Candidate, Register, lacks_membership
from membership.tiers.queries import tier_called
from network.organisations.actions import add_contact, create_organisation
from network.organisations.entering import remove_contact, remove_organisation
from network.organisations.models import Organisation
from network.organisations.queries import is_section_mailbox
from network.people.actions import affiliate, create_person
from network.people.choices import Job
from network.people.entering import (
    complete_person,
    remove_person,
    restore_person,
    take_back_affiliation,
    why_kept,
)
from network.people.models import Person
from network.people.queries import affiliations_on
from network.people.rules import fold_name

DETAILS = ("name", "kana", "email", "phone")


class RowRefusedError(Exception):
    """A row can't be entered, or can't be taken back; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Entered:
    """How a row ended, whose row it is, and everything that it made."""

    outcome: Outcome
    person: Person
    made: dict[str, Any]


def enter_new(row: RosterRow, register: Register, *, today: date) -> Entered:
    """Somebody new, with organisation, affiliation and membership as far as the row says."""
    values = row.values
    fields = {name: values.get(name, "") for name in DETAILS}
    person = create_person(**fields)
    made: dict[str, Any] = {"person": person.pk, "as_entered": fields}
    _enter_rest(row, person, None, register, made, today)
    return Entered(Outcome.MADE, person, made)


def enter_known(
    row: RosterRow, person_id: int, register: Register, *, replaces: bool, today: date
) -> Entered:
    """Somebody the register has: what is missing is added, and with `replaces` the list's entries win."""
    person = Person.objects.select_for_update().filter(pk=person_id, erased_at__isnull=True).first()
    if person is None:
        raise RowRefusedError("person_gone")
    before, after = complete_person(person, row.values, replaces=replaces)
    made: dict[str, Any] = {"before": before, "after": after} if after else {}
    _enter_rest(row, person, register.candidate(person.pk, person.name), register, made, today)
    return Entered(Outcome.JOINED if made else Outcome.SKIPPED, person, made)


def _enter_rest(
    row: RosterRow,
    person: Person,
    known: Candidate | None,
    register: Register,
    made: dict[str, Any],
    today: date,
) -> None:
    values = row.values
    organisation = _organisation(values, register, made)
    if organisation is not None:
        works_there = affiliations_on(today).filter(person=person, organisation=organisation)
        if not works_there.exists():
            work = affiliate(
                person, organisation=organisation, since=today, job=values.get("job") or Job.OTHER.value
            )
            made["affiliation"], made["affiliation_since"] = work.pk, today.isoformat()
        _section_mailbox(row, organisation, made)
    if values.get("tier") and lacks_membership(values, known, register):
        _membership(values, person, organisation, register, made, today)
    _note_in_register(values, person, known, register)


def _organisation(values: Mapping[str, str], register: Register, made: dict[str, Any]) -> Organisation | None:
    name, municipality = values.get("organisation", ""), values.get("municipality", "")
    if not name:
        return None
    found = Organisation.objects.filter(pk=register.organisation_id(name, municipality)).first()
    if found is not None:
        return found
    organisation = create_organisation(
        name=name, kind=values.get("kind") or kind_of_name(name).value, municipality_id=municipality or None
    )
    register.organisations.setdefault(fold_name(name), []).append((organisation.pk, municipality))
    made["organisation"], made["organisation_name"] = organisation.pk, organisation.name
    return organisation


def _section_mailbox(row: RosterRow, organisation: Organisation, made: dict[str, Any]) -> None:
    """An address recognised as a section's becomes the organisation's, so that nobody resets a password through it."""
    email = row.values.get("email", "")
    is_section = any(cell["note"] in ("section_mailbox", "shared_in_list") for cell in row.cells)
    if email and is_section and not is_section_mailbox(email):
        contact = add_contact(organisation, email=email, label=row.values.get("section", ""))
        made["contact"], made["contact_email"] = contact.pk, email


def _membership(
    values: Mapping[str, str],
    person: Person,
    organisation: Organisation | None,
    register: Register,
    made: dict[str, Any],
    today: date,
) -> None:
    tier, since = tier_called(values["tier"]), date.fromisoformat(values["since"])
    if tier is None:
        raise RowRefusedError("unknown_tier")
    if register.coverage.get(tier.code) == "self":
        membership = begin_membership(tier=tier, since=since, person=person)
        made["membership"], made["membership_since"] = membership.pk, since.isoformat()
        return
    if organisation is None:
        raise RowRefusedError("tier_needs_organisation")
    membership = memberships_on(max(today, since)).filter(organisation=organisation, tier=tier).first()
    if membership is None:
        membership = begin_membership(tier=tier, since=since, organisation=organisation)
        made["membership"], made["membership_since"] = membership.pk, since.isoformat()
    if register.coverage.get(tier.code) == "named" and not membership.named.filter(person=person).exists():
        made["named"] = name_person(membership, person, since=max(since, membership.since)).pk


def _note_in_register(
    values: Mapping[str, str], person: Person, known: Candidate | None, register: Register
) -> None:
    """The rows that follow are compared with the register as it is now."""
    organisation, tier = fold_name(values.get("organisation", "")), values.get("tier", "")
    is_own = bool(tier) and register.coverage.get(tier) == "self"
    if tier and not is_own:
        register.organisation_tiers.setdefault(organisation, set()).add(tier)
    register.add(
        Candidate(
            person.pk,
            person.name,
            person.kana,
            person.email,
            person.phone,
            (known.organisations if known else frozenset()) | ({organisation} - {""}),
            (known.tiers if known else frozenset()) | ({tier} if is_own else set()),
            (known.named_by if known else frozenset()) | ({organisation} if tier and not is_own else set()),
        )
    )


def take_back(row: RosterRow) -> None:
    """Everything a row made goes again. Raises RowRefusedError when somebody has touched any of it since."""
    made = row.made
    if "person" in made:
        reason = why_kept(
            made["person"], as_entered=made["as_entered"], affiliation_id=made.get("affiliation")
        )
        if reason:
            raise RowRefusedError(reason)
    _needs("named" not in made or take_back_name(made["named"]))
    _needs(
        "membership" not in made
        or take_back_membership(made["membership"], since=date.fromisoformat(made["membership_since"]))
    )
    _needs(
        "affiliation" not in made
        or take_back_affiliation(made["affiliation"], since=date.fromisoformat(made["affiliation_since"]))
    )
    if "contact" in made:
        remove_contact(made["contact"], email=made["contact_email"])
    if "after" in made:
        _needs(restore_person(row.person_id or 0, before=made["before"], after=made["after"]))
    if "person" in made and not remove_person(made["person"]):
        raise RowRefusedError("used")
    if "organisation" in made:
        # Somebody else may work there by now: then it simply stays.
        remove_organisation(made["organisation"], name=made["organisation_name"])


def _needs(is_unchanged: bool) -> None:
    if not is_unchanged:
        raise RowRefusedError("changed")


def replaces(decision: str) -> bool:
    """Whether the list's entries win over the register's."""
    return decision == Decision.UPDATE
