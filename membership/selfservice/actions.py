"""The only writer of self-service: names one pays under, contacts of organisations, and whom they name."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from membership.ledger.rules import Payer
from membership.members.actions import name_person
from membership.members.models import Membership, NamedCover
from membership.selfservice.models import MembershipContact, PayerName
from membership.selfservice.queries import seats_of
from membership.tiers.choices import Coverage
from network.audit.actions import record
from network.once import insert_once
from network.organisations.models import Organisation
from network.people.actions import invite
from network.people.guests import known_or_provisional, settle_in
from network.people.models import Account, Person


class SelfServiceError(Exception):
    """A member can't do this; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def say_payer_name(payer: Payer, kana: str, *, now: datetime) -> None:
    """Keeps a name somebody will pay under, for the matching to propose. Saying it twice changes nothing."""
    subject = "person" if payer.person_id is not None else "organisation"
    row = PayerName(person_id=payer.person_id, organisation_id=payer.organisation_id, kana=kana, said_at=now)
    insert_once(row, unique=[subject, "kana"])


@transaction.atomic
def forget_payer_name(payer: Payer, pk: int) -> bool:
    """Takes a name back that one said; False where it is not one's own."""
    deleted, _tables = PayerName.objects.filter(
        pk=pk, person=payer.person_id, organisation=payer.organisation_id
    ).delete()
    return bool(deleted)


@transaction.atomic
def make_contact(
    organisation: Organisation, person: Person, *, since: date, made_by: int | None
) -> MembershipContact:
    """Lets somebody look after an organisation's membership. Nobody is told."""
    contact = MembershipContact.objects.create(organisation=organisation, person=person, since=since)
    record(
        actor_id=made_by,
        verb="made_contact",
        subject="network.organisation",
        subject_id=organisation.pk,
        details={"person": person.pk},
    )
    return contact


@transaction.atomic
def give_seat(membership: Membership, *, name: str, email: str, on: date, made_by: int | None) -> NamedCover:
    """Names somebody under an organisation's membership; who is not known becomes known. Nobody is told.

    Locks the membership, so that no two take the last place. Raises SelfServiceError: not_named (the tier covers
    whoever works there), full, seated.
    """
    locked = Membership.objects.select_for_update(of=("self",)).select_related("tier").get(pk=membership.pk)
    if locked.tier.coverage != Coverage.NAMED:
        raise SelfServiceError("not_named")
    seats = seats_of(locked, on=on)
    places = locked.tier.named_places
    if places is not None and len(seats) >= places:
        raise SelfServiceError("full")
    person = known_or_provisional(name=name, kana="", email=email, language="ja")
    if any(seat.person.pk == person.pk for seat in seats):
        raise SelfServiceError("seated")
    settle_in(person)
    cover = name_person(locked, person, since=on)
    record(actor_id=made_by, verb="named", subject="membership.membership", subject_id=locked.pk)
    return cover


@transaction.atomic
def end_seat(membership: Membership, cover_id: int, *, on: date, made_by: int | None) -> bool:
    """Ends somebody's place with the day before; what was paid for them stays. False where there is none."""
    cover = (
        NamedCover.objects.select_for_update()
        .filter(pk=cover_id, membership=membership, until__isnull=True)
        .first()
    )
    if cover is None:
        return False
    if cover.since >= on:
        cover.delete()
    else:
        cover.until = on - timedelta(days=1)
        cover.save(update_fields=["until"])
    record(actor_id=made_by, verb="unnamed", subject="membership.membership", subject_id=membership.pk)
    return True


@transaction.atomic
def invite_named(membership: Membership, cover_id: int, *, by: Account, now: datetime) -> bool:
    """Invite somebody an organisation has named to an account of their own, by mail; False where there is no such place.

    Raises PeopleError: no_address, has_account, erased.
    """
    cover = NamedCover.objects.filter(pk=cover_id, membership=membership, until__isnull=True).first()
    if cover is None:
        return False
    invite(cover.person, invited_by=by, now=now)
    return True


@transaction.atomic
def end_contacts(person_id: int, *, on: date) -> int:
    """Nobody's membership is looked after by this person from a day on; of how many it was. Nobody is told."""
    held = MembershipContact.objects.filter(Q(until__isnull=True) | Q(until__gte=on), person=person_id)
    begun_later = held.filter(since__gte=on)
    count = held.count()
    begun_later.delete()
    held.update(until=on - timedelta(days=1))
    return count
