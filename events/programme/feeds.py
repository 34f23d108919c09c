"""Calendar files of events: one event, all coming ones; with ETags, so that an unchanged feed costs nothing."""

import hashlib
from collections.abc import Iterable

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from events.calendar import itip
from events.programme.models import Event
from events.programme.queries import calendar_entry, feed_events, published
from network.association.queries import current
from network.visitors.marks import same_for_visitors

KEEP_SECONDS = 3600
CALENDAR = "text/calendar; charset=utf-8"


@same_for_visitors
def event_ics(request: HttpRequest, slug: str) -> HttpResponse:
    """One event as a file (PUBLISH, nobody's name in it)."""
    event = published(slug)
    if event is None:
        raise Http404
    content = itip.publish(
        calendar_entry(event), sequence=event.state.revision_number, stamp=event.state.changed_at
    )
    return calendar_response(request, content, filename=f"{event.slug}.ics")


@same_for_visitors
def public_feed(request: HttpRequest) -> HttpResponse:
    """All coming events, or those of a bureau or theme."""
    events = feed_events(
        now=timezone.now(), bureau=request.GET.get("bureau", "")[:10], theme=request.GET.get("theme", "")[:40]
    )
    name = _("Events of %(association)s") % {"association": current().short_name or current().name}
    return calendar_response(request, itip.feed(name, entries(events)), filename="events.ics")


def entries(events: Iterable[Event]) -> Iterable[bytes]:
    """Each event's bytes, kept until the event or its state changes."""
    language = translation.get_language()
    for event in events:
        key = f"vevent:{event.pk}:{event.live_revision_id}:{event.state.changed_at.timestamp()}:{language}"
        kept = cache.get(key)
        if kept is None:
            kept = itip.vevent_bytes(
                calendar_entry(event), sequence=event.state.revision_number, stamp=event.state.changed_at
            )
            cache.set(key, kept, KEEP_SECONDS)
        yield kept


def calendar_response(request: HttpRequest, content: bytes, *, filename: str) -> HttpResponse:
    """A calendar file with its ETag; 304 when the reader has it already."""
    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified(headers={"ETag": tag})
    return HttpResponse(
        content,
        content_type=CALENDAR,
        headers={
            "ETag": tag,
            "Cache-Control": "private, max-age=300",
            "Content-Disposition": f'inline; filename="{filename}"',
        },
    )
