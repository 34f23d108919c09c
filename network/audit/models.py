"""The audit chain: append-only, ids and kinds only, each entry holding the hash of the one before."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditEntry(models.Model):
    """That an account did something to something; no names."""

    at = models.DateTimeField(_("when"))
    actor_id = models.BigIntegerField(_("account"), null=True)
    verb = models.CharField(_("deed"), max_length=60)
    subject = models.CharField(_("kind"), max_length=60)
    subject_id = models.CharField(_("id"), max_length=40)
    details = models.JSONField(_("details"), default=dict)
    previous_hash = models.CharField(max_length=64, unique=True)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit log")

    def __str__(self) -> str:
        return f"{self.verb} {self.subject} {self.subject_id}"
