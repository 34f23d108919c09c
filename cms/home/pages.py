"""Page classes: the base of every page, the home page, a section, a page in it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.functional import cached_property
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PagePermissionTester
from wagtail.search import index

from cms.access.choices import Audience
from cms.access.doors import closed_door
from cms.access.queries import audiences_of
from cms.blocks.body import BodyBlock
from cms.home.queries import Family, audience_of, doors_to, family_of, next_events, reserved_words
from cms.library.queries import audience_words, cards, readable_in
from cms.notices.queries import latest
from events.relay.queries import relay_today
from network.bilingual import LocalTitle, in_readers_language
from network.visitors.marks import mark

DEPTH_BELOW_HOME = 3
IN_SECTION = 5
BESIDE = 6


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
    promote_panels = [
        MultiFieldPanel(
            [
                FieldPanel("slug"),
                FieldPanel("seo_title"),
                FieldPanel("search_description", heading=_("What it says, in one sentence")),
            ],
            heading=_("For search engines"),
        ),
        FieldPanel("show_in_menus"),
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
        return super().get_context(request, *args, **kwargs) | {"parents": self.family.parents}

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page; the same for all who are not signed in, unless it is closed to them."""
        return mark(super().serve(request, *args, **kwargs))

    @cached_property
    def family(self) -> Family:
        """The pages around this one, read once."""
        return family_of(self)


class FixedInPlace(PagePermissionTester):
    """What may be done to a page the site hangs from: it is neither moved nor copied."""

    def can_move(self) -> bool:
        return False

    def can_copy(self) -> bool:
        return False


class HomePage(BasePage):
    """The front door: the next leg, where the baton is, what comes up, doors to the sections."""

    max_count = 1
    template = "cms/home/home.html"
    parent_page_types = ["wagtailcore.Page"]

    class Meta:
        verbose_name = _("home page")

    def permissions_for_user(self, user: Any) -> FixedInPlace:
        return FixedInPlace(user, self)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        now = timezone.now()
        opening, upcoming = next_events(now=now)
        return super().get_context(request, *args, **kwargs) | {
            "opening": opening,
            "upcoming": upcoming,
            "baton": relay_today(now=now),
            "notices": latest(),
            "doors": doors_to(self.family.below, {Audience.PUBLIC}).open,
        }


class WrittenPage(BasePage):
    """A page made of blocks, in one language or two."""

    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)
    body_en = StreamField(BodyBlock(), verbose_name=_("body in English"), blank=True)
    in_footer = models.BooleanField(
        _("in the footer"), default=False, help_text=_("Linked from the foot of every page.")
    )

    content_panels = [
        FieldPanel("title", required_on_save=True),
        FieldPanel("intro", help_text=_("One or two sentences: what the reader finds here.")),
        FieldPanel("body"),
        MultiFieldPanel(
            [FieldPanel("title_en"), FieldPanel("intro_en"), FieldPanel("body_en")],
            heading=_("In English"),
            classname="collapsed",
        ),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("body"), index.SearchField("body_en")]

    class Meta:
        abstract = True

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
        audiences = audiences_of(request.user)
        english = get_language() == "en"
        children = doors_to(self.family.below, audiences)
        return super().get_context(request, *args, **kwargs) | {
            "audiences": audiences,
            "children": children.open,
            "some_closed": children.some_closed and not request.user.is_authenticated,
            "title_in_other_language": english and not self.title_en,
            "shown_in_other_language": english and bool(self.body) and not self.body_en,
        }


class SectionPage(WrittenPage):
    """One of the site's sections: its words, its notices, its pages, its resources."""

    template = "cms/home/section.html"
    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.StandardPage"]

    class Meta:
        verbose_name = pgettext_lazy("site", "section")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        resources = readable_in(context["audiences"]).filter(section=self.pk)[: IN_SECTION + 1]
        shown = cards(resources)
        return context | {
            "notices": latest(section_id=self.pk),
            "resources": shown[:IN_SECTION],
            "more_resources": len(shown) > IN_SECTION,
        }


class StandardPage(WrittenPage):
    """A page within a section, or one that the footer links."""

    template = "cms/home/page.html"
    parent_page_types = ["cms.HomePage", "cms.SectionPage", "cms.StandardPage"]
    subpage_types = ["cms.StandardPage"]
    audience = models.CharField(
        _("who may read it"),
        max_length=10,
        choices=Audience,
        default=Audience.PUBLIC,
        help_text=_("Pages below it are for no more readers than this."),
    )

    content_panels = [*WrittenPage.content_panels, FieldPanel("audience", widget=forms.RadioSelect)]
    promote_panels = [*BasePage.promote_panels, FieldPanel("in_footer")]
    search_fields = [*WrittenPage.search_fields, index.FilterField("audience")]

    class Meta:
        verbose_name = _("page")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page, or how to get in; previews are the desk's, which has asked already."""
        if getattr(request, "is_preview", False):
            return super().serve(request, *args, **kwargs)
        way = [audience_of(page) for page in (*self.family.above, self)]
        audiences = audiences_of(request.user)
        closed = [audience for audience in way if audience not in audiences]
        if closed:
            return closed_door(request, closed[0])
        response = super().serve(request, *args, **kwargs)
        if set(way) != {Audience.PUBLIC}:
            add_never_cache_headers(response)
        return response

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return context | {
            "beside": doors_to(self.family.beside, context["audiences"]).open[:BESIDE],
            "updated_on": self.last_published_at,
            "audience_words": audience_words(self.audience),
        }
