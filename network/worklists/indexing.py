"""A named trade: gives Wagtail's lists what `desk` offers, with a tick before each row."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import BaseColumn, Column, Table
from wagtail.admin.views import generic

from network.worklists.deeds import Deed
from network.worklists.desk import WorkList
from network.worklists.sheet import SheetColumn


class TickBox(BaseColumn):
    """A box that belongs to the form of the list's deeds, named after its row."""

    header_template_name = "network/worklists/tick_header.html"
    cell_template_name = "network/worklists/tick_box.html"

    def __init__(self) -> None:
        super().__init__("tick", label=gettext_lazy("Choose"))

    def get_cell_context_data(self, instance: Model, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return super().get_cell_context_data(instance, parent_context) | {"pk": instance.pk, "row": instance}


class WorkingIndex(generic.IndexView):
    """A list of rows one can tick, narrow under a name, and take along.

    `sheet` lists the columns of the file where they are more than the screen shows.
    """

    list_key = ""
    deeds: tuple[Deed, ...] = ()
    sheet: tuple[SheetColumn, ...] = ()
    holds_people = False
    results_template_name = "network/worklists/results.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.work_list.answer() or super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.work_list.answer()

    @cached_property
    def work_list(self) -> WorkList:
        """The list as this request narrows it."""
        return WorkList(
            self.request,
            key=self.list_key,
            rows=self.get_queryset(),
            url=reverse(self.index_url_name),
            columns=self.sheet or self._what_the_screen_shows(),
            deeds=self.deeds,
            holds_people=self.holds_people,
            dress=self.rows_to_take,
        )

    def rows_to_take(self, rows: QuerySet) -> Iterable[Model]:
        """Rows of a file, with whatever its columns read beside the row's own fields."""
        return rows

    def _what_the_screen_shows(self) -> Sequence[SheetColumn]:
        return [
            SheetColumn(column.label, column.get_value)
            for column in self.columns
            if isinstance(column, Column)
        ]

    def get_table(self, object_list: QuerySet | Sequence[Model]) -> Table:
        return self.table_class([TickBox(), *self.columns], object_list, **self.get_table_kwargs())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"tools": self.work_list.tools()}


class ReadingIndex(WorkingIndex):
    """A list that leads to no form: seen with one right."""

    right = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm(self.right):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


def list_paths(view: type["ReadingIndex"]) -> list:
    """The addresses of a list without forms: the list, and its results while one types."""
    return [
        path("", view.as_view(), name="list"),
        path("results/", view.as_view(results_only=True), name="list_results"),
    ]
