"""Page classes around events: the relay."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from cms.eventpages.queries import baton_now, legs_by_bureau
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

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        today = baton_now(self.series)
        return super().get_context(request, *args, **kwargs) | {
            "baton": today,
            "route": today.route if today else [],
            "legs_by_bureau": legs_by_bureau(self.series),
            "bureau_now": today.bureau_code if today else "",
        }
