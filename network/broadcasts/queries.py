"""Reads of broadcasts: whom a choice reaches, how far one is, and what became of everybody in it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Lower, Trim
from django.utils.timezone import localdate

from network.broadcasts.choices import BroadcastState, Outcome
from network.broadcasts.circles import ORGANISATIONS
from network.broadcasts.models import Addressee, Broadcast, Chunk
from network.broadcasts.registry import Subject, circle_of, subject_named
from network.broadcasts.rules import Mailbox, Wanted
from network.mail.choices import MailState
from network.mail.models import OptOut, OutboxMessage, Suppression
from network.mail.queries import NEEDS_SOMEBODY, OPEN, batch_states, messages_keyed
from network.mail.rules import recipient_key
from network.organisations.models import ContactAddress
from network.people.choices import Language
from network.people.models import Person
from network.people.queries import affiliations_on

LOG_PER_PAGE = 50
READ_AT_ONCE = 2000


@dataclass(frozen=True)
class Audience:
    """A choice of people: in any of the circles, and working where and as what was chosen."""

    circles: list[str] = field(default_factory=list)
    bureaus: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    jobs: list[str] = field(default_factory=list)

    def stored(self) -> dict[str, list[str]]:
        return asdict(self)


@dataclass(frozen=True)
class Reach:
    """Whom a choice reaches: letters count mailboxes; the others get none, and why."""

    people: int
    mailboxes: int
    letters: int
    without_address: int
    declined: int
    suppressed: int


def subject_of(broadcast: Broadcast) -> Subject:
    """What upper wings say of the broadcast's subject."""
    subject = subject_named(broadcast.about)
    if subject is None:
        raise LookupError(broadcast.about)
    return subject


def title_of(about: str, pk: int) -> str:
    """What it is called; empty where it is not there."""
    subject = subject_named(about)
    return subject.titles([pk]).get(pk, "") if subject else ""


def titles_of(broadcasts: Iterable[Broadcast]) -> dict[tuple[str, int], str]:
    """What the subjects of a list are called. One query per kind of subject."""
    wanted: dict[str, set[int]] = {}
    for broadcast in broadcasts:
        wanted.setdefault(broadcast.about, set()).add(broadcast.about_id)
    return {
        (about, pk): title
        for about, pks in wanted.items()
        if (subject := subject_named(about)) is not None
        for pk, title in subject.titles(pks).items()
    }


# --- whom ------------------------------------------------------------------------------------


def people_in(broadcast: Broadcast, *, now: datetime) -> QuerySet[Person]:
    """People a broadcast is meant for, those without an address included; who has answered is left out.

    A second letter is for those to whom the first was written.
    """
    people = Person.objects.filter(erased_at__isnull=True, is_provisional=False)
    if broadcast.follows_id:
        people = people.filter(pk__in=_written_to(broadcast).values("person"))
    else:
        people = people.filter(_chosen(Audience(**broadcast.audience), now))
    return people.exclude(pk__in=subject_of(broadcast).people_who_answered(broadcast.about_id))


def mailboxes_in(broadcast: Broadcast, *, now: datetime) -> QuerySet[ContactAddress]:
    """Mailboxes of organisations a broadcast is meant for; occupations choose people and no mailboxes."""
    mailboxes = ContactAddress.objects.exclude(email="")
    if broadcast.follows_id:
        mailboxes = mailboxes.filter(pk__in=_written_to(broadcast).values("contact"))
    else:
        audience = Audience(**broadcast.audience)
        if ORGANISATIONS not in audience.circles:
            return ContactAddress.objects.none()
        mailboxes = mailboxes.filter(_place_and_kind(audience))
    return mailboxes.exclude(
        organisation__in=subject_of(broadcast).organisations_that_answered(broadcast.about_id)
    )


def _written_to(broadcast: Broadcast) -> QuerySet[Addressee]:
    return Addressee.objects.filter(broadcast=broadcast.follows_id, outcome=Outcome.WRITTEN)


def _chosen(audience: Audience, now: datetime) -> Q:
    inside = Q(pk__in=[])
    for key in audience.circles:
        circle = circle_of(key)
        if circle is not None:
            inside |= Q(pk__in=circle.people(key, now))
    if not (audience.bureaus or audience.kinds or audience.jobs):
        return inside
    works = affiliations_on(localdate(now)).filter(_place_and_kind(audience), person=OuterRef("pk"))
    if audience.jobs:
        works = works.filter(job__in=audience.jobs)
    return inside & Q(Exists(works))


