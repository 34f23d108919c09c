"""Trade of the desk's list of events: the next one first, narrowed by state and kind."""

from collections.abc import Mapping
from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.snippets.views.snippets import IndexView

from events.programme import stages
from events.programme.choices import EventKind
from events.programme.desk_links import links_about
from events.programme.models import Event
from events.registration.queries import totals_of
from network.search.queries import answering
from network.worklists.deeds import name_list
from network.worklists.indexing import WorkingIndex
from network.worklists.sheet import SheetColumn

PER_PAGE = 50


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


class EventIndexView(WorkingIndex, IndexView):
    """Events, the next one first; seats and stages of one page in as many queries as of fifty."""

    list_key = name_list("events", gettext_lazy("Events"), "event_editor:list")
    sheet = (
        SheetColumn(gettext_lazy("Title"), "title"),
        SheetColumn(gettext_lazy("Title in English"), "title_en"),
        SheetColumn(gettext_lazy("Kind"), "get_kind_display"),
        SheetColumn(gettext_lazy("Begins"), "starts_at"),
        SheetColumn(gettext_lazy("Ends"), "ends_at"),
        SheetColumn(gettext_lazy("Format"), "get_format_display"),
        SheetColumn(gettext_lazy("Venue"), "venue_name"),
        SheetColumn(gettext_lazy("Host"), "host.name"),
        SheetColumn(gettext_lazy("State"), "stage_words"),
        SheetColumn(gettext_lazy("Seats"), "seats_words"),
    )

    default_ordering = None
    paginate_by = PER_PAGE
    page_title = gettext_lazy("Events")
    table_classname = "listing desk-events"
    search_backend_name = None  # pieces of titles; whole words are found as well, see below
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

    def search_queryset(self, queryset: QuerySet[Event]) -> QuerySet[Event]:
        """By pieces of a title, and by words anywhere in the event as on the public search."""
        if not self.is_searching:
            return queryset
        pieces = super().search_queryset(Event.objects.all()).values("pk")
        words = answering(self.search_query, Event.objects.order_by()).values("pk")
        return queryset.filter(Q(pk__in=pieces) | Q(pk__in=words))

    def order_queryset(self, queryset: QuerySet[Event]) -> QuerySet[Event]:
        if self.ordering:
            return queryset.order_by(self.ordering, "pk")
        return stages.next_first(queryset, now=timezone.now())

    def paginate_queryset(self, queryset: QuerySet[Event], page_size: int) -> tuple:
        paginator, page, events, has_others = super().paginate_queryset(queryset, page_size)
        return paginator, page, with_lines(list(events)), has_others

    def rows_to_take(self, rows: QuerySet[Event]) -> list[Event]:
        return with_lines(list(rows))

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
