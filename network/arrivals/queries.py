"""Reads of who has arrived: one annotated query for lists, files and figures."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import CharField, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat

from network.arrivals.choices import Arrival, LineOutcome
from network.arrivals.models import CallNote, InvitationRound
from network.arrivals.rules import refusal
from network.mail.models import OutboxMessage
from network.mail.queries import NEEDS_SOMEBODY
from network.organisations.models import ContactAddress
from network.people.models import Account, Affiliation, Invitation, Person
from network.people.queries import people_named

CAME_BACK = Q(mail_state__in=NEEDS_SOMEBODY)
CONDITIONS = {
    Arrival.NOT_INVITED: Q(has_account=False, invitation_id__isnull=True),
    Arrival.INVITED: Q(has_account=False, invitation_id__isnull=False) & ~CAME_BACK,
    Arrival.BOUNCED: Q(has_account=False, invitation_id__isnull=False) & CAME_BACK,
    Arrival.ARRIVED: Q(has_account=True),
}
NOT_ARRIVED = Q(has_account=False)


def travellers(*, on: date) -> QuerySet[Person]:
    """Everybody of the register with how far they are: `has_account`, `invitation_id`, `invited_at`, `mail_state`,
    `mail_error`, where they work, the phone to call, and the last call."""
    invitations = Invitation.objects.filter(person=OuterRef("pk")).order_by("-sent_at", "-pk")
    letter = OutboxMessage.objects.filter(
        key=Concat(Value("invitation:"), Cast(OuterRef("invitation_id"), CharField()))
    )
    work = Affiliation.objects.filter(
        Q(until__isnull=True) | Q(until__gte=on), person=OuterRef("pk"), since__lte=on
    ).order_by("-since", "-pk")
    phones = ContactAddress.objects.filter(organisation=OuterRef("work_id")).exclude(phone="").order_by("pk")
    calls = CallNote.objects.filter(person=OuterRef("pk")).order_by("-called_on", "-pk")
    return (
        Person.objects.filter(erased_at__isnull=True, is_provisional=False)
        .annotate(
            has_account=Exists(Account.objects.filter(person=OuterRef("pk"))),
            invitation_id=Subquery(invitations.values("pk")[:1]),
            invited_at=Subquery(invitations.values("sent_at")[:1]),
            work_id=Subquery(work.values("organisation_id")[:1]),
            work_name=Subquery(work.values("organisation__name")[:1]),
            last_called_on=Subquery(calls.values("called_on")[:1]),
            last_call=Subquery(calls.values("result")[:1]),
        )
        .annotate(
            mail_state=Coalesce(Subquery(letter.values("state")[:1]), Value("")),
            mail_error=Coalesce(Subquery(letter.values("error")[:1]), Value("")),
            work_phone=Coalesce(Subquery(phones.values("phone")[:1]), Value("")),
        )
        .order_by("kana", "name", "pk")
    )


def arrival_of(traveller: Person) -> Arrival:
    """How far one of `travellers` is."""
    if traveller.has_account:
        return Arrival.ARRIVED
    if traveller.invitation_id is None:
        return Arrival.NOT_INVITED
    return Arrival.BOUNCED if traveller.mail_state in NEEDS_SOMEBODY else Arrival.INVITED


def wanted(*, on: date, who: str = "", sought: str = "") -> QuerySet[Person]:
    """Travellers of one state, or everybody who has not arrived; found by name or reading in any spelling."""
    found = travellers(on=on)
    found = found.filter(CONDITIONS[Arrival(who)] if who in Arrival.values else NOT_ARRIVED)
    return found.filter(pk__in=people_named(sought).values("pk")) if sought.strip() else found


def counts(*, on: date) -> dict[str, int]:
    """How many people are how far."""
    return (
        travellers(on=on)
        .order_by()
        .aggregate(**{state.value: Count("pk", filter=condition) for state, condition in CONDITIONS.items()})
    )


@dataclass(frozen=True)
class Audience:
    """Whom a round would write to, and whom it leaves out for which reason."""

    people: list[Person]
    left_out: dict[LineOutcome, int]


def audience(person_ids: Iterable[int], *, now: datetime, on: date) -> Audience:
    """What a round to these people would do now. One query."""
    chosen = travellers(on=on).filter(pk__in=list(person_ids))
    people, left_out = [], {}
    for person in chosen:
        reason = reason_against(person, now=now)
        if reason:
            left_out[LineOutcome(reason)] = left_out.get(LineOutcome(reason), 0) + 1
        else:
            people.append(person)
    return Audience(people, left_out)


def reason_against(traveller: Person, *, now: datetime) -> str:
    """Why one of `travellers` gets no letter now; empty when they may."""
    return refusal(
        is_erased=traveller.erased_at is not None,
        has_account=traveller.has_account,
        has_address=bool(traveller.email),
        last_sent_at=traveller.invited_at,
        now=now,
    )


def round_outcomes(chosen: InvitationRound) -> list[tuple[str, int]]:
    """How often a round ended how, in words."""
    counted = dict(chosen.lines.order_by().values_list("outcome").annotate(number=Count("pk")))
    return [
        (str(outcome.label), counted[outcome.value]) for outcome in LineOutcome if outcome.value in counted
    ]


def round_by_key(key: str) -> InvitationRound | None:
    """The round that a page's button has started already."""
    return InvitationRound.objects.filter(key=key).first()


def login_names() -> set[str]:
    """Every login name that is taken or has been proposed."""
    proposed = Invitation.objects.exclude(login_name="").values_list("login_name", flat=True)
    return {*Account.objects.annotate(name=F("username")).values_list("name", flat=True), *proposed}
