"""Reads of self-service: whose money somebody may see, and what it says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from membership.invoices.models import Slip
from membership.invoices.wording import on_page, on_paper
from membership.ledger.models import Charge
from membership.ledger.queries import living_credits, settled_on, with_open
from membership.ledger.rules import Payer
from membership.members.models import Membership, NamedCover
from membership.members.queries import memberships_on
from membership.papers.models import Paper
from membership.papers.pdf import print_pdf
from membership.papers.queries import bank_account, issuer, papers_of
from membership.papers.rules import Line, SlipWords, addressed, slip_record
from membership.selfservice.models import MembershipContact, PayerName
from membership.tiers.choices import Coverage
from network.organisations.models import Organisation
from network.people.models import Person
from network.people.queries import affiliations_on


@dataclass(frozen=True)
class Due:
    """One charge as its payer sees it, or whom it is for; `open_amount` in yen, `settled` the day it was.

    `paid_by` is the organisation that owes it for somebody, empty where one owes it oneself.
    """

    words: str
    amount: int
    open_amount: int
    due_on: date
    settled: date | None
    paid_by: str = ""


@dataclass(frozen=True)
class Payment:
    """Money that arrived, and what of it is not used yet, in yen."""

    on: date
    amount: int
    left: int


@dataclass(frozen=True)
class OpenSlip:
    """A slip that can still be paid; `total` is what is open of it now."""

    slip: Slip
    total: int


@dataclass(frozen=True)
class Money:
    """Everything one payer may see of the books."""

    dues: Sequence[Due]
    slips: Sequence[OpenSlip]
    papers: Sequence[Paper]
    payments: Sequence[Payment]
    names: Sequence[PayerName]

    @property
    def open_amount(self) -> int:
        return sum(due.open_amount for due in self.dues if not due.paid_by)


@dataclass(frozen=True)
class Seat:
    """Somebody an organisation's membership covers: named (with its row) or working there."""

    person: Person
    cover: NamedCover | None

    @property
    def may_be_invited(self) -> bool:
        """Whether an invitation to an account makes sense: named, with an address, without an account."""
        return self.cover is not None and bool(self.person.email) and not hasattr(self.person, "account")


def organisations_of(person: Person, *, on: date) -> QuerySet[Organisation]:
    """Organisations whose membership somebody looks after on a day."""
    held = MembershipContact.objects.filter(_holds_on(on), person=person)
    return Organisation.objects.filter(pk__in=held.values("organisation")).order_by("kana", "name", "pk")


def may_see(person: Person | None, payer: Payer, *, on: date) -> bool:
    """Whether somebody may see the money of a payer: their own, or an organisation's they look after."""
    if person is None or not payer.is_known:
        return False
    if payer.person_id is not None:
        return payer.person_id == person.pk
    return organisations_of(person, on=on).filter(pk=payer.organisation_id).exists()


def money_of(payer: Payer) -> Money:
    """Dues, slips, papers, payments and names of one payer, the newest first. Six queries, however many there are.

    A person's dues are among them when an organisation has taken them over: they are told who pays.
    """
    mine = Q(person=payer.person_id, organisation=payer.organisation_id)
    for_them = Q(membership__person=payer.person_id, person__isnull=True)
    charges = list(
        with_open(
            Charge.objects.filter((mine | for_them) if payer.person_id else mine).select_related(
                "tier", "beneficiary", "organisation"
            )
        ).order_by("-due_on", "-pk")
    )
    settled = settled_on([charge.pk for charge in charges])
    return Money(
        dues=[
            Due(
                on_page(charge),
                charge.amount,
                charge.open_amount,
                charge.due_on,
                settled[charge.pk],
                paid_by=charge.organisation.name if charge.organisation_id and payer.person_id else "",
            )
            for charge in charges
        ],
        slips=_open_slips(
            mine, {charge.pk: charge.open_amount for charge in charges if _owes(charge, payer)}
        ),
        papers=list(papers_of(person_id=payer.person_id, organisation_id=payer.organisation_id)),
        payments=[
            Payment(leg.entry.on, -leg.amount, leg.left)
            for leg in living_credits().filter(mine).order_by("-entry__on", "-pk")
        ],
        names=list(PayerName.objects.filter(mine)),
    )


def _owes(charge: Charge, payer: Payer) -> bool:
    return Payer(charge.person_id, charge.organisation_id) == payer


def _open_slips(mine: Q, still_open: dict[int, int]) -> list[OpenSlip]:
    slips = Slip.objects.filter(mine, withdrawn_at__isnull=True).prefetch_related("lines")
    found = [
        OpenSlip(slip, sum(max(still_open.get(line.charge_id, 0), 0) for line in slip.lines.all()))
        for slip in slips.order_by("-made_at", "-pk")
    ]
    return [entry for entry in found if entry.total > 0]


def slip_pdf(slip: Slip) -> bytes | None:
    """The payment page of a slip, with what it asked for; None while the association has no bank account."""
    bank = bank_account()
    if bank is None:
        return None
    receiver = slip.person or slip.organisation
    names = PayerName.objects.filter(person=slip.person_id, organisation=slip.organisation_id)
    rows = slip.lines.select_related("charge__tier", "charge__beneficiary")
    words = SlipWords(
        addressee=addressed(receiver.name, is_body=slip.organisation_id is not None),
        lines=[Line(on_paper(row.charge), row.amount, row.charge.tax_class) for row in rows],
        issuer=issuer(),
        bank=bank,
        reference=slip.reference,
        payer_kana=names.values_list("kana", flat=True).first() or "",
        due_on=slip.due_on,
    )
    return print_pdf(slip_record(words), made_at=slip.made_at)


def seats_of(membership: Membership, *, on: date) -> list[Seat]:
    """Whom an organisation's membership covers on a day, by reading. One query."""
    if membership.tier.coverage == Coverage.NAMED:
        covers = membership.named.filter(_holds_on(on)).select_related("person__account")
        return [Seat(cover.person, cover) for cover in covers.order_by("person__kana", "pk")]
    work = affiliations_on(on).filter(organisation=membership.organisation_id).select_related("person")
    people = {row.person_id: row.person for row in work.order_by("person__kana", "pk")}
    return [Seat(person, None) for person in people.values()]


def membership_of(organisation: Organisation, *, on: date) -> Membership | None:
    """The membership of an organisation on a day, with its tier."""
    return (
        memberships_on(on)
        .filter(organisation=organisation)
        .select_related("tier", "organisation")
        .order_by("since", "pk")
        .first()
    )


def _holds_on(day: date) -> Q:
    return (Q(until__isnull=True) | Q(until__gte=day)) & Q(since__lte=day)
