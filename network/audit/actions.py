"""The only writer of the audit chain; entries are added, never changed."""

from collections.abc import Iterable
from itertools import islice

from django.db import IntegrityError, transaction
from django.utils import timezone

from network.audit.models import AuditEntry
from network.audit.rules import GENESIS, Deed, entry_hash, is_plain

# Each attempt waits for whoever was faster; so many may be faster in a row.
MAX_ATTEMPTS = 100
AT_ONCE = 1000


class NotPlainError(ValueError):
    """An entry would hold more than ids and kinds."""

    code = "not_plain"


@transaction.atomic
def record(
    *,
    actor_id: int | None,
    verb: str,
    subject: str,
    subject_id: str | int,
    details: dict[str, str | int] | None = None,
) -> AuditEntry:
    """Add to the chain that an account did something, in the caller's transaction. Nobody is told.

    Call it last: from here to the commit everybody else's entry waits.
    Raises NotPlainError for anything that could be a name or a sentence.
    """
    deed = Deed(timezone.now(), actor_id, verb, subject, str(subject_id), details or {})
    if not is_plain(deed):
        raise NotPlainError(verb)
    for _attempt in range(MAX_ATTEMPTS):
        try:
            with transaction.atomic():
                return _append(deed)
        except IntegrityError:
            continue  # somebody else's entry followed the same one first
    raise RuntimeError("The audit log could not be written")


def _append(deed: Deed) -> AuditEntry:
    entry = _entry(deed, _last_hash())
    entry.save(force_insert=True)
    return entry


@transaction.atomic
def record_all(deeds: Iterable[Deed]) -> int:
    """Add many entries to the chain, in their order, a thousand to a statement; says how many. Nobody is told.

    For whoever is alone on the site: where another entry comes in between, IntegrityError, and nothing is written.
    Raises NotPlainError for anything that could be a name or a sentence.
    """
    previous, written = _last_hash(), 0
    rest = iter(deeds)
    while part := list(islice(rest, AT_ONCE)):
        entries = []
        for deed in part:
            if not is_plain(deed):
                raise NotPlainError(deed.verb)
            entries.append(_entry(deed, previous))
            previous = entries[-1].hash
        written += len(AuditEntry.objects.bulk_create(entries))
    return written


def _last_hash() -> str:
    last = AuditEntry.objects.select_for_update().order_by("-pk").first()
    return last.hash if last else GENESIS


def _entry(deed: Deed, previous: str) -> AuditEntry:
    return AuditEntry(
        at=deed.at,
        actor_id=deed.actor_id,
        verb=deed.verb,
        subject=deed.subject,
        subject_id=deed.subject_id,
        details=deed.details,
        previous_hash=previous,
        hash=entry_hash(deed, previous),
    )
