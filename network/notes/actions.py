"""Writes notes: made from a conversation, kept version by version, checked each time, let go with their sources."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from network.association.dates import local_day
from network.audit.actions import record
from network.board.checking import checked
from network.board.models import Thread
from network.board.queries import SHOWN, posts_of
from network.board.rules import headline
from network.board.showing import label_words
from network.notes.models import Note, NoteSource, NoteVersion
from network.notes.rules import first_words

SUBJECT = "network.note"


class NoteError(Exception):
    """Something can't be done with a note; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def draft_from(thread: Thread, *, made_by: int, now: datetime) -> Note:
    """Make a note of what is shown of a conversation, for a moderator to gather; nobody reads it yet.

    The same conversation twice is the same note. Raises NoteError: nothing_shown.
    """
    found = Note.objects.filter(thread_id=thread.pk).first()
    if found:
        return found
    posts = [post for post in posts_of(thread) if post.state in SHOWN]
    if not posts:
        raise NoteError("nothing_shown")
    note = Note.objects.create(
        thread_id=thread.pk,
        title=headline(posts[0].text),
        text=first_words((label_words(post.label), post.text) for post in posts),
        topics=thread.topics,
        changed_on=local_day(now),
    )
    NoteSource.objects.bulk_create(NoteSource(note=note, post_id=post.pk) for post in posts)
    _keep_version(note, made_by=made_by)
    record(actor_id=made_by, verb="add", subject=SUBJECT, subject_id=note.pk)
    return note


@transaction.atomic
def revise(
    note: Note, *, title: str, text: str, version: int, said_clean: bool = False, made_by: int, now: datetime
) -> None:
    """Write a new version; it goes through the check of personal data again.

    `version` is the one that was seen; `said_clean`: the moderator has looked at what the check found.
    Raises NoteError: changed (by somebody else meanwhile), found (and nothing is kept).
    """
    check = checked(f"{title}\n{text}")
    if not said_clean and (check.kinds or check.has_hint or not check.ran):
        raise NoteError("found")
    locked = Note.objects.select_for_update().get(pk=note.pk)
    if locked.version != version:
        raise NoteError("changed")
    note.title, note.text = title, text
    note.version, note.changed_on = version + 1, local_day(now)
    note.save(update_fields=["title", "text", "version", "changed_on"])
    _keep_version(note, made_by=made_by)
    record(actor_id=made_by, verb="change", subject=SUBJECT, subject_id=note.pk)


@transaction.atomic
def let_out(note: Note, *, made_by: int) -> bool:
    """Let readers of the board read it, and the search find it; whether it was not out.

    Raises NoteError: empty for a note whose words were let go.
    """
    if not note.text:
        raise NoteError("empty")
    return _set_out(note, is_out=True, verb="publish", made_by=made_by)


@transaction.atomic
def take_back(note: Note, *, made_by: int) -> bool:
    """Let nobody but moderators read it; whether it was out."""
    return _set_out(note, is_out=False, verb="unpublish", made_by=made_by)


@transaction.atomic
def let_go_of(post_id: UUID) -> None:
    """Empty every note and every version that a post is a source of: its original is being purged.

    A moderator writes it anew from what is left.
    """
    for note in Note.objects.filter(sources__post_id=post_id):
        note.title, note.text, note.is_out = "", "", False
        note.save(update_fields=["title", "text", "is_out"])
        note.versions.update(title="", text="")


def _set_out(note: Note, *, is_out: bool, verb: str, made_by: int) -> bool:
    if note.is_out == is_out:
        return False
    note.is_out = is_out
    note.save(update_fields=["is_out"])
    record(actor_id=made_by, verb=verb, subject=SUBJECT, subject_id=note.pk)
    return True


def _keep_version(note: Note, *, made_by: int) -> None:
    NoteVersion.objects.create(
        note=note,
        number=note.version,
        title=note.title,
        text=note.text,
        on=note.changed_on,
        made_by=made_by,
    )
