"""The only writer of applications: applying, and what the secretariat decides."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from membership.invoices.models import Slip
from membership.joining.choices import ApplicationState
from membership.joining.letters import say_declined, say_received, say_welcome
from membership.joining.models import Application
from membership.ledger.rules import Payer
from membership.members.actions import begin_membership
from membership.members.models import Membership
from membership.renewal.actions import bill_membership
from membership.selfservice.actions import make_contact, say_payer_name
from membership.tiers.models import Tier
from membership.tiers.queries import fee_of
from network.association.queries import fiscal_year_of
from network.audit.actions import record
from network.organisations.models import ContactAddress, Organisation
from network.people.actions import PeopleError, affiliate, invite
from network.people.guests import known_or_provisional, settle_in
from network.people.models import Account, Person


class JoiningError(Exception):
    """An application can't be decided like this; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def apply(token: UUID, *, tier: Tier, typed: dict[str, str], language: str, now: datetime) -> Application:
    """Keep an application and tell the applicant that it came; the same form twice makes one. Nobody is registered."""
    found, is_new = Application.objects.get_or_create(
        token=token, defaults={"tier": tier, "language": language, "applied_at": now, **typed}
    )
    if is_new:
        say_received(found)
    return found


@transaction.atomic
def approve(application: Application, *, since: date, by: Account, now: datetime) -> Membership:
    """Begin the membership: register who is new, bill the first year, send the slip and the invitation.

    Raises JoiningError decided when somebody has decided already, no_fee when the tier has none that year.
    """
    locked = _waiting(application)
    person = _person_of(locked)
    organisation = _organisation_of(locked, person, since=since, by=by)
    payer = Payer(organisation_id=organisation.pk) if organisation else Payer(person_id=person.pk)
    membership = begin_membership(
        tier=locked.tier,
        since=since,
        person=None if organisation else person,
        organisation=organisation,
    )
    if locked.payer_kana:
        say_payer_name(payer, locked.payer_kana, now=now)
    slip = _first_slip(membership, since=since, by=by, now=now)
    locked.membership = membership
    _decide(locked, ApplicationState.APPROVED, by=by, now=now)
    say_welcome(locked, slip)
    _invite(person, by=by, now=now)
    return membership


@transaction.atomic
def decline(application: Application, *, by: Account, now: datetime) -> None:
    """Decide against an application and tell the applicant. Raises JoiningError decided."""
    locked = _waiting(application)
    _decide(locked, ApplicationState.DECLINED, by=by, now=now)
    say_declined(locked)


def _waiting(application: Application) -> Application:
    locked = Application.objects.select_for_update(of=("self",)).select_related("tier").get(pk=application.pk)
    if locked.state != ApplicationState.WAITING:
        raise JoiningError("decided")
    return locked


def _decide(application: Application, state: ApplicationState, *, by: Account, now: datetime) -> None:
    application.state, application.decided_at, application.decided_by = state, now, by.pk
    application.save(update_fields=["state", "decided_at", "decided_by", "membership"])
    record(actor_id=by.pk, verb=state.value, subject="membership.application", subject_id=application.pk)


def _person_of(application: Application) -> Person:
    person = known_or_provisional(
        name=application.name,
        kana=application.kana,
        email=application.email,
        language=application.language,
    )
    settle_in(person)
    return person


def _organisation_of(
    application: Application, person: Person, *, since: date, by: Account
) -> Organisation | None:
    """The organisation by its exact name, else a new one; the applicant works there and looks after it."""
    if not application.is_for_organisation:
        return None
    organisation, is_new = Organisation.objects.get_or_create(
        name=application.organisation_name, defaults={"kind": application.organisation_kind or "other"}
    )
    if is_new:
        ContactAddress.objects.create(
            organisation=organisation, email=application.email, phone=application.phone
        )
    if not person.affiliations.filter(organisation=organisation, until__isnull=True).exists():
        affiliate(person, organisation=organisation, since=since)
    make_contact(organisation, person, since=since, made_by=by.pk)
    return organisation


def _first_slip(membership: Membership, *, since: date, by: Account, now: datetime) -> Slip | None:
    """The first year's dues and their slip, as the renewal run bills them: it then finds nothing left to bill."""
    year = fiscal_year_of(since).starting_year
    if fee_of(membership.tier, year) is None:
        raise JoiningError("no_fee")
    return bill_membership(membership, fiscal_year=year, on=since, made_by=by.pk, now=now)


def _invite(person: Person, *, by: Account, now: datetime) -> None:
    """An account of one's own, where one can have it and has none; a shared mailbox is the secretariat's to settle."""
    try:
        invite(person, invited_by=by, now=now)
    except PeopleError:
        return
