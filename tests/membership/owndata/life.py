"""Somebody with a long life in the network: something of them in every table that may know a person."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.contenttypes.models import ContentType
from wagtail.models import ModelLogEntry
from wagtail.users.models import UserProfile

from events.calendar.actions import next_sequence, rotate_feed
from events.calendar.choices import Happening
from events.registration.actions import Wish, register
from membership.invoices.actions import make_slip
from membership.invoices.issuing import InvoiceForm, draft_invoice, issue_invoice
from membership.joining.models import Application
from membership.ledger import actions as ledger
from membership.ledger.queries import account
from membership.ledger.rules import Payer, Share
from membership.members.models import MembershipDecision
from membership.payments.models import PayingName
from membership.receipts.actions import issue_receipts
from membership.receipts.queries import waiting_credits
from membership.roster.models import RosterRow
from membership.selfservice.actions import say_payer_name
from network.arrivals.models import CallNote, RoundLine
from network.association.actions import save_association
from network.association.models import Association
from network.audit.actions import record
from network.broadcasts.models import Addressee
from network.mail.actions import choose_letters, queue
from network.mail.choices import LinkPurpose, MailKind
from network.mail.links import make_link
from network.mail.models import OutboxMessage, Suppression
from network.mail.rules import Recipient
from network.people.actions import invite
from network.people.models import Account, Invitation, Person
from network.people.notices import tell
from network.worklists.models import KeptFilter, TakenFile
from tests.factories.events import PoolFactory, RegistrationFactory, meeting
from tests.factories.membership import (
    MembershipContactFactory,
    MembershipFactory,
    NamedCoverFactory,
    OfficeMembershipFactory,
    ReminderFactory,
    ReminderStopFactory,
    RosterImportFactory,
    StatementLineFactory,
    dues,
)
from tests.factories.network import (
    AccountFactory,
    AffiliationFactory,
    BroadcastFactory,
    InvitationRoundFactory,
    PersonFactory,
)

NAME, KANA, ADDRESS, LOGIN = "消江 残子", "キエエ ザンコ", "zanko@kieru.example", "zanko-kieru"
PHONE = "080-0000-4321"
WORDS = (NAME, "キエエ", "ｷｴｴ", ADDRESS, LOGIN, PHONE)
NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)


@dataclass
class Life:
    """What was lived; `waiting` is somebody else's place that becomes free."""

    person: Person
    account: Account
    receipt: object
    invoice: object
    coming: object
    past: object
    waiting: object
    membership: object
    cover: object
    contact: object


def lead_a_life() -> Life:
    """Fills every table; the desk, the bank and the post did their part."""
    ledger.lay_accounts()
    save_association(
        Association(
            name="見本の会",
            bank_name="見本銀行",
            branch_name="本店",
            account_number="1234567",
            account_holder="ミホンノカイ",
        )
    )
    person = PersonFactory(name=NAME, kana=KANA, email=ADDRESS, phone=PHONE)
    owner = AccountFactory(username=LOGIN, email=ADDRESS, person=person)
    work = AffiliationFactory(person=person)
    _sign_in_things(owner)
    _invited(person, owner)
    receipt, invoice, membership = _pays(person, owner)
    cover = NamedCoverFactory(person=person)
    contact = MembershipContactFactory(person=person, organisation=work.organisation)
    coming, past, waiting = _goes_to_meetings(person)
    _stands_in_lists(person, membership)
    _is_written_about(person, owner)
    return Life(person, owner, receipt, invoice, coming, past, waiting, membership, cover, contact)


def _sign_in_things(owner: Account) -> None:
    EmailAddress.objects.create(user=owner, email=ADDRESS, verified=True, primary=True)
    Authenticator.objects.create(user=owner, type=Authenticator.Type.TOTP, data={"secret": LOGIN})
    UserProfile.objects.create(user=owner)
    KeptFilter.objects.create(owner=owner, list_key="people", name="私の一覧", query="q=会員")
    record(actor_id=owner.pk, verb="add", subject="events.event", subject_id=1)
    tell(owner, "network/safety/second_step", {"change": "app_added", "changed_at": NOW}, now=NOW)


def _invited(person: Person, owner: Account) -> None:
    round_ = InvitationRoundFactory(person_ids=[person.pk], made_by=owner)
    RoundLine.objects.create(round=round_, person=person, outcome="invited")
    CallNote.objects.create(person=person, called_on=TODAY, result=f"{NAME}さんは来週登録とのこと")
    Account.objects.filter(pk=owner.pk).update(email=None)
    invite(person, invited_by=owner, now=NOW, login_name=LOGIN)
    Account.objects.filter(pk=owner.pk).update(email=ADDRESS)
    owner.refresh_from_db()
    Invitation.objects.filter(person=person).update(accepted_at=NOW)
    choose_letters([MailKind.SURVEYS], person_id=person.pk, now=NOW)
    Suppression.objects.create(address=ADDRESS, reason="bounce")
    broadcast = BroadcastFactory(about_id=1, written_by=owner)
    Addressee.objects.create(broadcast=broadcast, person=person, letter=1)


