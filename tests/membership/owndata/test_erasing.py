"""An erasure takes a name away everywhere, keeps every sum and number, and says so once."""

from datetime import UTC, datetime, timedelta

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from wagtail.models import ModelLogEntry

from events.registration.choices import RegistrationState
from membership.ledger import triggers as books_guard
from membership.ledger.models import Entry, Leg
from membership.ledger.queries import balances, open_charges
from membership.members.actions import decide_membership
from membership.members.queries import standing_of
from membership.papers.queries import gaps, pdf_of
from network.audit import triggers as audit_guard
from network.audit.models import AuditEntry
from network.audit.queries import verify
from network.mail.models import OutboxMessage
from network.owndata.actions import OwnDataError, ask_for_erasure, erase, let_kept_words_go, take_back_request
from network.owndata.choices import Reason
from network.owndata.files import as_json
from network.owndata.models import ErasureRequest
from network.owndata.naming import places_naming
from network.owndata.queries import subject_of
from network.owndata.registry import parts
from network.people.choices import Role
from network.people.models import Account, Person
from tests.factories.membership import MembershipFactory, TierFactory
from tests.factories.network import AccountFactory, ContactAddressFactory, PersonFactory, account_with_role
from tests.membership.owndata.life import ADDRESS, NAME, NOW, TODAY, WORDS, lead_a_life

pytestmark = [pytest.mark.django_db, pytest.mark.capability("M13", "T14")]

KEPT_BY_LAW = {"membership.Paper", "membership.Invoice", "membership.StatementLine", "network.TakenFile"}


@pytest.fixture
def desk():
    return account_with_role(Role.SECRETARIAT)


@pytest.fixture
def life():
    return lead_a_life()


def tables_naming(words=WORDS) -> set[str]:
    """Every table in which one of these words stands, in texts, JSON and bytes alike."""
    found = set()
    for model in apps.get_models(include_auto_created=True):
        if model._meta.proxy or not model._meta.managed:
            continue
        for row in model._base_manager.values():
            texts = [
                bytes(value).decode(errors="replace") if isinstance(value, bytes | memoryview) else str(value)
                for value in row.values()
            ]
            if any(word in text for word in words for text in texts):
                found.add(model._meta.label)
    return found


def books() -> list:
    """Every leg with its sum and the number of its payer."""
    return list(
        Leg.objects.order_by("pk").values_list("pk", "entry__posted", "account__code", "amount", "person_id")
    )


def erased(life, desk, *, now=NOW):
    erase(life.person, reason=Reason.ASKED, by=desk, now=now)


def test_life_stands_in_every_table_that_may_know_somebody(life):
    subject = subject_of(life.person)
    empty = {
        part.model._meta.label for part in parts() if not part.is_deed and not part.rows(subject).exists()
    }

    # What only somebody at the desk leaves behind, or nobody on this site can make.
    assert empty == {
        "account.EmailConfirmation",
        "events.CashTaking",  # their meeting cost nothing
        "events.SeatCharge",
        "network.Account_groups",
        "network.Account_user_permissions",
        "network.ErasureRequest",
        "network.RoleHolding",
        "wagtailadmin.EditingSession",
        "wagtailadmin.FormState",
        "wagtailcore.APIToken",
        "wagtailcore.Comment",
        "wagtailcore.CommentReply",
        "wagtailcore.PageLogEntry",
        "wagtailcore.PageSubscription",
    }


def test_nothing_of_the_name_is_left_but_where_the_law_keeps_it(life, desk):
    before = tables_naming()

    erased(life, desk)

    assert len(before) > 15
    assert tables_naming() <= KEPT_BY_LAW
    assert tables_naming() >= {"membership.Paper", "membership.Invoice", "membership.StatementLine"}


def test_sums_and_numbers_stay(life, desk):
    before = (books(), balances(2026), balances(2025), [charge.open_amount for charge in open_charges()])
    entries = Entry.objects.count()

    erased(life, desk)

    assert (books(), balances(2026), balances(2025), [c.open_amount for c in open_charges()]) == before
    assert (Entry.objects.count(), gaps()) == (entries, [])
    assert [person_id for *_leg, person_id in books() if person_id] == [
        person_id for *_leg, person_id in before[0] if person_id
    ]


def test_receipt_is_printed_again_as_it_was(life, desk):
    before = pdf_of(life.receipt)

    erased(life, desk)
    life.receipt.refresh_from_db()

    assert life.receipt.record["addressee"] == f"{NAME}　様"
    assert pdf_of(life.receipt) == before


