"""Tables of kept filters, of deeds done to many rows, and of files that left the desk."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from network.people.choices import Role
from network.worklists.choices import FileKind, LineState


class KeptFilter(models.Model):
    """What somebody narrowed a list to, under a name; `query` is what was typed, never what was found."""

    owner = models.ForeignKey("network.Account", on_delete=models.PROTECT, related_name="+")
    list_key = models.CharField(max_length=60)
    name = models.CharField(_("name"), max_length=40)
    query = models.CharField(max_length=1000)
    shared_with = models.CharField(_("shared with"), max_length=20, choices=Role, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "list_key", "name"], name="filter_named_once"),
        ]
        verbose_name = _("kept filter")
        verbose_name_plural = _("kept filters")

    def __str__(self) -> str:
        return self.name


class DeedRun(models.Model):
    """One deed done to many rows; the key comes with the preview, so that a second click finds the first."""

    key = models.UUIDField(unique=True)
    deed = models.CharField(max_length=60)
    list_key = models.CharField(max_length=60)
    wanted = models.JSONField(encoder=DjangoJSONEncoder, default=dict)
    done_by = models.ForeignKey("network.Account", on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField(_("done"))
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("deed for many rows")
        verbose_name_plural = _("deeds for many rows")

    def __str__(self) -> str:
        return f"{self.deed} #{self.pk}"


class DeedLine(models.Model):
    """What became of one row: `reason` says why it was left, `before` what it takes to take it back; no names."""

    run = models.ForeignKey(DeedRun, on_delete=models.CASCADE, related_name="lines")
    subject_id = models.BigIntegerField()
    state = models.CharField(max_length=12, choices=LineState)
    reason = models.CharField(max_length=40, blank=True)
    before = models.JSONField(encoder=DjangoJSONEncoder, default=dict)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["run", "subject_id"], name="deed_line_once")]
        verbose_name = _("row of a deed")
        verbose_name_plural = _("rows of deeds")

    def __str__(self) -> str:
        return f"{self.run_id} {self.subject_id} {self.state}"


class TakenFile(models.Model):
    """That a list left the desk as a file: who took it, what for, who receives it, which columns."""

    taken_by = models.ForeignKey(
        "network.Account", verbose_name=_("taken by"), on_delete=models.PROTECT, related_name="+"
    )
    taken_at = models.DateTimeField(_("taken"))
    list_key = models.CharField(_("list"), max_length=60)
    holds_people = models.BooleanField(_("holds people"), default=False)
    kind = models.CharField(_("kind of file"), max_length=5, choices=FileKind)
    rows = models.PositiveIntegerField(_("rows"))
    items = models.JSONField(_("columns"), default=list)
    purpose = models.CharField(_("purpose"), max_length=200, blank=True)
    receiver = models.CharField(_("receiver"), max_length=100, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("file taken")
        verbose_name_plural = _("files taken")

    def __str__(self) -> str:
        return f"{self.list_key} {self.taken_at:%Y-%m-%d}"
