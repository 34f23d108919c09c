"""Tables of broadcasts, of the chunks in which they are written, and of everybody they are meant for."""

import uuid

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from network.broadcasts.choices import BroadcastState, Hindrance, Outcome
from network.mail.choices import MailKind


class Broadcast(models.Model):
    """One letter to many people about one subject. `letters` holds its facts per language once it goes out."""

    token = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    about = models.CharField(max_length=20)
    about_id = models.BigIntegerField()
    kind = models.CharField(_("kind"), max_length=10, choices=MailKind)
    follows = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="followers"
    )
    audience = models.JSONField(_("whom"), default=dict)
    words = models.TextField(_("own words"), blank=True)
    words_en = models.TextField(_("own words in English"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=BroadcastState, default=BroadcastState.DRAFT)
    version = models.PositiveIntegerField(default=1)
    hindrance = models.CharField(max_length=15, choices=Hindrance, blank=True)
    letters = models.JSONField(encoder=DjangoJSONEncoder, default=dict)
    written_by = models.ForeignKey(
        "network.Account",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("written by"),
        help_text=_("Nobody: it goes out by a calendar of its own."),
    )
    created_at = models.DateTimeField(_("created"))
    meant_for = models.PositiveIntegerField(_("addressees"), default=0)
    due_at = models.DateTimeField(_("goes out"), null=True, blank=True)
    begun_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["about", "about_id"], name="broadcast_about"),
            models.Index(
                fields=["due_at"],
                condition=models.Q(state__in=["scheduled", "sending"]),
                name="broadcast_under_way",
            ),
        ]
        verbose_name = _("announcement")
        verbose_name_plural = _("announcements")

    def __str__(self) -> str:
        return f"{self.about} {self.about_id} #{self.pk}"

    @property
    def batch(self) -> str:
        """Under which name its letters stand in the outbox."""
        return f"broadcast:{self.pk}"


class Chunk(models.Model):
    """A hundred letters that are written into the outbox together, or not at all."""

    broadcast = models.ForeignKey(Broadcast, on_delete=models.CASCADE, related_name="chunks")
    number = models.PositiveIntegerField()
    written_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["broadcast", "number"]
        constraints = [
            models.UniqueConstraint(fields=["broadcast", "number"], name="chunk_once"),
        ]
        indexes = [
            models.Index(
                fields=["broadcast", "number"],
                condition=models.Q(written_at__isnull=True),
                name="chunk_unwritten",
            ),
        ]
        verbose_name = _("chunk of letters")
        verbose_name_plural = _("chunks of letters")

    def __str__(self) -> str:
        return f"{self.broadcast_id} {self.number}"


class Addressee(models.Model):
    """Somebody a broadcast is meant for; those who share a mailbox share a letter."""

    broadcast = models.ForeignKey(
        Broadcast, on_delete=models.CASCADE, related_name="addressees", db_index=False
    )
    letter = models.PositiveIntegerField(help_text="Counts letters; a chunk holds a hundred of them.")
    person = models.ForeignKey(
        "network.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    contact = models.ForeignKey(
        "network.ContactAddress", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)

    class Meta:
        ordering = ["broadcast", "letter", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["broadcast", "person"], name="addressed_once"),
            models.UniqueConstraint(fields=["broadcast", "contact"], name="mailbox_addressed_once"),
        ]
        indexes = [models.Index(fields=["broadcast", "letter"], name="addressee_by_letter")]
        verbose_name = _("addressee")
        verbose_name_plural = _("addressees")

    def __str__(self) -> str:
        return f"{self.broadcast_id} {self.letter}"

    @property
    def key(self) -> str:
        """The idempotency key of the letter in the outbox."""
        return letter_key(self.broadcast_id, self.letter)


def letter_key(broadcast_id: int, letter: int) -> str:
    """One key per letter of a broadcast."""
    return f"broadcast:{broadcast_id}:{letter}"
