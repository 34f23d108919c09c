"""Reads of the audit chain: its head, its soundness, its entries."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet

from network.audit.models import AuditEntry
from network.audit.rules import GENESIS, Broken, Deed, Link, flaws


def entries() -> QuerySet[AuditEntry]:
    """What was done, the newest first."""
    return AuditEntry.objects.order_by("-pk")


def head() -> str:
    """The newest hash: kept elsewhere, it proves later that nothing was cut off or written anew."""
    return AuditEntry.objects.order_by("-pk").values_list("hash", flat=True).first() or GENESIS


@dataclass(frozen=True)
class Stand:
    """How far the chain has come: its newest hash and number (0 while it is empty), and how many entries it has."""

    head: str
    last: int
    number: int


def stand() -> Stand:
    """Where the chain stands now. Two queries."""
    newest = AuditEntry.objects.order_by("-pk").values_list("hash", "pk").first()
    digest, last = newest or (GENESIS, 0)
    return Stand(head=digest, last=last, number=AuditEntry.objects.filter(pk__lte=last).count())


def deeds_since(moment: datetime, subject: str) -> dict[str, int]:
    """How often each deed was done to one kind of thing since a moment."""
    found = AuditEntry.objects.filter(at__gte=moment, subject=subject).order_by().values_list("verb")
    return dict(found.annotate(Count("pk")))


def verify(kept_head: str | None = None) -> list[Broken]:
    """Every entry at which the chain does not hold; an empty list when it is whole."""
    return list(flaws(_links(), kept_head))


def _links() -> Iterator[Link]:
    for entry in AuditEntry.objects.order_by("pk").iterator(chunk_size=2000):
        deed = Deed(entry.at, entry.actor_id, entry.verb, entry.subject, entry.subject_id, entry.details)
        yield Link(entry.pk, deed, entry.previous_hash, entry.hash)
