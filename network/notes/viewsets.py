"""Notes at the desk, for moderators: conversations that closed, notes with their versions, letting them out."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.viewsets.base import ViewSet

from network.board.models import Thread
from network.board.rules import headline
from network.deskmenu import RightfulMenuItem
from network.notes import actions
from network.notes.actions import NoteError
from network.notes.forms import NoteForm
from network.notes.models import Note
from network.notes.queries import closed_without_note, notes_at_desk, versions_of

RIGHT = "network.change_note"


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Notes, and conversations that closed without one."""
    _check(request)
    offered = [(post.thread_id, headline(post.text)) for post in closed_without_note()]
    return _page(request, "index", pgettext("board", "Notes"), {"notes": notes_at_desk(), "offered": offered})


@require_POST
def make(request: HttpRequest, thread_id: Any) -> HttpResponse:
    """Makes a draft of a note from a conversation, or opens the one there is."""
    _check(request)
    thread = get_object_or_404(Thread, pk=thread_id)
    try:
        note = actions.draft_from(thread, made_by=request.user.pk, now=timezone.now())
    except NoteError:
        messages.warning(request, _("Nothing of this conversation is shown, so there is nothing to gather."))
        return redirect("note_desk:index")
    return redirect("note_desk:edit", pk=note.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Writes a note; each time it is checked, and each time a version is kept."""
    _check(request)
    note = get_object_or_404(Note, pk=pk)
    form = NoteForm(
        request.POST or None, initial={"title": note.title, "text": note.text, "version": note.version}
    )
    found = ""
    if request.method == "POST" and form.is_valid():
        try:
            actions.revise(note, **form.cleaned_data, made_by=request.user.pk, now=timezone.now())
        except NoteError as refusal:
            found = refusal.code
        else:
            messages.success(request, _("Version %(number)s is kept.") % {"number": note.version})
            return redirect("note_desk:edit", pk=pk)
    context = {"note": note, "form": form, "found": found, "versions": versions_of(note)}
    return _page(request, "edit", note.title or _("A note to be written anew"), context)


@require_POST
def out(request: HttpRequest, pk: int) -> HttpResponse:
    """Lets readers read a note, or takes it back."""
    _check(request)
    note = get_object_or_404(Note, pk=pk)
    if request.POST.get("do") == "take_back":
        actions.take_back(note, made_by=request.user.pk)
        messages.success(request, _("Only moderators read it now."))
        return redirect("note_desk:edit", pk=pk)
    try:
        actions.let_out(note, made_by=request.user.pk)
    except NoteError:
        messages.warning(request, _("Its words were let go with a source. Please write it anew first."))
    else:
        messages.success(request, _("Readers of the board can read it and find it."))
    return redirect("note_desk:edit", pk=pk)


def _check(request: HttpRequest) -> None:
    if not request.user.has_perm(RIGHT):
        raise PermissionDenied


def _page(request: HttpRequest, template: str, title: str, context: dict[str, Any]) -> HttpResponse:
    crumbs = [{"url": reverse("wagtailadmin_home"), "label": _("Home")}]
    if template != "index":
        crumbs.append({"url": reverse("note_desk:index"), "label": pgettext("board", "Notes")})
    crumbs.append({"url": "", "label": title})
    furniture = {
        "breadcrumbs_items": crumbs,
        "header_title": title,
        "header_icon": "doc-full",
        "page_name": title,
    }
    return render(request, f"network/notes/desk/{template}.html", furniture | context)


class NoteViewSet(ViewSet):
    """Notes, for moderators."""

    name = "note_desk"
    url_prefix = "notes"
    icon = "doc-full"
    menu_label = pgettext_lazy("board", "Notes")
    menu_order = 325
    add_to_admin_menu = True

    def get_urlpatterns(self) -> list:
        return [
            path("", index, name="index"),
            path("from/<uuid:thread_id>/", make, name="make"),
            path("<int:pk>/", edit, name="edit"),
            path("<int:pk>/out/", out, name="out"),
        ]

    def get_menu_item(self, order: int | None = None) -> RightfulMenuItem:
        return RightfulMenuItem.of(self, right=RIGHT, order=order)
