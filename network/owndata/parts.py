"""A named trade: what the tables of this wing, and of the packages under it, keep about people."""

from datetime import datetime, timedelta
from urllib.parse import quote

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from wagtail.admin.models import EditingSession, FormState
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import (
    APIToken,
    Comment,
    CommentReply,
    ModelLogEntry,
    Page,
    PageLogEntry,
    PageSubscription,
    Revision,
    TaskState,
    UploadedFile,
    WorkflowState,
)
from wagtail.users.models import UserProfile

from network.arrivals.models import CallNote, InvitationRound, RoundLine
from network.association.models import Association
from network.audit.models import AuditEntry
from network.broadcasts.models import Addressee, Broadcast, letter_key
from network.mail.choices import LinkPurpose, MailState
from network.mail.models import MailedLink, OptOut, OutboxMessage, Suppression
from network.mail.rules import LET_GO
from network.organisations.models import ContactAddress, Organisation
from network.owndata.choices import Fate
from network.owndata.models import ErasureRequest
from network.owndata.registry import (
    NOBODY,
    Elsewhere,
    Part,
    Subject,
    deed,
    of_account,
    of_person,
)
from network.people.models import Account, Affiliation, Invitation, Person
from network.regions.models import Municipality
from network.roles.models import RoleHolding
from network.worklists.models import DeedRun, KeptFilter, TakenFile

SIGN_IN = _("So that you can sign in, and nobody else as you.")
DESK_WORK = _("To work at the desk: what was begun there and how you like it.")
INVITED = _("To invite you to an account and to see who still needs help.")
WRITTEN_TO = _("To prove which letters went out; their words are let go a month later.")
SITE_WORDS = _("Words of the site and its organisations, which people of the desk write and correct by hand.")
RECEIVERS_KEPT = timedelta(days=3 * 366)
WAITING = (MailState.QUEUED, MailState.CLAIMED)


def network_parts() -> list[Part]:
    """People and accounts, then what happened to them, then what they did."""
    return [*_who(), *_asked_and_written(), *_packages(), *_deeds()]


def network_elsewhere() -> list[Elsewhere]:
    """Addresses and readings that are no person's own."""
    return [
        Elsewhere(
            Association,
            (
                "email",
                "sender_email",
                "representative_name",
                "responsible_name",
                "person_in_charge",
                "account_holder",
            ),
            SITE_WORDS,
        ),
        Elsewhere(Organisation, ("name", "kana"), SITE_WORDS),
        Elsewhere(ContactAddress, ("label", "email", "phone"), SITE_WORDS),
        Elsewhere(Municipality, ("kana",), SITE_WORDS),
    ]


def _who() -> list[Part]:
    return [
        Part(
            Person,
            lambda subject: Q(pk=subject.person_id),
            keys=("name", "kana", "email", "phone", "folded"),
            why=_("To know whom we write to and who comes to our meetings."),
            fate=Fate.NUMBER,
            columns=("pk", "name", "kana", "email", "phone", "language", "created_at"),
            called=_("name and contact"),
        ),
        Part(
            Account,
            of_account("pk"),
            keys=("username", "email", "person"),
            why=SIGN_IN,
            fate=Fate.NUMBER,
            columns=("pk", "username", "email", "is_active"),
        ),
        Part(
            Account.groups.through,
            of_account("account"),
            keys=("account",),
            why=SIGN_IN,
            fate=Fate.GOES,
            columns=("group",),
            called=_("roles"),
        ),
        Part(
            Account.user_permissions.through,
            of_account("account"),
            keys=("account",),
            why=SIGN_IN,
            fate=Fate.GOES,
            called=_("rights of one's own"),
        ),
        Part(
            Affiliation,
            of_person("person"),
            keys=("person",),
            why=_("To know for which organisation you come, and who is covered by its membership."),
            fate=Fate.NUMBER,
            columns=("organisation", "job", "since", "until"),
            erase=_end_affiliations,
        ),
        Part(
            RoleHolding,
            of_account("account"),
            keys=("account",),
            why=_("To show who held which role at the desk, and when."),
            fate=Fate.NUMBER,
            columns=("role", "since", "until"),
        ),
        Part(
            ErasureRequest,
            of_person("person"),
            keys=("person",),
            why=_("To show that what you asked for was done."),
            fate=Fate.NUMBER,
            columns=("asked_at", "state", "ended_at"),
        ),
    ]