def test_what_is_ahead_ends(life, desk):
    erased(life, desk)

    person = Person.objects.get(pk=life.person.pk)
    life.coming.refresh_from_db()
    life.waiting.refresh_from_db()
    life.past.refresh_from_db()
    life.contact.refresh_from_db()
    life.cover.refresh_from_db()
    assert life.coming.state == RegistrationState.CANCELLED
    assert life.waiting.state == RegistrationState.CONFIRMED
    assert (life.past.state, life.past.person_id) == (RegistrationState.CONFIRMED, person.pk)
    assert not standing_of(person, on=TODAY).is_member
    assert (life.contact.until, life.cover.until) == (TODAY - timedelta(days=1),) * 2
    assert [work.until for work in person.affiliations.all()] == [TODAY]


def test_membership_that_ended_otherwise_stays_as_it_ended(desk):
    membership = MembershipFactory()
    decide_membership(membership, kind="expelled", on=TODAY, made_by=desk.pk, now=NOW, note="総会")

    erase(membership.person, reason=Reason.LEFT, by=desk, now=NOW)

    assert [decision.kind for decision in membership.decisions.all()] == ["expelled"]


def test_whoever_moves_up_is_told_and_nobody_else(life, desk):
    letters = OutboxMessage.objects.count()

    erased(life, desk)

    [promoted] = OutboxMessage.objects.order_by("pk")[letters:]
    assert (promoted.template, promoted.person_id) == ("events/registration/promoted", life.waiting.person_id)


def test_guards_of_books_and_log_let_an_erasure_pass(life, desk):
    for guard in (books_guard, audit_guard):
        guard.lay(connection)
    try:
        erased(life, desk)
        assert Person.objects.get(pk=life.person.pk).erased_at == NOW
    finally:
        for guard in (books_guard, audit_guard):
            guard.lift(connection)


def test_account_is_shut(life, desk):
    epoch = life.account.session_epoch

    erased(life, desk)

    account = Account.objects.get(pk=life.account.pk)
    assert (account.is_active, account.email, account.has_usable_password()) == (False, None, False)
    assert account.username == f"erased-{account.pk}"
    assert account.session_epoch != epoch


def test_mails_can_not_go_again(life, desk):
    erased(life, desk)

    mine = OutboxMessage.objects.filter(person=life.person)
    assert mine.count() > 2
    assert set(mine.values_list("to_address", "to_name", "subject", "html")) == {("", "", "", "")}
    assert set(mine.values_list("state", flat=True)) == {"given_up"}
    assert OutboxMessage.objects.get(key="seat").text == f"消去済み {life.person.pk}様ほか"


def test_audit_tells_number_and_reason_only(life, desk):
    erased(life, desk)

    entry = AuditEntry.objects.order_by("-pk").first()
    assert (entry.verb, entry.subject_id, entry.details) == (
        "erased",
        str(life.person.pk),
        {"reason": "asked"},
    )
    assert verify() == []


def test_erasing_twice_changes_nothing(life, desk):
    erased(life, desk)
    entries = AuditEntry.objects.count()

    with pytest.raises(OwnDataError) as refusal:
        erased(life, desk)

    assert refusal.value.code == "erased"
    assert AuditEntry.objects.count() == entries


@pytest.mark.parametrize("role", [Role.TREASURER, Role.ADMINISTRATOR])
def test_erase_when_a_role_is_held(desk, role):
    holder = account_with_role(role)

    with pytest.raises(OwnDataError) as refusal:
        erase(holder.person, reason=Reason.LEFT, by=desk, now=NOW)

    assert refusal.value.code == "holds_role"
    assert Person.objects.get(pk=holder.person_id).erased_at is None


def test_erase_when_it_is_oneself(desk):
    with pytest.raises(OwnDataError) as refusal:
        erase(desk.person, reason=Reason.LEFT, by=desk, now=NOW)

    assert refusal.value.code == "own"


def test_erase_when_the_mailbox_is_shared(desk):
    colleague = PersonFactory(email="soudan@town.example")
    person = PersonFactory(name="消江 残子", email="soudan@town.example")
    ContactAddressFactory(email="soudan@town.example")
    for reader in (colleague, person):
        OutboxMessage.objects.create(
            key=f"letter:{reader.pk}",
            recipient_key=reader.email,
            to_address=reader.email,
            to_name=reader.name,
            person=reader,
            language="ja",
            template="x",
            message_id=f"<{reader.pk}@x>",
            text=f"{reader.name}様",
            state="sent",
            next_try_at=NOW,
        )

    erase(person, reason=Reason.LEFT, by=desk, now=NOW)

    kept = OutboxMessage.objects.get(key=f"letter:{colleague.pk}")
    assert (kept.to_address, kept.text) == (colleague.email, f"{colleague.name}様")
    assert OutboxMessage.objects.get(key=f"letter:{person.pk}").to_address == ""


