"""Writes memberships, what is decided about them, and the people organisations have named."""

from datetime import date, datetime

from django.db import transaction

from membership.members.choices import DecisionKind
from membership.members.models import Membership, MembershipDecision, NamedCover
from membership.members.queries import decisions_of, statuses
from membership.members.rules import may_decide
from membership.tiers.models import Tier
from network.audit.actions import record
from network.organisations.models import Organisation
from network.people.models import Person

# Noted at a time, so that a night's work holds no lock for long.
BATCH = 1000


class DecisionError(ValueError):
    """A decision that does not fit how the membership stands; `code` is "does_not_fit"."""

    code = "does_not_fit"


@transaction.atomic
def begin_membership(
    *, tier: Tier, since: date, person: Person | None = None, organisation: Organisation | None = None
) -> Membership:
    """A membership from a day on, of a person or of an organisation; nobody is told, nothing is billed."""
    return Membership.objects.create(tier=tier, since=since, person=person, organisation=organisation)


@transaction.atomic
def name_person(membership: Membership, person: Person, *, since: date) -> NamedCover:
    """Names somebody under an organisation's membership; nobody is told."""
    return NamedCover.objects.create(membership=membership, person=person, since=since)


@transaction.atomic
def decide_membership(
    membership: Membership, *, kind: str, on: date, made_by: int | None, now: datetime, note: str = ""
) -> MembershipDecision:
    """Notes that somebody left, lost membership, came back …; number and history stay. Nobody is told.

    A last day entered by hand becomes a decision of its own when somebody is reinstated. Raises DecisionError when the
    decision does not fit how the membership stands, or is dated before another one.
    """
    held = Membership.objects.select_for_update().get(pk=membership.pk)
    decisions = decisions_of([held.pk]).get(held.pk, [])
    if on < held.since or not may_decide(kind, until=held.until, decisions=decisions, on=on):
        raise DecisionError(kind)
    noted = {"made_by": made_by, "made_at": now}
    if kind == DecisionKind.REINSTATED and held.until is not None:
        left_on = date.fromordinal(held.until.toordinal() + 1)
        held.decisions.create(kind=DecisionKind.LEFT, on=left_on, **noted)
        held.until = None
        held.save(update_fields=["until"])
    decision = held.decisions.create(kind=kind, on=on, note=note, **noted)
    record(actor_id=made_by, verb=f"decided.{kind}", subject="membership.membership", subject_id=held.pk)
    return decision


def note_statuses(*, on: date) -> int:
    """Notes how every membership stands on a day, as the rule says, for the desk's lists; how many changed."""
    changed = 0
    last = 0
    while rows := list(Membership.objects.filter(pk__gt=last).order_by("pk")[:BATCH]):
        last = rows[-1].pk
        said = statuses(rows, on=on)
        stale = [row for row in rows if row.status_noted != said[row.pk]]
        for row in stale:
            row.status_noted = said[row.pk]
        Membership.objects.bulk_update(stale, ["status_noted"])
        changed += len(stale)
    return changed


@transaction.atomic
def take_back_membership(pk: int, *, since: date) -> bool:
    """Deletes a membership that is still as it was begun; False when it was changed or is used."""
    found = Membership.objects.filter(pk=pk).first()
    if found is None:
        return True
    if found.since != since or found.until is not None or found.named.exists():
        return False
    found.delete()
    return True


@transaction.atomic
def take_back_name(pk: int) -> bool:
    """Deletes a named cover that has not been ended; False when it was."""
    found = NamedCover.objects.filter(pk=pk).first()
    if found is not None and found.until is not None:
        return False
    if found is not None:
        found.delete()
    return True
