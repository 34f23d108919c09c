"""Reads of payments: lines that wait, what is probably meant by each, and the figures of a year with their lines."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    F,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from membership.ledger.choices import ChargeKind, EntryKind
from membership.ledger.models import Charge, Entry, LedgerAccount, Leg
from membership.ledger.queries import credits_left, living_entries, open_charges, with_open
from membership.ledger.rules import OPEN
from membership.payments.bankcsv import Profile, profile_of
from membership.payments.choices import FileState, LineState
from membership.payments.models import CsvProfile, StatementFile, StatementLine
from membership.payments.rules import AGES, age_of, rate
from network.association.dates import FiscalYear

ASKED = (EntryKind.BILLED, EntryKind.WAIVED, EntryKind.CANCELLED)
EVENTS = 2**31  # stands last, after every tier
_GROUP = Case(
    When(kind=ChargeKind.EVENT, then=Value(EVENTS)),
    default=Coalesce("tier_id", Value(0)),
    output_field=BigIntegerField(),
)
UNDECIDED = (LineState.OPEN, LineState.LATER)


def lines(states: Iterable[str] = ()) -> QuerySet[StatementLine]:
    """Lines in these states, all without: the oldest day first."""
    found = StatementLine.objects.select_related("account").order_by("on", "pk")
    return found.filter(state__in=list(states)) if states else found


def counts_by_state() -> dict[str, int]:
    """How many lines are in each state. One query."""
    return dict(StatementLine.objects.order_by().values_list("state").annotate(count=Count("pk")))


def files(limit: int = 20) -> list[StatementFile]:
    """The newest files."""
    return list(StatementFile.objects.select_related("account").defer("content")[:limit])


def own_profiles() -> list[Profile]:
    """How CSVs of banks are headed that the treasurer has described, those that say the most first. One query."""
    found = [profile_in(row) for row in CsvProfile.objects.order_by("pk")]
    return sorted(found, key=lambda profile: -len(profile.headings))


def profile_in(row: CsvProfile) -> Profile:
    """A described CSV as the reader takes it."""
    columns = {
        "on": row.on,
        "in": row.came_in,
        "out": row.went_out,
        "signed": row.signed,
        "payer": row.payer,
        "memo": row.memo,
        "balance": row.balance,
    }
    return profile_of(f"own-{row.pk}", row.name, columns)


def bank_accounts() -> QuerySet[LedgerAccount]:
    """Accounts whose statements a bank gives: money that is not cash."""
    return LedgerAccount.objects.filter(is_money=True).exclude(code="cash").order_by("position", "pk")


def counter_accounts() -> QuerySet[LedgerAccount]:
    """What a line that is no dues may be booked as."""
    return (
        LedgerAccount.objects.filter(is_money=False)
        .exclude(kind="memo")
        .exclude(code__in=["deposits", "dues-advance"])
        .order_by("position", "pk")
    )


def charges_with_open(ids: Iterable[int]) -> dict[int, Charge]:
    """Charges by number with what is open of them and who owes. One query."""
    found = with_open(Charge.objects.filter(pk__in=list(ids)))
    return {charge.pk: charge for charge in found.select_related("person", "organisation", "tier")}


def find_open_charges(sought: str, limit: int = 20) -> list[Charge]:
    """Open charges by name, reading or reference of a slip."""
    words = Q(person__name__icontains=sought) | Q(person__kana__icontains=sought)
    words |= Q(organisation__name__icontains=sought) | Q(organisation__kana__icontains=sought)
    words |= Q(slip_lines__slip__reference=sought)
    found = open_charges().filter(words).select_related("person", "organisation", "tier").distinct()
    return list(found[:limit])


@dataclass(frozen=True)
class Age:
    """What is open of one age: its sum, and its sum by tier (EVENTS for fees of events, 0 for anything else)."""

    code: str
    total: int
    by_tier: dict[int, int]


@dataclass(frozen=True)
class Figures:
    """A year of dues in numbers. Yen, but for counts and the rate in percent."""

    billed: int
    received: int
    recognised: int
    advance: int
    event_fees: int
    open: int
    ages: Sequence[Age]
    months: Sequence[tuple[date, int]]
    unmatched_count: int
    unmatched_total: int
    later_count: int
    with_reference: int
    matched_count: int
    overdue_count: int
    refused_files: int
    last_line_on: date | None
    tiers: dict[int, str] = field(default_factory=dict)

    @property
    def reference_rate(self) -> int | None:
        """Of the lines that paid dues, how many percent told a reference; None of nothing."""
        return rate(self.with_reference, self.matched_count)


def figures_of(year: FiscalYear, today: date) -> Figures:
    """The figures of a fiscal year. Eight queries, however many members there are."""
    lines_found = StatementLine.objects.aggregate(
        unmatched=Count("pk", filter=Q(state__in=UNDECIDED)),
        total=Coalesce(Sum("amount", filter=Q(state__in=UNDECIDED)), 0),
        later=Count("pk", filter=Q(state=LineState.LATER)),
        matched=Count("pk", filter=_in(year) & Q(state=LineState.MATCHED)),
        with_reference=Count("pk", filter=_in(year) & Q(state=LineState.MATCHED, has_reference=True)),
        last=Max("on"),
    )
    owed = list(
        open_charges()
        .filter(fiscal_year__lte=year.starting_year)
        .annotate(group=_GROUP)
        .values_list("open_amount", "due_on", "group", "tier__name")
    )
    by_day = list(
        living_entries()
        .filter(kind=EntryKind.RECEIVED, fiscal_year=year.starting_year)
        .order_by()
        .values_list("on")
        .annotate(total=Sum("legs__amount", filter=Q(legs__account__is_money=True)))
    )
    return Figures(
        billed=billed_of(year).aggregate(total=Coalesce(Sum("billed"), 0))["total"],
        received=sum(total for _day, total in by_day),
        recognised=-(recognised_of(year).aggregate(total=Sum("amount"))["total"] or 0),
        advance=-(advance_legs(year).aggregate(total=Sum("amount"))["total"] or 0),
        event_fees=-(event_fees_of(year).aggregate(total=Sum("amount"))["total"] or 0),
        open=sum(row[0] for row in owed),
        ages=_ages(owed, today),
        months=_months(by_day, year),
        unmatched_count=lines_found["unmatched"],
        unmatched_total=lines_found["total"],
        later_count=lines_found["later"],
        with_reference=lines_found["with_reference"],
        matched_count=lines_found["matched"],
        overdue_count=sum(row[1] < today for row in owed),
        refused_files=StatementFile.objects.filter(
            state=FileState.REFUSED, made_at__date__gte=today - timedelta(days=14)
        ).count(),
        last_line_on=lines_found["last"],
        tiers={row[2]: row[3] or "" for row in owed},
    )


def deposits(least: int = 1) -> QuerySet[Leg]:
    """Deposits of payers of which at least so many yen are left, the oldest money first, each with `left`."""
    known = Q(person__isnull=False) | Q(organisation__isnull=False)
    return credits_left().filter(known, left__gte=least).select_related("entry", "person", "organisation")


def last_line_on() -> date | None:
    """The day of the newest line any bank account has."""
    return StatementLine.objects.aggregate(last=Max("on"))["last"]


def billed_of(year: FiscalYear) -> QuerySet[Charge]:
    """Dues of a year with `billed`: what was asked for, less what was waived or cancelled."""
    noted = (
        Leg.objects.filter(
            Q(entry__kind__in=ASKED) | Q(entry__reverses__kind__in=ASKED),
            charge=OuterRef("pk"),
            account__code=OPEN,
            entry__posted=True,
        )
        .order_by()
        .values("charge")
        .annotate(total=Sum("amount"))
        .values("total")
    )
    found = Charge.objects.filter(kind="dues", fiscal_year=year.starting_year)
    return (
        found.annotate(billed=Coalesce(Subquery(noted), 0))
        .select_related("person", "organisation")
        .order_by("pk")
    )


def received_of(year: FiscalYear) -> QuerySet[Entry]:
    """Money received in a year that was not undone, with `money`."""
    return (
        living_entries()
        .filter(kind=EntryKind.RECEIVED, fiscal_year=year.starting_year)
        .annotate(money=Sum("legs__amount", filter=Q(legs__account__is_money=True)))
        .order_by("on", "pk")
    )


def recognised_of(year: FiscalYear) -> QuerySet[Leg]:
    """Legs that make the dues income of a year; credit is below zero."""
    return (
        Leg.objects.filter(account__code="dues", entry__posted=True, entry__fiscal_year=year.starting_year)
        .select_related("entry", "charge__person", "charge__organisation")
        .order_by("entry__on", "pk")
    )


def advance_legs(year: FiscalYear) -> QuerySet[Leg]:
    """Legs on dues received in advance until the year's end; credit is below zero."""
    return (
        Leg.objects.filter(
            account__code="dues-advance", entry__posted=True, entry__fiscal_year__lte=year.starting_year
        )
        .select_related("entry", "charge__person", "charge__organisation")
        .order_by("entry__on", "pk")
    )


