"""What search engines are shown: public things, in both languages, and nothing else."""

import pytest
from defusedxml.ElementTree import fromstring
from django.urls import reverse

from cms.access.choices import Audience
from tests.factories.cms import NoticeFactory, ResourceFactory, written_page
from tests.factories.events import EventFactory

pytestmark = pytest.mark.django_db
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def places(client):
    root = fromstring(client.get("/sitemap.xml").content)
    return [place.text.removeprefix("http://testserver") for place in root.iter(f"{MAP}loc")]


def test_sitemap_names_public_things_in_both_languages(client):
    event, notice, resource = EventFactory(), NoticeFactory(), ResourceFactory()
    written_page(slug="open")

    shown = places(client)

    for path in (
        "/",
        "/learn/",
        "/learn/open/",
        "/library/",
        "/notices/changes/",
        reverse("events:detail", args=[event.slug]),
        reverse("notices:detail", args=[notice.pk]),
        reverse("library:detail", args=[resource.key]),
    ):
        assert path in shown
        assert f"/en{path}" in shown
    assert len(shown) == len(set(shown))


def test_sitemap_is_silent_about_the_rest(client):
    written_page(slug="closed", audience=Audience.MEMBERS)
    written_page(slug="draft").unpublish()
    hidden = [
        reverse("library:detail", args=[ResourceFactory(audience=Audience.REGISTERED).key]),
        reverse("library:detail", args=[ResourceFactory(live=False).key]),
        reverse("notices:detail", args=[NoticeFactory(live=False).pk]),
        "/learn/closed/",
        "/learn/draft/",
    ]

    assert set(hidden) & set(places(client)) == set()


def test_robots_are_told_what_to_leave_alone(client):
    words = client.get("/robots.txt").content.decode()

    assert "Disallow: /desk/\n" in words
    assert "Disallow: /en/my/\n" in words
    assert "Sitemap: http://testserver/sitemap.xml" in words
