"""Page classes around events: the relay."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from cms.home.pages import BasePage


class RelayPage(BasePage):
    """The route of one series, and where its baton is."""

    template = "cms/eventpages/relay.html"
    series = models.ForeignKey(
        "events.Series", verbose_name=_("series"), on_delete=models.PROTECT, related_name="+"
    )

    content_panels = [*BasePage.content_panels, FieldPanel("series")]

    class Meta:
        verbose_name = _("relay page")
