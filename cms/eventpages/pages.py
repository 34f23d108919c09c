"""Page classes around events: the relay."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from cms.home.pages import BasePage
from events.relay.queries import legs_by_bureau, series_today


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
        today = series_today(self.series, now=timezone.now())
        return super().get_context(request, *args, **kwargs) | {
            "baton": today if today.holder else None,
            "route": today.route,
            "legs_by_bureau": legs_by_bureau(self.series),
            "bureau_now": today.bureau_code,
        }
