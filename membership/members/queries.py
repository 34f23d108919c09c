"""Reads of memberships: who is a member on a day."""

from collections.abc import Iterable
from datetime import date

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from membership.ledger.choices import ChargeKind, EntryKind
from membership.ledger.models import Charge
from membership.ledger.queries import living_entries, open_of, settled_on
from membership.members.choices import DecisionKind, MembershipStatus
from membership.members.models import Membership, MembershipDecision, NamedCover
from membership.members.rules import ENDED, NO_MEMBER, Decided, Due, Ground, Standing, decide, status_of
from membership.tiers.choices import Coverage
from network.people.models import Person
from network.people.queries import affiliations_on


def standing_of(person: Person | None, *, on: date) -> Standing:
    """Whether somebody is a member on a day: by an own membership, or by an organisation's that covers them."""
    if person is None:
        return NO_MEMBER
    named = NamedCover.objects.filter(_holds_on(on), membership=OuterRef("pk"), person=person)
    works_there = affiliations_on(on).filter(organisation=OuterRef("organisation"), person=person)
    grounds = (
        active_on(on)
        .annotate(is_named=Exists(named), works_there=Exists(works_there))
        .filter(Q(person=person) | Q(is_named=True) | Q(works_there=True))
        .order_by("tier__position", "since", "pk")
        .values("person_id", "is_named", "works_there", code=F("tier__code"), covers=F("tier__coverage"))
    )
    return decide(
        Ground(
            tier_code=row["code"],
            coverage=row["covers"],
            is_own=row["person_id"] == person.pk,
            works_there=row["works_there"],
            is_named=row["is_named"],
        )
        for row in grounds
    )


def members_on(day: date) -> QuerySet[Person]:
    """Everybody who is a member on a day: those of whom `standing_of` says so."""
    own = active_on(day).filter(person__isnull=False).values("person")
    return Person.objects.filter(Q(pk__in=own) | _covered_on(day))


def covered_by_organisations(day: date) -> QuerySet[Person]:
    """Everybody whom an organisation's membership covers on a day, with an own membership or without."""
    return Person.objects.filter(_covered_on(day))


def may_read_board_on(day: date) -> QuerySet[Person]:
    """Everybody whom a membership of a tier that gives it lets read the peer board on a day."""
    giving = active_on(day).filter(tier__may_read_board=True)
    own = giving.filter(person__isnull=False).values("person")
    return Person.objects.filter(Q(pk__in=own) | _covered_by(giving, day))


def may_write_board_on(day: date) -> QuerySet[Person]:
    """Everybody whom a membership of a tier that gives it lets write on the peer board on a day."""
    giving = active_on(day).filter(tier__may_write_board=True)
    own = giving.filter(person__isnull=False).values("person")
    return Person.objects.filter(Q(pk__in=own) | _covered_by(giving, day))


def _covered_on(day: date) -> Q:
    return _covered_by(active_on(day), day)


def _covered_by(held: QuerySet[Membership], day: date) -> Q:
    named = NamedCover.objects.filter(
        _holds_on(day), membership__in=held.filter(tier__coverage=Coverage.NAMED)
    )
    works_there = affiliations_on(day).filter(
        organisation__in=held.filter(tier__coverage=Coverage.EVERYBODY, organisation__isnull=False).values(
            "organisation"
        )
    )
    return Q(pk__in=named.values("person")) | Q(pk__in=works_there.values("person"))


def memberships_on(day: date) -> QuerySet[Membership]:
    """Memberships that hold on a day, first and last day included, those on leave too."""
    last = (
        MembershipDecision.objects.filter(membership=OuterRef("pk"), on__lte=day)
        .order_by("-on", "-pk")
        .values("kind")[:1]
    )
    return (
        Membership.objects.filter(_holds_on(day))
        .alias(decided=Coalesce(Subquery(last), Value(""), output_field=CharField()))
        .exclude(decided__in=ENDED)
    )


def active_on(day: date) -> QuerySet[Membership]:
    """Memberships that give their members something on a day: those that hold, but for those on leave."""
    return memberships_on(day).exclude(decided=DecisionKind.ON_LEAVE)


def statuses(memberships: Iterable[Membership], *, on: date) -> dict[int, MembershipStatus]:
    """How each membership stands on a day, by number: what the rule says of decisions and ledger. Five queries."""
    rows = list(memberships)
    ids = [row.pk for row in rows]
    decisions, dues = decisions_of(ids), dues_of(ids)
    return {
        row.pk: MembershipStatus(
            status_of(
                since=row.since,
                until=row.until,
                decisions=decisions.get(row.pk, []),
                dues=dues.get(row.pk, []),
                on=on,
            )
        )
        for row in rows
    }


def decisions_of(membership_ids: Iterable[int]) -> dict[int, list[Decided]]:
    """Decisions about memberships, the earliest first."""
    found: dict[int, list[Decided]] = {}
    rows = MembershipDecision.objects.filter(membership__in=list(membership_ids)).order_by("on", "pk")
    for membership_id, kind, on in rows.values_list("membership", "kind", "on"):
        found.setdefault(membership_id, []).append(Decided(kind, on))
    return found


def dues_of(membership_ids: Iterable[int]) -> dict[int, list[Due]]:
    """Dues billed to memberships and when they were settled; those taken back as a mistake are left out."""
    charges = list(
        Charge.objects.filter(kind=ChargeKind.DUES, membership__in=list(membership_ids))
        .exclude(pk__in=_cancelled())
        .order_by("fiscal_year", "pk")
    )
    ids = [charge.pk for charge in charges]
    still_open, settled = open_of(ids), settled_on(ids)
    found: dict[int, list[Due]] = {}
    for charge in charges:
        if still_open[charge.pk] > 0 or settled[charge.pk]:
            due = Due(charge.fiscal_year, charge.due_on, settled[charge.pk])
            found.setdefault(charge.membership_id, []).append(due)
    return found


def _cancelled() -> QuerySet:
    return (
        living_entries().filter(kind=EntryKind.CANCELLED, legs__charge__isnull=False).values("legs__charge")
    )


def _holds_on(day: date) -> Q:
    return (Q(until__isnull=True) | Q(until__gte=day)) & Q(since__lte=day)
