"""A named trade: how far an event is, as the desk sees it: drafts and reviews beside the states of our own."""

from datetime import datetime
from enum import StrEnum

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, CharField, DateTimeField, Exists, F, OuterRef, Q, QuerySet, When
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.models import Revision, WorkflowState

from events.programme.choices import EventStatus
from events.programme.models import Event


class Stage(StrEnum):
    """What the desk should see first about an event; the value colours the word."""

    DRAFT = "draft"
    REVIEW = "review"
    SCHEDULED = "scheduled"
    WITHDRAWN = "withdrawn"
    NOTICE = "notice"
    CANCELLED = "cancelled"
    ARCHIVED = "archived"
    HELD = "held"
    OVER = "over"
    CHANGED = "changed"
    MOVED = "moved"
    PUBLISHED = "published"


WORDS = {
    Stage.DRAFT: pgettext_lazy("event", "Draft"),
    Stage.REVIEW: pgettext_lazy("event", "Waiting for approval"),
    Stage.SCHEDULED: pgettext_lazy("event", "Publication scheduled"),
    Stage.WITHDRAWN: pgettext_lazy("event", "Not published any more"),
    Stage.NOTICE: pgettext_lazy("event", "Changed: tell people?"),
    Stage.CANCELLED: pgettext_lazy("event", "Cancelled"),
    Stage.ARCHIVED: pgettext_lazy("event", "Archived"),
    Stage.HELD: pgettext_lazy("event", "Held"),
    Stage.OVER: pgettext_lazy("event", "Over"),
    Stage.CHANGED: pgettext_lazy("event", "Published, draft has changes"),
    Stage.MOVED: pgettext_lazy("event", "Published, date changed"),
    Stage.PUBLISHED: pgettext_lazy("event", "Published"),
}

# What the list can be narrowed to.
WANTED = [
    ("coming", gettext_lazy("Coming")),
    ("past", gettext_lazy("Past")),
    ("drafts", gettext_lazy("Drafts")),
    ("review", gettext_lazy("Waiting for approval")),
    ("notice", gettext_lazy("People to be told")),
    ("cancelled", gettext_lazy("Cancelled")),
]


def desk_events() -> QuerySet[Event]:
    """All events with what `stage_of` asks; one query."""
    event_type = ContentType.objects.get_for_model(Event)
    own = {"base_content_type": event_type, "object_id": Cast(OuterRef("pk"), CharField())}
    return Event.objects.select_related("state").annotate(
        in_review=Exists(
            WorkflowState.objects.filter(**own, status=WorkflowState.STATUS_IN_PROGRESS).order_by()
        ),
        is_scheduled=Exists(Revision.objects.filter(**own, approved_go_live_at__isnull=False).order_by()),
    )


def next_first(events: QuerySet[Event], *, now: datetime) -> QuerySet[Event]:
    """What comes next on top, then what is over, the latest first."""
    coming = Case(When(ends_at__gte=now, then=F("starts_at")), output_field=DateTimeField())
    return events.order_by(coming.asc(nulls_last=True), "-starts_at", "-pk")


def wanted_events(events: QuerySet[Event], wanted: str, *, now: datetime) -> QuerySet[Event]:
    """Narrow the desk's list to one of WANTED."""
    conditions = {
        "coming": Q(ends_at__gte=now),
        "past": Q(ends_at__lt=now),
        "drafts": Q(live=False),
        "review": Q(in_review=True),
        "notice": Q(state__notice_pending=True),
        "cancelled": Q(state__status=EventStatus.CANCELLED),
    }
    return events.filter(conditions[wanted]) if wanted in conditions else events


def stage_of(event: Event, *, now: datetime) -> Stage:
    """The stage of an event of `desk_events`: work that waits outranks what is settled."""
    if event.in_review:
        return Stage.REVIEW
    if not event.live:
        if event.is_scheduled:
            return Stage.SCHEDULED
        return Stage.WITHDRAWN if event.first_published_at else Stage.DRAFT
    return _settled(event) or _running(event, now=now)


def _settled(event: Event) -> Stage | None:
    if event.state.notice_pending:
        return Stage.NOTICE
    return {
        EventStatus.CANCELLED: Stage.CANCELLED,
        EventStatus.ARCHIVED: Stage.ARCHIVED,
        EventStatus.HELD: Stage.HELD,
    }.get(EventStatus(event.state.status))


def _running(event: Event, *, now: datetime) -> Stage:
    if event.ends_at < now:
        return Stage.OVER
    if event.has_unpublished_changes:
        return Stage.CHANGED
    return Stage.MOVED if event.state.status == EventStatus.MOVED else Stage.PUBLISHED


def words(stage: Stage) -> str:
    """The stage in words."""
    return str(WORDS[stage])


def seats_words(capacity: int | None, taken: int, waiting: int) -> str:
    """How many come, of how many, and who waits: "28 / 30 · waiting 2"."""
    seats = (
        _("%(taken)d of %(capacity)d") % {"taken": taken, "capacity": capacity}
        if capacity is not None
        else _("%(taken)d, no limit") % {"taken": taken}
    )
    return _("%(seats)s · %(waiting)d waiting") % {"seats": seats, "waiting": waiting} if waiting else seats