def test_erase_when_somebody_else_has_the_same_name(desk):
    person, namesake = PersonFactory(name=NAME), PersonFactory(name=NAME)
    OutboxMessage.objects.create(
        key="namesake",
        recipient_key=namesake.email,
        to_address=namesake.email,
        to_name=NAME,
        person=namesake,
        language="ja",
        template="x",
        message_id="<x@x>",
        text=f"{NAME}様",
        next_try_at=NOW,
    )

    erase(person, reason=Reason.MISTAKE, by=desk, now=NOW)

    namesake.refresh_from_db()
    assert (namesake.name, namesake.erased_at) == (NAME, None)
    assert OutboxMessage.objects.get(key="namesake").text == f"{NAME}様"


def test_erase_who_was_never_anything(desk):
    person = PersonFactory(email="", kana="")

    erase(person, reason=Reason.MISTAKE, by=desk, now=NOW)

    person.refresh_from_db()
    assert (person.name, person.folded.strip()) == (f"消去済み {person.pk}", f"消去済み{person.pk}")


def test_request_is_kept_once_and_done_with_the_erasure(life, desk):
    first = ask_for_erasure(life.person, by=life.account, now=NOW)
    again = ask_for_erasure(life.person, by=life.account, now=NOW + timedelta(days=1))

    erased(life, desk)

    assert first == again
    [request] = ErasureRequest.objects.all()
    assert (request.state, request.ended_by, request.ended_at) == ("done", desk.pk, NOW)


def test_request_is_taken_back(life):
    assert not take_back_request(life.person, by=life.account, now=NOW)
    ask_for_erasure(life.person, by=life.account, now=NOW)

    assert take_back_request(life.person, by=life.account, now=NOW)
    assert [entry.verb for entry in AuditEntry.objects.order_by("pk")][-2:] == [
        "asked_for_erasure",
        "took_erasure_back",
    ]


def test_kept_words_go_when_their_years_are_over(life, desk):
    erased(life, desk)

    on_the_last_day = let_kept_words_go(now=datetime(2034, 5, 31, 3, 0, tzinfo=UTC))
    kept = tables_naming()
    after = let_kept_words_go(now=datetime(2034, 6, 1, 3, 0, tzinfo=UTC))
    again = let_kept_words_go(now=datetime(2034, 7, 1, 3, 0, tzinfo=UTC))

    # Of the older year's invoice goes what the desk typed over it; to whom a list was given is known for three years.
    assert (on_the_last_day, after, again) == (2, 3, 0)
    assert kept == {"membership.Paper", "membership.StatementLine"}
    assert tables_naming() == set()
    life.receipt.refresh_from_db()
    assert life.receipt.record["addressee"] == f"消去済み {life.person.pk}　様"
    assert (life.receipt.number, life.receipt.amount) == ("R8-000001", 1111)


def test_own_file_when_erased_names_nobody(life, desk):
    erased(life, desk)

    told = as_json(subject_of(Person.objects.get(pk=life.person.pk)), now=NOW).decode()

    assert ADDRESS not in told


def test_places_that_people_correct_are_named(life):
    ContactAddressFactory(label=f"担当 {NAME}", email="soudan@section.example")

    assert [place.partition(" #")[0] for place in places_naming(subject_of(life.person))] == ["連絡先"]


def test_login_that_is_a_common_word_masks_nobody_elses_text(desk):
    plain = AccountFactory(username="member", email=None)
    TierFactory(name_en="Individual member")
    for account in (plain, desk):
        ModelLogEntry.objects.create(
            content_type=ContentType.objects.get_for_model(Account),
            object_id=str(account.pk),
            label="member",
            action="wagtail.edit",
            timestamp=NOW,
        )
    assert places_naming(subject_of(plain.person)) == []

    erase(plain.person, reason=Reason.LEFT, by=desk, now=NOW)

    assert list(ModelLogEntry.objects.order_by("pk").values_list("label", flat=True)) == [
        f"消去済み {plain.person_id}",
        "member",
    ]


def test_somebody_known_by_a_signed_in_account_only_keeps_it(desk):
    other = AccountFactory()

    erase(PersonFactory(), reason=Reason.LEFT, by=desk, now=NOW)

    other.refresh_from_db()
    assert other.is_active
