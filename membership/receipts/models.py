"""Table of what each receipt confirms."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReceiptLine(models.Model):
    """That a receipt confirms one use of a payment for one charge. A void receipt's lines may be confirmed anew."""

    paper = models.ForeignKey("membership.Paper", on_delete=models.PROTECT, related_name="receipt_lines")
    allocation = models.ForeignKey(
        "membership.Allocation", on_delete=models.PROTECT, related_name="receipt_lines"
    )

    class Meta:
        ordering = ["paper", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "allocation"], name="receipt_confirms_a_use_once")
        ]
        verbose_name = _("line of a receipt")
        verbose_name_plural = _("lines of receipts")

    def __str__(self) -> str:
        return f"{self.paper_id} {self.allocation_id}"
