"""The same seed makes the same content."""

import pytest
from django.db import transaction

from cms.home.pages import StandardPage
from cms.large.actions import lay_large
from cms.large.amounts import LARGE, Amounts, in_proportion
from events.programme.models import Event, EventState
from events.registration.models import Registration
from network.people.models import Person
from tests.factories.events import NOW

TINY = Amounts(
    events=6, coming=3, people=40, organisations=5, registrations=60, pages=8, resources=2, notices=2
)


def contents_of(amounts: Amounts) -> dict[str, list]:
    """What is seen of the content, without keys of the database; nothing of it stays."""
    with transaction.atomic():
        lay_large(amounts, now=NOW, say=lambda line: None)
        seen = read()
        transaction.set_rollback(True)
    return seen


def read() -> dict[str, list]:
    """Everything a reader could tell apart."""
    events = Event.objects.order_by("slug")
    registrations = Registration.objects.order_by("public_id")
    pages = StandardPage.objects.order_by("path")
    return {
        "events": list(events.values_list("slug", "title", "starts_at", "host__name")),
        "people": list(Person.objects.order_by("email").values_list("email", "name")),
        "registrations": list(registrations.values_list("public_id", "event__slug", "number", "state")),
        "pages": list(pages.values_list("path", "title", "translation_key")),
        "uids": list(EventState.objects.order_by("event__slug").values_list("calendar_uid", flat=True)),
    }


@pytest.mark.django_db
def test_same_seed_makes_the_same_content_and_another_does_not():
    first, second = contents_of(TINY), contents_of(TINY)
    other = contents_of(Amounts(**{**vars(TINY), "seed": 7}))

    assert first == second
    assert len(first["registrations"]) == 60
    assert {name: rows for name, rows in other.items() if rows == first[name]} == {}


def test_in_proportion_keeps_what_belongs_together():
    assert in_proportion(events=LARGE.events, people=LARGE.people) == LARGE
    small = in_proportion(events=200, people=1000, regular=200, all_coming=True)
    assert (small.coming, small.organisations, small.registrations, small.pages) == (200, 100, 8_000, 80)
