"""Lists of the desk that fetch what they show along with the rows."""

from typing import Any

from django.db.models import QuerySet
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet


class RelatedIndexView(generic.IndexView):
    """A list with one query for its rows and what they point to."""

    related: tuple[str, ...] = ()

    def get_base_queryset(self) -> QuerySet:
        return super().get_base_queryset().select_related(*self.related)


class RelatedListViewSet(ModelViewSet):
    """A table of the desk; `list_related` names what its list shows of other tables."""

    list_related: tuple[str, ...] = ()
    index_view_class = RelatedIndexView

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_index_view_kwargs(related=self.list_related, **kwargs)
