"""Reads at the end of a year: dues, advances, what is open, money; each sum with what it is made of."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet, Sum
from django.utils.translation import override

from membership.closing.rules import JournalLine, MoneyLine, Posting, journal_lines, netted
from membership.ledger.choices import AccountKind, ChargeKind
from membership.ledger.models import Entry, LedgerAccount, LedgerYear, Leg
from membership.ledger.queries import balances
from membership.ledger.rules import OPEN
from network.audit.queries import head


@dataclass(frozen=True)
class OpenDues:
    """What is open at the year's end of one fiscal year's charges: memo, no income."""

    fiscal_year: int
    kind: ChargeKind
    number: int
    amount: int


@dataclass(frozen=True)
class YearEnd:
    """The pack. `surplus` is income less expenses; `audit_head` proves later that nothing was written anew."""

    fiscal_year: int
    is_closed: bool
    balances: dict[str, int]
    dues_received: int
    dues_in_advance: int
    dues_from_advance: int
    open_charges: list[OpenDues]
    money: list[MoneyLine]
    income: int
    expenses: int
    audit_head: str

    @property
    def open_total(self) -> int:
        return sum(line.amount for line in self.open_charges)

    @property
    def surplus(self) -> int:
        return self.income - self.expenses

    @property
    def is_sound(self) -> bool:
        """Whether every bank account and the cash box reconcile."""
        return all(line.is_sound for line in self.money)


def year_end(fiscal_year: int) -> YearEnd:
    """The pack of a year, closed or not. Dues are revenue of the year their money arrived in (NPO standard)."""
    year = LedgerYear.objects.filter(fiscal_year=fiscal_year).first()
    is_closed = year is not None and year.closed_at is not None
    stand = balances(fiscal_year)
    kinds = dict(LedgerAccount.objects.values_list("code", "kind"))
    return YearEnd(
        fiscal_year=fiscal_year,
        is_closed=is_closed,
        balances=stand,
        dues_received=-stand.get("dues", 0),
        dues_in_advance=-stand.get("dues-advance", 0),
        dues_from_advance=_dues_from_advance(fiscal_year),
        open_charges=_open_charges(fiscal_year),
        money=_money(fiscal_year),
        income=-sum(amount for code, amount in stand.items() if kinds[code] == AccountKind.INCOME),
        expenses=sum(amount for code, amount in stand.items() if kinds[code] == AccountKind.EXPENSE),
        audit_head=year.audit_head if is_closed else head(),
    )


def journal(fiscal_year: int) -> Iterator[JournalLine]:
    """Every entry of a year but memo, in the order of days, numbered by the entry. Names of accounts in Japanese."""
    entries = (
        Entry.objects.filter(posted=True, fiscal_year=fiscal_year)
        .order_by("on", "pk")
        .prefetch_related("legs__account")
    )
    for entry in entries.iterator(chunk_size=500):
        yield from journal_lines(entry.pk, entry.on, _postings(entry), text_of(entry))


def text_of(entry: Entry) -> str:
    """What the journal says of an entry: kind and note, in Japanese, no names."""
    with override("ja"):
        return " ".join(filter(None, [entry.get_kind_display(), entry.note]))


def year_days(fiscal_year: int) -> tuple[date | None, date | None]:
    """The first and last day on which something was booked in a year."""
    days = (
        Entry.objects.filter(posted=True, fiscal_year=fiscal_year).order_by("on").values_list("on", flat=True)
    )
    return days.first(), days.last()


def _postings(entry: Entry) -> list[Posting]:
    legs = sorted(entry.legs.all(), key=lambda leg: leg.pk)
    return netted(
        [Posting(leg.account.name, leg.amount) for leg in legs if leg.account.kind != AccountKind.MEMO]
    )


def _posted() -> QuerySet[Leg]:
    return Leg.objects.filter(entry__posted=True).order_by()


def _dues_from_advance(fiscal_year: int) -> int:
    """What of the year's dues had arrived before it began."""
    found = _posted().filter(account__code="dues", entry__fiscal_year=fiscal_year, entry__kind="recognised")
    return -(found.aggregate(total=Sum("amount"))["total"] or 0)


def _open_charges(fiscal_year: int) -> list[OpenDues]:
    """Open at the year's end, by the year they belong to: money that came later does not count."""
    rows = (
        _posted()
        .filter(account__code=OPEN, entry__fiscal_year__lte=fiscal_year)
        .values("charge", year=F("charge__fiscal_year"), kind=F("charge__kind"))
        .annotate(total=Sum("amount"))
        .exclude(total=0)
    )
    sums: dict[tuple[int, str], list[int]] = {}
    for row in rows:
        sums.setdefault((row["year"], row["kind"]), []).append(row["total"])
    return [
        OpenDues(year, ChargeKind(kind), len(amounts), sum(amounts))
        for (year, kind), amounts in sorted(sums.items())
    ]


def _money(fiscal_year: int) -> list[MoneyLine]:
    """Banks and cash. An opening balance booked in the year counts as opening; reversals count on their own side."""
    this_year = Q(legs__entry__fiscal_year=fiscal_year)
    is_opening = Q(legs__entry__kind="opening") | Q(legs__entry__reverses__kind="opening")
    posted = Q(legs__entry__posted=True)
    accounts = LedgerAccount.objects.filter(is_money=True).annotate(
        before=Sum("legs__amount", filter=posted & Q(legs__entry__fiscal_year__lt=fiscal_year)),
        laid=Sum("legs__amount", filter=posted & this_year & is_opening),
        came=Sum("legs__amount", filter=posted & this_year & ~is_opening & Q(legs__amount__gt=0)),
        went=Sum("legs__amount", filter=posted & this_year & ~is_opening & Q(legs__amount__lt=0)),
        closing=Sum("legs__amount", filter=posted & Q(legs__entry__fiscal_year__lte=fiscal_year)),
    )
    return [
        MoneyLine(
            code=row.code,
            opening=(row.before or 0) + (row.laid or 0),
            came_in=row.came or 0,
            went_out=-(row.went or 0),
            closing=row.closing or 0,
        )
        for row in accounts.order_by("position", "pk")
    ]
