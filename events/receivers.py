"""Door: what the wing does when Wagtail says that something was published, taken back or handed in; or somebody is erased."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.dispatch import receiver
from wagtail.log_actions import get_active_log_context
from wagtail.models import Revision, TaskState, WorkflowState

from events.owndata import give_places_up
from events.programme.models import Event
from events.registration.actions import follow_publication
from network.audit.actions import record
from network.jobs.actions import enqueue
from network.search.actions import index_again
from network.signals import person_erased


def event_published(*, sender: type, instance: Event, revision: Revision, **kwargs: Any) -> None:
    """Every way of publishing an event (button, workflow, schedule) comes through here."""
    if not isinstance(instance, Event):
        return
    actor_id = _actor_id(revision.user_id)
    if instance.live:
        follow_publication(instance, actor_id=actor_id)
        index_again(instance)  # its programme and themes were written after the event itself
    else:  # a publication set for later; when its time has come, we are called again
        record(actor_id=actor_id, verb="scheduled", subject="event", subject_id=instance.pk)


def event_unpublished(*, sender: type, instance: Event, **kwargs: Any) -> None:
    """An event was taken off the site, by hand or by its expiry date."""
    if isinstance(instance, Event):
        record(actor_id=_actor_id(None), verb="unpublished", subject="event", subject_id=instance.pk)


def _actor_id(otherwise: int | None) -> int | None:
    """Who sits at the desk now; a scheduled publication is the act of whoever set it up."""
    user = get_active_log_context().user
    return user.pk if user is not None and user.is_authenticated else otherwise


def fee_settled(*, sender: type, charge_id: int, about: str, **kwargs: Any) -> None:
    """The books settled a charge that is not dues; if it was a seat's, its owner is told by background work."""
    if about.startswith("registration:"):
        enqueue("events.tell_fee_received", charge_id=charge_id)


def review_begun(*, sender: type, instance: WorkflowState, user: AbstractBaseUser, **kwargs: Any) -> None:
    """A draft was handed in."""
    _note_review(instance, user, "handed_in")


def review_ended(*, sender: type, instance: WorkflowState, user: AbstractBaseUser, **kwargs: Any) -> None:
    """A draft was approved; its publication has an entry of its own."""
    _note_review(instance, user, "approved")


def draft_sent_back(*, sender: type, instance: TaskState, user: AbstractBaseUser, **kwargs: Any) -> None:
    """A draft was sent back with a comment."""
    _note_review(instance.workflow_state, user, "sent_back")


def _note_review(review: WorkflowState, user: AbstractBaseUser | None, verb: str) -> None:
    if isinstance(review.content_object, Event):
        record(actor_id=user and user.pk, verb=verb, subject="event", subject_id=review.object_id)


@receiver(person_erased, dispatch_uid="events.person_erased")
def person_is_erased(sender: type, person_id: int, by_id: int | None, now: datetime, **news: object) -> None:
    """Places of somebody at coming meetings go to whoever waits."""
    give_places_up(person_id, by_id=by_id, now=now)
