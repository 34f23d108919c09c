"""The one outbox: queueing, delivery in order, what providers report, what is forgotten."""

import os
import socket
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr
from functools import cache

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from network.jobs.actions import answer_nudge, nudge
from network.mail import discretion
from network.mail.choices import MailKind, MailState, SuppressionReason
from network.mail.delivery import Delivery, DeliveryReport, suppress_address
from network.mail.models import MailedLink, OptOut, OutboxMessage, Suppression
from network.mail.queries import sent_after
from network.mail.rendering import Words, freeze
from network.mail.rules import CalendarPart, Recipient, calendar_uid, holds_secrets, recipient_key
from network.once import insert_once
from network.watch.requests import current

DELIVER_MAIL = "network.deliver_mail"
BODIES_KEPT = timedelta(days=30)
MAY_BE_GIVEN_UP = (MailState.QUEUED, MailState.FAILED, MailState.BOUNCED, MailState.SUPPRESSED)


class SecretsGoneError(Exception):
    """The codes and links of the mail were let go: it would lead nowhere."""

    code = "secrets_gone"


class OvertakenError(Exception):
    """A later calendar message about the same meeting has gone out: this one would undo it."""

    code = "overtaken"


def queue(
    *,
    key: str,
    to: Recipient,
    template: str,
    context: dict,
    calendar: CalendarPart | None = None,
    secrets_until: datetime | None = None,
) -> OutboxMessage | None:
    """Write a mail into the outbox, in the caller's transaction; it leaves after commit.

    One insert, no rendering. The same key twice queues nothing and returns None. Codes stand in the context as
    `code` or `action_code`; they and the tokens of links are let go once the mail is delivered, or `secrets_until`.
    """
    frozen = freeze(context)
    message = OutboxMessage(
        key=key,
        recipient_key=recipient_key(to.address),
        to_address=to.address.strip(),
        to_name=to.name,
        person_id=to.person_id,
        language=to.language,
        template=template,
        context=frozen,
        calendar_method=calendar.method if calendar else "",
        calendar=calendar.content if calendar else b"",
        message_id=f"<{uuid.uuid4()}@{_own_domain()}>",
        next_try_at=timezone.now(),
        holds_secrets=holds_secrets(frozen),
        secrets_until=secrets_until,
        request_id=current(),
    )
    if not insert_once(message, unique=["key"]):
        if not OutboxMessage.objects.filter(key=key).exists():
            raise IntegrityError(f"The mail {key} was refused for another reason than its key")
        return None
    nudge(DELIVER_MAIL)
    return message


@dataclass(frozen=True)
class Letter:
    """One letter of a batch, its words ready; `letters_url` is where it can be ended by one click."""

    key: str
    to: Recipient
    words: Words
    letters_url: str


def queue_batch(batch: str, letters: Sequence[Letter], *, kind: MailKind, template: str) -> None:
    """Write letters that people may do without into the outbox, in the caller's transaction. One query.

    A key that is there already is an error, and then none of them is written: the caller says which part of
    the batch is written, in the same transaction.
    """
    now, domain = timezone.now(), _own_domain()
    OutboxMessage.objects.bulk_create(
        OutboxMessage(
            key=letter.key,
            recipient_key=recipient_key(letter.to.address),
            to_address=letter.to.address.strip(),
            to_name=letter.to.name[:100],
            person_id=letter.to.person_id,
            language=letter.to.language,
            kind=kind,
            batch=batch,
            letters_url=letter.letters_url,
            template=template,
            subject=letter.words.subject[:300],
            text=letter.words.text,
            html=letter.words.html,
            message_id=f"<{uuid.uuid4()}@{domain}>",
            next_try_at=now,
        )
        for letter in letters
    )
    nudge(DELIVER_MAIL)


@transaction.atomic
def choose_letters(
    declined: Iterable[str], *, person_id: int | None = None, contact_id: int | None = None, now: datetime
) -> None:
    """Let a person, or a mailbox of an organisation, do without exactly these kinds of letters.

    Holds for letters that wait in the outbox, too. Saying the same twice changes nothing; nobody is told.
    """
    kinds = {MailKind(kind) for kind in declined}
    OptOut.objects.filter(person=person_id, contact=contact_id).exclude(kind__in=kinds).delete()
    OptOut.objects.bulk_create(
        (OptOut(person_id=person_id, contact_id=contact_id, kind=kind, since=now) for kind in sorted(kinds)),
        ignore_conflicts=True,
    )


