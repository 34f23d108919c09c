"""P12: pages ask the database as often when the network is large as when it is small."""

import pytest
from django.db import transaction
from django.utils import timezone

from cms.large.actions import lay_large
from cms.large.amounts import LARGE, Amounts, in_proportion
from tests.cms.large.pages import queries_of, readers

SMALL = in_proportion(events=200, people=1_000, regular=60)
LARGE_WITH_REGULAR = in_proportion(events=LARGE.events, people=LARGE.people, regular=200)
FEW = Amounts(
    events=60, coming=30, people=120, organisations=55, registrations=300, pages=30, resources=30, notices=30
)


def queries_at(amounts: Amounts) -> dict[str, int]:
    """Queries by page among so much content; nothing of it stays."""
    with transaction.atomic():
        assert lay_large(amounts, now=timezone.now(), say=lambda line: None)
        counted = {name: count for reader in readers() for name, count in queries_of(reader).items()}
        transaction.set_rollback(True)
    return counted


def with_more(amounts: Amounts, times: int) -> Amounts:
    names = ("events", "coming", "people", "organisations", "registrations", "pages", "resources", "notices")
    return Amounts(**{name: getattr(amounts, name) * times for name in names}, regular=30)


@pytest.mark.django_db
@pytest.mark.capability("P12")
def test_pages_ask_as_often_when_there_is_three_times_as_much():
    few, more = queries_at(with_more(FEW, 1)), queries_at(with_more(FEW, 3))

    assert more == few


@pytest.mark.django_db
@pytest.mark.full
@pytest.mark.capability("P12")
def test_pages_ask_as_often_at_full_size(prove_figure):
    small, large = queries_at(SMALL), queries_at(LARGE_WITH_REGULAR)

    different = {name: (small[name], large[name]) for name in small if small[name] != large[name]}
    asked = ", ".join(
        f"{name} {large[name]}" for name in ("list, member", "detail, member", "search, member")
    )
    prove_figure(
        f"{len(small) - len(different)} of {len(small)} pages ask as often at {LARGE.events:,} events, "
        f"{LARGE.people:,} people, {LARGE.registrations:,} registrations as at {SMALL.events}, {SMALL.people:,}; "
        f"{asked}, member list {large['member list']}"
    )
    assert different == {}
    assert {"list, visitor", "detail, visitor", "search, visitor", "member list"} <= set(large)
