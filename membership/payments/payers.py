"""A named trade: what matching needs to know, fetched at once: what is open, who is known, under which names."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from membership.invoices.models import SlipLine
from membership.invoices.rules import is_reference
from membership.ledger.models import Charge
from membership.ledger.queries import open_charges
from membership.ledger.rules import Payer
from membership.payments.choices import NameSource
from membership.payments.knownnames import KnownName, Source
from membership.payments.matching import Book, Deposit, Item
from membership.payments.models import PayingName, StatementLine, TransferFee
from membership.selfservice.models import PayerName
from network.organisations.models import Organisation
from network.people.models import Affiliation, Person

PERSON, ORGANISATION = "person", "organisation"


def party_of(row: Charge | PayingName | PayerName) -> str:
    """Who a row belongs to, as matching names them."""
    return (
        f"{PERSON}:{row.person_id}" if row.person_id is not None else f"{ORGANISATION}:{row.organisation_id}"
    )


def payer_of(party: str) -> Payer:
    """The payer of a party's name."""
    kind, _colon, number = party.partition(":")
    return Payer(person_id=int(number)) if kind == PERSON else Payer(organisation_id=int(number))


def deposit_of(line: StatementLine) -> Deposit:
    """A line as matching looks at it."""
    return Deposit(str(line.pk), line.amount, line.payer or line.memo, line.on, line.edi, line.origin)


def book_on(day: date) -> Book:
    """Everything that is open and everybody who is known on a day. Eight queries, whatever their number."""
    fees = tuple(TransferFee.objects.values_list("amount", flat=True))
    return Book(_items(day), list(_names()), fees, is_reference)


def _items(day: date) -> list[Item]:
    """Open slips, and open charges that stand on none. `charge_ids` are in the key: slip:1=2+3, charge:4."""
    charges = {charge.pk: charge for charge in open_charges()}
    employers = _employers(day)
    on_slip: dict[int, list[SlipLine]] = defaultdict(list)
    lines = SlipLine.objects.filter(slip__withdrawn_at__isnull=True, charge__in=charges)
    for line in lines.select_related("slip").order_by("slip_id", "pk"):
        on_slip[line.slip_id].append(line)
    items, covered = [], set()
    for slip_lines in on_slip.values():
        slip, ids = slip_lines[0].slip, [line.charge_id for line in slip_lines]
        covered.update(ids)
        total = sum(charges[pk].open_amount for pk in ids)
        key = f"slip:{slip.pk}={'+'.join(map(str, ids))}"
        items.append(Item(key, party_of(slip), total, slip.reference, slip.due_on))
    for pk, charge in charges.items():
        if pk not in covered:
            items.append(Item(f"charge:{pk}", party_of(charge), charge.open_amount, "", charge.due_on))
    return [
        Item(
            item.key, item.party, item.amount, item.reference, item.due, tuple(employers.get(item.party, ()))
        )
        for item in items
    ]


def charges_in(items: Iterable[str]) -> list[int]:
    """The charges that items stand for, each once."""
    ids = [
        int(pk)
        for item in items
        for pk in (item.partition("=")[2] or item.removeprefix("charge:")).split("+")
    ]
    return list(dict.fromkeys(ids))


def _employers(day: date) -> dict[str, list[str]]:
    """Organisations that may pay for a person: those the person works for that day."""
    found: dict[str, list[str]] = defaultdict(list)
    current = Affiliation.objects.filter(Q(until__isnull=True) | Q(until__gte=day), since__lte=day)
    for person, organisation in current.order_by("pk").values_list("person_id", "organisation_id"):
        found[f"{PERSON}:{person}"].append(f"{ORGANISATION}:{organisation}")
    return found


def _names() -> Iterable[KnownName]:
    """Everybody in the registry, and the names they said they pay under or did pay under."""
    people = Person.objects.filter(erased_at__isnull=True).values_list("pk", "name", "kana")
    bodies = Organisation.objects.values_list("pk", "name", "kana")
    for kind, rows in ((PERSON, people), (ORGANISATION, bodies)):
        for pk, *spellings in rows.order_by("pk"):
            yield from (KnownName(f"{kind}:{pk}", name) for name in spellings if name)
    for said in PayerName.objects.order_by("pk"):
        yield KnownName(party_of(said), said.kana, Source.DECLARED)
    for known in PayingName.objects.all():
        yield KnownName(party_of(known), known.name, Source(NameSource(known.source)), known.origin)
