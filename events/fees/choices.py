"""How a fee is paid, and how far a registration's fees are."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class FeeWay(models.TextChoices):
    """How a fee is to be paid."""

    TRANSFER = "transfer", _("by bank transfer")
    DOOR = "door", _("in cash at the door")


class Outcome(StrEnum):
    """What becomes of the fees of somebody who gives a place up."""

    NOTHING = "nothing"
    TAKEN_BACK = "taken_back"
    TO_PAY_BACK = "to_pay_back"
    KEPT = "kept"
