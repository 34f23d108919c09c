"""Reads of own data: who somebody is to the tables, what each keeps, who asked to be erased."""

from dataclasses import dataclass

from django.db.models import QuerySet

from network.owndata.choices import Fate, Refusal, RequestState
from network.owndata.models import ErasureRequest
from network.owndata.registry import DEEDS, Subject, parts
from network.owndata.rules import why_not_erased
from network.people.models import Account, Person
from network.people.queries import account_of, shares_mailbox
from network.roles.queries import roles_held


@dataclass(frozen=True)
class Holding:
    """One table as its subject reads it: how many rows, what for, what an erasure does with them."""

    title: str
    count: int
    why: str
    fate: Fate

    @property
    def fate_words(self) -> str:
        return str(self.fate.label)


def subject_of(person: Person) -> Subject:
    """Somebody as all tables may know them. Three queries."""
    account = account_of(person)
    own = [] if shares_mailbox(person) else [person.email]
    own += [account.email] if account and account.email else []
    return Subject(
        person_id=person.pk,
        account_id=account.pk if account else None,
        name=person.name,
        email=person.email,
        addresses=tuple(dict.fromkeys(own)),
        login=account.username if account else "",
    )


def holdings_of(subject: Subject) -> list[Holding]:
    """What the site keeps of somebody, tables with nothing left out; one query each, however much there is.

    What they did at the desk is one line: only the number of their account stands there.
    """
    found: dict[tuple[str, str], Holding] = {}
    for part in parts():
        count = part.rows(subject).count()
        if count:
            title = str(DEEDS) if part.is_deed else part.title
            before = found.get((title, part.fate))
            total = count + (before.count if before else 0)
            found[title, part.fate] = Holding(title, total, str(part.why), part.fate)
    return list(found.values())


def refusal_for(person: Person, *, by: Account) -> Refusal | None:
    """Why somebody can't be erased now by this account; None where they can."""
    account = account_of(person)
    return why_not_erased(
        is_erased=person.erased_at is not None,
        is_own=by.person_id == person.pk,
        roles=roles_held(account) if account is not None else (),
    )


def waiting_request(person: Person) -> ErasureRequest | None:
    """The request that waits for the secretariat, if there is one."""
    return ErasureRequest.objects.filter(person=person, state=RequestState.WAITING).first()


def requests(*, waiting: bool) -> QuerySet[ErasureRequest]:
    """Requests with their people: those that wait, the oldest first; or those that ended, the latest first."""
    found = ErasureRequest.objects.select_related("person")
    if waiting:
        return found.filter(state=RequestState.WAITING).order_by("asked_at", "pk")
    return found.exclude(state=RequestState.WAITING).order_by("-ended_at", "-pk")
