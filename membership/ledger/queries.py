"""Reads of the books: what is open, which credits are left, what an account stands at."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import BigIntegerField, F, Min, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from membership.ledger.choices import AccountKind, EntryKind
from membership.ledger.models import Allocation, Charge, Entry, LedgerAccount, LedgerYear, Leg
from membership.ledger.rules import ADVANCE, DEPOSITS, DUES_ADVANCE, OPEN, Claim, Payer, Share

NOTHING, YEN = Value(0), BigIntegerField()
ADVANCES = (DUES_ADVANCE, ADVANCE)


def accounts() -> QuerySet[LedgerAccount]:
    """All accounts in the treasurer's order."""
    return LedgerAccount.objects.order_by("position", "pk")


def account(code: str) -> LedgerAccount:
    """The account of a code; LedgerAccount.DoesNotExist where there is none."""
    return LedgerAccount.objects.get(code=code)


def opening_of(account: LedgerAccount) -> Entry | None:
    """The living entry that says what an account held when the books began."""
    return living_entries().filter(kind=EntryKind.OPENING, legs__account=account).first()


def openings_taken_back(account: LedgerAccount) -> int:
    """How many opening balances of an account were entered and undone."""
    return Entry.objects.filter(kind=EntryKind.OPENING, legs__account=account, reversal__isnull=False).count()


def account_balance(account: LedgerAccount) -> int:
    """What an account stands at in the books, debit above zero, in yen."""
    posted = Leg.objects.filter(account=account, entry__posted=True)
    return posted.aggregate(total=Sum("amount"))["total"] or 0


def with_open(charges: QuerySet[Charge]) -> QuerySet[Charge]:
    """Charges with `open_amount`: what the memo says is still owed, in yen."""
    memo = (
        Leg.objects.filter(charge=OuterRef("pk"), account__code=OPEN, entry__posted=True)
        .order_by()
        .values("charge")
        .annotate(total=Sum("amount"))
        .values("total")
    )
    return charges.annotate(open_amount=Coalesce(Subquery(memo), NOTHING, output_field=YEN))


def open_charges() -> QuerySet[Charge]:
    """Charges of which something is open, the longest due first."""
    return with_open(Charge.objects.all()).filter(open_amount__gt=0).order_by("due_on", "pk")


def owed_by(person_id: int) -> tuple[int, date | None]:
    """What a person has still to pay, in yen, and the first day on which some of it is due. One query."""
    found = open_charges().filter(person=person_id).order_by()
    owed = found.aggregate(total=Sum("open_amount"), first=Min("due_on"))
    return owed["total"] or 0, owed["first"]


def open_of(charge_ids: Iterable[int]) -> dict[int, int]:
    """What is open of each charge, in yen; 0 for those that are settled or unknown. One query."""
    ids = list(charge_ids)
    found = (
        Leg.objects.filter(charge__in=ids, account__code=OPEN, entry__posted=True)
        .order_by()
        .values_list("charge")
        .annotate(total=Sum("amount"))
    )
    return dict.fromkeys(ids, 0) | dict(found)


def claims(charge_ids: Iterable[int]) -> dict[int, Claim]:
    """What the books need to know of charges, by their ids; unknown ids are left out."""
    found = Charge.objects.filter(pk__in=list(charge_ids)).order_by("pk")
    return {
        charge.pk: Claim(charge.pk, charge.kind, charge.tax_class, charge.fiscal_year, charge.open_amount)
        for charge in with_open(found)
    }


def settled_on(charge_ids: Iterable[int]) -> dict[int, date | None]:
    """The day on which each charge was settled, by money or otherwise; None while something of it is open."""
    still_open = {pk for pk, amount in open_of(charge_ids).items() if amount > 0}
    last = dict(
        living_entries()
        .filter(legs__charge__in=list(charge_ids), legs__account__code=OPEN, legs__amount__lt=0)
        .order_by("on")
        .values_list("legs__charge", "on")
    )
    return {pk: None if pk in still_open else last.get(pk) for pk in charge_ids}


def living_entries() -> QuerySet[Entry]:
    """Posted entries that are neither reversed nor reversals."""
    return Entry.objects.filter(posted=True, reverses__isnull=True, reversal__isnull=True)


def entries_of(charge: Charge) -> QuerySet[Entry]:
    """Everything booked for a charge, in the order it was booked."""
    return Entry.objects.filter(posted=True, legs__charge=charge).distinct().order_by("pk")


def settling_entries(charge: Charge) -> QuerySet[Entry]:
    """Living entries that took something off what is open of a charge, the newest first."""
    took = Leg.objects.filter(charge=charge, account__code=OPEN, amount__lt=0)
    return living_entries().filter(pk__in=took.values("entry")).order_by("-pk")


