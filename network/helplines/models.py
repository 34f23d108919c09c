"""Whom to call when somebody is in danger."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from network.bilingual import in_readers_language


class Helpline(models.Model):
    """One number to call, where it is written, and when somebody of the association last tried it."""

    name = models.CharField(_("name"), max_length=60)
    name_en = models.CharField(_("name in English"), max_length=80, blank=True)
    phone = models.CharField(_("phone"), max_length=30)
    hours = models.CharField(_("when it answers"), max_length=60, blank=True)
    hours_en = models.CharField(_("when it answers, in English"), max_length=80, blank=True)
    source_url = models.URLField(_("where it is written"))
    checked_on = models.DateField(_("checked on"), null=True, blank=True)
    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("emergency number")
        verbose_name_plural = _("emergency numbers")

    def __str__(self) -> str:
        return self.name

    @property
    def local_name(self) -> str:
        """The name in the reader's language."""
        return in_readers_language(self, "name")

    @property
    def local_hours(self) -> str:
        """When it answers, in the reader's language."""
        return in_readers_language(self, "hours")
