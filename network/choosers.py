"""Choosing a row in a form of the desk: for accounts that may read such rows, found in any spelling."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import chooser
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.widgets import BaseChooser


class SpellingSearchForm(BaseFilterForm):
    """One field; how rows are found is the room's affair."""

    find: ClassVar[Callable[[str], QuerySet]]
    q = forms.CharField(label=_("Search"), required=False)

    def filter(self, objects: QuerySet) -> QuerySet:
        self.search_query = self.cleaned_data.get("q")
        self.is_searching = bool(self.search_query)
        return objects.filter(pk__in=type(self).find(self.search_query)) if self.is_searching else objects


class DescribedRows:
    """Names, and what tells two of the same name apart."""

    described_by: tuple[Column, ...] = ()

    @property
    def columns(self) -> list[Column]:
        return [*super().columns, *self.described_by]


class GuardedChooserViewSet(ChooserViewSet):
    """A chooser for those with the right to view the rows."""

    right: str

    def get_urlpatterns(self) -> list[URLPattern]:
        patterns = super().get_urlpatterns()
        for pattern in patterns:
            pattern.callback = self._guarded(pattern.callback)
        return patterns

    def _guarded(self, view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.has_perm(self.right):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded


class PlainChooser(BaseChooser):
    """The row that was chosen, without a way to its form: not everybody who may choose it may change it."""

    show_edit_link = False


class SpellingChooserViewSet(GuardedChooserViewSet):
    """A guarded chooser that finds rows in any spelling; only the forms that ask for it use it."""

    find: Callable[[str], QuerySet]
    described_by: tuple[Column, ...]
    register_widget = False
    base_widget_class = PlainChooser

    @property
    def choose_view_class(self) -> type[chooser.ChooseView]:
        return self._described(chooser.ChooseView)

    @property
    def choose_results_view_class(self) -> type[chooser.ChooseResultsView]:
        return self._described(chooser.ChooseResultsView)

    def _described(self, view: type) -> type:
        form = type("SearchForm", (SpellingSearchForm,), {"find": self.find})
        return type(
            view.__name__,
            (DescribedRows, view),
            {"filter_form_class": form, "described_by": self.described_by},
        )
