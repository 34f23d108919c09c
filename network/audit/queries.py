"""Reads of the audit chain: its head, its soundness, its entries."""

from collections.abc import Iterator

from django.db.models import QuerySet

from network.audit.models import AuditEntry
from network.audit.rules import GENESIS, Broken, Deed, Link, flaws


def entries() -> QuerySet[AuditEntry]:
    """What was done, the newest first."""
    return AuditEntry.objects.order_by("-pk")


def head() -> str:
    """The newest hash: kept elsewhere, it proves later that nothing was cut off or written anew."""
    return AuditEntry.objects.order_by("-pk").values_list("hash", flat=True).first() or GENESIS


def verify(kept_head: str | None = None) -> list[Broken]:
    """Every entry at which the chain does not hold; an empty list when it is whole."""
    return list(flaws(_links(), kept_head))


def _links() -> Iterator[Link]:
    for entry in AuditEntry.objects.order_by("pk").iterator(chunk_size=2000):
        deed = Deed(entry.at, entry.actor_id, entry.verb, entry.subject, entry.subject_id, entry.details)
        yield Link(entry.pk, deed, entry.previous_hash, entry.hash)
