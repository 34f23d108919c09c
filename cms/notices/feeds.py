"""The Atom feed of notices."""

from datetime import datetime

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import linebreaks
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.rich_text import expand_db_html

from cms.notices.models import Notice
from cms.notices.queries import days_words, feed_notices, place_words
from network.association.queries import current


class NoticeFeed(Feed):
    """The newest notices, of the site or of one section."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest) -> str:
        return request.GET.get("section", "").replace("\0", "")[:60]

    def title(self, section: str) -> str:
        return _("Notices of %(association)s") % {"association": current().short_name or current().name}

    def link(self, section: str) -> str:
        return reverse("notices:list")

    def feed_url(self, section: str) -> str:
        return reverse("notices:feed") + (f"?section={section}" if section else "")

    def language(self) -> str:
        return get_language() or "ja"

    def items(self, section: str) -> list[Notice]:
        return feed_notices(section)

    def item_title(self, notice: Notice) -> str:
        return notice.local_title

    def item_description(self, notice: Notice) -> str:
        facts = "　".join(part for part in (days_words(notice), place_words(notice)) if part)
        return (linebreaks(facts) if facts else "") + expand_db_html(notice.local_body)

    def item_link(self, notice: Notice) -> str:
        return reverse("notices:detail", args=[notice.pk])

    def item_pubdate(self, notice: Notice) -> datetime | None:
        return notice.first_published_at

    def item_updateddate(self, notice: Notice) -> datetime | None:
        return notice.last_published_at
