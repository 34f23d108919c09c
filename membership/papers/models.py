"""Tables of numbered papers: how far each series has come, and every paper as it was issued."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from membership.papers.choices import Series


class NumberSeries(models.Model):
    """How far a series has come in a fiscal year: one row, locked by whoever issues."""

    series = models.CharField(_("kind of paper"), max_length=10, choices=Series)
    fiscal_year = models.PositiveIntegerField(_("fiscal year"))
    last = models.PositiveIntegerField(_("last number"), default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["series", "fiscal_year"], name="series_once_a_year"),
        ]
        verbose_name = _("series of numbers")
        verbose_name_plural = _("series of numbers")

    def __str__(self) -> str:
        return f"{self.series} {self.fiscal_year}: {self.last}"


class Paper(models.Model):
    """A paper that was issued: its number and its words, kept as they were. A void one keeps its number."""

    series = models.CharField(_("kind of paper"), max_length=10, choices=Series)
    fiscal_year = models.PositiveIntegerField(_("fiscal year"))
    serial = models.PositiveIntegerField(_("serial number"))
    number = models.CharField(_("number"), max_length=20)
    person = models.ForeignKey(
        "network.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="papers"
    )
    organisation = models.ForeignKey(
        "network.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="papers"
    )
    invoice = models.OneToOneField(
        "membership.Invoice", on_delete=models.PROTECT, null=True, blank=True, related_name="paper"
    )
    amount = models.PositiveIntegerField(_("amount in yen"))
    title = models.CharField(max_length=40)
    record = models.JSONField()
    issued_at = models.DateTimeField(_("issued"))
    issued_by = models.BigIntegerField(null=True, blank=True)
    reissued_on = models.DateField(_("issued again"), null=True, blank=True)
    voided_on = models.DateField(_("void since"), null=True, blank=True)
    void_reason = models.CharField(_("reason"), max_length=120, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    class Meta:
        ordering = ["-fiscal_year", "series", "-serial"]
        constraints = [
            models.UniqueConstraint(fields=["series", "fiscal_year", "serial"], name="paper_number_once"),
            models.CheckConstraint(
                condition=models.Q(person__isnull=True) | models.Q(organisation__isnull=True),
                name="paper_of_one_payer_at_most",
            ),
        ]
        verbose_name = _("numbered paper")
        verbose_name_plural = _("numbered papers")

    def __str__(self) -> str:
        return self.number

    @property
    def addressee(self) -> str:
        """To whom it is made out, as printed."""
        return self.record["addressee"]
