"""A member's own calendar feed, at a secret address."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from events.calendar import itip
from events.calendar.queries import person_id_of_feed
from events.programme.feeds import calendar_response, entries
from events.registration.queries import feed_registrations
from network.association.queries import current
from network.people.models import Person


def my_feed(request: HttpRequest, token: str) -> HttpResponse:
    """The events somebody is registered for, in that person's language; cancelled ones stay for 60 days."""
    person = Person.objects.filter(pk=person_id_of_feed(token)).first()
    if person is None:
        raise Http404
    with translation.override(person.language):
        events = [row.event for row in feed_registrations(person, now=timezone.now())]
        name = _("My events at %(association)s") % {"association": current().short_name or current().name}
        content = itip.feed(name, entries(events))
    return calendar_response(request, content, filename="my-events.ics")
