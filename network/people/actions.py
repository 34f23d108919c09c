"""Writes people, their affiliations, invitations and accounts."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import override

from network.audit import actions as audit
from network.mail import actions as mail
from network.mail import links
from network.mail.choices import LinkPurpose
from network.mail.rules import Recipient
from network.organisations.models import Organisation
from network.people.choices import Job, Language
from network.people.models import Account, Affiliation, Invitation, Person
from network.people.queries import account_of, open_invitation, shares_mailbox
from network.people.spelling import folded_names

INVITATION_LASTS = timedelta(days=14)


class PeopleError(Exception):
    """Something about people can't be done; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def create_person(*, name: str, email: str = "", **details: Any) -> Person:
    """Adds somebody the network knows (details: kana, phone, language, is_provisional, is_sample); no mail."""
    return Person.objects.create(name=name, email=email.strip(), **details)


@transaction.atomic
def fold_names() -> int:
    """Fold every name again that stands folded otherwise than the table of spellings says today; says how many."""
    stale = [
        person
        for person in Person.objects.only("name", "kana", "folded").iterator(chunk_size=2000)
        if person.folded != folded_names(person.name, person.kana)
    ]
    for person in stale:
        person.folded = folded_names(person.name, person.kana)
    Person.objects.bulk_update(stale, ["folded"], batch_size=500)
    return len(stale)


@transaction.atomic
def affiliate(
    person: Person,
    *,
    organisation: Organisation,
    since: date,
    job: str = Job.OTHER,
    until: date | None = None,
) -> Affiliation:
    """Notes that somebody works for an organisation; earlier affiliations stay as they are, nobody is told."""
    return Affiliation.objects.create(
        person=person, organisation=organisation, job=job, since=since, until=until
    )


@transaction.atomic
def end_affiliation(affiliation: Affiliation, *, until: date | None) -> None:
    """Sets the last day of an affiliation, or opens it again without one; nobody is told.

    Raises PeopleError: ends_before_it_begins.
    """
    if until is not None and until < affiliation.since:
        raise PeopleError("ends_before_it_begins")
    affiliation.until = until
    affiliation.save(update_fields=["until"])


@transaction.atomic
def set_language(person: Person, *, language: Language) -> None:
    """Sets the language in which mails follow somebody; mails in the outbox keep theirs."""
    person.language = language
    person.save(update_fields=["language"])


@transaction.atomic
def invite(person: Person, *, invited_by: Account | None, now: datetime, login_name: str = "") -> Invitation:
    """Asks somebody by mail to choose a password, within 14 days; earlier invitations end with this one.

    Somebody with an account on a shared mailbox is asked to choose a new password, since that mailbox
    can't reset it. `login_name` is proposed to who shares a mailbox. Raises PeopleError: erased, no_address, or has_account for who can reset it alone.
    """
    if person.erased_at is not None:
        raise PeopleError("erased")
    if not person.email:
        raise PeopleError("no_address")
    account = account_of(person)
    if account is not None and account.email:
        raise PeopleError("has_account")
    _end_invitations(person, now)
    invitation = Invitation.objects.create(
        person=person,
        invited_by=invited_by,
        sent_at=now,
        expires_at=now + INVITATION_LASTS,
        login_name=login_name,
    )
    with override(person.language):
        link = links.make_link(LinkPurpose.INVITATION, invitation.pk, expires_at=invitation.expires_at)
    mail.queue(
        key=f"invitation:{invitation.pk}",
        to=Recipient(person.email, person.name, person.language, person.pk),
        template="network/people/invitation",
        context={
            "action_url": link.url,
            "action_code": link.code,
            "expires_at": invitation.expires_at,
            "login_name": account.username if account else login_name,
        },
        secrets_until=invitation.expires_at,
    )
    _note(invited_by, "invite", person)
    return invitation


@transaction.atomic
def accept_invitation(secret: str, *, login_name: str | None, password: str, now: datetime) -> Account:
    """Makes the invited person's account and uses the invitation up, both or neither; nobody is told.

    `login_name` is for those who share a mailbox; others sign in with their own address. Who has an account
    already keeps its name and gets the new password, which ends all its sessions.
    Raises PeopleError: over (unknown, used, out of date) or login_taken.
    """
    found = links.resolve(secret, LinkPurpose.INVITATION, now)
    invitation = found and open_invitation(found, now)
    if not invitation or not links.burn(secret, LinkPurpose.INVITATION, now):
        raise PeopleError("over")
    person = invitation.person
    account = account_of(person) or _new_account(person, login_name)
    account.set_password(password)
    try:
        with transaction.atomic():
            account.save()
    except IntegrityError as collision:
        raise PeopleError("login_taken") from collision
    invitation.accepted_at = now
    invitation.save(update_fields=["accepted_at"])
    Person.objects.filter(pk=person.pk, is_provisional=True).update(is_provisional=False)
    _note(account, "accept_invitation", person)
    return account


def _new_account(person: Person, login_name: str | None) -> Account:
    if shares_mailbox(person):
        if not login_name:
            raise PeopleError("login_missing")
        return Account(username=login_name, email=None, person=person)
    address = person.email.lower()
    return Account(username=address, email=address, person=person)


def _end_invitations(person: Person, now: datetime) -> None:
    Invitation.objects.filter(person=person, accepted_at__isnull=True, expires_at__gt=now).update(
        expires_at=now
    )


def _note(actor: Account | None, verb: str, person: Person) -> None:
    audit.record(
        actor_id=actor.pk if actor else None, verb=verb, subject="network.person", subject_id=person.pk
    )
