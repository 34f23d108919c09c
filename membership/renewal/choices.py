"""Why a membership is billed for a year, or is not."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Reason(models.TextChoices):
    """The first two are billed."""

    RENEWS = "renews", _("renews")
    FIRST_YEAR = "first_year", _("joined during the year")
    ALREADY_BILLED = "already_billed", _("already billed for the year")
    NOT_YET = "not_yet", _("begins after the year")
    ENDED = "ended", _("membership has ended")
    ON_LEAVE = "on_leave", _("on leave")
    NO_FEE = "no_fee", _("no dues set for the tier and the year")
    NOTHING_OWED = "nothing_owed", _("joined so late that nothing is owed")
