"""Tables at the desk: lists that fetch what they show along with the rows, changes that are noted, forms that choose."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.text import capfirst
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import BaseColumn, BooleanColumn
from wagtail.admin.viewsets.model import ModelViewSet

from network.audit.desk import NotedCreateView, NotedEditView
from network.worklists.deeds import Deed, name_list
from network.worklists.indexing import WorkingIndex
from network.worklists.sheet import SheetColumn


class TickColumn(BooleanColumn):
    """Yes or no as a mark, with the word for those who cannot see it."""

    cell_template_name = "network/desk/tick_cell.html"


class RelatedIndexView(WorkingIndex):
    """A list with one query for its rows and what they point to."""

    related: tuple[str, ...] = ()
    labels: ClassVar[Mapping[str, str]] = {}

    @cached_property
    def columns(self) -> list[BaseColumn]:
        columns = super().columns
        for column in columns:
            if column.name in self.labels:
                column.label = capfirst(self.labels[column.name])
        return columns

    @cached_property
    def filters(self) -> Any:
        filters = super().filters
        for name, label in self.labels.items():
            if filters and name in filters.filters:
                filters.filters[name].field.label = capfirst(label)
                filters.form.fields[name].label = capfirst(label)
        return filters

    def get_base_queryset(self) -> QuerySet:
        return super().get_base_queryset().select_related(*self.related)


class NotedListViewSet(ModelViewSet):
    """A table whose changes are noted.

    `list_related` names what its list shows of other tables, `labels` says what fields are called whose model does not,
    `deeds` what can be done to many rows, `sheet` the columns of its file, `holds_people` that the file names people.
    """

    list_related: tuple[str, ...] = ()
    labels: ClassVar[Mapping[str, str]] = {}
    deeds: tuple[Deed, ...] = ()
    sheet: tuple[SheetColumn, ...] = ()
    holds_people = False
    index_view_class = RelatedIndexView
    add_view_class = NotedCreateView
    edit_view_class = NotedEditView
    copy_view_enabled = False
    add_to_reference_index = False
    list_per_page = 50

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_index_view_kwargs(
            related=self.list_related,
            labels=self.labels,
            list_key=name_list(self.name, self.menu_label, self.get_url_name("index")),
            deeds=self.deeds,
            sheet=self.sheet,
            holds_people=self.holds_people,
            **kwargs,
        )


class FormListViewSet(NotedListViewSet):
    """A table whose form is put together here: checked by a form of the room, other rows chosen in a dialog."""

    checked_by: type[forms.ModelForm] = WagtailAdminModelForm
    chosen_with: ClassVar[Mapping[str, type[forms.Widget]]] = {}

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        return forms.modelform_factory(
            self.model,
            form=self.checked_by,
            fields=self.form_fields,
            widgets=dict(self.chosen_with),
            labels={name: capfirst(label) for name, label in self.labels.items()},
        )

    def get_edit_handler(self) -> None:
        return None
