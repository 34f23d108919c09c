"""A named trade: writes the demo's fixed pages below the home page."""

import json
from collections.abc import Iterable

from cms.eventpages.pages import RelayPage
from cms.home.ground import lay_home
from cms.home.pages import BasePage, SectionPage
from cms.sample import writings
from cms.sample.writings import Writing
from events.relay.models import Series


def lay_pages() -> Iterable[str]:
    """Fill the home page and write the sections, the relay and the pages at the foot; yields each title."""
    home = lay_home()
    for name, words in writings.HOME.items():
        setattr(home, name, words)
    home.save()
    for writing in writings.SECTIONS:
        yield home.add_child(instance=_section(writing, show_in_menus=True)).title
    relay = home.add_child(instance=_relay(writings.RELAY))
    relay.add_child(instance=_relay(writings.ONLINE_2021, show_in_menus=True))
    yield relay.title
    for writing in writings.FOOTER:
        yield home.add_child(instance=_section(writing, in_footer=True)).title


def _section(writing: Writing, **fields: object) -> SectionPage:
    return SectionPage(
        **_words(writing), body=json.dumps(writing.body), body_en=json.dumps(writing.body_en), **fields
    )


def _relay(writing: Writing, **fields: object) -> BasePage:
    return RelayPage(**_words(writing), series=Series.objects.get(slug=writing.slug), **fields)


def _words(writing: Writing) -> dict[str, str]:
    return {
        "slug": writing.slug,
        "title": writing.title,
        "title_en": writing.title_en,
        "intro": writing.intro,
        "intro_en": writing.intro_en,
        "search_description": writing.intro,
    }
