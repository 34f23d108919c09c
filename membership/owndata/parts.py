"""A named trade: what the tables of this wing keep about people. Money stays for its years, in sums and in papers."""

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from membership.invoices.models import Invoice, Slip
from membership.joining.choices import ApplicationState
from membership.joining.models import Application
from membership.ledger.models import Charge, Entry, LedgerYear, Leg
from membership.members.models import Membership, MembershipDecision, NamedCover
from membership.owndata.letting_go import let_go_of_invoices, let_go_of_lines, let_go_of_papers, mark_papers
from membership.papers.models import Paper
from membership.payments.models import PayingName, StatementFile, StatementLine
from membership.reminders.models import Reminder, ReminderStop
from membership.renewal.models import RenewalRun
from membership.roster.models import RosterImport, RosterRow
from membership.selfservice.models import MembershipContact, PayerName
from network.mail.choices import LinkPurpose
from network.mail.models import MailedLink
from network.owndata.choices import Fate
from network.owndata.registry import Part, Subject, deed, of_person

MEMBER = _("To know who is a member, through whom, and since when.")
BOOKS = _("Books of the association: sums and numbers stay, no name stands with them.")
PAPERS = _("Papers of money must be kept for seven years after the year's accounts, with the names on them.")
BANK = _("What the bank told us is a voucher of the books: kept for seven years as it came.")
PAYING = _("To know whose payment it is when it comes.")
LISTS = _("To enter members from a list and to be able to take it back.")
APPLYING = _("To decide about your application and to answer it.")


def membership_parts() -> list[Part]:
    """Membership, then money, then lists, then what was done at the desk."""
    return [*_membership(), *_money(), *_hints(), *_lists(), *_deeds()]


def _membership() -> list[Part]:
    return [
        Part(
            Membership,
            of_person("person"),
            keys=("person",),
            why=MEMBER,
            fate=Fate.NUMBER,
            columns=("pk", "tier", "since", "until"),
        ),
        Part(
            NamedCover,
            of_person("person"),
            keys=("person",),
            why=MEMBER,
            fate=Fate.NUMBER,
            columns=("since", "until"),
        ),
        Part(
            MembershipDecision,
            of_person("membership__person"),
            keys=("note",),
            why=MEMBER,
            fate=Fate.NUMBER,
            columns=("on", "kind", "note"),
            blank={"note": ""},
        ),
        Part(
            MembershipContact,
            of_person("person"),
            keys=("person",),
            why=_("To know who looks after an organisation's membership."),
            fate=Fate.NUMBER,
            columns=("organisation", "since", "until"),
        ),
        Part(
            Application,
            _applications,
            keys=("name", "kana", "email", "phone", "payer_kana", "message"),
            why=APPLYING,
            fate=Fate.NUMBER,
            columns=(
                "applied_at",
                "tier",
                "name",
                "kana",
                "email",
                "phone",
                "payer_kana",
                "message",
                "state",
            ),
            erase=_let_applications_go,
        ),
    ]


def _money() -> list[Part]:
    return [
        Part(
            Charge,
            of_person("person", "beneficiary", "membership__person"),
            keys=("person", "beneficiary"),
            why=BOOKS,
            fate=Fate.NUMBER,
            columns=("pk", "kind", "fiscal_year", "amount", "wording", "due_on"),
        ),
        Part(
            Leg,
            of_person("person"),
            keys=("person",),
            why=BOOKS,
            fate=Fate.NUMBER,
            columns=("pk", "amount"),
            called=_("lines of the books"),
        ),
        Part(
            Slip,
            of_person("person"),
            keys=("person",),
            why=BOOKS,
            fate=Fate.NUMBER,
            columns=("reference", "total", "due_on", "made_at"),
        ),
        Part(
            Reminder,
            of_person("slip__person"),
            keys=(),
            why=BOOKS,
            fate=Fate.NUMBER,
            columns=("on", "level", "way", "total"),
        ),
        Part(
            Invoice,
            of_person("person"),
            keys=("person", "addressee", "subject"),
            why=PAPERS,
            fate=Fate.STAYS,
            columns=("number", "addressee", "subject", "issued_on", "made_at"),
            let_go=let_go_of_invoices,
            called=_("what was typed for an invoice"),
        ),
        Part(
            Paper,
            of_person("person"),
            keys=("person", "record", "void_reason"),
            why=PAPERS,
            fate=Fate.STAYS,
            columns=("number", "series", "amount", "record", "issued_at"),
            erase=mark_papers,
            called=_("receipts and invoices"),
            let_go=let_go_of_papers,
        ),
        Part(
            StatementLine,
            of_person("entry__legs__person"),
            keys=("payer", "memo", "edi"),
            why=BANK,
            fate=Fate.STAYS,
            columns=("on", "amount", "payer", "memo"),
            let_go=let_go_of_lines,
        ),
    ]