def is_taken_back(charge: Charge) -> bool:
    """Whether a charge was cancelled, and the cancellation stands."""
    cancelled = Leg.objects.filter(charge=charge, entry__kind=EntryKind.CANCELLED, account__code=OPEN)
    return cancelled.filter(entry__posted=True, entry__reversal__isnull=True).exists()


def paid_charges(
    entries: Iterable[Entry], *, besides: Charge
) -> Iterator[tuple[Entry, Leg | None, list[Share]]]:
    """Each entry, the credit it used (None: it used no money), and what it settled of other charges."""
    for entry in entries:
        use = entry.allocations.select_related("credit__entry").first()
        others = entry.legs.filter(account__code=OPEN, amount__lt=0).exclude(charge=besides).order_by("pk")
        shares = [Share(leg.charge_id, -leg.amount) for leg in others]
        yield entry, use.credit if use else None, shares


def living_credits() -> QuerySet[Leg]:
    """Credits that live, with `left`: what nobody has used yet, in yen."""
    used = (
        Allocation.objects.filter(credit=OuterRef("pk"), entry__posted=True, entry__reversal__isnull=True)
        .order_by()
        .values("credit")
        .annotate(total=Sum("amount"))
        .values("total")
    )
    return (
        Leg.objects.filter(
            account__code=DEPOSITS,
            amount__lt=0,
            entry__posted=True,
            entry__reversal__isnull=True,
            entry__reverses__isnull=True,
        )
        .annotate(left=-F("amount") - Coalesce(Subquery(used), NOTHING, output_field=YEN))
        .select_related("entry")
    )


def credits_left() -> QuerySet[Leg]:
    """Credits of which something is left, the oldest money first."""
    return living_credits().filter(left__gt=0).order_by("entry__on", "pk")


def credits_of(payer: Payer) -> QuerySet[Leg]:
    """A payer's credits of which something is left, the oldest first."""
    return credits_left().filter(person=payer.person_id, organisation=payer.organisation_id)


def credit_of(entry: Entry) -> Leg | None:
    """The credit that an entry made, with `left`; None when it made none, or is reversed."""
    return living_credits().filter(entry=entry).first()


def left_of(credit: Leg) -> int:
    """What is left of a credit, in yen; 0 when it does not live."""
    return living_credits().filter(pk=credit.pk).values_list("left", flat=True).first() or 0


def users_of(entry: Entry) -> QuerySet[Entry]:
    """Living entries that use a credit this entry made, the newest first."""
    used = Allocation.objects.filter(credit__entry=entry).values("entry")
    return living_entries().filter(pk__in=used).order_by("-pk")


def advances(*, until_year: int, charge_ids: Iterable[int] | None = None) -> list[tuple[Claim, str, int]]:
    """What stands in advance accounts for charges of years up to this one: claim, account, balance (credit below 0)."""
    legs = Leg.objects.filter(
        account__code__in=ADVANCES, entry__posted=True, charge__fiscal_year__lte=until_year
    )
    if charge_ids is not None:
        legs = legs.filter(charge__in=list(charge_ids))
    rows = (
        legs.order_by()
        .values_list("charge", "charge__kind", "charge__tax_class", "charge__fiscal_year", "account__code")
        .annotate(balance=Sum("amount"))
        .exclude(balance=0)
        .order_by("charge", "account__code")
    )
    return [
        (Claim(charge, kind, tax, year, 0), code, balance) for charge, kind, tax, year, code, balance in rows
    ]


def balances(fiscal_year: int) -> dict[str, int]:
    """What each account stands at when the year ends, by code: debit above zero.

    Money, debts and memo carry over from the years before; income and expenses are of this year alone.
    """
    of_year = Q(legs__entry__fiscal_year=fiscal_year)
    so_far = Q(legs__entry__fiscal_year__lte=fiscal_year)
    flows = Q(kind__in=[AccountKind.INCOME, AccountKind.EXPENSE])
    found = LedgerAccount.objects.annotate(
        flow=Coalesce(
            Sum("legs__amount", filter=flows & of_year & Q(legs__entry__posted=True)),
            NOTHING,
            output_field=YEN,
        ),
        stock=Coalesce(
            Sum("legs__amount", filter=~flows & so_far & Q(legs__entry__posted=True)),
            NOTHING,
            output_field=YEN,
        ),
    )
    return {row.code: row.flow + row.stock for row in found}


def is_closed(fiscal_year: int) -> bool:
    """Whether a year takes no more entries."""
    return LedgerYear.objects.filter(fiscal_year=fiscal_year, closed_at__isnull=False).exists()


def is_open_before(fiscal_year: int) -> bool:
    """Whether an earlier year of the books is not closed yet."""
    return LedgerYear.objects.filter(fiscal_year__lt=fiscal_year, closed_at__isnull=True).exists()


def booked_years() -> list[int]:
    """Fiscal years that have a row in the books, the latest first."""
    return list(LedgerYear.objects.order_by("-fiscal_year").values_list("fiscal_year", flat=True))