def deliver_due(*, now: datetime, limit: int = 100, worker: str = "") -> DeliveryReport:
    """Hand over what is due, `limit` mails at a time on one connection, until nothing is left or time is up.

    Each mail is marked sent right after the server accepted it. A mail that is refused for now waits, and
    everything later for its recipient waits behind it; one refused for good lets the later ones pass.
    Many workers may do this at once; what a killed one had claimed is claimed again when the claim has run out.
    """
    answer_nudge(DELIVER_MAIL)
    delivery = Delivery(now, worker or f"{socket.gethostname()}:{os.getpid()}")
    while not delivery.is_over() and delivery.claim(limit):
        if not delivery.hand_over_claimed():
            break
    return delivery.report()


def record_event(
    message_id: str, kind: str, *, is_dead_address: bool = True, now: datetime | None = None
) -> None:
    """Note what a provider reports of a mail: delivered, bounced or complained. Repeated reports change nothing.

    Whose address is dead, and who complained, is not written to any more.
    """
    named = OutboxMessage.objects.filter(message_id=f"<{message_id.strip().strip('<>')}>")
    message = named.first()
    if message is None:
        return
    went = Q(state__in=[MailState.CLAIMED, MailState.SENT])
    if kind == "delivered":
        # A report on a mail still claimed means: accepted, but its worker died before it could say so.
        named.filter(went).update(
            state=MailState.CONFIRMED, sent_at=message.sent_at or now or timezone.now(), claimed_until=None
        )
        discretion.let_go(named.filter(state=MailState.CONFIRMED, holds_secrets=True))
    elif kind == "bounced":
        named.filter(went | Q(state=MailState.CONFIRMED)).update(
            state=MailState.BOUNCED, error="Bounced", claimed_until=None
        )
        if is_dead_address:
            suppress_address(message.recipient_key, SuppressionReason.BOUNCE)
    elif kind == "complained":
        suppress_address(message.recipient_key, SuppressionReason.COMPLAINT)


@transaction.atomic
def retry(message: OutboxMessage, *, now: datetime) -> bool:
    """Send a mail that was given up; an address that had bounced is written to again. Whether it was given up.

    Raises OvertakenError when a later calendar message about the same meeting has gone out, and SecretsGoneError
    when its codes and links were let go.
    """
    if discretion.are_gone(message):
        raise SecretsGoneError
    uid = calendar_uid(bytes(message.calendar))
    if uid and any(uid == calendar_uid(bytes(later.calendar)) for later in sent_after(message)):
        raise OvertakenError
    given_up = [MailState.FAILED, MailState.BOUNCED, MailState.SUPPRESSED]
    revived = OutboxMessage.objects.filter(pk=message.pk, state__in=given_up).update(
        state=MailState.QUEUED, attempts=0, error="", next_try_at=now
    )
    if revived:
        Suppression.objects.filter(address=message.recipient_key, reason=SuppressionReason.BOUNCE).delete()
        nudge(DELIVER_MAIL)
    return bool(revived)


@transaction.atomic
def give_up(message: OutboxMessage) -> bool:
    """Let a mail rest that waits or did not arrive; later ones for its recipient no longer wait for it.

    Whether it could be; one that is being sent, or has gone out, can't. Nobody is told.
    """
    return bool(
        OutboxMessage.objects.filter(pk=message.pk, state__in=MAY_BE_GIVEN_UP).update(
            state=MailState.GIVEN_UP, claimed_until=None
        )
    )


@transaction.atomic
def take_up_again(message: OutboxMessage, *, state: MailState, now: datetime) -> bool:
    """Put a mail that was given up back to where it stood; whether it was still given up."""
    back = OutboxMessage.objects.filter(pk=message.pk, state=MailState.GIVEN_UP).update(
        state=state, next_try_at=now
    )
    if back and state == MailState.QUEUED:
        nudge(DELIVER_MAIL)
    return bool(back)


def forget_expired(now: datetime) -> None:
    """Let go of secrets that are out of date, of bodies a month after they were sent or written off, of dead links."""
    discretion.let_go_of_old(now)
    old = Q(sent_at__lt=now - BODIES_KEPT) | Q(sent_at__isnull=True, created_at__lt=now - BODIES_KEPT)
    settled = OutboxMessage.objects.exclude(state__in=[MailState.QUEUED, MailState.CLAIMED])
    settled.filter(old).exclude(text="", html="", context={}, calendar=b"").update(
        text="", html="", context={}, calendar=b"", holds_secrets=False
    )
    MailedLink.objects.filter(expires_at__lte=now).delete()


@cache
def _own_domain() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
