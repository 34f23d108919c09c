"""The association's own settings: one row."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Association(models.Model):
    """Who runs this site: what stands in headers, mails and footers."""

    name = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    short_name = models.CharField(_("short name"), max_length=40, blank=True)
    address = models.CharField(_("postal address"), max_length=200, blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    contact_hours = models.CharField(_("hours"), max_length=100, blank=True)
    contact_hours_en = models.CharField(_("hours in English"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("association")
        verbose_name_plural = _("association")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="association_is_one")]

    def __str__(self) -> str:
        return self.name

    @property
    def local_name(self) -> str:
        """The name in the reader's language; the Japanese one where no English was written."""
        return (get_language() == "en" and self.name_en) or self.name

    @property
    def local_contact_hours(self) -> str:
        """The hours in the reader's language; the Japanese ones where no English was written."""
        return (get_language() == "en" and self.contact_hours_en) or self.contact_hours
