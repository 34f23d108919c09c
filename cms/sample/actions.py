"""Lays the demo: all of it in one transaction, or nothing."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from cms.sample.board import lay_board
from cms.sample.joining import lay_joining
from cms.sample.money import lay_money
from cms.sample.people import lay_people
from cms.sample.programme import lay_programme
from cms.sample.route import lay_route
from cms.sample.site import lay_library, lay_notices
from cms.sample.tree import lay_pages, lay_pages_below, sections_by_slug
from network.organisations.models import Organisation
from network.search.actions import count_rows


def is_laid() -> bool:
    """Whether the demo's content is there already."""
    return Organisation.objects.filter(is_sample=True).exists()


@transaction.atomic
def lay_demo(*, now: datetime, say: Callable[[str], None]) -> bool:
    """Write the demo's content around today. Returns False, changing nothing, where it is there already.

    Letters go into the outbox as for everybody; those about the cancelled and the moved meeting are left to a job.
    """
    if is_laid():
        return False
    today = localdate(now)
    cast = lay_people()
    say(f"{len(cast.bodies)} organisations, {len(cast.people)} people, {len(cast.accounts)} accounts")
    say(lay_money(cast, now=now, today=today))
    say(lay_joining(cast, now=now))
    say(lay_board(cast, now=now))
    legs = lay_route(cast.bodies, today=today)
    say("the route of the relay")
    for title in lay_programme(cast, legs, now=now, today=today):
        say(title)
    for title in lay_pages():
        say(title)
    sections = sections_by_slug()
    for title in [*lay_library(sections), *lay_pages_below(), *lay_notices(sections, today=today)]:
        say(title)
    count_rows()
    return True
