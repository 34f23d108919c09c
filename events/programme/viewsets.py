"""The desk for events, put together of its list, the first form and the editor."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import ObjectList

from events.programme.desk_editor import PANELS, EventEditView
from events.programme.desk_list import EventIndexView
from events.programme.desk_new import NewEventView
from events.programme.details import page_of_event
from events.programme.forms import EventForm
from events.programme.models import Event
from events.registration.answers import answer_for
from events.registration.queries import lines_of, pools_of
from network.drafting import DraftsChooserViewSet, DraftsViewSet
from network.worklists.indexing import WorkingIndex


class EventViewSet(DraftsViewSet):
    """Events at the desk, in the main menu."""

    model = Event
    icon = "calendar-alt"
    menu_label = gettext_lazy("Events")
    add_to_admin_menu = True
    menu_order = 100
    base_url_path = "events"
    admin_url_namespace = "event_editor"
    index_view_class = EventIndexView
    index_template_name = "wagtailadmin/generic/index.html"  # without Wagtail's own footer for ticked rows
    index_results_template_name = WorkingIndex.results_template_name
    add_view_class = NewEventView
    copy_view_class = NewEventView
    edit_view_class = EventEditView
    chooser_viewset_class = DraftsChooserViewSet
    edit_handler = ObjectList(PANELS, base_form_class=EventForm)
    copy_view_enabled = True
    inspect_view_enabled = False

    def get_add_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """The small form stands in place of Wagtail's; both `add` and `copy` lead to it."""
        return {"index_url_name": self.get_url_name("list"), **kwargs}

    def serve_preview(self, event: Event, request: HttpRequest, language: str) -> HttpResponse:
        """The public page of a draft as a visitor will see it once published (called by Event.serve_preview)."""
        now = timezone.now()
        event.live = True  # this copy only
        with translation.override(language):
            pools = pools_of(event)
            page = page_of_event(event, pools, lines_of(pools, now=now), now=now)
            standing = answer_for(event, None, None, has_pools=bool(pools), seat=page.seat, now=now)
            return render(
                request, "events/programme/detail.html", {"event": page, "standing": standing, "my": None}
            )
