"""Tables of bureaus and municipalities."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from network.regions.choices import MunicipalityKind


class Bureau(models.Model):
    """A sub-prefectural promotion bureau (振興局)."""

    code = models.CharField(_("code"), max_length=5, primary_key=True)
    name = models.CharField(_("name"), max_length=40, unique=True)
    name_en = models.CharField(_("name in English"), max_length=40)
    area = models.CharField(_("area"), max_length=10)

    class Meta:
        ordering = ["code"]
        verbose_name = _("bureau")
        verbose_name_plural = _("bureaus")

    def __str__(self) -> str:
        return self.name_en if get_language() == "en" else self.name


class Municipality(models.Model):
    """A city, town or village, by its six-digit code; names are no keys."""

    code = models.CharField(_("code"), max_length=6, primary_key=True)
    name = models.CharField(_("name"), max_length=40)
    kana = models.CharField(_("reading"), max_length=60)
    kind = models.CharField(_("kind"), max_length=10, choices=MunicipalityKind)
    bureau = models.ForeignKey(Bureau, on_delete=models.PROTECT, related_name="municipalities")
    has_welfare_office = models.BooleanField(_("has a welfare office"), default=False)

    class Meta:
        ordering = ["code"]
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")

    def __str__(self) -> str:
        return self.name
