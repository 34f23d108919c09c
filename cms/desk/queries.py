"""What waits for somebody at the desk, and the figures under it; counts only, in a fixed number of queries."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import TaskState, WorkflowState

from cms.desk.choices import Task
from cms.desk.dues import dues_tasks
from cms.library.queries import links_that_need_somebody
from events.cash.queries import waiting_sheets
from events.programme.choices import EventFormat, EventStatus
from events.programme.models import Event
from events.programme.stages import desk_events, stage_of, words
from events.registration.queries import totals_of
from events.registration.rules import Line
from membership.payments.queries import Figures as DuesFigures
from network.board.queue import unanswered, waiting_things
from network.jobs.queries import failed_jobs
from network.mail.queries import messages_that_need_somebody
from network.owndata.queries import requests
from network.roles.queries import held_roles
from network.search.queries import is_index_current
from network.watch.queries import silent_parts

SOON = timedelta(days=30)
LINK_NEEDED_WITHIN = timedelta(days=14)

RUNNING = Q(live=True, state__status__in=[EventStatus.PLANNED, EventStatus.MOVED])


def tasks_for(user: Any, *, now: datetime, dues: DuesFigures | None = None) -> list[Task]:
    """What waits for this account, the most urgent first; nothing it may not do. `dues`: what `dues_for` found."""
    return [task for task in _all_tasks(user, dues, now=now) if task.count]


def _all_tasks(user: Any, dues: DuesFigures | None, *, now: datetime) -> Iterator[Task]:
    if user.has_perm("events.publish_event"):
        yield from _publisher_tasks(user, now=now)
    elif user.has_perm("events.change_event"):
        yield from _drafter_tasks(user)
    yield from dues_tasks(user, dues, now=now)
    if user.has_perm("network.change_heldact"):
        yield from _board_tasks(now=now)
    if user.has_perm("cms.change_resource"):
        yield _broken_links(links_that_need_somebody().count())
    if user.has_perm("network.change_erasurerequest"):
        yield _erasures(requests(waiting=True).order_by().count())
    if user.has_perm("events.change_cashsheet"):
        yield _unsigned_cash(waiting_sheets().order_by().count())
    yield from _running_tasks(user, now=now)


def _running_tasks(user: Any, *, now: datetime) -> Iterator[Task]:
    """What keeps the site itself going."""
    if user.has_perm("network.view_outboxmessage"):
        yield _failed_mails(messages_that_need_somebody().order_by().count())
    if user.has_perm("network.view_job"):
        yield _failed_jobs(failed_jobs().order_by().count())
    if user.has_perm("network.view_pulse"):
        yield _silent(silent_parts(now))
    if user.has_perm("network.change_account"):
        yield from _role_tasks(now=now)
        yield _outdated_search(int(not is_index_current()))


def _unsigned_cash(count: int) -> Task:
    return Task(
        "cash",
        count,
        ngettext("event has cash that is not signed off", "events have cash that is not signed off", count),
        reverse("event_cash:index"),
        _("Count and sign off"),
    )


def _publisher_tasks(user: Any, *, now: datetime) -> Iterator[Task]:
    waiting = {
        "notice": Q(state__notice_pending=True),
        "review": Q(in_review=True),
        "link": RUNNING
        & ~Q(format=EventFormat.VENUE)
        & Q(state__join_url="", ends_at__gte=now, starts_at__lte=now + LINK_NEEDED_WITHIN),
        "over": RUNNING & Q(ends_at__lt=now),
        "draft": Q(live=False, first_published_at__isnull=True, in_review=False),
    }
    found = desk_events().aggregate(
        **{f"{name}_count": Count("pk", filter=condition) for name, condition in waiting.items()},
        **{f"{name}_first": Min("pk", filter=condition) for name, condition in waiting.items()},
    )
    for name in waiting:
        count, first = found[f"{name}_count"], found[f"{name}_first"]
        yield _event_task(name, count, first)
        if name == "review":
            yield _page_reviews(user)


def _event_task(name: str, count: int, first: int | None) -> Task:
    """One kind of work with events: straight to the event when it is the only one, else to the list."""
    text, button, page, wanted = {
        "notice": (
            ngettext(
                "published change: tell those who registered?",
                "published changes: tell those who registered?",
                count,
            ),
            _("Decide"),
            "event_desk:state",
            "notice",
        ),
        "review": (
            ngettext("draft of an event waits for approval", "drafts of events wait for approval", count),
            _("Read and publish"),
            "event_editor:edit",
            "review",
        ),
        "link": (
            ngettext(
                "online meeting within two weeks has no join link",
                "online meetings within two weeks have no join link",
                count,
            ),
            _("Enter the link"),
            "event_desk:state",
            "coming",
        ),
        "over": (
            ngettext("meeting is over: mark it as held", "meetings are over: mark them as held", count),
            _("Mark as held"),
            "event_desk:state",
            "past",
        ),
        "draft": (
            ngettext("draft of an event is not published", "drafts of events are not published", count),
            _("Go on"),
            "event_editor:edit",
            "drafts",
        ),
    }[name]
    url = reverse(page, args=[first]) if count == 1 else f"{reverse('event_editor:list')}?wanted={wanted}"
    return Task(name=name, count=count, text=text, url=url, button=button)


def _page_reviews(user: Any) -> Task:
    """Drafts of pages, resources and notices this account may approve."""
    event_type = ContentType.objects.get_for_model(Event)
    count = (
        TaskState.objects.reviewable_by(user)
        .exclude(workflow_state__base_content_type=event_type)
        .order_by()
        .count()
    )
    text = ngettext(
        "draft of a page or a notice waits for approval",
        "drafts of pages or notices wait for approval",
        count,
    )
    url = reverse("wagtailadmin_reports:workflow_tasks")
    return Task("pages", count, text, url, _("Read and publish"))


def _drafter_tasks(user: Any) -> Iterator[Task]:
    event_type = ContentType.objects.get_for_model(Event)
    own = WorkflowState.objects.filter(requested_by=user, base_content_type=event_type)
    sent_back = own.filter(status=WorkflowState.STATUS_NEEDS_CHANGES).values_list("object_id", flat=True)
    ids = list(sent_back)
    text = ngettext("draft of yours was sent back", "drafts of yours were sent back", len(ids))
    url = (
        reverse("event_editor:edit", args=[ids[0]])
        if len(ids) == 1
        else f"{reverse('event_editor:list')}?wanted=drafts"
    )
    yield Task("sent_back", len(ids), text, url, _("Read why"))


def _board_tasks(*, now: datetime) -> Iterator[Task]:
    """What waits on the peer board, and who asked without getting an answer."""
    today = timezone.localdate(now)
    waiting = waiting_things(today=today)
    late = sum(row.is_overdue for row in waiting)
    url = reverse("moderation:index")
    yield Task(
        "board_late",
        late,
        ngettext("decision on the peer board is overdue", "decisions on the peer board are overdue", late),
        url,
        _("Decide"),
    )
    text = ngettext("thing waits on the peer board", "things wait on the peer board", len(waiting) - late)
    yield Task("board", len(waiting) - late, text, url, _("Decide"))
    questions = len(unanswered(today=today))
    text = ngettext(
        "question on the peer board has no answer after three working days",
        "questions on the peer board have no answer after three working days",
        questions,
    )
    yield Task("board_unanswered", questions, text, url, _("See which"))


def _broken_links(count: int) -> Task:
    text = ngettext(
        "link of a resource leads nowhere or has moved",
        "links of resources lead nowhere or have moved",
        count,
    )
    url = f"{reverse('resource_editor:list')}?links=trouble"
    return Task("links", count, text, url, _("See which"))


def _erasures(count: int) -> Task:
    text = ngettext("person asks to have their data erased", "people ask to have their data erased", count)
    return Task("erasures", count, text, reverse("erasures:index"), _("See what would go"))


def _failed_mails(count: int) -> Task:
    text = ngettext("mail did not arrive", "mails did not arrive", count)
    return Task("mails", count, text, f"{reverse('outbox_desk:list')}?state=not_arrived", _("See which"))


def _failed_jobs(count: int) -> Task:
    text = ngettext("piece of background work failed", "pieces of background work failed", count)
    return Task("jobs", count, text, f"{reverse('desk:failures')}#jobs", _("See which"))


def _silent(count: int) -> Task:
    text = ngettext("part of the site has stopped", "parts of the site have stopped", count)
    return Task("system", count, text, reverse("system:overview"), _("See what to do"))


def _role_tasks(*, now: datetime) -> Iterator[Task]:
    """From each April on: roles nobody has looked at. At any time: an administrator who is alone."""
    lines = held_roles(today=timezone.localdate(now))
    alone = sum(line.is_last_administrator for line in lines)
    yield Task(
        "alone",
        alone,
        _("administrator only: if that phone is lost, nobody can help. Please make a second one."),
        reverse("wagtailusers_users:index"),
        _("Choose somebody"),
    )
    due = sum(line.is_due for line in lines)
    text = ngettext(
        "role waits for its yearly look: still right?", "roles wait for their yearly look: still right?", due
    )
    yield Task("roles", due, text, reverse("roles:review"), _("Look through"))


def _outdated_search(count: int) -> Task:
    text = _("Search misses words until its index is made anew, which happens by itself at night")
    return Task("search", count, text, f"{reverse('desk:failures')}#jobs", _("See whether it failed"))


@dataclass(frozen=True)
class Figures:
    """Published events of the next 30 days, each with `totals` (Line or None) and `stage_words`."""

    events: list[Event]
    taken: int
    waiting: int


def figures(*, now: datetime) -> Figures:
    """What comes within 30 days, and how full it is. Three queries."""
    coming = desk_events().filter(live=True, ends_at__gte=now, starts_at__lte=now + SOON)
    events = list(coming.order_by("starts_at", "pk"))
    totals = totals_of(events, now=now)
    for event in events:
        event.stage = stage_of(event, now=now)
        event.stage_words = words(event.stage)
        event.totals = totals.get(event.pk)
    lines: list[Line] = list(totals.values())
    return Figures(
        events=events,
        taken=sum(line.taken for line in lines),
        waiting=sum(line.waiting for line in lines),
    )