def _hints() -> list[Part]:
    return [
        Part(
            PayerName,
            of_person("person"),
            keys=("person", "kana"),
            why=PAYING,
            fate=Fate.GOES,
            columns=("kana", "said_at"),
        ),
        Part(
            PayingName,
            of_person("person"),
            keys=("person", "name"),
            why=PAYING,
            fate=Fate.GOES,
            columns=("name", "source", "origin"),
        ),
        Part(
            ReminderStop,
            of_person("person"),
            keys=("person",),
            why=_("So that you are not asked to pay while there is a reason not to."),
            fate=Fate.GOES,
            columns=("reason", "until", "made_at", "lifted_at"),
        ),
        Part(
            MailedLink,
            _links_to_papers,
            keys=("subject_id",),
            why=_("So that a link in a letter opens your receipt or invoice."),
            fate=Fate.GOES,
            columns=("purpose", "created_at", "expires_at"),
        ),
    ]


def _lists() -> list[Part]:
    return [
        Part(
            RosterRow,
            of_person("person", "candidate"),
            keys=("person", "candidate", "cells", "values", "fingerprint", "finding"),
            why=LISTS,
            fate=Fate.NUMBER,
            columns=("line", "cells"),
            blank={"cells": [], "values": {}, "finding": {}, "fingerprint": ""},
            scrub=("cells", "values", "finding"),
        ),
        Part(
            RosterImport,
            of_person("rows__person", "rows__candidate"),
            keys=("table", "errors"),
            why=LISTS,
            fate=Fate.NUMBER,
            columns=("source", "made_at"),
            scrub=("table", "errors"),
        ),
    ]


def _deeds() -> list[Part]:
    return [
        deed(Entry, "made_by", at="made_at"),
        deed(LedgerYear, "closed_by", at="closed_at"),
        deed(MembershipDecision, "made_by", at="made_at"),
        deed(Slip, "made_by", at="made_at"),
        deed(Invoice, "made_by", at="made_at"),
        deed(Paper, "issued_by", at="issued_at"),
        deed(Application, "decided_by", at="decided_at"),
        deed(StatementFile, "made_by", at="made_at"),
        deed(StatementLine, "decided_by", at="decided_at"),
        deed(PayingName, "made_by", at="made_at"),
        deed(Reminder, "made_by", at="made_at"),
        deed(ReminderStop, "made_by", "lifted_by", at="made_at"),
        deed(RenewalRun, "made_by", at="made_at"),
        deed(RosterImport, "made_by", at="made_at"),
    ]


def _applications(subject: Subject) -> Q:
    """What they applied with: for a membership of their own, or under their name and address."""
    found = Q(membership__person=subject.person_id)
    if subject.email:
        found |= Q(email__iexact=subject.email, name=subject.name)
    return found


def _let_applications_go(part: Part, subject: Subject, now: datetime) -> None:
    """Who applied is no longer known; an application that waits is over without an answer."""
    rows = Application.objects.filter(pk__in=part.rows(subject).values("pk"))
    rows.filter(state=ApplicationState.WAITING).update(state=ApplicationState.DECLINED, decided_at=now)
    rows.update(name=subject.instead, kana="", email="", phone="", payer_kana="", message="")


def _links_to_papers(subject: Subject) -> Q:
    papers = Paper.objects.filter(person=subject.person_id).values_list("pk", flat=True)
    return Q(purpose=LinkPurpose.PAPER, subject_id__in=[str(pk) for pk in papers])
