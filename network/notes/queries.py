"""Reads of notes: those that may be read, and conversations that could become one."""

from django.db.models import QuerySet

from network.board.choices import Kind
from network.board.models import Post, Thread
from network.board.queries import SHOWN, overlay
from network.notes.models import Note, NoteSource, NoteVersion


def readable_notes() -> QuerySet[Note]:
    """Notes that are out and whose every source is shown at this moment. Two queries of the board, then its own."""
    hidden = NoteSource.objects.filter(post_id__in=Post.objects.exclude(state__in=SHOWN).values("pk"))
    pointed_out = NoteSource.objects.filter(post_id__in=overlay().gone)
    return (
        Note.objects.filter(is_out=True)
        .exclude(pk__in=hidden.values("note"))
        .exclude(pk__in=pointed_out.values("note"))
    )


def closed_without_note() -> list[Post]:
    """Questions of closed conversations that nobody has made a note of, the oldest week first."""
    noted = Note.objects.values("thread_id")
    threads = Thread.objects.filter(is_closed=True).exclude(pk__in=noted)
    rows = Post.objects.filter(thread__in=threads, kind=Kind.QUESTION, state__in=SHOWN)
    return list(rows.exclude(pk__in=overlay().gone).order_by("week", "pk"))


def notes_at_desk() -> list[tuple[Note, bool]]:
    """All notes, and whether each can be read now. One list and the readable ones."""
    readable = set(readable_notes().values_list("pk", flat=True))
    return [(note, note.pk in readable) for note in Note.objects.all()]


def versions_of(note: Note) -> list[NoteVersion]:
    """How a note was, the latest first."""
    return list(note.versions.all())


def sources_of(note: Note) -> list[Post]:
    """The posts a note comes from, in their order, as far as they are shown."""
    pks = note.sources.values("post_id")
    rows = Post.objects.filter(pk__in=pks, state__in=SHOWN).exclude(pk__in=overlay().gone)
    return list(rows.order_by("position"))