def _place_and_kind(audience: Audience) -> Q:
    """Where an organisation is and of which kind, for rows that have one; nothing chosen chooses all."""
    chosen = Q()
    if audience.bureaus:
        chosen &= Q(organisation__municipality__bureau__in=audience.bureaus)
    if audience.kinds:
        chosen &= Q(organisation__kind__in=audience.kinds)
    return chosen


def reach_of(broadcast: Broadcast, *, now: datetime) -> Reach:
    """Counts for the desk. Four queries, whatever the number of people."""
    people, mailboxes = people_in(broadcast, now=now), mailboxes_in(broadcast, now=now)
    declined = Exists(OptOut.objects.filter(person=OuterRef("pk"), kind=broadcast.kind))
    silent = Exists(Suppression.objects.filter(address=Lower(Trim(OuterRef("email")))))
    counted = people.order_by().aggregate(
        people=Count("pk", filter=~Q(email="") & ~declined & ~silent),
        without_address=Count("pk", filter=Q(email="")),
        declined=Count("pk", filter=~Q(email="") & declined),
        suppressed=Count("pk", filter=~Q(email="") & ~declined & silent),
    )
    mailbox_declined = Exists(OptOut.objects.filter(contact=OuterRef("pk"), kind=broadcast.kind))
    open_mailboxes = mailboxes.filter(~mailbox_declined, ~silent)
    reached = people.filter(~Q(email="") & ~declined & ~silent)
    letters = (
        reached.order_by()
        .values_list(Lower(Trim("email")), F("language"))
        .union(open_mailboxes.order_by().values_list(Lower(Trim("email")), Value(Language.JA.value)))
        .count()
    )
    return Reach(mailboxes=open_mailboxes.order_by().count(), letters=letters, **counted)


def first_reader(broadcast: Broadcast, *, now: datetime) -> Person | ContactAddress | None:
    """Somebody real to show the letter with: the first person by reading, else the first mailbox."""
    return (
        people_in(broadcast, now=now).exclude(email="").order_by("kana", "name", "pk").first()
        or mailboxes_in(broadcast, now=now).select_related("organisation").first()
    )


def wanted_by(broadcast: Broadcast, *, now: datetime) -> Iterator[Wanted]:
    """Everybody who is to be written to at this moment. Two queries."""
    people = people_in(broadcast, now=now).exclude(email="").order_by()
    for pk, email, language in people.values_list("pk", "email", "language").iterator(READ_AT_ONCE):
        yield Wanted(Mailbox(recipient_key(email), language), person_id=pk)
    mailboxes = mailboxes_in(broadcast, now=now).order_by()
    for pk, email in mailboxes.values_list("pk", "email").iterator(READ_AT_ONCE):
        yield Wanted(Mailbox(recipient_key(email), Language.JA), contact_id=pk)


# --- how far ---------------------------------------------------------------------------------


def due(now: datetime) -> QuerySet[Broadcast]:
    """Broadcasts whose time has come, the longest waiting first."""
    return Broadcast.objects.filter(state=BroadcastState.SCHEDULED, due_at__lte=now).order_by("due_at", "pk")


def unwritten_chunks() -> QuerySet[Chunk]:
    """Chunks still to be written of broadcasts that are going out."""
    return Chunk.objects.filter(written_at__isnull=True, broadcast__state=BroadcastState.SENDING).order_by(
        "broadcast", "number"
    )


def broadcast_list(*, about: str = "", about_id: int = 0) -> QuerySet[Broadcast]:
    """What was and will be announced, the newest first; all subjects or one."""
    rows = (
        Broadcast.objects.exclude(state=BroadcastState.DISCARDED)
        .select_related("written_by__person")
        .defer("letters")
    )
    return rows.filter(about=about, about_id=about_id) if about else rows


@dataclass(frozen=True)
class Progress:
    """Letters of a broadcast by what became of them. `people` counts everybody it is meant for."""

    people: int
    letters: int
    waiting: int
    sent: int
    delivered: int
    failed: int
    suppressed: int
    declined: int
    unsent: int

    @property
    def settled(self) -> int:
        return self.letters - self.waiting

    @property
    def percent(self) -> int:
        return 100 * self.settled // self.letters if self.letters else 100


