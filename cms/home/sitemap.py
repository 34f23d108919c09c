"""A named trade: the map of the site for search engines: public things only, in both languages."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from cms.access.choices import Audience
from cms.home.queries import readable_in as readable_pages
from cms.library.queries import readable_in as readable_resources
from cms.notices.queries import readable_by as readable_notices
from events.programme.queries import public_events

VIEWS = ("events:list", "library:list", "notices:list", "notices:changes")
EVERYBODY = {Audience.PUBLIC}
NOT_FOR_ROBOTS = (
    "/desk/",
    "/my/",
    "/account/",
    "/documents/",
    "/outbox/",
    "/kept/",
    "/code/",
    "/l/",
    "/invitation/",
)


@dataclass(frozen=True)
class Place:
    """A page without its language, and when it changed."""

    path: str
    changed: datetime | None = None


class PublicPlaces(Sitemap):
    """Pages, events, resources and notices that everybody may read."""

    i18n = True
    alternates = True
    limit = 10_000

    def items(self) -> list[Place]:
        return [*_views(), *_pages(), *_events(), *_resources(), *_notices()]

    def location(self, place: Place) -> str:
        return f"/en{place.path}" if get_language() == "en" else place.path

    def lastmod(self, place: tuple[Place, str]) -> datetime | None:
        return place.changed


def _views() -> Iterator[Place]:
    for name in VIEWS:
        yield Place(reverse(name).removeprefix("/en"))


def _pages() -> Iterator[Place]:
    for page in readable_pages(EVERYBODY).order_by("path"):
        url = page.get_url()
        if url:
            yield Place(url, page.last_published_at)


def _events() -> Iterator[Place]:
    for event in public_events():
        yield Place(reverse("events:detail", args=[event.slug]).removeprefix("/en"), event.last_published_at)


def _resources() -> Iterator[Place]:
    for resource in readable_resources(EVERYBODY):
        yield Place(
            reverse("library:detail", args=[resource.key]).removeprefix("/en"), resource.last_published_at
        )


def _notices() -> Iterator[Place]:
    for notice in readable_notices(None):
        yield Place(reverse("notices:detail", args=[notice.pk]).removeprefix("/en"), notice.last_published_at)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines leave alone, and where the map is."""
    shut = [f"Disallow: {prefix}{path}" for path in NOT_FOR_ROBOTS for prefix in ("", "/en")]
    lines = ["User-agent: *", *shut, "", f"Sitemap: {settings.SITE_URL}/sitemap.xml", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
