"""Tables of notes: the words as they are now, how they were, and the posts they come from."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.search import index


class Note(index.Indexed, models.Model):
    """What a conversation came to, written by a moderator. Read while it is out and each of its sources is shown."""

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    thread_id = models.UUIDField(_("conversation"), unique=True)
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("text"), blank=True)
    topics = models.JSONField(_("topics"), default=list, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)
    is_out = models.BooleanField(_("published"), default=False)
    changed_on = models.DateField(_("day"))

    search_fields = [
        index.SearchField("title", boost=2),
        index.SearchField("text"),
        index.FilterField("is_out"),
    ]

    class Meta:
        ordering = ["-changed_on", "-pk"]
        verbose_name = pgettext_lazy("board", "note")
        verbose_name_plural = pgettext_lazy("board", "notes")

    def __str__(self) -> str:
        return self.title

    @classmethod
    def get_indexed_objects(cls) -> models.QuerySet["Note"]:
        """Only what is out has words in the index."""
        return super().get_indexed_objects().filter(is_out=True)


class NoteVersion(models.Model):
    """A note as it was saved once; emptied with the original of a source."""

    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    title = models.CharField(_("title"), max_length=120, blank=True)
    text = models.TextField(_("text"), blank=True)
    on = models.DateField(_("day"))
    made_by = models.BigIntegerField(_("moderator"))

    class Meta:
        ordering = ["note", "-number"]
        constraints = [models.UniqueConstraint(fields=["note", "number"], name="note_version_once")]
        verbose_name = _("version of a note")
        verbose_name_plural = _("versions of notes")

    def __str__(self) -> str:
        return f"{self.note_id} {self.number}"


class NoteSource(models.Model):
    """A post from which a note was made. No key leads to the board: what is dealt there is taken out and laid anew."""

    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="sources")
    post_id = models.UUIDField(_("post"))

    class Meta:
        ordering = ["note", "pk"]
        constraints = [models.UniqueConstraint(fields=["note", "post_id"], name="note_source_once")]
        verbose_name = _("source of a note")
        verbose_name_plural = _("sources of notes")

    def __str__(self) -> str:
        return str(self.post_id)
