"""Reads of reminders: everything that is open with the verdict on it, whom one leaves in peace, letters on paper."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.db.models import QuerySet

from membership.invoices.models import Slip
from membership.ledger.models import Charge
from membership.reminders.choices import Level, Reason, Way
from membership.reminders.knowing import known_on, payer_of, stops_on
from membership.reminders.models import Reminder, ReminderStop
from membership.reminders.rules import Case, Verdict, judge
from network.mail.rules import Recipient


@dataclass(frozen=True)
class Line:
    """What one slip still asks (or one charge without a slip), where a mail would go, and the verdict."""

    slip: Slip | None
    parts: Sequence[Charge]
    case: Case
    verdict: Verdict
    to: Recipient | None

    @property
    def payer(self) -> object:
        """The person or organisation that is asked."""
        row = self.slip or self.parts[0]
        return row.person or row.organisation

    @property
    def total(self) -> int:
        """What is open now, in yen."""
        return sum(charge.open_amount for charge in self.parts)

    @property
    def reason(self) -> Reason:
        return Reason(self.verdict.reason)

    @property
    def level(self) -> Level | None:
        return Level(self.verdict.level) if self.verdict.is_asked else None

    @property
    def way(self) -> Way:
        return Way.MAIL if self.to else Way.PRINT


def preview(on: date) -> list[Line]:
    """Everything open with its reason, the longest due first: those who are asked, and those who are not.

    Writes nothing. As many queries for much as for little.
    """
    known = known_on(on)
    lines = [
        Line(
            slip,
            parts,
            case,
            judge(case, on=on, waiting=known.waiting),
            known.recipient(payer_of(slip or parts[0]), slip or parts[0]),
        )
        for (slip, parts), case in known.cases()
    ]
    return sorted(lines, key=lambda line: (line.case.due_on, line.parts[0].pk))


def counts(lines: Iterable[Line]) -> dict[Reason, int]:
    """How many have each reason, every reason named."""
    found = Counter(line.reason for line in lines)
    return {reason: found[reason] for reason in Reason}


def fingerprint(lines: Iterable[Line]) -> str:
    """Stands for exactly these letters: other people, levels, sums or ways have another."""
    told = [f"{line.slip.pk}:{line.level.value}:{line.total}:{line.way}" for line in lines if line.level]
    return sha256(",".join(sorted(told)).encode()).hexdigest()[:20]


def stops(on: date) -> QuerySet[ReminderStop]:
    """Whom one leaves in peace on a day, whose time ends first before the others."""
    return stops_on(on).select_related("person", "organisation").order_by("until", "pk")


def stop_of(slip: Slip) -> ReminderStop | None:
    """The stop of a slip's payer that was not taken back, over or not."""
    return ReminderStop.objects.filter(
        person=slip.person_id, organisation=slip.organisation_id, lifted_at__isnull=True
    ).first()


def paper_letters() -> QuerySet[Reminder]:
    """Letters for people without a mail address, the newest first."""
    return Reminder.objects.filter(way=Way.PRINT).select_related("slip__person", "slip__organisation")
