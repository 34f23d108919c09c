"""The desk for resources: a list that says what became of links, an editor with preview and review."""

from collections.abc import Mapping
from typing import Any

import django_filters
from django import forms
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, PublishingPanel
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.snippets.views.snippets import IndexView

from cms.access.choices import Audience
from cms.desk.deeds import PublishMany, UnpublishMany
from cms.library.choices import LinkState, Programme
from cms.library.forms import ResourceForm
from cms.library.models import Resource
from cms.library.queries import card_of
from cms.library.showing import facts_of
from network.choosers import GuardedChooserViewSet
from network.drafting import DraftsChooserViewSet, DraftsViewSet
from network.worklists.deeds import name_list, offered
from network.worklists.indexing import WorkingIndex
from network.worklists.sheet import SheetColumn

LINKS = [("trouble", _("Leads nowhere or has moved")), ("file", _("Files only"))]


class ResourceFilterSet(WagtailFilterSet):
    """What the list can be narrowed by."""

    links = django_filters.ChoiceFilter(
        label=_("Links"), choices=LINKS, method="narrow", empty_label=_("All"), widget=forms.RadioSelect
    )
    programme = django_filters.ChoiceFilter(
        label=pgettext_lazy("scheme", "Programme"),
        choices=Programme.choices,
        empty_label=_("All"),
        widget=forms.RadioSelect,
    )
    audience = django_filters.ChoiceFilter(
        label=_("Who may read it"), choices=Audience.choices, empty_label=_("All"), widget=forms.RadioSelect
    )

    class Meta:
        model = Resource
        fields: list[str] = []

    def narrow(self, resources: QuerySet[Resource], name: str, value: str) -> QuerySet[Resource]:
        if value == "file":
            return resources.filter(document__isnull=False)
        return resources.filter(
            check_of_link__state__in=[LinkState.BROKEN, LinkState.MOVED], check_of_link__url=F("link")
        )


class FileColumn(Column):
    """The file's type and size, or the link and what became of it."""

    cell_template_name = "cms/library/desk/file.html"

    def get_value(self, instance: Resource) -> dict[str, Any]:
        check = getattr(instance, "check_of_link", None)
        is_current = check is not None and check.url == instance.link
        return {"card": card_of(instance), "check": check if is_current else None}

    def get_cell_context_data(self, instance: Resource, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return super().get_cell_context_data(instance, parent_context) | self.get_value(instance)


class ResourceIndexView(WorkingIndex, IndexView):
    """Resources, the newest issue first."""

    list_key = name_list("resources", _("Resources"), "resource_editor:list")
    deeds = offered(PublishMany(Resource), UnpublishMany(Resource))
    sheet = (
        SheetColumn(_("Title"), "title"),
        SheetColumn(_("Title in English"), "title_en"),
        SheetColumn(_("Publisher"), "publisher"),
        SheetColumn(_("Date of issue"), "issued_on"),
        SheetColumn(pgettext_lazy("scheme", "Programme"), "get_programme_display"),
        SheetColumn(_("Who may read it"), "get_audience_display"),
        SheetColumn(_("Link"), "link"),
        SheetColumn(_("On the site"), "live"),
    )

    default_ordering = ("-issued_on", "-pk")
    page_title = _("Resources")
    search_backend_name = None  # a desk looks for pieces of titles
    search_fields = ["title", "title_en", "publisher", "link"]
    filterset_class = ResourceFilterSet

    def get_base_queryset(self) -> QuerySet[Resource]:
        return super().get_base_queryset().select_related("document", "check_of_link", "latest_revision")

    columns = [
        TitleColumn(
            "title",
            label=_("Title"),
            sort_key="title",
            get_url=lambda resource: reverse(
                Resource.snippet_viewset.get_url_name("edit"), args=[resource.pk]
            ),
        ),
        FileColumn("file", label=_("File or link")),
        Column("get_programme_display", label=pgettext_lazy("scheme", "Programme"), sort_key="programme"),
        Column("get_audience_display", label=_("Who may read it"), sort_key="audience"),
        Column("issued_on", label=_("Date of issue"), sort_key="issued_on"),
    ]


PANELS = [
    MultiFieldPanel([FieldPanel("title", required_on_save=True), FieldPanel("summary")], heading=_("What")),
    MultiFieldPanel([FieldPanel("document"), FieldPanel("link")], heading=_("File or link")),
    MultiFieldPanel(
        [
            FieldPanel("programme", widget=forms.RadioSelect),
            FieldPanel("section", required_on_save=True, widget=forms.Select),
            FieldRowPanel([FieldPanel("publisher"), FieldPanel("issued_on")]),
        ],
        heading=_("Where it belongs"),
    ),
    MultiFieldPanel([FieldPanel("audience", widget=forms.RadioSelect)], heading=_("Who may read it")),
    MultiFieldPanel(
        [FieldPanel("title_en"), FieldPanel("summary_en")], heading=_("In English"), classname="collapsed"
    ),
    PublishingPanel(),
]


class ResourceChooserViewSet(GuardedChooserViewSet, DraftsChooserViewSet):
    """Choosing a resource for a page: titles of what is for members are for those who may see them."""

    right = "cms.view_resource"


class ResourceViewSet(DraftsViewSet):
    """Resources at the desk, in the main menu."""

    model = Resource
    icon = "doc-full"
    menu_label = _("Resources")
    add_to_admin_menu = True
    menu_order = 120
    base_url_path = "resources"
    admin_url_namespace = "resource_editor"
    index_view_class = ResourceIndexView
    index_template_name = "wagtailadmin/generic/index.html"  # without Wagtail's own footer for ticked rows
    index_results_template_name = WorkingIndex.results_template_name
    chooser_viewset_class = ResourceChooserViewSet
    edit_handler = ObjectList(PANELS, base_form_class=ResourceForm)
    copy_view_enabled = False
    inspect_view_enabled = False

    def serve_preview(self, resource: Resource, request: HttpRequest, language: str) -> HttpResponse:
        """The public page of a draft as a reader will see it (called by Resource.serve_preview)."""
        with translation.override(language):
            return render(
                request,
                "cms/library/detail.html",
                facts_of(resource) | {"card": card_of(resource), "related": []},
            )
