"""A named trade: what deciding about reminders needs to know, fetched at once: money that waits, stops, earlier letters."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from membership.invoices.models import Slip, SlipLine
from membership.ledger.choices import ChargeKind, EntryKind
from membership.ledger.models import Charge
from membership.ledger.queries import credits_left, living_entries, open_charges
from membership.ledger.rules import Payer
from membership.members.queries import covered_by_organisations
from membership.payments.models import StatementLine, TransferFee
from membership.payments.queries import UNDECIDED
from membership.reminders.models import Reminder, ReminderStop
from membership.reminders.rules import Case, Waiting
from network.mail.queries import bounced_among, suppressed_among
from network.mail.rules import Recipient, recipient_key
from network.organisations.models import ContactAddress

Asked = tuple[Slip | None, list[Charge]]


def payer_of(row: Slip | Charge) -> Payer:
    """Who a slip or a charge asks."""
    return Payer(row.person_id, row.organisation_id)


@dataclass(frozen=True)
class Known:
    """Everything about the payers of what is open on a day. Amounts in yen."""

    charges: Mapping[int, Charge]
    slip_lines: Sequence[SlipLine]
    credits: Mapping[Payer, int]
    waiting: Waiting
    letters: Mapping[tuple[int, Payer], tuple[int, date]]
    stopped: frozenset[Payer]
    covered: frozenset[int]
    paid_for: frozenset[tuple[int, int]]
    mailboxes: Mapping[int, str]
    coming_back: frozenset[str]

    def asked(self) -> list[Asked]:
        """What each slip that holds still asks, then every charge that no slip asks."""
        parts: dict[int, Asked] = {}
        for line in self.slip_lines:
            parts.setdefault(line.slip_id, (line.slip, []))[1].append(self.charges[line.charge_id])
        on_slip = {line.charge_id for line in self.slip_lines}
        alone = [(None, [charge]) for pk, charge in self.charges.items() if pk not in on_slip]
        return [*parts.values(), *alone]

    def newest(self) -> dict[int, int]:
        """The newest slip of each charge; lines come in the order slips were made."""
        return {line.charge_id: line.slip_id for line in self.slip_lines}

    def owed(self) -> dict[Payer, int]:
        """All that each payer owes."""
        sums: dict[Payer, int] = defaultdict(int)
        for charge in self.charges.values():
            sums[payer_of(charge)] += charge.open_amount
        return sums

    def cases(self) -> list[tuple[Asked, Case]]:
        """The case of everything asked."""
        newest, owed = self.newest(), self.owed()
        return [(asked, self._case(asked, newest, owed)) for asked in self.asked()]

    def recipient(self, payer: Payer, row: Slip | Charge) -> Recipient | None:
        """Where a mail to the payer goes: the person, or the organisation's first mailbox; None without an address."""
        address = self._address(payer, row)
        if not address:
            return None
        if row.person is not None:
            return Recipient(address, row.person.name, row.person.language, row.person_id)
        return Recipient(address, row.organisation.name, "ja")

    def _address(self, payer: Payer, row: Slip | Charge) -> str:
        if row.person is not None:
            return "" if row.person.erased_at else row.person.email
        return self.mailboxes.get(payer.organisation_id, "")

    def _case(self, asked: Asked, newest: Mapping[int, int], owed: Mapping[Payer, int]) -> Case:
        slip, parts = asked
        row = slip or parts[0]
        payer = payer_of(row)
        level, last_on = max((self.letters.get((one.pk, payer), (0, None)) for one in parts), key=_level)
        due_on = min(charge.due_on for charge in parts)
        return Case(
            due_on=max(slip.due_on, due_on) if slip else due_on,
            sums=frozenset(
                {*(one.open_amount for one in parts), sum(one.open_amount for one in parts), owed[payer]}
                - {0}
            ),
            charge_ids=frozenset(charge.pk for charge in parts),
            has_slip=slip is not None,
            is_asked_anew=slip is not None and any(newest[charge.pk] != slip.pk for charge in parts),
            is_paid_by_organisation=any(self._is_taken_over(payer, charge) for charge in parts),
            is_covered=payer.person_id in self.covered
            and any(charge.kind == ChargeKind.DUES for charge in parts),
            is_stopped=payer in self.stopped,
            credit=self.credits.get(payer, 0),
            is_erased=row.person is not None and row.person.erased_at is not None,
            comes_back=recipient_key(self._address(payer, row)) in self.coming_back,
            last_level=level,
            last_on=last_on,
        )

    def _is_taken_over(self, payer: Payer, charge: Charge) -> bool:
        """Whether somebody else owes the charge by now, or an organisation was billed the person's dues of that year."""
        is_dues = charge.kind == ChargeKind.DUES
        return payer_of(charge) != payer or (
            is_dues and (payer.person_id, charge.fiscal_year) in self.paid_for
        )


