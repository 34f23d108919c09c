"""Table that ties a seat to its charge in the books; only actions write it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SeatCharge(models.Model):
    """That a registration was charged for a seat of a pool. Given back, the row stays with the day."""

    registration = models.ForeignKey(
        "events.Registration", on_delete=models.PROTECT, related_name="seat_charges"
    )
    pool = models.ForeignKey("events.Pool", on_delete=models.PROTECT, related_name="seat_charges")
    charge = models.OneToOneField("membership.Charge", on_delete=models.PROTECT, related_name="+")
    way = models.CharField(_("how it is paid"), max_length=10)
    returned_at = models.DateTimeField(_("given back"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "pool"],
                condition=models.Q(returned_at__isnull=True),
                name="one_living_charge_per_seat",
            )
        ]
        verbose_name = _("charge of a seat")
        verbose_name_plural = _("charges of seats")

    def __str__(self) -> str:
        return f"{self.registration_id} {self.pool_id}"
