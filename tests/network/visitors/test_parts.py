"""Parts of pages that readers share: kept where that is turned on, forgotten after a deed."""

from itertools import count

import pytest
from django.utils import translation

from network.visitors.parts import forget_parts, kept_part


@pytest.fixture
def make():
    numbers = count(1)
    return lambda: f"part {next(numbers)}"


@pytest.fixture
def kept(settings):
    settings.KEEP_PAGES_SECONDS = 600


def test_part_is_made_once_when_parts_are_kept(kept, make):
    assert [kept_part("a", make), kept_part("a", make)] == ["part 1", "part 1"]


def test_part_is_another_when_name_or_language_differ(kept, make):
    japanese = kept_part("a", make)
    with translation.override("en"):
        english = kept_part("a", make)

    assert [japanese, english, kept_part("b", make)] == ["part 1", "part 2", "part 3"]


def test_part_is_made_anew_when_deeds_were_done(kept, make):
    made = [kept_part("a", make)]
    for _ in range(2):
        forget_parts()
        made.append(kept_part("a", make))

    assert made == ["part 1", "part 2", "part 3"]


def test_part_in_the_making_is_not_kept_when_a_deed_comes_between(kept, make):
    def interrupted():
        forget_parts()
        return "old"

    kept_part("a", interrupted)

    assert kept_part("a", make) == "part 1"


def test_part_is_made_every_time_when_keeping_is_turned_off(settings, make):
    settings.KEEP_PAGES_SECONDS = 0

    assert [kept_part("a", make), kept_part("a", make)] == ["part 1", "part 2"]