def event_fees_of(year: FiscalYear) -> QuerySet[Leg]:
    """Legs by which fees of events were paid in a year, income, in advance or in trust; credit is below zero."""
    return (
        Leg.objects.filter(
            account__code__in=["event-fees", "advance", "in-trust"],
            charge__kind="event",
            entry__posted=True,
            entry__fiscal_year=year.starting_year,
        )
        .select_related("entry", "charge__person", "charge__organisation")
        .order_by("entry__on", "pk")
    )


def open_of_year(year: FiscalYear) -> QuerySet[Charge]:
    """What is still owed for this year and earlier ones, the longest due first."""
    return (
        open_charges()
        .filter(fiscal_year__lte=year.starting_year)
        .select_related("person", "organisation", "tier")
    )


def matched_lines(year: FiscalYear) -> QuerySet[StatementLine]:
    """Lines of a year that paid what was owed; those with a reference first."""
    return lines([LineState.MATCHED]).filter(_in(year)).order_by(F("has_reference").desc(), "on", "pk")


def _in(year: FiscalYear) -> Q:
    return Q(on__gte=year.first_day, on__lte=year.last_day)


def _ages(owed: Sequence[tuple], today: date) -> list[Age]:
    ages = {code: {} for code, _first, _last in AGES}
    for amount, due_on, tier_id, _name in owed:
        by_tier = ages[age_of(due_on, today)]
        by_tier[tier_id or 0] = by_tier.get(tier_id or 0, 0) + amount
    return [Age(code, sum(by_tier.values()), by_tier) for code, by_tier in ages.items()]


def _months(by_day: Iterable[tuple[date, int]], year: FiscalYear) -> list[tuple[date, int]]:
    firsts, day = [], year.first_day
    while day <= year.last_day:
        firsts.append(day)
        day = (day + timedelta(days=32)).replace(day=1)
    totals = dict.fromkeys(firsts, 0)
    for on, total in by_day:
        totals[on.replace(day=1)] += total
    return list(totals.items())
