"""The desk for events: list, new one, editor with preview, review and publishing (E10, E11)."""

from collections.abc import Mapping
from typing import Any

import django_filters
from django import forms
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
)
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import ChecksSidePanel
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.models import TaskState
from wagtail.snippets.action_menu import (
    ActionMenuItem,
    CancelWorkflowMenuItem,
    LockedMenuItem,
    PublishMenuItem,
    SaveMenuItem,
    SubmitForModerationMenuItem,
    UnpublishMenuItem,
    WorkflowMenuItem,
)
from wagtail.snippets.views.snippets import EditView, IndexView, SnippetViewSet

from events.programme import stages
from events.programme.actions import copy_event, create_event
from events.programme.choices import EventFormat, EventKind
from events.programme.desk_links import links_about
from events.programme.details import page_of_event
from events.programme.forms import EventForm, NewEventForm
from events.programme.models import WORDS, Event
from events.programme.queries import copyable_events
from events.programme.rules import next_day, working_day
from events.registration.actions import lay_pools
from events.registration.answers import answer_for
from events.registration.choices import PoolKind
from events.registration.queries import lines_of, pools_of, totals_of
from network.writing import QuietRichTextArea

PER_PAGE = 50
COPYABLE = 5


# --- the list --------------------------------------------------------------------------------