def progress_of(broadcast: Broadcast) -> Progress:
    """How far a broadcast is. Three queries."""
    states = Counter(batch_states(broadcast.batch))
    outcomes = Counter(
        dict(broadcast.addressees.order_by().values_list("outcome").annotate(Count("letter", distinct=True)))
    )
    whole = broadcast.addressees.aggregate(people=Count("pk"), letters=Count("letter", distinct=True))
    written = sum(states.values())
    unwritten = outcomes[""]
    is_over = broadcast.state in (BroadcastState.STOPPED, BroadcastState.DISCARDED)
    return Progress(
        people=whole["people"],
        letters=whole["letters"],
        waiting=sum(states[state] for state in OPEN) + (0 if is_over else unwritten),
        sent=states[MailState.SENT] + states[MailState.CONFIRMED],
        delivered=states[MailState.CONFIRMED],
        failed=states[MailState.FAILED] + states[MailState.BOUNCED] + states[MailState.GIVEN_UP],
        suppressed=states[MailState.SUPPRESSED],
        declined=states[MailState.DECLINED] + max(whole["letters"] - written - unwritten, 0),
        unsent=unwritten if is_over else 0,
    )


# --- who was sent what -----------------------------------------------------------------------


@dataclass(frozen=True)
class LogRow:
    """One addressee: who, at which address, and what became of the letter."""

    name: str
    address: str
    state: str
    at: datetime | None


def log_page(broadcast: Broadcast, number: Any, *, only_failed: bool = False) -> Page:
    """One page of the log."""
    page = Paginator(_log(broadcast, only_failed=only_failed), LOG_PER_PAGE).get_page(number)
    page.object_list = log_rows(broadcast, page.object_list)
    return page


def whole_log(broadcast: Broadcast) -> Iterator[LogRow]:
    """All of the log, read in portions."""
    rows = list(_log(broadcast))
    for start in range(0, len(rows), READ_AT_ONCE):
        yield from log_rows(broadcast, rows[start : start + READ_AT_ONCE])


def log_rows(broadcast: Broadcast, addressees: Iterable[Addressee]) -> Sequence[LogRow]:
    """What became of these addressees. One query for their letters."""
    addressees = list(addressees)
    messages = messages_keyed(one.key for one in addressees)
    return [_log_row(broadcast, one, messages.get(one.key)) for one in addressees]


def _log(broadcast: Broadcast, *, only_failed: bool = False) -> QuerySet[Addressee]:
    rows = broadcast.addressees.select_related("person", "contact__organisation").order_by("letter", "pk")
    if only_failed:
        keys = OutboxMessage.objects.filter(batch=broadcast.batch, state__in=NEEDS_SOMEBODY).values_list(
            "key", flat=True
        )
        rows = rows.filter(outcome=Outcome.WRITTEN, letter__in=[_number(key) for key in keys])
    return rows


def _number(key: str) -> int:
    return int(key.rpartition(":")[2])


def _log_row(broadcast: Broadcast, addressee: Addressee, message: OutboxMessage | None) -> LogRow:
    who = addressee.person or addressee.contact
    if addressee.outcome in (Outcome.DECLINED, Outcome.GONE):
        state = Outcome(addressee.outcome)
    elif message is not None:
        state = MailState(message.state)
    elif broadcast.state == BroadcastState.STOPPED:
        state = BroadcastState.STOPPED
    else:
        state = MailState.QUEUED
    return LogRow(
        name=str(who) if who else "",
        address=message.to_address
        if message and state is not Outcome.DECLINED
        else getattr(who, "email", ""),
        state=str(state.label),
        at=message.sent_at if message and isinstance(state, MailState) else None,
    )


def addressed_by(key: str) -> list[Addressee]:
    """Everybody named in one letter, by its idempotency key."""
    _name, broadcast_id, letter = key.split(":")
    return list(
        Addressee.objects.filter(broadcast=broadcast_id, letter=letter)
        .exclude(person__isnull=True, contact__isnull=True)
        .filter(Q(person__isnull=True) | Q(person__erased_at__isnull=True))
        .select_related("broadcast", "person", "contact__organisation")
        .order_by("pk")
    )