def _asked_and_written() -> list[Part]:
    return [
        Part(
            Invitation,
            of_person("person"),
            keys=("person", "login_name"),
            why=INVITED,
            fate=Fate.GOES,
            columns=("sent_at", "expires_at", "accepted_at", "login_name"),
        ),
        Part(
            RoundLine,
            of_person("person"),
            keys=("person",),
            why=INVITED,
            fate=Fate.GOES,
            columns=("outcome",),
        ),
        Part(
            CallNote,
            of_person("person"),
            keys=("person", "result"),
            why=INVITED,
            fate=Fate.GOES,
            columns=("called_on", "result", "noted_at"),
        ),
        Part(
            Addressee,
            of_person("person"),
            keys=("person",),
            why=WRITTEN_TO,
            fate=Fate.NUMBER,
            columns=("pk", "outcome"),
        ),
        Part(
            OutboxMessage,
            _mails_to,
            keys=("person", "to_address", "to_name", "recipient_key", "subject", "text", "html", "context"),
            why=WRITTEN_TO,
            fate=Fate.NUMBER,
            columns=("created_at", "to_name", "to_address", "subject", "text", "state", "sent_at"),
            erase=_let_mails_go,
            called=_("mails to you"),
            scrub=("to_name", "subject", "text", "html", "context"),
            spares=_mails_of_a_namesake,
        ),
        Part(
            Suppression,
            _silenced,
            keys=("address",),
            why=_("So that we don't write where mail comes back or isn't wanted."),
            fate=Fate.GOES,
            columns=("address", "reason", "since"),
        ),
        Part(
            OptOut,
            of_person("person"),
            keys=("person",),
            why=_("To leave out the letters you do without."),
            fate=Fate.GOES,
            columns=("kind", "since"),
        ),
        Part(
            MailedLink,
            _links_to,
            keys=("subject_id",),
            why=_("So that a link in a letter opens what it is meant for."),
            fate=Fate.GOES,
            columns=("purpose", "created_at", "expires_at"),
        ),
        Part(
            AuditEntry,
            _noted_about,
            keys=("actor_id", "subject_id"),
            why=_("To prove what was done at the desk: kinds and numbers, never names."),
            fate=Fate.NUMBER,
            columns=("at", "verb", "subject", "subject_id"),
        ),
    ]


def _packages() -> list[Part]:
    """What the packages keep: ways to sign in go, drafts and settings at the desk go, logs lose names."""
    own = [
        (EmailAddress, "user", ("user", "email"), ("email", "verified"), SIGN_IN, ""),
        (EmailConfirmation, "email_address__user", ("key",), ("pk",), SIGN_IN, ""),
        (
            Authenticator,
            "user",
            ("user", "data"),
            ("type", "created_at"),
            SIGN_IN,
            _("second steps of the sign-in"),
        ),
        (
            UserProfile,
            "user",
            ("user",),
            ("preferred_language", "theme"),
            DESK_WORK,
            _("settings of the desk"),
        ),
        (EditingSession, "user", ("user",), ("last_seen_at",), DESK_WORK, _("pages held open")),
        (FormState, "user", ("user", "data"), ("pk",), DESK_WORK, _("forms begun")),
        (APIToken, "user", ("user", "name"), ("name",), DESK_WORK, _("keys for programs")),
        (PageSubscription, "user", ("user",), ("page",), DESK_WORK, _("pages followed")),
        (CommentReply, "user", ("user", "text"), ("text",), DESK_WORK, ""),
        (Comment, "user", ("user", "text"), ("text",), DESK_WORK, ""),
    ]
    logs = [
        Part(
            model,
            of_account("user"),
            keys=("user", "label", "data"),
            why=_("To show at the desk who changed what."),
            fate=Fate.NUMBER,
            columns=("timestamp", "action", "label"),
            scrub=("label", "data"),
            erase=_take_labels if model is ModelLogEntry else None,
            called=_("changes at the desk") if model is ModelLogEntry else _("changes of pages"),
        )
        for model in (ModelLogEntry, PageLogEntry)
    ]
    gone = [
        Part(model, of_account(path), keys, why=why, fate=Fate.GOES, columns=columns, called=called)
        for model, path, keys, columns, why, called in own
    ]
    return [*gone, *logs]


def _deeds() -> list[Part]:
    kept_filters = Part(
        KeptFilter,
        _filters,
        keys=("owner", "query"),
        why=DESK_WORK,
        fate=Fate.GOES,
        columns=("name", "query"),
    )
    return [
        kept_filters,
        deed(Invitation, "invited_by", at="sent_at"),
        deed(InvitationRound, "made_by", at="made_at"),
        Part(
            InvitationRound,
            lambda subject: Q(lines__person=subject.person_id),
            keys=("person_ids",),
            why=INVITED,
            fate=Fate.NUMBER,
            columns=("made_at",),
        ),
        deed(CallNote, "noted_by", at="noted_at"),
        deed(Broadcast, "written_by", at="created_at"),
        deed(RoleHolding, "confirmed_by", at="confirmed_on"),
        deed(DeedRun, "done_by", at="done_at"),
        Part(
            TakenFile,
            lambda subject: of_account("taken_by")(subject) | _receives(subject),
            keys=("taken_by", "receiver", "purpose"),
            why=_("To show to whom lists of people were given, and what for (three years)."),
            fate=Fate.STAYS,
            columns=("taken_at", "list_key", "purpose", "receiver"),
            let_go=_let_go_of_receivers,
        ),
        deed(ErasureRequest, "ended_by", at="ended_at"),
        deed(Document, "uploaded_by_user", at="created_at"),
        deed(Image, "uploaded_by_user", at="created_at"),
        deed(UploadedFile, "uploaded_by_user", called=_("files on their way up")),
        deed(Page, "locked_by", "owner"),
        deed(Revision, "user", at="created_at"),
        deed(WorkflowState, "requested_by", at="created_at"),
        deed(TaskState, "finished_by", at="finished_at"),
        deed(Comment, "resolved_by", at="resolved_at"),
    ]


