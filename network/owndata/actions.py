"""The only writer of requests for erasure, and the one that erases somebody everywhere."""

from datetime import datetime

from django.db import transaction

from network.audit.actions import record
from network.owndata.choices import Reason, Refusal, RequestState
from network.owndata.erasing import erase_parts
from network.owndata.models import ErasureRequest
from network.owndata.queries import refusal_for, subject_of
from network.owndata.registry import Subject, parts
from network.owndata.rules import erased_name
from network.people.models import Account, Person
from network.safety.actions import end_sessions
from network.signals import person_erased


class OwnDataError(Exception):
    """Somebody can't be erased; `code` is a Refusal."""

    def __init__(self, code: Refusal) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def ask_for_erasure(person: Person, *, by: Account, now: datetime) -> ErasureRequest:
    """Note that somebody wants their data erased; asked twice it stays one request. The desk sees it, nobody is written to."""
    Person.objects.select_for_update().get(pk=person.pk)
    request, is_new = ErasureRequest.objects.get_or_create(
        person=person, state=RequestState.WAITING, defaults={"asked_at": now}
    )
    if is_new:
        _note("asked_for_erasure", person.pk, by)
    return request


@transaction.atomic
def take_back_request(person: Person, *, by: Account, now: datetime) -> bool:
    """Let everything stay as it is; whether a request was waiting."""
    ended = _end_requests(person.pk, RequestState.TAKEN_BACK, by=by, now=now)
    if ended:
        _note("took_erasure_back", person.pk, by)
    return ended


@transaction.atomic
def note_file(person: Person, *, by: Account) -> None:
    """Write down that somebody took a file of their own data."""
    _note("took_own_data", person.pk, by)


@transaction.atomic
def erase(person: Person, *, reason: Reason, by: Account, now: datetime) -> None:
    """Take name, addresses and account of somebody away everywhere; sums, numbers and papers of money stay.

    What is ahead ends as it would end by hand (places at meetings go to whoever waits, memberships end today), but
    nobody is written to at an address that is gone. Can't be undone. Raises OwnDataError: erased (done before), own,
    holds_role.
    """
    locked = Person.objects.select_for_update().get(pk=person.pk)
    refusal = refusal_for(locked, by=by)
    if refusal:
        raise OwnDataError(refusal)
    subject = subject_of(locked)
    _take_name(locked, now=now)
    _close_account(subject)
    person_erased.send(sender=Person, person_id=subject.person_id, by_id=by.pk, now=now)
    erase_parts(subject, now=now)
    _end_requests(subject.person_id, RequestState.DONE, by=by, now=now)
    record(
        actor_id=by.pk,
        verb="erased",
        subject="network.person",
        subject_id=subject.person_id,
        details={"reason": reason.value},
    )


@transaction.atomic
def let_kept_words_go(*, now: datetime) -> int:
    """Take names of people erased before out of papers whose years are over; says how many rows. Nobody is told."""
    return sum(part.let_go(now) for part in parts() if part.let_go is not None)


def _take_name(person: Person, *, now: datetime) -> None:
    person.name, person.kana = erased_name(person.pk), ""
    person.email = person.phone = ""
    person.erased_at = now
    person.save()


def _close_account(subject: Subject) -> None:
    """Nobody can sign in with it any more, and it has no name; what it did still points to it."""
    account = Account.objects.filter(pk=subject.account_id).first()
    if account is None:
        return
    account.username, account.email = f"erased-{account.pk}", None
    account.is_active = account.is_staff = False
    account.set_unusable_password()
    account.save()
    end_sessions(account)


def _end_requests(person_id: int, state: RequestState, *, by: Account, now: datetime) -> bool:
    waiting = ErasureRequest.objects.filter(person=person_id, state=RequestState.WAITING)
    return bool(waiting.update(state=state, ended_at=now, ended_by=by.pk))


def _note(verb: str, person_id: int, by: Account) -> None:
    record(actor_id=by.pk, verb=verb, subject="network.person", subject_id=person_id)
