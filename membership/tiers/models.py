"""Tables of tiers and their fees per fiscal year."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from membership.tiers.choices import Coverage


class Tier(models.Model):
    """A kind of membership; what it covers and gives is data."""

    code = models.SlugField(_("code"), max_length=30, unique=True)
    name = models.CharField(_("name"), max_length=60)
    name_en = models.CharField(_("name in English"), max_length=60)
    coverage = models.CharField(_("covers"), max_length=10, choices=Coverage)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("membership tier")
        verbose_name_plural = _("membership tiers")

    def __str__(self) -> str:
        return self.name

    @property
    def local_name(self) -> str:
        """The name in the reader's language."""
        return self.name_en if get_language() == "en" else self.name


class TierFee(models.Model):
    """Dues of a tier for one fiscal year, whole yen."""

    tier = models.ForeignKey(Tier, on_delete=models.PROTECT, related_name="fees")
    fiscal_year = models.PositiveIntegerField(_("fiscal year"), help_text=_("The year it begins in (April)."))
    amount = models.PositiveIntegerField(_("amount in yen"))

    class Meta:
        ordering = ["-fiscal_year", "tier"]
        constraints = [models.UniqueConstraint(fields=["tier", "fiscal_year"], name="tier_fee_once_a_year")]
        verbose_name = _("fee")
        verbose_name_plural = _("fees")

    def __str__(self) -> str:
        return f"{self.tier} {self.fiscal_year}"
