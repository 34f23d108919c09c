"""Tables of what goes to payers: slips (one reference, one total) and invoices."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from membership.invoices.choices import PaperKind


class ReferenceCounter(models.Model):
    """How far references have come: one row, locked by whoever draws the next."""

    last = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("counter of references")
        verbose_name_plural = _("counters of references")

    def __str__(self) -> str:
        return str(self.last)


class Slip(models.Model):
    """The payment page of one or several charges: one reference, one total. Never changed; a newer one replaces it."""

    reference = models.CharField(_("reference"), max_length=7, unique=True)
    key = models.CharField(max_length=100, unique=True, null=True, blank=True)
    person = models.ForeignKey(
        "network.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="slips"
    )
    organisation = models.ForeignKey(
        "network.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="slips"
    )
    total = models.PositiveIntegerField(_("total in yen"))
    due_on = models.DateField(_("due"))
    made_at = models.DateTimeField(_("made"))
    made_by = models.BigIntegerField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person__isnull=True) ^ models.Q(organisation__isnull=True),
                name="slip_has_one_payer",
            )
        ]
        verbose_name = _("slip")
        verbose_name_plural = _("slips")

    def __str__(self) -> str:
        return self.reference


class SlipLine(models.Model):
    """What a slip asks for one charge: what was open of it on the day the slip was made."""

    slip = models.ForeignKey(Slip, on_delete=models.PROTECT, related_name="lines")
    charge = models.ForeignKey("membership.Charge", on_delete=models.PROTECT, related_name="slip_lines")
    amount = models.PositiveIntegerField(_("amount in yen"))

    class Meta:
        ordering = ["slip", "pk"]
        constraints = [models.UniqueConstraint(fields=["slip", "charge"], name="slip_names_a_charge_once")]
        verbose_name = _("line of a slip")
        verbose_name_plural = _("lines of slips")

    def __str__(self) -> str:
        return f"{self.slip_id} {self.charge_id}"


class Invoice(models.Model):
    """A paper that asks for, offers or confirms charges. Made apart from being sent; a voided one keeps its number."""

    kind = models.CharField(_("paper"), max_length=10, choices=PaperKind, default=PaperKind.INVOICE)
    number = models.CharField(_("number"), max_length=20, unique=True, null=True, blank=True)
    fiscal_year = models.PositiveIntegerField(_("fiscal year"))
    slip = models.ForeignKey(Slip, on_delete=models.PROTECT, null=True, blank=True, related_name="invoices")
    person = models.ForeignKey(
        "network.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="invoices"
    )
    organisation = models.ForeignKey(
        "network.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="invoices"
    )
    addressee = models.CharField(_("addressee"), max_length=120)
    issued_on = models.DateField(
        _("date of issue"), null=True, blank=True, help_text=_("Some municipalities ask for a blank date.")
    )
    made_at = models.DateTimeField(_("made"))
    made_by = models.BigIntegerField(null=True, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    voided_at = models.DateTimeField(_("void"), null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person__isnull=True) ^ models.Q(organisation__isnull=True),
                name="invoice_has_one_payer",
            )
        ]
        verbose_name = _("invoice")
        verbose_name_plural = _("invoices")

    def __str__(self) -> str:
        return self.number or str(self.pk)


class InvoiceLine(models.Model):
    """One charge on an invoice, with its whole amount."""

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="lines")
    charge = models.ForeignKey("membership.Charge", on_delete=models.PROTECT, related_name="invoice_lines")
    amount = models.PositiveIntegerField(_("amount in yen"))

    class Meta:
        ordering = ["invoice", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["invoice", "charge"], name="invoice_names_a_charge_once")
        ]
        verbose_name = _("line of an invoice")
        verbose_name_plural = _("lines of invoices")

    def __str__(self) -> str:
        return f"{self.invoice_id} {self.charge_id}"
