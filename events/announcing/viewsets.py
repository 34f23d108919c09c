"""The desk's page of one event's announcements, beside its roll and its seats."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe
from wagtail.admin.viewsets.base import ViewSet

from events.announcing.queries import own_events
from events.announcing.subject import EVENT, EventSubject
from events.programme.desk_links import links_about
from events.programme.models import Event
from network.broadcasts.queries import broadcast_list

WRITES, ANY = "network.add_broadcast", "network.change_broadcast"


@require_safe
def event_announcements(request: HttpRequest, pk: int) -> HttpResponse:
    """What was and will be announced of an event, and the button to write."""
    user = request.user
    if not user.has_perm(WRITES):
        raise PermissionDenied
    event = get_object_or_404(Event.objects.select_related("state"), pk=pk)
    is_own = user.has_perm(ANY) or event.pk in own_events(user, [event.pk])
    hindrance = EventSubject().hindrance(event.pk, now=timezone.now())
    title = pgettext("desk", "Announcements")
    context = {
        "event": event,
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("event_editor:list"), "label": str(Event.snippet_viewset.menu_label)},
            {"url": reverse("event_editor:edit", args=[event.pk]), "label": event.title},
            {"url": "", "label": title},
        ],
        "header_title": f"{title}: {event.title}",
        "header_icon": "mail",
        "page_name": title,
        "tabs": links_about(event.pk, user, here="event"),
        "broadcasts": list(broadcast_list(about=EVENT, about_id=event.pk)) if is_own else [],
        "is_own": is_own,
        "hindrance": hindrance.label if hindrance else "",
        "write_url": reverse("announcements:new", args=[EVENT, event.pk]),
    }
    return render(request, "events/desk/announcements.html", context)


class EventAnnouncementsViewSet(ViewSet):
    """One page about one event, under the event's own address."""

    name = "event_announcements"
    url_prefix = "events"

    def get_urlpatterns(self) -> list:
        return [path("<int:pk>/announcements/", event_announcements, name="event")]
