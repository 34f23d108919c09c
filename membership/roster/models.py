"""Tables of imports: a list as it was given, and what became of each of its rows."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from membership.roster.choices import Decision, ImportState, Outcome, Verdict


class RosterImport(models.Model):
    """One list. `table` holds its rows until they are entered; `columns` says which column is which."""

    source = models.CharField(_("source"), max_length=200)
    kind = models.CharField(max_length=10)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField(_("given on"))
    table = models.JSONField(default=list)
    header_line = models.PositiveIntegerField(null=True)
    errors = models.JSONField(default=list)
    columns = models.JSONField(default=dict)
    state = models.CharField(_("state"), max_length=10, choices=ImportState, default=ImportState.COLUMNS)
    job_id = models.UUIDField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["state"],
                condition=models.Q(state__in=["running", "undoing"]),
                name="one_import_of_a_kind_runs",
            )
        ]
        verbose_name = _("list of members")
        verbose_name_plural = _("lists of members")

    def __str__(self) -> str:
        return self.source


class RosterRow(models.Model):
    """One row: its cells as read, what is proposed, what was decided, how it ended, and what it made."""

    roster = models.ForeignKey(RosterImport, on_delete=models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField(_("row"))
    cells = models.JSONField(default=list)
    values = models.JSONField(default=dict)
    fingerprint = models.CharField(max_length=64, blank=True)
    verdict = models.CharField(max_length=10, choices=Verdict)
    reason = models.CharField(max_length=40, blank=True)
    finding = models.JSONField(default=dict)
    candidate = models.ForeignKey("network.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    decision = models.CharField(max_length=10, choices=Decision, blank=True)
    was_decided = models.BooleanField(default=False)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    person = models.ForeignKey("network.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    made = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True)
    kept_because = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["line"]
        constraints = [models.UniqueConstraint(fields=["roster", "line"], name="one_row_per_line")]
        indexes = [models.Index(fields=["fingerprint"], name="roster_fingerprint")]
        verbose_name = _("row of a list")
        verbose_name_plural = _("rows of a list")

    def __str__(self) -> str:
        return str(self.line)
