"""Tables of cash at the door: one sheet per event, and what each person gave; only actions write them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CashSheet(models.Model):
    """The cash of one event: counted by somebody, signed off by somebody, booked in one step. Then it stays."""

    event = models.OneToOneField("events.Event", on_delete=models.PROTECT, related_name="cash_sheet")
    counted = models.PositiveIntegerField(_("counted, in yen"), null=True, blank=True)
    counted_at = models.DateTimeField(_("counted at"), null=True, blank=True)
    counted_by = models.BigIntegerField(null=True, blank=True)
    reason = models.CharField(_("reason of the difference"), max_length=120, blank=True)
    signed_at = models.DateTimeField(_("signed off"), null=True, blank=True)
    signed_by = models.BigIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("cash sheet")
        verbose_name_plural = _("cash sheets")

    def __str__(self) -> str:
        return str(self.event_id)


class CashTaking(models.Model):
    """Cash that somebody gave at the door: how much, who took it. Booked when the sheet is signed off."""

    sheet = models.ForeignKey(CashSheet, on_delete=models.PROTECT, related_name="takings")
    registration = models.ForeignKey("events.Registration", on_delete=models.PROTECT, related_name="takings")
    amount = models.PositiveIntegerField(_("amount in yen"))
    key = models.CharField(max_length=60, unique=True)
    receipt_number = models.CharField(_("number of the receipt by hand"), max_length=20, blank=True)
    taken_at = models.DateTimeField(_("received at"))
    taken_by = models.BigIntegerField(null=True, blank=True)
    returned_at = models.DateTimeField(_("taken back"), null=True, blank=True)
    entry = models.OneToOneField(
        "membership.Entry", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=models.Q(amount__gt=0), name="cash_of_something")]
        verbose_name = _("cash taken")
        verbose_name_plural = _("cash taken")

    def __str__(self) -> str:
        return f"{self.registration_id} {self.amount}"
