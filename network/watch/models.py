"""The table of pulses: when a part of the site last showed that it lives, and what it said."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Pulse(models.Model):
    """One part: the clock, a worker, the queue, the certificate, the last copy. No history is kept."""

    name = models.CharField(_("part"), max_length=120, unique=True)
    at = models.DateTimeField(_("when"))
    details = models.JSONField(_("details"), default=dict)

    class Meta:
        ordering = ["name"]
        verbose_name = _("pulse")
        verbose_name_plural = _("pulses")

    def __str__(self) -> str:
        return self.name
