"""Reads of the outbox: what is open, what failed, and rows for those who read it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet

from network.mail.choices import MailKind, MailState
from network.mail.models import OptOut, OutboxMessage, Suppression

OPEN = (MailState.QUEUED, MailState.CLAIMED)
WENT_OUT = (MailState.SENT, MailState.CONFIRMED)
NEEDS_SOMEBODY = (MailState.FAILED, MailState.BOUNCED, MailState.SUPPRESSED)


@dataclass(frozen=True)
class OutboxFigures:
    """How many mails are in each state, and when the first of the open ones was written."""

    by_state: dict[MailState, int]
    oldest_open: datetime | None


def open_messages() -> QuerySet[OutboxMessage]:
    """Mails that have still to go out."""
    return OutboxMessage.objects.filter(state__in=OPEN)


def claimable(now: datetime) -> QuerySet[OutboxMessage]:
    """Mails whose time has come and before which nothing waits for the same recipient; the oldest first.

    What a dead worker left claimed is claimable again.
    """
    due = Q(state=MailState.QUEUED, next_try_at__lte=now) | Q(state=MailState.CLAIMED, claimed_until__lte=now)
    held_back = Q(state=MailState.QUEUED, next_try_at__gt=now) | Q(
        state=MailState.CLAIMED, claimed_until__gt=now
    )
    earlier = OutboxMessage.objects.filter(
        held_back, recipient_key=OuterRef("recipient_key"), pk__lt=OuterRef("pk")
    )
    return OutboxMessage.objects.filter(due).filter(~Exists(earlier)).order_by("pk")


def suppressed_among(recipient_keys: Iterable[str]) -> set[str]:
    """Which of these recipients we no longer write to."""
    return set(Suppression.objects.filter(address__in=set(recipient_keys)).values_list("address", flat=True))


def bounced_among(recipient_keys: Iterable[str]) -> set[str]:
    """To which of these recipients the last mail that left came back."""
    later = OutboxMessage.objects.filter(
        recipient_key=OuterRef("recipient_key"), pk__gt=OuterRef("pk"), state__in=WENT_OUT
    )
    came_back = OutboxMessage.objects.filter(
        state=MailState.BOUNCED, recipient_key__in=set(recipient_keys)
    ).filter(~Exists(later))
    return set(came_back.order_by().values_list("recipient_key", flat=True))


def sent_after(message: OutboxMessage) -> QuerySet[OutboxMessage]:
    """Calendar mails to the same recipient that were written later and have gone out."""
    return OutboxMessage.objects.filter(
        recipient_key=message.recipient_key, pk__gt=message.pk, state__in=WENT_OUT
    ).exclude(calendar_method="")


def outbox_list() -> QuerySet[OutboxMessage]:
    """Every mail, the newest first, without the bodies."""
    return OutboxMessage.objects.defer("context", "text", "html", "calendar").order_by("-pk")


def messages_that_need_somebody() -> QuerySet[OutboxMessage]:
    """Mails that will not go out by themselves any more, the newest first."""
    return outbox_list().filter(state__in=NEEDS_SOMEBODY)


def mails_of_request(number: str) -> QuerySet[OutboxMessage]:
    """Mails that one request caused, in their order."""
    return outbox_list().filter(request_id=number).order_by("pk")


def outbox_figures() -> OutboxFigures:
    """The whole outbox in one query."""
    counts = {state.value: Count("pk", filter=Q(state=state)) for state in MailState}
    found = OutboxMessage.objects.order_by().aggregate(
        **counts, oldest_open=Min("created_at", filter=Q(state__in=OPEN))
    )
    oldest = found.pop("oldest_open")
    return OutboxFigures({MailState(state): count for state, count in found.items()}, oldest)


def is_queued(key: str) -> bool:
    """Whether a mail with this idempotency key has been written, whatever became of it."""
    return OutboxMessage.objects.filter(key=key).exists()


def declining(kind: str, person_ids: Iterable[int]) -> set[int]:
    """Which of these people do without this kind of letters."""
    return set(
        OptOut.objects.filter(kind=kind, person__in=set(person_ids)).values_list("person_id", flat=True)
    )


def declining_mailboxes(kind: str, contact_ids: Iterable[int]) -> set[int]:
    """Which of these mailboxes of organisations do without this kind of letters."""
    return set(
        OptOut.objects.filter(kind=kind, contact__in=set(contact_ids)).values_list("contact_id", flat=True)
    )


def kinds_declined(*, person_id: int | None = None, contact_id: int | None = None) -> set[MailKind]:
    """What one person, or one mailbox of an organisation, does without."""
    rows = OptOut.objects.filter(person=person_id, contact=contact_id)
    return {MailKind(kind) for kind in rows.values_list("kind", flat=True)}


def open_in_batches() -> int:
    """How many letters of batches have still to go out."""
    return open_messages().exclude(batch="").count()


def batch_states(batch: str) -> Mapping[str, int]:
    """How many letters of a batch stand where."""
    rows = OutboxMessage.objects.filter(batch=batch).order_by().values_list("state")
    return dict(rows.annotate(Count("pk")))


def messages_keyed(keys: Iterable[str]) -> dict[str, OutboxMessage]:
    """Mails by their idempotency keys, without the bodies."""
    return {message.key: message for message in outbox_list().filter(key__in=set(keys))}
