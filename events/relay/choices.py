"""States of a leg, and how precisely its date is known."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LegState(models.TextChoices):
    """Where a leg stands."""

    PLANNED = "planned", _("planned")
    HELD = "held", _("held")
    CANCELLED = "cancelled", _("cancelled")


class DatePrecision(models.TextChoices):
    """A date may be known to the day, month, year or fiscal year only."""

    DAY = "day", _("day")
    MONTH = "month", _("month")
    YEAR = "year", _("year")
    FISCAL_YEAR = "fiscal_year", _("fiscal year")
    OPEN = "open", _("not decided yet")
