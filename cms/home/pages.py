"""Page classes: the base of every page, the home page, a section."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from cms.blocks.body import BodyBlock
from cms.home.queries import Link, doors_of, next_events, parents_of, reserved_words
from events.relay.queries import relay_today
from network.bilingual import LocalTitle, in_readers_language

DEPTH_BELOW_HOME = 3


class BasePage(LocalTitle, Page):
    """What all our pages share: a title and an introduction in two languages."""

    title_en = models.CharField(_("title in English"), max_length=255, blank=True)
    intro = models.CharField(_("introduction"), max_length=300, blank=True)
    intro_en = models.CharField(_("introduction in English"), max_length=300, blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("intro"),
        MultiFieldPanel([FieldPanel("title_en"), FieldPanel("intro_en")], heading=_("English")),
    ]

    search_fields = [
        *Page.search_fields,
        index.SearchField("title_en"),
        index.SearchField("intro"),
        index.SearchField("intro_en"),
        index.SearchField("search_description"),
    ]

    class Meta:
        abstract = True

    @property
    def local_intro(self) -> str:
        """The introduction in the reader's language; Japanese where no English was written."""
        return in_readers_language(self, "intro")

    @property
    def local_text(self) -> str:
        """What the page says below its introduction, as plain text, for the search page."""
        return ""

    def clean(self) -> None:
        """Refuse an address that belongs to a view: the page could never be reached."""
        super().clean()
        if self.slug in reserved_words() and (self.depth or 3) <= DEPTH_BELOW_HOME:
            raise ValidationError(
                {"slug": _("This address belongs to another part of the site. Please choose another.")}
            )

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | {"parents": parents_of(self)}


class HomePage(BasePage):
    """The front door: the next leg, where the baton is, what comes up, doors to the sections."""

    max_count = 1
    template = "cms/home/home.html"
    parent_page_types = ["wagtailcore.Page"]

    class Meta:
        verbose_name = _("home page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        now = timezone.now()
        opening, upcoming = next_events(now=now)
        return super().get_context(request, *args, **kwargs) | {
            "opening": opening,
            "upcoming": upcoming,
            "baton": relay_today(now=now),
            "notices": [],
            "doors": doors_of(self),
        }


class SectionPage(BasePage):
    """One of the site's sections, or a page within one."""

    template = "cms/home/section.html"
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)
    body_en = StreamField(BodyBlock(), verbose_name=_("body in English"), blank=True)
    in_footer = models.BooleanField(
        _("in the footer"), default=False, help_text=_("Linked from the foot of every page.")
    )

    content_panels = [*BasePage.content_panels, FieldPanel("body"), FieldPanel("body_en")]
    promote_panels = [*Page.promote_panels, FieldPanel("in_footer")]
    search_fields = [*BasePage.search_fields, index.SearchField("body"), index.SearchField("body_en")]

    class Meta:
        verbose_name = _("section")

    @property
    def local_body(self) -> Any:
        """The body in the reader's language; Japanese where no English was written."""
        return in_readers_language(self, "body")

    @property
    def local_text(self) -> str:
        """The body without its markup."""
        body = self.local_body
        return "\n".join(body.stream_block.get_searchable_content(body))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        children: list[Link] = doors_of(self)
        return super().get_context(request, *args, **kwargs) | {
            "children": children,
            "shown_in_other_language": get_language() == "en" and bool(self.body) and not self.body_en,
        }
