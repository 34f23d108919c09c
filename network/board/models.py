"""Tables of the board. None knows an account, a person, an address or an hour; what may wait does so in one table.

No key leads out of the room, and no column tells more of when than a week, of what waits a day (ADR 48).
"""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from network.board.choices import Act, Kind, PostState, Stage


class Thread(models.Model):
    """A question with what was said to it. Open while the key of its epoch lives."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    epoch = models.PositiveIntegerField(_("key epoch"))
    week = models.DateField(_("week"), help_text="Monday of the week in which it went out.")
    topics = models.JSONField(_("topics"), default=list, blank=True)
    me_too = models.PositiveIntegerField(_("same worry"), default=0)
    accepted_id = models.UUIDField(_("answer that helped"), null=True, blank=True)
    is_closed = models.BooleanField(_("closed"), default=False)

    class Meta:
        verbose_name = _("thread")
        verbose_name_plural = _("threads")

    def __str__(self) -> str:
        return str(self.pk)


class Post(models.Model):
    """One post. `label` is its author's number within the thread: 0 who asked, 1 the first who answered."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="posts")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    text = models.TextField(_("text"))
    week = models.DateField(_("week"), help_text="Monday of the week in which it went out.")
    position = models.PositiveIntegerField(_("position"))
    label = models.PositiveIntegerField(_("label"))
    reply_to_id = models.UUIDField(_("replies to"), null=True, blank=True)
    tag = models.CharField(_("author's tag"), max_length=64, null=True, blank=True, editable=False)  # noqa: DJ001 -- none once the key is gone
    state = models.CharField(_("state"), max_length=10, choices=PostState, default=PostState.RELEASED)
    flags = models.PositiveIntegerField(_("flags"), default=0)

    class Meta:
        ordering = ["thread", "position"]
        constraints = [models.UniqueConstraint(fields=["thread", "position"], name="post_has_a_place")]
        verbose_name = _("post")
        verbose_name_plural = _("posts")

    def __str__(self) -> str:
        return str(self.pk)


class PostReceipt(models.Model):
    """A slip shown once: the number selects the post, the code (a slow hash here) proves the author."""

    number = models.CharField(_("post number"), max_length=6, primary_key=True)
    code = models.CharField(_("code, hashed"), max_length=160, editable=False)
    post_id = models.UUIDField(_("post"))

    class Meta:
        verbose_name = _("post receipt")
        verbose_name_plural = _("post receipts")

    def __str__(self) -> str:
        return self.number


class HeldAct(models.Model):
    """Something done on the board that the clock has not carried over yet. The one table that members write.

    Without keys to other tables, so that it may lie in a database of its own that keeps no archive.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    act = models.CharField(_("act"), max_length=10, choices=Act)
    stage = models.CharField(_("stage"), max_length=10, choices=Stage, default=Stage.HELD)
    thread_id = models.UUIDField(_("thread"))
    target_id = models.UUIDField(_("post it is about"), null=True, blank=True)
    epoch = models.PositiveIntegerField(_("key epoch"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, blank=True)
    text = models.TextField(_("text"), blank=True)
    topics = models.JSONField(_("topics"), default=list, blank=True)
    tag = models.CharField(_("author's tag"), max_length=64, null=True, blank=True, editable=False)  # noqa: DJ001 -- none once the key is gone
    receipt_number = models.CharField(_("post number"), max_length=6, blank=True)
    receipt_code = models.CharField(_("code, hashed"), max_length=160, blank=True, editable=False)
    on = models.DateField(_("day"))
    due = models.DateTimeField(
        _("goes out at"), null=True, blank=True, help_text="A fixed hour, never the own one."
    )
    why = models.JSONField(_("why it waits"), default=list, blank=True)
    reason = models.CharField(_("reason"), max_length=15, blank=True)
    note = models.TextField(_("words to the author"), blank=True)
    decided_by = models.BigIntegerField(_("decided by"), null=True, blank=True)
    is_appeal = models.BooleanField(_("appealed"), default=False)
    marks = models.JSONField(_("words to be said otherwise"), default=list, blank=True)

    class Meta:
        indexes = [models.Index(fields=["receipt_number"], name="held_by_number")]
        verbose_name = _("held act")
        verbose_name_plural = _("held acts")

    def __str__(self) -> str:
        return str(self.pk)


class BoardDecision(models.Model):
    """What was decided about a post: kinds and days only, chained as the audit log is. Never text, never an author."""

    on = models.DateField(_("day"), help_text="Of the clock's own entries: Monday of the week.")
    actor_id = models.BigIntegerField(_("moderator"), null=True)
    verb = models.CharField(_("deed"), max_length=60)
    subject_id = models.CharField(_("post"), max_length=40)
    details = models.JSONField(_("details"), default=dict)
    previous_hash = models.CharField(max_length=64, unique=True)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["subject_id"], name="decisions_about_a_post")]
        verbose_name = _("board decision")
        verbose_name_plural = _("board decisions")

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_id}"


class BlockedTag(models.Model):
    """A tag whose owner's posts all wait for a person. Ends with the key."""

    tag = models.CharField(_("author's tag"), max_length=64, unique=True, editable=False)
    thread_id = models.UUIDField(_("thread"))
    epoch = models.PositiveIntegerField(_("key epoch"))

    class Meta:
        verbose_name = _("block")
        verbose_name_plural = _("blocks")

    def __str__(self) -> str:
        return str(self.thread_id)


class KeyCertificate(models.Model):
    """That the key of an epoch was destroyed, on which day, and what went with it."""

    epoch = models.PositiveIntegerField(_("key epoch"), unique=True)
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    destroyed_on = models.DateField(_("destroyed on"))
    was_there = models.BooleanField(_("the key was still there"))
    tags = models.PositiveIntegerField(_("tags emptied"))
    blocks = models.PositiveIntegerField(_("blocks ended"))
    threads = models.PositiveIntegerField(_("threads closed"))

    class Meta:
        ordering = ["-epoch"]
        verbose_name = _("certificate of a destroyed key")
        verbose_name_plural = _("certificates of destroyed keys")

    def __str__(self) -> str:
        return str(self.epoch)


class BoardPolicy(models.Model):
    """How the association runs its board: one row."""

    reads_everything_first = models.BooleanField(_("a moderator reads everything first"), default=False)
    least_entitled = models.PositiveIntegerField(
        _("opens with so many people entitled to post"),
        default=30,
        help_text=_("Fewer than thirty hide nobody."),
    )
    contact_name = models.CharField(_("contact for misuse"), max_length=60, blank=True)
    contact_phone = models.CharField(_("phone of the contact"), max_length=30, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="board_policy_is_one"),
            models.CheckConstraint(condition=models.Q(least_entitled__gte=30), name="board_hides_in_thirty"),
        ]
        verbose_name = _("rules of the board")
        verbose_name_plural = _("rules of the board")

    def __str__(self) -> str:
        return str(self.pk)
