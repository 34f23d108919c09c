"""Lays the large demo: all of it in one transaction, or nothing."""

from collections.abc import Callable
from datetime import datetime
from random import Random

from django.db import transaction
from django.utils.timezone import localdate

from cms.large import attendance, people, programme, tree
from cms.large.amounts import Amounts
from events.programme.models import Event
from network.people.models import Account
from network.search.actions import count_rows, index_all


def is_large() -> bool:
    """Whether the large demo's content is there already."""
    return Event.objects.filter(slug=f"{programme.SLUG}-0").exists()


@transaction.atomic
def lay_large(amounts: Amounts, *, now: datetime, say: Callable[[str], None]) -> bool:
    """Write so much content around today. Returns False, changing nothing, where it is there already.

    Mostly in bulk, so no letters are written and no drafts kept. `say` hears what is done, and from time to time how
    far it is. Nobody else should write meanwhile: the audit log's end must stay where it is.
    """
    if is_large():
        return False
    dice = Random(amounts.seed)  # noqa: S311 -- no secret: the same content again is what is wanted
    today = localdate(now)
    organiser = Account.objects.filter(username="organiser").values_list("pk", flat=True).first()
    crowd = people.lay_crowd(amounts, dice=dice, today=today)
    say(f"{len(crowd.bodies):,} organisations, {len(crowd.people):,} people")
    plans = programme.lay_programme(
        amounts,
        crowd,
        dice=dice,
        now=now,
        today=today,
        actor_id=organiser,
        said=_counting(say, "events"),
    )
    attendance.lay_attendance(amounts, crowd, plans, dice=dice, now=now, said=_counting(say, "registrations"))
    tree.lay_pages(amounts, dice=dice, now=now, said=_counting(say, "pages"))
    say(f"{tree.lay_resources(amounts, dice=dice, now=now, today=today):,} resources")
    say(f"{tree.lay_notices(amounts, dice=dice, now=now, today=today):,} notices")
    laid = Event.objects.filter(slug__startswith=f"{programme.SLUG}-")
    index_all(
        laid.select_related("host", "municipality").prefetch_related("themes", "parts"),
        said=_counting(say, "events in the search index"),
    )
    count_rows()
    say("rows counted for the database")
    return True


def _counting(say: Callable[[str], None], what: str) -> Callable[[int], None]:
    return lambda done: say(f"{done:,} {what}")
