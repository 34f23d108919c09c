"""Reads of cash at the door: who owes what, what was taken, and how a sheet stands."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from events.cash.models import CashSheet, CashTaking
from events.cash.rules import difference
from events.fees.choices import FeeWay
from events.fees.models import SeatCharge
from events.programme.models import Event
from events.registration.models import Registration
from membership.ledger.queries import open_of
from membership.papers.models import Paper
from network.people.models import Account


@dataclass(frozen=True)
class Owing:
    """Somebody with a fee: what is still to be paid, and the cash they gave. Yen."""

    registration: Registration
    owed: int
    at_door: int
    takings: Sequence[CashTaking]

    @property
    def taken(self) -> int:
        return sum(taking.amount for taking in self.takings)

    @property
    def left(self) -> int:
        """What is to be paid when the cash that is not booked yet has been counted in."""
        unbooked = sum(taking.amount for taking in self.takings if taking.entry_id is None)
        return max(self.owed - unbooked, 0)


@dataclass(frozen=True)
class Sheet:
    """Everything on an event's sheet. Yen."""

    sheet: CashSheet | None
    rows: Sequence[Owing]
    names: dict[int, str]

    @property
    def taken(self) -> int:
        return sum(row.taken for row in self.rows)

    @property
    def at_door(self) -> int:
        """What is still open of what was to be paid at the door."""
        return sum(row.at_door for row in self.rows)

    @property
    def difference(self) -> int | None:
        """More (above zero) or less in the box than was noted; None while nobody has counted."""
        if self.sheet is None or self.sheet.counted is None:
            return None
        return difference(self.sheet.counted, self.taken)

    @property
    def is_signed(self) -> bool:
        return self.sheet is not None and self.sheet.signed_at is not None


def sheet_of(event: Event) -> Sheet:
    """The sheet of an event: whoever was charged or gave cash. Six queries, however many people."""
    sheet = CashSheet.objects.filter(event=event).first()
    charged: dict[int, list[SeatCharge]] = defaultdict(list)
    for row in SeatCharge.objects.filter(registration__event=event, returned_at__isnull=True):
        charged[row.registration_id].append(row)
    still_open = open_of([row.charge_id for rows in charged.values() for row in rows])
    taken: dict[int, list[CashTaking]] = defaultdict(list)
    for taking in living_takings(sheet) if sheet else ():
        taken[taking.registration_id].append(taking)
    people = Registration.objects.filter(pk__in={*charged, *taken}).select_related("person", "organisation")
    return Sheet(
        sheet=sheet,
        rows=[
            Owing(
                registration=one,
                owed=sum(max(still_open[row.charge_id], 0) for row in charged[one.pk]),
                at_door=sum(
                    max(still_open[row.charge_id], 0) for row in charged[one.pk] if row.way == FeeWay.DOOR
                ),
                takings=taken[one.pk],
            )
            for one in people.order_by("person__kana", "person__name", "pk")
        ],
        names=_names(sheet, [taking for takings in taken.values() for taking in takings]),
    )


def living_takings(sheet: CashSheet) -> QuerySet[CashTaking]:
    """Cash of a sheet that was not given back."""
    return CashTaking.objects.filter(sheet=sheet, returned_at__isnull=True).order_by("pk")


def taken_of(sheet: CashSheet) -> int:
    """What was noted as taken, in yen."""
    return living_takings(sheet).aggregate(total=Sum("amount"))["total"] or 0


def open_charges_of(registration: Registration) -> dict[int, int]:
    """What is open of a registration's fees by charge, those paid at the door first."""
    rows = SeatCharge.objects.filter(registration=registration, returned_at__isnull=True)
    ids = [row.charge_id for row in sorted(rows, key=lambda row: (row.way != FeeWay.DOOR, row.pk))]
    still_open = open_of(ids)
    return {pk: still_open[pk] for pk in ids if still_open[pk] > 0}


def waiting_sheets() -> QuerySet[Event]:
    """Events with cash that nobody has signed off, each with `people` and `cash` in yen; the oldest first."""
    living = Q(cash_sheet__takings__returned_at__isnull=True)
    return (
        Event.objects.filter(cash_sheet__isnull=False, cash_sheet__signed_at__isnull=True)
        .select_related("cash_sheet")
        .annotate(
            people=Count("cash_sheet__takings", filter=living),
            cash=Sum("cash_sheet__takings__amount", filter=living),
        )
        .order_by("starts_at", "pk")
    )


def receipts_of(sheet: CashSheet) -> dict[int, str]:
    """The numbers of valid receipts by the entry that booked the cash. One query."""
    rows = Paper.objects.filter(
        voided_on__isnull=True, receipt_lines__allocation__credit__entry__in=_entries(sheet)
    ).values_list("receipt_lines__allocation__credit__entry", "number")
    return dict(rows.distinct())


def _entries(sheet: CashSheet) -> Any:
    return living_takings(sheet).filter(entry__isnull=False).values("entry")


def _names(sheet: CashSheet | None, takings: Sequence[CashTaking]) -> dict[int, str]:
    ids = {taking.taken_by for taking in takings}
    if sheet is not None:
        ids |= {sheet.counted_by, sheet.signed_by}
    accounts = Account.objects.filter(pk__in=ids - {None}).select_related("person")
    return {account.pk: str(account.person or account.username) for account in accounts}
