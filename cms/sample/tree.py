"""A named trade: writes the demo's fixed pages below the home page."""

import json
from collections.abc import Iterable

from wagtail.models import Page

from cms.eventpages.pages import RelayPage
from cms.home.ground import lay_home
from cms.home.pages import BasePage, HomePage, SectionPage, StandardPage
from cms.library.models import Resource
from cms.sample import standard_pages, writings
from cms.sample.writings import Block, Writing
from events.relay.models import Series


def lay_pages() -> Iterable[str]:
    """Fill home page and sections, write the relay and the pages at the foot; yields each title."""
    home = lay_home()
    for name, words in writings.HOME.items():
        setattr(home, name, words)
    home.save_revision().publish()
    for writing in writings.SECTIONS:
        yield _fill_section(home, writing).title
    home.refresh_from_db()
    relay = home.add_child(instance=_relay(writings.RELAY))
    relay.add_child(instance=_relay(writings.ONLINE_2021, show_in_menus=True))
    yield relay.title
    for writing in standard_pages.FOOTER:
        yield _publish(home, _standard(writing, in_footer=True)).title


def lay_pages_below() -> Iterable[str]:
    """Write the pages within the sections, which name resources; yields each title."""
    for slug, below in standard_pages.BELOW.items():
        section = sections_by_slug()[slug]
        for writing in below:
            yield _publish(section, _standard(writing, show_in_menus=True)).title


def sections_by_slug() -> dict[str, SectionPage]:
    """The sections by their addresses."""
    return {section.slug: section for section in SectionPage.objects.all()}


def _fill_section(home: HomePage, writing: Writing) -> SectionPage:
    """The section that every new site has, or a new one, with words in it."""
    section = SectionPage.objects.child_of(home).filter(slug=writing.slug).first()
    words = _words(writing) | _bodies(writing) | {"show_in_menus": True}
    if section is None:
        return _publish(home, SectionPage(**words))
    for name, value in words.items():
        setattr(section, name, value)
    section.save_revision().publish()
    return section


def _standard(writing: Writing, **fields: object) -> StandardPage:
    return StandardPage(**_words(writing), **_bodies(writing), audience=writing.audience, **fields)


def _publish(parent: Page, page: Page) -> Page:
    parent.add_child(instance=page)
    page.save_revision().publish()
    return page


def _bodies(writing: Writing) -> dict[str, str]:
    return {"body": json.dumps(_with_ids(writing.body)), "body_en": json.dumps(_with_ids(writing.body_en))}


def _with_ids(blocks: Iterable[Block]) -> list[Block]:
    """Downloads are written by the resource's title; a page holds its number."""
    return [
        block
        if block["type"] != "downloads"
        else block | {"value": [Resource.objects.get(title=title).pk for title in block["value"]]}
        for block in blocks
    ]


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
