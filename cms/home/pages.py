"""Page classes: the base of every page, the home page, a section."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from cms.blocks.body import BodyBlock


class BasePage(Page):
    """What all our pages share: a title and an introduction in two languages."""

    title_en = models.CharField(_("title in English"), max_length=255, blank=True)
    intro = models.CharField(_("introduction"), max_length=300, blank=True)
    intro_en = models.CharField(_("introduction in English"), max_length=300, blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("intro"),
        MultiFieldPanel([FieldPanel("title_en"), FieldPanel("intro_en")], heading=_("English")),
    ]

    class Meta:
        abstract = True

    @property
    def local_title(self) -> str:
        """The title in the reader's language; Japanese where no English was written."""
        return (get_language() == "en" and self.title_en) or self.title

    @property
    def local_intro(self) -> str:
        """The introduction in the reader's language; Japanese where no English was written."""
        return (get_language() == "en" and self.intro_en) or self.intro


class HomePage(BasePage):
    """The front door: the next leg, where the baton is, what comes up, doors to the sections."""

    max_count = 1
    template = "cms/home/home.html"
    parent_page_types = ["wagtailcore.Page"]

    class Meta:
        verbose_name = _("home page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs)


class SectionPage(BasePage):
    """One of the site's sections."""

    template = "cms/home/section.html"
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)
    body_en = StreamField(BodyBlock(), verbose_name=_("body in English"), blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("body"), FieldPanel("body_en")]

    class Meta:
        verbose_name = _("section")
