"""A named trade: adds to the board's own chain of decisions, with the audit log's pure function."""

from datetime import UTC, date, datetime, time

from django.db import IntegrityError, transaction

from network.audit.rules import GENESIS, Broken, Deed, Link, entry_hash, flaws, is_plain
from network.board.models import BoardDecision

# Each attempt waits for whoever was faster; so many may be faster in a row.
MAX_ATTEMPTS = 100
SUBJECT = "post"


class NotPlainError(ValueError):
    """An entry would hold more than ids and kinds."""

    code = "not_plain"


def add(
    verb: str, post_id: object, *, on: date, actor_id: int | None, details: dict[str, str | int] | None = None
) -> BoardDecision:
    """Add that something was decided about a post, in the caller's transaction. Call it last.

    Raises NotPlainError for anything that could be a name or a sentence.
    """
    deed = _deed(on, actor_id, verb, str(post_id), details or {})
    if not is_plain(deed):
        raise NotPlainError(verb)
    for _attempt in range(MAX_ATTEMPTS):
        try:
            with transaction.atomic():
                return _append(deed, on)
        except IntegrityError:
            continue  # somebody else's entry followed the same one first
    raise RuntimeError("The board's decisions could not be written")


def verify(kept_head: str | None = None) -> list[Broken]:
    """Every entry at which the chain does not hold; an empty list when it is whole."""
    links = (
        Link(
            row.pk,
            _deed(row.on, row.actor_id, row.verb, row.subject_id, row.details),
            row.previous_hash,
            row.hash,
        )
        for row in BoardDecision.objects.order_by("pk").iterator(chunk_size=2000)
    )
    return list(flaws(links, kept_head))


def _append(deed: Deed, on: date) -> BoardDecision:
    last = BoardDecision.objects.select_for_update().order_by("-pk").first()
    previous = last.hash if last else GENESIS
    return BoardDecision.objects.create(
        on=on,
        actor_id=deed.actor_id,
        verb=deed.verb,
        subject_id=deed.subject_id,
        details=dict(deed.details),
        previous_hash=previous,
        hash=entry_hash(deed, previous),
    )


def _deed(on: date, actor_id: int | None, verb: str, post_id: str, details: dict[str, str | int]) -> Deed:
    """The hash covers a moment; of ours only the day is known."""
    return Deed(datetime.combine(on, time(), UTC), actor_id, verb, SUBJECT, post_id, details)