def _mails_to(subject: Subject) -> Q:
    """Mails to the person; at a shared mailbox, also those that name them."""
    found = Q(person=subject.person_id)
    found |= Q(recipient_key__in=[address.lower() for address in subject.addresses])
    if subject.email:
        found |= Q(recipient_key=subject.email.lower(), to_name=subject.name)
    return found


def _mails_of_a_namesake(subject: Subject) -> Q:
    return Q(to_name=subject.name, person__isnull=False) & ~Q(person=subject.person_id)


def _silenced(subject: Subject) -> Q:
    return Q(address__in=[address.lower() for address in subject.addresses])


def _links_to(subject: Subject) -> Q:
    """Links of this wing that open something of theirs; upper wings declare their own."""
    invitations = Invitation.objects.filter(person=subject.person_id).values_list("pk", flat=True)
    letters = Addressee.objects.filter(person=subject.person_id).values_list("broadcast_id", "letter")
    alarm = NOBODY
    if subject.account_id is not None:
        alarm = Q(purpose=LinkPurpose.ALARM, subject_id=str(subject.account_id))
    return (
        Q(purpose=LinkPurpose.INVITATION, subject_id__in=[str(pk) for pk in invitations])
        | Q(purpose=LinkPurpose.LETTERS, subject_id__in=[letter_key(*letter) for letter in letters])
        | alarm
    )


def _noted_about(subject: Subject) -> Q:
    about = Q(subject="network.person", subject_id=str(subject.person_id))
    if subject.account_id is None:
        return about
    account = str(subject.account_id)
    return about | Q(actor_id=subject.account_id) | Q(subject="network.account", subject_id=account)


def _filters(subject: Subject) -> Q:
    """One's own filters, and anybody's that searches for one by name or address."""
    found = of_account("owner")(subject)
    for word in subject.words:
        found |= (
            Q(query__contains=word)
            | Q(query__contains=quote(word))
            | Q(query__contains=word.replace(" ", "+"))
        )
    return found


def _receives(subject: Subject) -> Q:
    found = NOBODY
    for word in subject.words:
        found |= Q(receiver__contains=word)
    return found


def _end_affiliations(part: Part, subject: Subject, now: datetime) -> None:
    """Work that goes on ends today; what has not begun is not begun."""
    today = localdate(now)
    going_on = part.rows(subject).filter(Q(until__isnull=True) | Q(until__gt=today))
    going_on.filter(since__gt=today).delete()
    going_on.update(until=today)


def _take_labels(part: Part, subject: Subject, now: datetime) -> None:
    """What was noted about the person or the account itself is called by the number."""
    own = Q(content_type=ContentType.objects.get_for_model(Person), object_id=str(subject.person_id))
    if subject.account_id is not None:
        account = ContentType.objects.get_for_model(Account)
        own |= Q(content_type=account, object_id=str(subject.account_id))
    ModelLogEntry.objects.filter(own).update(label=subject.instead)


def _let_mails_go(part: Part, subject: Subject, now: datetime) -> None:
    """Mails lose address and words; one that waits is given up, and none can be sent again."""
    mails = OutboxMessage.objects.filter(part.about(subject))
    mails.filter(state__in=WAITING).update(state=MailState.GIVEN_UP, claimed_until=None)
    mails.update(
        to_address="",
        to_name="",
        recipient_key=f"erased:{subject.person_id}",
        subject="",
        text=LET_GO,
        html="",
        context={},
        calendar=b"",
        letters_url="",
        holds_secrets=False,
    )


def _let_go_of_receivers(now: datetime) -> int:
    """To whom a list was given is known for three years, as the record of giving data to others asks
    (Act on the Protection of Personal Information, article 29; its enforcement rules, article 21)."""
    old = TakenFile.objects.filter(taken_at__lt=now - RECEIVERS_KEPT).exclude(receiver="")
    return old.update(receiver="")
