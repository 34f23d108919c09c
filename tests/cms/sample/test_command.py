"""The command that fills a demo."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command


def say(**options) -> str:
    out = StringIO()
    call_command("demo", stdout=out, **options)
    return out.getvalue()


def test_demo_is_refused_on_a_real_site(settings):
    settings.DEMO = False

    with pytest.raises(CommandError, match="Only for a demo"):
        say()


def test_demo_refuses_a_size_that_does_not_exist(settings):
    settings.DEMO = True

    with pytest.raises(CommandError, match="invalid choice"):
        call_command("demo", "--size=huge")


def test_demo_says_how_far_it_is_and_then_that_it_is_there(db, settings):
    settings.DEMO = True

    first, second = say().splitlines(), say()

    assert first[0].endswith(" s  25 organisations, 41 people, 21 accounts")
    assert first[-1] == "The demo is laid."
    assert len(first) > 20
    assert second == "The demo is there already: nothing changed.\n"
