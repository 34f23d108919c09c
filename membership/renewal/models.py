"""Table of renewal runs: who had a year billed, and how it went."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RenewalRun(models.Model):
    """One run over all memberships for a fiscal year."""

    fiscal_year = models.PositiveIntegerField(_("fiscal year"))
    on = models.DateField(_("day"))
    made_by = models.BigIntegerField(null=True, blank=True)
    made_at = models.DateTimeField(_("made"))
    job_id = models.UUIDField(null=True, blank=True)
    billed = models.PositiveIntegerField(_("billed"), default=0)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("renewal run")
        verbose_name_plural = _("renewal runs")

    def __str__(self) -> str:
        return f"{self.fiscal_year}"
