"""Door: what the wing does when Wagtail says that something was published."""

from typing import Any

from wagtail.models import Revision

from events.programme.models import Event
from events.registration.actions import follow_publication


def event_published(*, sender: type, instance: Event, revision: Revision, **kwargs: Any) -> None:
    """Every way of publishing an event (button, workflow, schedule) comes through here."""
    if isinstance(instance, Event):
        follow_publication(instance, actor_id=revision.user_id)
