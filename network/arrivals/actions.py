"""Writes rounds of invitations and calls."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from network.arrivals.choices import LineOutcome
from network.arrivals.models import CallNote, InvitationRound, RoundLine
from network.arrivals.queries import login_names, reason_against, travellers
from network.arrivals.rules import propose_login_name
from network.audit import actions as audit
from network.jobs import actions as jobs
from network.people.actions import invite
from network.people.models import Account, Person
from network.people.queries import shares_mailbox

INVITE_MANY = "network.invite_many"
TELL_EVERY = 10


@transaction.atomic
def start_round(
    *, key: UUID, person_ids: list[int], made_by: Account | None, now: datetime
) -> InvitationRound:
    """Begins to invite many people in the background; the same key again is the round that runs already."""
    chosen, is_new = InvitationRound.objects.get_or_create(
        key=key, defaults={"made_by": made_by, "made_at": now, "person_ids": sorted(set(person_ids))}
    )
    if is_new:
        chosen.job_id = jobs.enqueue(INVITE_MANY, round_id=chosen.pk).pk
        chosen.save(update_fields=["job_id"])
        audit.record(
            actor_id=made_by.pk if made_by else None,
            verb="invite_many",
            subject="network.round",
            subject_id=chosen.pk,
            details={"people": len(chosen.person_ids)},
        )
    return chosen


def work_round_off(round_id: int, *, job_id: str = "") -> None:
    """Invites everybody of a round who has no line yet, each in a transaction of its own; may run twice."""
    chosen = InvitationRound.objects.select_related("made_by").get(pk=round_id)
    done = set(chosen.lines.values_list("person_id", flat=True))
    todo = [pk for pk in chosen.person_ids if pk not in done]
    taken = login_names()
    for number, person_id in enumerate(todo, start=1):
        _settle(chosen, person_id, taken)
        if job_id and (number % TELL_EVERY == 0 or number == len(todo)):
            jobs.progress(job_id, done=len(done) + number, total=len(chosen.person_ids))


@transaction.atomic
def _settle(chosen: InvitationRound, person_id: int, taken: set[str]) -> None:
    """One person: the row is locked first, so that two rounds at once write one letter."""
    person = Person.objects.select_for_update().filter(pk=person_id).first()
    if person is None or chosen.lines.filter(person_id=person_id).exists():
        return
    now = timezone.now()
    traveller = travellers(on=timezone.localdate(now)).filter(pk=person_id).first()
    reason = "erased" if traveller is None else reason_against(traveller, now=now)
    if not reason:
        name = ""
        if shares_mailbox(person):
            name = propose_login_name(person.kana, f"member{person.pk}", taken)
            taken.add(name)
        invite(person, invited_by=chosen.made_by, now=now, login_name=name)
    RoundLine.objects.create(round=chosen, person=person, outcome=reason or LineOutcome.INVITED)


@transaction.atomic
def note_call(person: Person, *, called_on: date, result: str, noted_by: Account) -> CallNote:
    """Keeps that somebody was phoned and what came of it; nobody is told."""
    note = CallNote.objects.create(person=person, called_on=called_on, result=result, noted_by=noted_by)
    audit.record(actor_id=noted_by.pk, verb="call", subject="network.person", subject_id=person.pk)
    return note
