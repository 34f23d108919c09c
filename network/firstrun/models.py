"""The table of the set-up code: one row, which is also the lock of the first run."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SetupCode(models.Model):
    """Who holds this code may set an empty site up; only its hash is kept."""

    code_hash = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="setup_code_is_one")]
        verbose_name = _("set-up code")
        verbose_name_plural = _("set-up codes")

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d}"