class EventFilterSet(WagtailFilterSet):
    """What the list can be narrowed by."""

    wanted = django_filters.ChoiceFilter(
        label=gettext_lazy("Show"),
        choices=stages.WANTED,
        method="narrow",
        empty_label=gettext_lazy("All"),
        widget=forms.RadioSelect,
    )
    kind = django_filters.ChoiceFilter(
        label=gettext_lazy("Kind"),
        choices=EventKind.choices,
        empty_label=gettext_lazy("All"),
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Event
        fields: list[str] = []

    def narrow(self, events: QuerySet[Event], name: str, value: str) -> QuerySet[Event]:
        return stages.wanted_events(events, value, now=timezone.now())


class DayColumn(Column):
    """The day and the hours."""

    cell_template_name = "events/desk/cells/day.html"


class EventTitleColumn(TitleColumn):
    """The title leads to the editor; the pages of the event stand below it."""

    cell_template_name = "events/desk/cells/title.html"

    def get_cell_context_data(self, instance: Event, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        context = super().get_cell_context_data(instance, parent_context)
        return context | {"links": links_about(instance.pk, parent_context["request"].user)}


class StageColumn(Column):
    """The state in words."""

    cell_template_name = "events/desk/cells/stage.html"


class EventIndexView(IndexView):
    """Events, the next one first; seats and stages of one page in as many queries as of fifty."""

    default_ordering = None
    paginate_by = PER_PAGE
    page_title = gettext_lazy("Events")
    table_classname = "listing desk-events"
    search_backend_name = None  # whole words only; a desk looks for pieces of titles
    search_fields = ["title", "title_en", "venue_name", "host__name"]
    filterset_class = EventFilterSet
    columns = [
        DayColumn("starts_at", label=gettext_lazy("Day"), sort_key="starts_at", width="24%"),
        EventTitleColumn(
            "title",
            label=gettext_lazy("Title"),
            sort_key="title",
            get_url=lambda event: reverse(Event.snippet_viewset.get_url_name("edit"), args=[event.pk]),
        ),
        StageColumn("stage", label=gettext_lazy("State"), width="20%"),
        Column("seats_words", label=gettext_lazy("Seats"), width="18%"),
    ]

    def get_base_queryset(self) -> QuerySet[Event]:
        return stages.desk_events()

    def order_queryset(self, queryset: QuerySet[Event]) -> QuerySet[Event]:
        if self.ordering:
            return queryset.order_by(self.ordering, "pk")
        return stages.next_first(queryset, now=timezone.now())

    def paginate_queryset(self, queryset: QuerySet[Event], page_size: int) -> tuple:
        paginator, page, events, has_others = super().paginate_queryset(queryset, page_size)
        return paginator, page, with_lines(list(events)), has_others

    @cached_property
    def add_item_label(self) -> str:
        return _("New event")


def with_lines(events: list[Event]) -> list[Event]:
    """The events with `stage`, `stage_words`, `totals` and `seats_words` for a desk's list. Two queries."""
    now = timezone.now()
    totals = totals_of(events, now=now)
    for event in events:
        event.stage = stages.stage_of(event, now=now)
        event.stage_words = stages.words(event.stage)
        event.totals = totals.get(event.pk)
        event.seats_words = _seats_words(event.totals)
    return events


def _seats_words(line: Any) -> str:
    return stages.seats_words(line.capacity, line.taken, line.waiting) if line else "–"


# --- a new one -------------------------------------------------------------------------------


class NewEventView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """Five fields with sensible values; from an earlier event, everything but the day is there already."""

    model = Event
    permission_required = "add"
    form_class = NewEventForm
    template_name = "events/desk/new.html"
    page_title = gettext_lazy("New event")
    header_icon = "calendar-alt"
    index_url_name = None
    breadcrumbs_items: list = []

    @cached_property
    def source(self) -> Event | None:
        """The event to copy from."""
        if "pk" not in self.kwargs:
            return None
        event = get_object_or_404(Event, pk=self.kwargs["pk"])
        return event if event.live else event.get_latest_revision_as_object()

    def get_initial(self) -> dict[str, Any]:
        today = timezone.localdate()
        if self.source is None:
            return {"day": next_day(working_day(today), today=today)}
        begins, ends = timezone.localtime(self.source.starts_at), timezone.localtime(self.source.ends_at)
        return {
            "title": self.source.title,
            "day": next_day(begins.date(), today=today),
            "begins": begins.time(),
            "ends": ends.time(),
            "format": self.source.format,
            "venue_name": self.source.venue_name,
            "seats": self._main_capacities.get(_seated(self.source.format)),
        }

    @cached_property
    def _main_capacities(self) -> dict[str, int | None]:
        return {pool.kind: pool.capacity for pool in pools_of(self.source) if pool.part_key is None}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {
            "source": self.source,
            "copyable": [] if self.source else self._copyable(),
            "action_url": self.request.path,
        }

    def _copyable(self) -> list[dict[str, Any]]:
        name = Event.snippet_viewset.get_url_name("copy")
        return [
            {"event": event, "url": reverse(name, args=[event.pk])} for event in copyable_events(COPYABLE)
        ]

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        events = {
            "url": reverse(self.index_url_name),
            "label": str(Event.snippet_viewset.menu_label),
        }
        return [*self.breadcrumbs_items, events, {"url": "", "label": self.get_page_title()}]

    @transaction.atomic
    def form_valid(self, form: NewEventForm) -> HttpResponse:
        user = self.request.user
        seats = {_seated(form.cleaned_data["format"]): form.cleaned_data["seats"]}
        if self.source is None:
            event = create_event(actor_id=user.pk, **form.words())
            lay_pools(event, capacities=seats)
        else:
            event = copy_event(self.source, actor_id=user.pk, **form.words())
            lay_pools(event, capacities=self._main_capacities | self._part_capacities(event) | seats)
        event.save_revision(user=user)
        messages.success(self.request, _("The draft is saved. Look at it on the right, then publish it."))
        return redirect(Event.snippet_viewset.get_url_name("edit"), event.pk)

    def _part_capacities(self, event: Event) -> dict[Any, int | None]:
        """Seats of the copied parts, by the new parts' keys."""
        kept = {pool.part_key: pool.capacity for pool in pools_of(self.source) if pool.part_key}
        pairs = zip(self.source.parts.all(), event.parts.all(), strict=True)
        return {new.key: kept.get(old.key) for old, new in pairs}


def _seated(event_format: str) -> str:
    """The pool that the number of seats is about: the room where there is one."""
    return PoolKind.ONLINE if event_format == EventFormat.ONLINE else PoolKind.VENUE


# --- the editor ------------------------------------------------------------------------------


class EventEditView(EditView):
    """Wagtail's editor, with the event's other pages in the header."""

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        return [
            HeaderButton(link.label, url=link.url, icon_name=link.icon, priority=order)
            for order, link in enumerate(links_about(self.object.pk, self.request.user))
            if link.name not in ("edit", "copy")
        ]

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        buttons = super().header_more_buttons
        for button in buttons:
            if button.icon_name == "copy":
                button.label = pgettext("desk", "Make the next one")
        if self.live_object.live:
            page = reverse("events:detail", args=[self.live_object.slug])
            buttons.append(Button(_("See the public page"), url=page, icon_name="view", priority=5))
        return buttons

    def get_side_panels(self) -> MediaContainer:
        """Without the count of words, which knows no Japanese."""
        panels = super().get_side_panels()
        return MediaContainer([panel for panel in panels if not isinstance(panel, ChecksSidePanel)])

    def publish_action(self) -> HttpResponse | None:
        """A draft handed in for review is approved by publishing it: one step, and the drafter's history says so."""
        if not self._may_approve():
            return super().publish_action()
        # What is approved is what stands in the editor, corrections included, not the draft as it was handed in.
        task_state = TaskState.objects.get(pk=self.object.current_workflow_task_state.pk)
        task_state.revision = self.new_revision
        task_state.task.specific.on_action(task_state, self.request.user, "approve")
        return None

    def _may_approve(self) -> bool:
        task = self.object.current_workflow_task
        return bool(task) and any(
            name == "approve" for name, _label, _modal in task.get_actions(self.object, self.request.user)
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        # Publishing approves, it cancels no review: there is nothing to ask about.
        return super().get_context_data(**kwargs) | {"publishing_will_cancel_workflow": False}

    def get_success_message(self, instance: Event | None = None) -> str:
        """What happened, in words of our own where there is something to say about it."""
        scheduled = self.object.go_live_at and self.object.go_live_at > timezone.now()
        if self.action == "publish" and not scheduled:
            return _("“%(title)s” is published.") % {"title": self.object.title}
        if self.action == "submit":
            return _(
                "Approval of “%(title)s” is asked for. You see here when it is published or sent back."
            ) % {"title": self.object.title}
        return super().get_success_message(instance)

    def get_success_url(self) -> str:
        """After publishing one stays with the event: what people are told is decided on its own page."""
        if self.action == "publish" and self.request.user.has_perm("events.change_eventstate"):
            return reverse("event_desk:state", args=[self.object.pk])
        return super().get_success_url()


def _text_area(label: str) -> QuietRichTextArea:
    return QuietRichTextArea(label=label, features=WORDS)


PANELS = [
    MultiFieldPanel(
        [FieldPanel("title", required_on_save=True), FieldPanel("summary"), FieldPanel("kind")],
        heading=gettext_lazy("What"),
    ),
    MultiFieldPanel(
        [
            FieldRowPanel(
                [FieldPanel("starts_at", required_on_save=True), FieldPanel("ends_at", required_on_save=True)]
            ),
            FieldPanel("deadline"),
        ],
        heading=gettext_lazy("When"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("format", widget=forms.RadioSelect),
            FieldPanel("venue_name"),
            FieldPanel("venue_address"),
            FieldPanel("venue_access"),
            FieldRowPanel([FieldPanel("municipality"), FieldPanel("bureau")]),
        ],
        heading=gettext_lazy("Where"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("audience", widget=forms.RadioSelect),
            FieldPanel("target"),
            FieldPanel("cost"),
            FieldPanel("bring"),
        ],
        heading=gettext_lazy("Who may come, and what they need"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("themes", widget=forms.CheckboxSelectMultiple),
            FieldPanel("description", widget=_text_area(gettext_lazy("description"))),
        ],
        heading=gettext_lazy("What it is about"),
    ),
    InlinePanel("parts", heading=gettext_lazy("Programme"), label=pgettext_lazy("programme", "part")),
    MultiFieldPanel(
        [FieldPanel("host"), FieldPanel("contact"), FieldPanel("leg")], heading=gettext_lazy("Who holds it")
    ),
    MultiFieldPanel(
        [
            FieldPanel("title_en"),
            FieldPanel("summary_en"),
            FieldPanel("target_en"),
            FieldPanel("description_en", widget=_text_area(gettext_lazy("description in English"))),
        ],
        heading=gettext_lazy("In English"),
        classname="collapsed",
    ),
    MultiFieldPanel(
        [FieldPanel("slug", required_on_save=True)],
        heading=gettext_lazy("Address of the page"),
        classname="collapsed",
    ),
    PublishingPanel(),
]


class EventViewSet(SnippetViewSet):
    """Events at the desk, in the main menu."""

    model = Event
    icon = "calendar-alt"
    menu_label = gettext_lazy("Events")
    add_to_admin_menu = True
    menu_order = 100
    base_url_path = "events"
    admin_url_namespace = "event_editor"
    index_view_class = EventIndexView
    add_view_class = NewEventView
    copy_view_class = NewEventView
    edit_view_class = EventEditView
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


# --- one button ------------------------------------------------------------------------------


class PublishEvent(PublishMenuItem):
    """The one button of those who may publish; a draft handed in for review is approved by it too."""

    order = 0
    template_name = "events/desk/publish_button.html"


class HandInEvent(SubmitForModerationMenuItem):
    """The one button of those who may not."""

    order = 0

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return super().get_context_data(parent_context) | {"label": _("Ask for approval")}


KEPT = (SaveMenuItem, UnpublishMenuItem, LockedMenuItem, CancelWorkflowMenuItem)


def one_button(items: list[ActionMenuItem], request: HttpRequest, context: Mapping[str, Any]) -> None:
    """Arrange the editor's buttons: publishing or asking for approval first, never both (E10)."""
    if context["model"] is not Event:
        return
    may_publish = PublishEvent().is_shown(context)
    kept = [item for item in items if isinstance(item, KEPT)]
    if may_publish:
        kept = [item for item in kept if not isinstance(item, CancelWorkflowMenuItem)]
        kept += [item for item in items if isinstance(item, WorkflowMenuItem) and item.name == "reject"]
    first = PublishEvent() if may_publish else HandInEvent()
    items[:] = ([first] if first.is_shown(context) else []) + kept
