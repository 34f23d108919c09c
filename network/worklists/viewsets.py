"""The desk's pages about a deed that was done, and the book of files taken."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.base import ViewSet

from network.deskmenu import RightfulMenuItem
from network.worklists.actions import WorklistError, take_back
from network.worklists.choices import LineState
from network.worklists.deeds import Deed, address_of, deed_named, name_list, title_of
from network.worklists.indexing import ReadingIndex
from network.worklists.models import DeedRun, TakenFile
from network.worklists.queries import shown_lines

RIGHT = "network.view_takenfile"


def _asked(request: HttpRequest, key: UUID) -> tuple[DeedRun, Deed]:
    """A run whose deed this account may do itself; others find nothing."""
    run = get_object_or_404(DeedRun.objects.select_related("done_by__person"), key=key)
    deed = deed_named(run.deed)
    if deed is None or not deed.may(request.user):
        raise Http404
    return run, deed


@require_safe
def one_run(request: HttpRequest, key: UUID) -> HttpResponse:
    """What a deed changed, what it left and why, and the way to take it back."""
    run, deed = _asked(request, key)
    lines = shown_lines(run, deed, user=request.user)
    groups = [
        {"state": state.value, "label": state.label, "lines": found}
        for state in LineState
        if (found := [line for line in lines if line.state == state.value])
    ]
    address = address_of(run.list_key)
    back = reverse(address) if address else reverse("wagtailadmin_home")
    has_changed = any(line.state == LineState.CHANGED for line in lines)
    title = _("Done: %(deed)s") % {"deed": deed.label}
    return render(
        request,
        "network/worklists/run.html",
        {
            "run": run,
            "groups": groups,
            "back": back,
            "further": deed.leads_to(run.key) if has_changed else "",
            "may_take_back": deed.can_be_taken_back and has_changed and run.taken_back_at is None,
            "page_name": title,
            "header_title": title,
            "breadcrumbs_items": [
                {"url": reverse("wagtailadmin_home"), "label": _("Home")},
                {"url": back, "label": title_of(run.list_key)},
                {"url": "", "label": title},
            ],
        },
    )


@require_POST
def take_run_back(request: HttpRequest, key: UUID) -> HttpResponse:
    """Put back what a deed changed."""
    run, deed = _asked(request, key)
    try:
        is_done = take_back(run, deed=deed, by=request.user, now=timezone.now())
    except WorklistError as refusal:
        raise PermissionDenied from refusal
    if is_done:
        messages.success(request, _("Taken back. Rows that somebody changed since stayed as they are."))
    else:
        messages.info(request, _("This was taken back before."))
    return redirect("worklists:run", run.key)


class TakenFileIndex(ReadingIndex):
    """Files that left the desk, the latest first."""

    model = TakenFile
    right = RIGHT
    list_key = name_list("taken_files", gettext_lazy("Files taken"), "worklists:files")
    holds_people = True
    page_title = gettext_lazy("Files taken")
    header_icon = "download"
    index_url_name = "worklists:files"
    index_results_url_name = "worklists:files_results"
    default_ordering = "-taken_at"
    search_fields = ["purpose", "receiver", "list_key"]
    list_filter = ["kind", "holds_people"]
    paginate_by = 50
    columns = [
        Column("taken_at", label=gettext_lazy("When"), sort_key="taken_at"),
        Column("list_title", label=gettext_lazy("List"), accessor=lambda taken: title_of(taken.list_key)),
        Column("who", label=gettext_lazy("Who"), accessor=lambda taken: taken.taken_by.get_full_name()),
        Column("rows", label=gettext_lazy("Rows")),
        Column("get_kind_display", label=gettext_lazy("Kind of file")),
        Column("purpose", label=gettext_lazy("What for")),
        Column("receiver", label=gettext_lazy("Who receives it")),
    ]

    def get_base_queryset(self) -> Any:
        return TakenFile.objects.select_related("taken_by__person")


def menu_item() -> RightfulMenuItem:
    """Among the settings."""
    return RightfulMenuItem(
        gettext_lazy("Files taken"),
        reverse("worklists:files"),
        right=RIGHT,
        name="files-taken",
        icon_name="download",
    )


class WorklistViewSet(ViewSet):
    """Deeds that were done, and files that were taken."""

    name = "worklists"
    url_prefix = "worklists"

    def get_urlpatterns(self) -> list:
        return [
            path("runs/<uuid:key>/", one_run, name="run"),
            path("runs/<uuid:key>/back/", take_run_back, name="take_back"),
            path("files/", TakenFileIndex.as_view(), name="files"),
            path("files/results/", TakenFileIndex.as_view(results_only=True), name="files_results"),
        ]
