"""Notes for whoever may read the board: the list, one note, and both as files."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from network.association.dates import long_date
from network.board.choices import Topic
from network.board.rules import headline
from network.board.showing import label_words
from network.notes.models import Note
from network.notes.queries import readable_notes, sources_of
from network.notes.rules import as_markdown
from network.spreadsheets import csv_bytes


def for_readers(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Only for who may read the board."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.board.may_read:
            return view(request, *args, **kwargs)
        if not request.board.is_signed_in:
            return redirect_to_login(request.get_full_path())
        return render(request, "network/notes/not_for_you.html", status=403)

    return guarded


@require_safe
@for_readers
def index(request: HttpRequest) -> HttpResponse:
    """All notes, the latest first."""
    notes = [(note, _facts(note)) for note in readable_notes()]
    return render(request, "network/notes/index.html", {"notes": notes})


@require_safe
@for_readers
def show(request: HttpRequest, key: UUID) -> HttpResponse:
    """One note, and the conversation it comes from."""
    note = get_object_or_404(readable_notes(), key=key)
    sources = [(post.pk, label_words(post.label), headline(post.text)) for post in sources_of(note)]
    context = {"note": note, "facts": _facts(note), "sources": sources}
    return render(request, "network/notes/show.html", context)


@require_safe
@for_readers
def markdown(request: HttpRequest, key: UUID) -> HttpResponse:
    """One note as a Markdown file."""
    note = get_object_or_404(readable_notes(), key=key)
    facts = [
        (_("Topics"), _topics(note)),
        (pgettext("note", "Day"), str(note.changed_on)),
        (pgettext("note", "Address"), _address(note)),
    ]
    text = as_markdown(title=note.title, text=note.text, facts=facts)
    return _file(text.encode(), "text/markdown; charset=utf-8", f"note-{note.pk}.md")


@require_safe
@for_readers
def table(request: HttpRequest) -> HttpResponse:
    """All notes as a CSV file."""
    header = [
        _("Title"),
        _("Text"),
        _("Topics"),
        pgettext("note", "Day"),
        _("Version"),
        pgettext("note", "Address"),
        _("Conversation"),
    ]
    rows = [
        [note.title, note.text, _topics(note), note.changed_on, note.version, _address(note), _source(note)]
        for note in readable_notes()
    ]
    return _file(csv_bytes(header, rows), "text/csv; charset=utf-8", "notes.csv")


def _facts(note: Note) -> str:
    day = long_date(note.changed_on, get_language() or "ja")
    return "　".join(part for part in (day, _topics(note)) if part)


def _topics(note: Note) -> str:
    return "・".join(str(Topic(one).label) for one in note.topics if one in Topic.values)


def _address(note: Note) -> str:
    return f"{settings.SITE_URL}{reverse('notes:show', args=[note.key])}"


def _source(note: Note) -> str:
    return f"{settings.SITE_URL}{reverse('board:thread', args=[note.thread_id])}"


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    headers = {"Content-Type": kind, "Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, headers=headers)
