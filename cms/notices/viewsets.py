"""The desk for notices: written in one screen, previewed, published or handed in."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import unquote

import django_filters
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, PublishingPanel
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.snippets.views.snippets import IndexView

from cms.desk.deeds import PublishMany, UnpublishMany
from cms.notices.choices import NoticeKind
from cms.notices.forms import NoticeForm
from cms.notices.models import WORDS, Notice
from cms.notices.showing import facts_of
from network.association.dates import long_date
from network.choosers import GuardedChooserViewSet
from network.drafting import DraftsChooserViewSet, DraftsViewSet
from network.people.models import Account
from network.worklists.deeds import name_list, offered
from network.worklists.indexing import WorkingIndex
from network.worklists.sheet import SheetColumn
from network.writing import QuietRichTextArea


def notices_of(user: Account | AnonymousUser) -> QuerySet[Notice]:
    """What somebody may write: everything for who publishes, notices of events for others."""
    notices = Notice.objects.all()
    return notices if user.has_perm("cms.publish_notice") else notices.filter(kind=NoticeKind.EVENT)


class NoticeFilterSet(WagtailFilterSet):
    """What the list can be narrowed by."""

    kind = django_filters.ChoiceFilter(
        label=_("Kind"), choices=NoticeKind.choices, empty_label=_("All"), widget=forms.RadioSelect
    )

    class Meta:
        model = Notice
        fields: list[str] = []


def section_words(notice: Notice) -> str:
    """The sections it is posted to."""
    return "、".join(section.title for section in notice.sections.all())


def state_words(notice: Notice) -> str:
    """Whether it is on the site."""
    if not notice.live:
        return _("draft")
    return _("published, with changes in draft") if notice.has_unpublished_changes else _("published")


class NoticeIndexView(WorkingIndex, IndexView):
    """Notices, the newest first."""

    list_key = name_list("notices", _("Notices"), "notice_editor:list")
    deeds = offered(PublishMany(Notice), UnpublishMany(Notice))
    sheet = (
        SheetColumn(_("Date of the notice"), "day"),
        SheetColumn(_("Title"), "title"),
        SheetColumn(_("Title in English"), "title_en"),
        SheetColumn(_("Kind"), "get_kind_display"),
        SheetColumn(_("Sections"), section_words),
        SheetColumn(_("State"), state_words),
    )

    default_ordering = ("-day", "-pk")
    page_title = _("Notices")
    search_backend_name = None  # a desk looks for pieces of titles
    search_fields = ["title", "title_en", "place"]
    filterset_class = NoticeFilterSet
    columns = [
        Column("day_words", label=_("Date of the notice"), sort_key="day"),
        TitleColumn(
            "title",
            label=_("Title"),
            sort_key="title",
            get_url=lambda notice: reverse(Notice.snippet_viewset.get_url_name("edit"), args=[notice.pk]),
        ),
        Column("get_kind_display", label=_("Kind"), sort_key="kind"),
        Column("section_words", label=_("Sections")),
        Column("state_words", label=_("State")),
    ]

    def get_base_queryset(self) -> QuerySet[Notice]:
        return notices_of(self.request.user).prefetch_related("sections")

    def paginate_queryset(self, queryset: QuerySet[Notice], page_size: int) -> tuple:
        paginator, page, notices, has_others = super().paginate_queryset(queryset, page_size)
        for notice in notices:
            notice.section_words = section_words(notice) or "–"
            notice.state_words = state_words(notice)
            notice.day_words = long_date(notice.day, translation.get_language())
        return paginator, page, notices, has_others


class NoticeChooserViewSet(GuardedChooserViewSet, DraftsChooserViewSet):
    """Choosing a notice; nobody who may not see the list."""

    right = "cms.view_notice"


PANELS = [
    MultiFieldPanel(
        [
            FieldPanel("title", required_on_save=True),
            FieldPanel("kind", widget=forms.RadioSelect),
            FieldPanel("day", required_on_save=True),
            FieldPanel("body", widget=QuietRichTextArea(label=_("text"), features=WORDS)),
        ],
        heading=_("What"),
    ),
    MultiFieldPanel(
        [FieldPanel("sections", widget=forms.CheckboxSelectMultiple)], heading=_("Where it is shown")
    ),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
            FieldRowPanel([FieldPanel("prefecture"), FieldPanel("place")]),
            FieldPanel("event"),
            FieldPanel("link"),
        ],
        heading=_("When and where, for events and changes"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("title_en"),
            FieldPanel("body_en", widget=QuietRichTextArea(label=_("text in English"), features=WORDS)),
        ],
        heading=_("In English"),
        classname="collapsed",
    ),
    PublishingPanel(),
]


class NoticeViewSet(DraftsViewSet):
    """Notices at the desk, in the main menu."""

    model = Notice
    icon = "info-circle"
    menu_label = _("Notices")
    add_to_admin_menu = True
    menu_order = 110
    base_url_path = "notices"
    admin_url_namespace = "notice_editor"
    index_view_class = NoticeIndexView
    index_template_name = "wagtailadmin/generic/index.html"  # without Wagtail's own footer for ticked rows
    index_results_template_name = WorkingIndex.results_template_name
    chooser_viewset_class = NoticeChooserViewSet
    edit_handler = ObjectList(PANELS, base_form_class=NoticeForm)
    copy_view_enabled = False
    inspect_view_enabled = False

    def get_urlpatterns(self) -> list[URLPattern]:
        """Every page about one notice opens for those who may write it; others find nothing there."""
        patterns = super().get_urlpatterns()
        for pattern in patterns:
            pattern.callback = _for_its_writers(pattern.callback)
        return patterns

    def serve_preview(self, notice: Notice, request: HttpRequest, language: str) -> HttpResponse:
        """The public page of a draft as a reader will see it (called by Notice.serve_preview)."""
        with translation.override(language):
            return render(request, "cms/notices/detail.html", facts_of(notice) | {"related": []})


def _for_its_writers(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        pk = kwargs.get("pk")
        if pk is not None and not notices_of(request.user).filter(pk=unquote(str(pk))).exists():
            raise Http404
        return view(request, *args, **kwargs)

    return guarded
