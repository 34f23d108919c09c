"""The books against the log: whoever changes a sum behind the database's back is named."""

import io

import pytest
from django.core.management import CommandError, call_command

from membership.ledger import actions
from membership.ledger.models import Entry, Leg
from membership.ledger.queries import account
from membership.ledger.rules import Payer, Share, seal_of
from membership.ledger.seals import BookFlaw, BrokenEntry, broken_entries, seals
from network.audit.actions import record
from network.audit.models import AuditEntry
from network.audit.queries import head
from tests.factories.membership import dues, new_charge
from tests.factories.network import PersonFactory
from tests.membership.ledger.conftest import MAY, NOW

pytestmark = [pytest.mark.django_db, pytest.mark.capability("M14", "T13")]

BY = {"made_by": 7, "now": NOW}


@pytest.fixture
def books(bank):
    """A bill, a payment of it, and another payment left as credit."""
    payer = Payer(person_id=PersonFactory().pk)
    [charge] = actions.bill([new_charge(2000, payer=payer)], on=MAY, **BY)
    paid = actions.receive(
        bank, amount=2000, on=MAY, payer=payer, key="a", shares=[Share(charge.pk, 2000)], **BY
    )
    actions.receive(bank, amount=500, on=MAY, payer=payer, key="b", **BY)
    return paid


def verified(*arguments) -> str:
    said = io.StringIO()
    call_command("verify_audit", *arguments, stdout=said)
    return said.getvalue()


def test_every_entry_is_noted_with_its_seal(books):
    noted = {
        int(entry.subject_id): entry.details["seal"]
        for entry in AuditEntry.objects.filter(subject="membership.entry")
    }

    assert noted == seals(list(Entry.objects.values_list("pk", flat=True)))
    assert {len(seal) for seal in noted.values()} == {40}
    assert list(broken_entries()) == []


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda entry: entry.legs.update(amount=7), id="a sum"),
        pytest.param(lambda entry: entry.legs.update(person=PersonFactory()), id="a payer"),
        pytest.param(lambda entry: entry.allocations.update(amount=7), id="what it paid for"),
        pytest.param(lambda entry: Entry.objects.filter(pk=entry.pk).update(on="2026-05-21"), id="the day"),
        pytest.param(lambda entry: entry.legs.last().delete(), id="a leg taken away"),
    ],
)
def test_altered_entry_is_named(books, change):
    entry = Entry.objects.filter(allocations__isnull=False).first()

    change(entry)

    assert list(broken_entries()) == [BrokenEntry(entry.pk, BookFlaw.ALTERED)]


def test_entry_gone_or_written_past_the_log_is_named(books):
    past = Entry.objects.create(kind="booked", on=MAY, fiscal_year=2026, made_at=NOW, posted=True)
    gone = Entry.objects.exclude(pk=past.pk).order_by("-pk").first().pk
    Leg.objects.filter(entry=gone).delete()
    Entry.objects.filter(pk=gone).delete()

    assert set(broken_entries()) == {
        BrokenEntry(gone, BookFlaw.MISSING),
        BrokenEntry(past.pk, BookFlaw.NOT_NOTED),
    }


def test_entry_noted_before_there_were_seals(books):
    old = Entry.objects.create(kind="booked", on=MAY, fiscal_year=2026, made_at=NOW, posted=True)
    record(actor_id=7, verb="booked", subject="membership.entry", subject_id=old.pk, details={})

    assert list(broken_entries()) == []


def test_seal_says_every_number():
    content = {"kind": "received", "on": "2026-05-20", "legs": [[1, 2000, None]], "uses": []}

    assert seal_of(content) != seal_of(content | {"legs": [[1, 2001, None]]})
    assert seal_of(content) == seal_of(dict(reversed(content.items())))


def test_command_says_where_the_chain_stands(books):
    assert f"Head: {head()}" in verified()
    assert f"Head: {head()}" in verified("--head", f" {head().upper()} ")


def test_command_names_what_is_broken(books):
    books.legs.update(amount=1)
    entry = AuditEntry.objects.order_by("pk").first()
    AuditEntry.objects.filter(pk=entry.pk).update(actor_id=8)

    with pytest.raises(CommandError) as refusal:
        verified()

    assert f"audit entry {entry.pk}: altered" in str(refusal.value)
    assert f"entry {books.pk} of the books: altered" in str(refusal.value)


def test_command_when_the_end_was_cut_off(books):
    kept = head()
    AuditEntry.objects.order_by("-pk").first().delete()

    with pytest.raises(CommandError, match="audit log: cut off"):
        verified("--head", kept)


@pytest.mark.parametrize("number", [300, pytest.param(10_000, marks=pytest.mark.full)])
def test_one_tampered_row_of_many_is_named(bank, number, prove_figure):
    people = PersonFactory.create_batch(20)
    for line in range(number):
        actions.receive(
            bank,
            amount=1000 + line,
            on=MAY,
            payer=Payer(person_id=people[line % 20].pk),
            key=f"line:{line}",
            **BY,
        )
    victim = Entry.objects.order_by("pk")[number // 2]
    audited = AuditEntry.objects.order_by("pk")[number // 3]
    assert list(broken_entries()) == []

    Leg.objects.filter(entry=victim, amount__gt=0).update(amount=999_999)
    AuditEntry.objects.filter(pk=audited.pk).update(verb="booked")

    with pytest.raises(CommandError) as refusal:
        verified("--head", head())
    named = str(refusal.value).splitlines()[1:]
    assert named == [
        f"audit entry {audited.pk}: altered",
        f"entry {victim.pk} of the books: altered",
    ]
    prove_figure(
        f"of {number} bookings the one tampered with, and of as many log entries the one, were named"
    )


def test_renewal_is_sealed_as_well(bank):
    actions.bill([dues(), dues()], on=MAY, **BY)

    assert account("bank") == bank
    assert list(broken_entries()) == []