def known_on(day: date) -> Known:
    """Reads it. Thirteen queries, however much is open."""
    found = open_charges().select_related("person", "organisation", "tier", "beneficiary")
    charges = {charge.pk: charge for charge in found}
    payers = {payer_of(charge) for charge in charges.values()}
    mailboxes = _mailboxes(payers)
    addresses = [*mailboxes.values(), *(one.person.email for one in charges.values() if one.person_id)]
    keys = {recipient_key(address) for address in addresses if address}
    credits_, unknown = _credits()
    return Known(
        charges=charges,
        slip_lines=_slip_lines(charges),
        credits=credits_,
        waiting=_waiting(unknown),
        letters=_letters(),
        stopped=frozenset(payer_of(stop) for stop in stops_on(day)),
        covered=frozenset(covered_by_organisations(day).order_by().values_list("pk", flat=True)),
        paid_for=_paid_for(),
        mailboxes=mailboxes,
        coming_back=frozenset(suppressed_among(keys) | bounced_among(keys)),
    )


def stops_on(day: date) -> QuerySet[ReminderStop]:
    """Payers left in peace on a day, the last day included."""
    return ReminderStop.objects.filter(Q(until__isnull=True) | Q(until__gte=day), lifted_at__isnull=True)


def _slip_lines(charges: Mapping[int, Charge]) -> list[SlipLine]:
    lines = SlipLine.objects.filter(
        slip__withdrawn_at__isnull=True, charge__in=open_charges().order_by().values("pk")
    )
    found = lines.select_related("slip__person", "slip__organisation")
    ordered = found.order_by("slip__made_at", "slip_id", "pk")
    return [line for line in ordered if line.charge_id in charges]


def _credits() -> tuple[dict[Payer, int], list[int]]:
    """What is left of each payer's money; and what is left of money nobody knows the payer of."""
    of_payers: dict[Payer, int] = defaultdict(int)
    unknown = []
    for credit in credits_left():
        payer = Payer(credit.person_id, credit.organisation_id)
        if payer.is_known:
            of_payers[payer] += credit.left
        else:
            unknown.append(credit.left)
    return of_payers, unknown


def _waiting(unknown: Sequence[int]) -> Waiting:
    rows = list(
        StatementLine.objects.filter(state__in=UNDECIDED, amount__gt=0).values_list("amount", "proposals")
    )
    proposed = {pk for _amount, proposals in rows for told in proposals for pk in told["charges"]}
    return Waiting(
        amounts=frozenset({*unknown, *(amount for amount, _proposals in rows)}),
        charge_ids=frozenset(proposed),
        fees=frozenset(TransferFee.objects.values_list("amount", flat=True)),
    )


def _letters() -> dict[tuple[int, Payer], tuple[int, date]]:
    """The last letter about each open charge, whatever slip it named, by whom it went to."""
    rows = Reminder.objects.filter(slip__lines__charge__in=open_charges().order_by().values("pk"))
    found: dict[tuple[int, Payer], tuple[int, date]] = {}
    for charge, person, organisation, level, on in rows.order_by("level", "on").values_list(
        "slip__lines__charge", "slip__person", "slip__organisation", "level", "on"
    ):
        found[charge, Payer(person, organisation)] = (level, on)
    return found


def _paid_for() -> frozenset[tuple[int, int]]:
    """People and years whose dues were billed to an organisation, paid or not; mistakes taken back left out."""
    cancelled = living_entries().filter(kind=EntryKind.CANCELLED, legs__charge__isnull=False)
    rows = Charge.objects.filter(
        kind=ChargeKind.DUES, organisation__isnull=False, beneficiary__isnull=False
    ).exclude(pk__in=cancelled.values("legs__charge"))
    return frozenset(rows.order_by().values_list("beneficiary", "fiscal_year"))


def _mailboxes(payers: Iterable[Payer]) -> dict[int, str]:
    """The first mailbox of each organisation."""
    ids = [payer.organisation_id for payer in payers if payer.organisation_id is not None]
    rows = ContactAddress.objects.filter(organisation__in=ids).exclude(email="").order_by("-pk")
    return dict(rows.values_list("organisation", "email"))


def _level(letter: tuple[int, date | None]) -> int:
    return letter[0]
