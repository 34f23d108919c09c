"""Reads for lists of members: the register they are compared with, and rows for pages and files."""

from collections import defaultdict
from datetime import date

from django.db.models import Count, Q, QuerySet

from membership.members.models import NamedCover
from membership.members.queries import memberships_on
from membership.roster.cells import Known
from membership.roster.choices import Outcome
from membership.roster.models import RosterImport, RosterRow
from membership.roster.reading import Context
from membership.roster.rules import Candidate, Register
from membership.tiers.queries import tiers
from network.association.queries import fiscal_year_of
from network.organisations.models import ContactAddress, Organisation
from network.people.models import Person
from network.people.queries import affiliations_on
from network.people.rules import fold_name
from network.regions.queries import municipalities


def imports() -> QuerySet[RosterImport]:
    """Every list with the number of its rows, the newest first, without the rows themselves."""
    return (
        RosterImport.objects.defer("table", "errors")
        .select_related("made_by__person")
        .annotate(row_count=Count("rows"))
        .order_by("-made_at", "-pk")
    )


def context_on(day: date) -> Context:
    """What the cells of a list are read against. Four queries."""
    names = {}
    for tier in tiers():
        names |= {fold_name(word): tier.code for word in (tier.name_en, tier.name, tier.code)}
    known = Known(
        today=day,
        municipalities=dict(municipalities().values_list("code", "name")),
        tiers=names,
        section_mailboxes=frozenset(
            address.lower()
            for address in ContactAddress.objects.exclude(email="").values_list("email", flat=True)
        ),
    )
    places = defaultdict(list)
    for name, municipality in Organisation.objects.values_list("name", "municipality_id"):
        places[fold_name(name)].append(municipality or "")
    return Context(known, places, fiscal_year_of(day).first_day.isoformat())


def register_on(day: date) -> Register:
    """The register as rows are compared with it. Eight queries, whatever its size."""
    register = Register(coverage=dict(tiers().values_list("code", "coverage")))
    works, own, named = defaultdict(set), defaultdict(set), defaultdict(set)
    for person_id, name in affiliations_on(day).values_list("person_id", "organisation__name"):
        works[person_id].add(fold_name(name))
    held = memberships_on(day).values_list("person_id", "organisation__name", "tier__code")
    for person_id, organisation, tier in held:
        if person_id:
            own[person_id].add(tier)
        else:
            register.organisation_tiers.setdefault(fold_name(organisation), set()).add(tier)
    covers = NamedCover.objects.filter(Q(until__isnull=True) | Q(until__gte=day))
    for person_id, organisation in covers.values_list("person_id", "membership__organisation__name"):
        named[person_id].add(fold_name(organisation or ""))
    for pk, name, municipality in Organisation.objects.order_by("pk").values_list(
        "pk", "name", "municipality_id"
    ):
        register.organisations.setdefault(fold_name(name), []).append((pk, municipality or ""))
    people = Person.objects.filter(erased_at__isnull=True)
    for pk, name, kana, email, phone in people.values_list("pk", "name", "kana", "email", "phone").order_by(
        "pk"
    ):
        candidate = Candidate(
            pk, name, kana, email, phone, frozenset(works[pk]), frozenset(own[pk]), frozenset(named[pk])
        )
        register.by_name.setdefault(fold_name(name), []).append(candidate)
    register.entered_before = _entered_before()
    return register


def _entered_before() -> dict[str, int]:
    entered = RosterRow.objects.filter(
        outcome__in=[Outcome.MADE, Outcome.JOINED], undone_at__isnull=True, person__isnull=False
    )
    return dict(entered.exclude(fingerprint="").order_by("pk").values_list("fingerprint", "person_id"))


def rows_of(
    roster: RosterImport, *, verdict: str = "", outcome: str = "", sought: str = ""
) -> QuerySet[RosterRow]:
    """Rows of a list in its order, of one kind, found by a part of a name or an organisation."""
    rows = roster.rows.select_related("candidate", "person").order_by("line")
    if verdict:
        rows = rows.filter(verdict=verdict)
    if outcome:
        rows = rows.filter(outcome=outcome)
    if sought:
        rows = rows.filter(Q(values__name__icontains=sought) | Q(values__organisation__icontains=sought))
    return rows


def counts_by(roster: RosterImport, name: str) -> dict[str, int]:
    """How many rows have which verdict, decision or outcome."""
    return dict(roster.rows.order_by().values_list(name).annotate(number=Count("pk")))


def undecided_count(roster: RosterImport) -> int:
    """Rows somebody has still to decide about; left as they are, they are left out."""
    return roster.rows.filter(verdict="ask", decision="").count()


def people_entered(roster: RosterImport) -> list[int]:
    """Everybody an import made or joined and that is not taken back."""
    rows = roster.rows.filter(outcome__in=[Outcome.MADE, Outcome.JOINED], undone_at__isnull=True)
    return list(rows.exclude(person=None).order_by("line").values_list("person_id", flat=True).distinct())