def _pays(person: Person, owner: Account) -> tuple:
    payer = Payer(person_id=person.pk)
    membership = MembershipFactory(person=person)
    [paid] = ledger.bill([dues(membership, amount=1111)], on=date(2026, 4, 1), made_by=owner.pk, now=NOW)
    entry = ledger.receive(
        account("bank"),
        amount=1111,
        on=date(2026, 5, 8),
        payer=payer,
        key="line:1",
        shares=[Share(paid.pk, 1111)],
        made_by=owner.pk,
        now=NOW,
    )
    StatementLineFactory(payer=f"ｷｴｴ ｻﾞﾝｺ {NAME}", amount=1111, entry=entry, state="posted")
    [credit] = waiting_credits()
    [receipt] = issue_receipts(credit, one_each=False, made_by=owner.pk, now=NOW)
    [owed] = ledger.bill(
        [dues(membership, fiscal_year=2025, amount=2222)], on=date(2026, 4, 1), made_by=None, now=NOW
    )
    slip = make_slip([owed], payer=payer, due_on=date(2026, 6, 30), made_by=None, now=NOW)
    invoice = draft_invoice([owed], payer=payer, form=InvoiceForm(NAME), slip=slip, made_by=owner.pk, now=NOW)
    issue_invoice(invoice, made_by=owner.pk, now=NOW)
    make_link(LinkPurpose.PAPER, receipt.pk, expires_at=NOW + timedelta(days=30))
    ReminderFactory(slip=slip)
    ReminderStopFactory(person=person)
    say_payer_name(payer, "キエエ ザンコ", now=NOW)
    PayingName.objects.create(person=person, name="ｷｴｴ ｻﾞﾝｺ", source="confirmed", made_at=NOW)
    MembershipDecision.objects.create(
        membership=membership, kind="on_leave", on=date(2024, 4, 1), made_at=NOW, note=f"{NAME}さん育休"
    )
    MembershipDecision.objects.create(membership=membership, kind="back", on=date(2025, 4, 1), made_at=NOW)
    return receipt, invoice, membership


def _goes_to_meetings(person: Person) -> tuple:
    pool = meeting(seats=1, starts_at=NOW + timedelta(days=9))
    coming = register(pool.event_id, person=person, wish=Wish(), now=NOW)
    waiting = register(pool.event_id, person=PersonFactory(), wish=Wish(), now=NOW)
    over = PoolFactory(event=meeting(starts_at=NOW - timedelta(days=90)).event, kind="online")
    past = RegistrationFactory(pool=over, person=person, organisation_text=f"{NAME}事務所")
    make_link(LinkPurpose.REGISTRATION_MANAGE, past.pk, expires_at=NOW + timedelta(days=30))
    rotate_feed(person.pk, now=NOW)
    next_sequence(
        pool.event_id, "x" * 64, happening=Happening.CONFIRMED, now=NOW, event_number=1
    )  # somebody else's
    return coming, past, waiting


def _stands_in_lists(person: Person, membership: object) -> None:
    roster = RosterImportFactory(table=[[1, "氏名", "メール"], [2, NAME, ADDRESS]], state="done")
    RosterRow.objects.create(
        roster=roster,
        line=2,
        cells=[NAME, ADDRESS],
        values={"name": NAME},
        finding={"said": NAME},
        fingerprint="f" * 64,
        verdict="new",
        person=person,
        candidate=person,
    )
    RosterRow.objects.create(roster=roster, line=3, cells=[f"{NAME}の紹介"], verdict="new")
    Application.objects.create(
        tier=membership.tier,
        name=NAME,
        kana=KANA,
        email=ADDRESS,
        phone=PHONE,
        payer_kana="キエエ",
        message=f"{NAME}です",
        applied_at=NOW,
    )


def _is_written_about(person: Person, owner: Account) -> None:
    other = AccountFactory()
    office = OfficeMembershipFactory()
    KeptFilter.objects.create(owner=other, list_key="people", name="探す", query=f"q={NAME}")
    TakenFile.objects.create(
        taken_by=other, taken_at=NOW, list_key="people", kind="csv", rows=1, purpose="総会", receiver=NAME
    )
    ModelLogEntry.objects.create(
        content_type=ContentType.objects.get_for_model(Person),
        object_id=str(person.pk),
        label=NAME,
        action="wagtail.edit",
        data={"title": NAME},
        user=owner,
        timestamp=NOW,
        content_changed=True,
    )
    queue(
        key="seat",
        to=Recipient(other.email, other.person.name, "ja", other.person_id),
        template="membership/joining/received",
        context={"tier": "見本", "organisation": f"{office.organisation.name} {NAME}", "applied_on": NOW},
    )
    OutboxMessage.objects.filter(key="seat").update(text=f"{NAME}様ほか")
